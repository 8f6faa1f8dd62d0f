package spillway.market;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Pushes the events that an [EventEncoder] wrote into a sink. Allocates nothing but texts not seen
/// lately.
///
/// Not safe for use by several threads; each has its own.
public final class EventDecoder {
    private static final EventKind[] KINDS = EventKind.values();
    private static final Channel[] CHANNEL = Channel.values();
    private static final Completeness[] COMPLETENESS = Completeness.values();
    private static final FeedState[] FEED_STATE = FeedState.values();
    private static final FundingKind[] FUNDING_KIND = FundingKind.values();
    private static final InstrumentStatus[] INSTRUMENT_STATUS = InstrumentStatus.values();
    private static final Metric[] METRIC = Metric.values();
    private static final PositionSide[] POSITION_SIDE = PositionSide.values();
    private static final PriceKind[] PRICE_KIND = PriceKind.values();
    private static final RatioPopulation[] RATIO_POPULATION = RatioPopulation.values();
    private static final TakerSide[] TAKER_SIDE = TakerSide.values();

    /// Kind, instrument and the two times.
    private static final int HEAD_BYTES = Byte.BYTES + Integer.BYTES + 2 * Long.BYTES;

    /// Texts remembered, so that a source named a million times is one `String`; a power of two.
    private static final int REMEMBERED_TEXTS = 1 << 10;

    private final BookLevels levels = new BookLevels();
    private final @Nullable String[] texts = new String[REMEMBERED_TEXTS];
    private final byte[][] textBytes = new byte[REMEMBERED_TEXTS][];
    private byte[] scratch = new byte[256];

    /// Pushes all events from `in`'s position to its limit, saying before each its place on the
    /// tape.
    ///
    /// @param in little-endian, positioned at the start of an event
    /// @param firstSeq place of the first; each later one is one further
    /// @throws IllegalArgumentException if the bytes are not whole events
    public void decode(ByteBuffer in, long firstSeq, EventSink sink) {
        long seq = firstSeq;
        while (in.hasRemaining()) {
            sink.at(seq++);
            decodeOne(in, sink);
        }
    }

    /// Pushes the one event at `in`'s position and moves behind it.
    public void decodeOne(ByteBuffer in, EventSink sink) {
        int length = in.remaining() < Integer.BYTES ? -1 : in.getInt();
        if (length < 1 || length > in.remaining()) {
            throw new IllegalArgumentException(
                    "expected an event of 1 to "
                            + in.remaining()
                            + " bytes, found a length of "
                            + length);
        }
        int end = in.position() + length;
        int ordinal = in.get();
        if (ordinal < 0 || ordinal >= KINDS.length) {
            throw new IllegalArgumentException(
                    "expected an event kind of 0 to "
                            + (KINDS.length - 1)
                            + ", found "
                            + ordinal
                            + ": written by a newer Spillway?");
        }
        int instrument = in.getInt();
        long venueTimeNs = in.getLong();
        long receiveTimeNs = in.getLong();
        switch (KINDS[ordinal]) {
            case TRADE ->
                    sink.trade(
                            instrument,
                            venueTimeNs,
                            receiveTimeNs,
                            in.getLong(),
                            in.getLong(),
                            TAKER_SIDE[in.get()],
                            in.getLong());
            case QUOTE ->
                    sink.quote(
                            instrument,
                            venueTimeNs,
                            receiveTimeNs,
                            in.getLong(),
                            in.getLong(),
                            in.getLong(),
                            in.getLong(),
                            in.getLong());
            case BOOK_SNAPSHOT ->
                    sink.bookSnapshot(
                            instrument, venueTimeNs, receiveTimeNs, in.getLong(), levels(in));
            case BOOK_DELTA ->
                    sink.bookDelta(
                            instrument,
                            venueTimeNs,
                            receiveTimeNs,
                            in.getLong(),
                            in.getLong(),
                            in.getLong(),
                            levels(in));
            case LIQUIDATION ->
                    sink.liquidation(
                            instrument,
                            venueTimeNs,
                            receiveTimeNs,
                            POSITION_SIDE[in.get()],
                            in.getLong(),
                            in.getLong(),
                            PRICE_KIND[in.get()],
                            in.getLong(),
                            COMPLETENESS[in.get()],
                            in.getLong());
            case DELEVERAGING ->
                    sink.deleveraging(
                            instrument,
                            venueTimeNs,
                            receiveTimeNs,
                            POSITION_SIDE[in.get()],
                            in.getLong(),
                            in.getLong(),
                            in.getLong(),
                            in.getLong());
            case MARK_PRICE -> sink.markPrice(instrument, venueTimeNs, receiveTimeNs, in.getLong());
            case INDEX_PRICE ->
                    sink.indexPrice(instrument, venueTimeNs, receiveTimeNs, in.getLong());
            case FUNDING_RATE ->
                    sink.fundingRate(
                            instrument,
                            venueTimeNs,
                            receiveTimeNs,
                            in.getLong(),
                            in.getInt(),
                            in.getLong(),
                            in.getLong(),
                            FUNDING_KIND[in.get()]);
            case OPEN_INTEREST ->
                    sink.openInterest(
                            instrument, venueTimeNs, receiveTimeNs, in.getLong(), in.getLong());
            case LONG_SHORT_RATIO ->
                    sink.longShortRatio(
                            instrument,
                            venueTimeNs,
                            receiveTimeNs,
                            RATIO_POPULATION[in.get()],
                            in.getLong(),
                            in.getInt());
            case INSURANCE_FUND ->
                    sink.insuranceFund(
                            instrument,
                            venueTimeNs,
                            receiveTimeNs,
                            text(in),
                            in.getLong(),
                            in.getInt());
            case INSTRUMENT_CHANGE ->
                    sink.instrumentChange(
                            instrument, venueTimeNs, receiveTimeNs, INSTRUMENT_STATUS[in.get()]);
            case FEED_HEALTH ->
                    sink.feedHealth(
                            instrument,
                            venueTimeNs,
                            receiveTimeNs,
                            CHANNEL[in.get()],
                            FEED_STATE[in.get()],
                            in.getLong(),
                            in.getLong(),
                            text(in));
            case REPORTED ->
                    sink.reported(
                            instrument,
                            venueTimeNs,
                            receiveTimeNs,
                            METRIC[in.get()],
                            text(in),
                            in.getLong(),
                            in.getLong(),
                            in.getLong(),
                            in.getLong(),
                            in.getLong(),
                            in.getInt(),
                            in.getLong());
            case ACCOUNT_POSITION ->
                    sink.accountPosition(
                            instrument,
                            venueTimeNs,
                            receiveTimeNs,
                            text(in),
                            POSITION_SIDE[in.get()],
                            in.getLong(),
                            in.getLong(),
                            in.getLong(),
                            in.getLong(),
                            in.getLong(),
                            in.getLong());
        }
        if (in.position() != end) {
            throw new IllegalArgumentException(
                    "expected a "
                            + KINDS[ordinal].key()
                            + " to end at byte "
                            + end
                            + ", it ended at "
                            + in.position());
        }
    }

    /// Bytes that the event at byte `at` takes, its length field included.
    public static int sizeAt(ByteBuffer in, int at) {
        return Integer.BYTES + in.getInt(at);
    }

    /// The kind of the event at byte `at`.
    public static EventKind kindAt(ByteBuffer in, int at) {
        return KINDS[in.get(at + Integer.BYTES)];
    }

    /// The instrument code of the event at byte `at`.
    public static int instrumentAt(ByteBuffer in, int at) {
        return in.getInt(at + Integer.BYTES + Byte.BYTES);
    }

    /// The venue time of the event at byte `at`.
    public static long venueTimeNsAt(ByteBuffer in, int at) {
        return in.getLong(at + Integer.BYTES + Byte.BYTES + Integer.BYTES);
    }

    /// The time of receipt of the event at byte `at`.
    public static long receiveTimeNsAt(ByteBuffer in, int at) {
        return in.getLong(at + Integer.BYTES + Byte.BYTES + Integer.BYTES + Long.BYTES);
    }

    /// The venue's own number of the event at byte `at`, as [EventOrder#venueId(MarketEvent)] has
    /// it.
    public static long venueIdAt(ByteBuffer in, int at) {
        int own = at + Integer.BYTES + HEAD_BYTES;
        return switch (kindAt(in, at)) {
            case TRADE, QUOTE, LIQUIDATION, DELEVERAGING ->
                    in.getLong(at + sizeAt(in, at) - Long.BYTES);
            case BOOK_SNAPSHOT -> in.getLong(own);
            case BOOK_DELTA -> in.getLong(own + Long.BYTES);
            case MARK_PRICE,
                    INDEX_PRICE,
                    FUNDING_RATE,
                    OPEN_INTEREST,
                    LONG_SHORT_RATIO,
                    INSURANCE_FUND,
                    INSTRUMENT_CHANGE,
                    FEED_HEALTH,
                    REPORTED,
                    ACCOUNT_POSITION ->
                    MarketEvent.NONE;
        };
    }

    private BookLevels levels(ByteBuffer in) {
        int bids = in.getInt();
        int asks = in.getInt();
        levels.clear();
        for (int i = 0; i < bids; i++) {
            levels.addBid(in.getLong(), in.getLong());
        }
        for (int i = 0; i < asks; i++) {
            levels.addAsk(in.getLong(), in.getLong());
        }
        return levels;
    }

    private String text(ByteBuffer in) {
        int length = in.getInt();
        if (length > scratch.length) {
            scratch = new byte[Math.max(length, scratch.length * 2)];
        }
        in.get(scratch, 0, length);
        int hash = 1;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + scratch[i];
        }
        int slot = (hash ^ (hash >>> 16)) & (REMEMBERED_TEXTS - 1);
        String known = texts[slot];
        if (known != null
                && java.util.Arrays.equals(
                        textBytes[slot], 0, textBytes[slot].length, scratch, 0, length)) {
            return known;
        }
        byte[] copy = java.util.Arrays.copyOf(scratch, length);
        String fresh = new String(copy, StandardCharsets.UTF_8);
        texts[slot] = fresh;
        textBytes[slot] = copy;
        return fresh;
    }
}
