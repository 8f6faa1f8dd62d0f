package spillway.tape;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import spillway.market.Channel;
import spillway.market.Completeness;
import spillway.market.EventDigest;
import spillway.market.EventKind;
import spillway.market.FeedState;
import spillway.market.FundingKind;
import spillway.market.Instrument;
import spillway.market.InstrumentStatus;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.market.Metric;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.RatioPopulation;
import spillway.market.TakerSide;
import spillway.market.Venue;
import spillway.tape.parquet.ParquetFileWriter;

/// One file of a [SegmentSetWriter] while it grows: its writer, the numbers of its texts, and what
/// a manifest will say of it.
final class OpenSegment implements AutoCloseable {
    private static final Enum<?>[][] NO_ENUMS = {};

    private final EventKind kind;
    private final Venue venue;
    private final String partition;
    private final String folder;
    private final Instruments instruments;
    private final ParquetFileWriter file;
    private final long fromNs;
    private final long toNs;
    private final int[] enumBase;
    private final Map<String, Integer> texts = new HashMap<>();
    private int[] symbolIds = new int[0];
    private int[] coinIds = new int[0];

    private final EventDigest digest = new EventDigest();

    private boolean asleep = true;
    private long rows;
    private long firstSeq = -1;
    private long lastSeq = -1;
    private long minVenueTimeNs = Long.MAX_VALUE;
    private long maxVenueTimeNs = Long.MIN_VALUE;

    OpenSegment(
            EventKind kind,
            Venue venue,
            String partition,
            String folder,
            Instruments instruments,
            ParquetFileWriter file) {
        this.kind = kind;
        this.venue = venue;
        this.partition = partition;
        this.folder = folder;
        this.instruments = instruments;
        this.file = file;
        var window = TapeLayout.windowOf(partition);
        fromNs = window.fromNs();
        toNs = window.toNs();
        Enum<?>[][] enums = enumsOf(kind);
        enumBase = new int[enums.length];
        for (int i = 0; i < enums.length; i++) {
            enumBase[i] = file.textId(enums[i][0].name());
            for (int c = 1; c < enums[i].length; c++) {
                int id = file.textId(enums[i][c].name());
                if (id != enumBase[i] + c) {
                    throw new IllegalStateException(
                            "two enums of " + kind + " share the name " + enums[i][c]);
                }
            }
        }
    }

    /// The enums among a kind's columns, in order. Stored by name, numbered from their first
    /// constant on.
    private static Enum<?>[][] enumsOf(EventKind kind) {
        return switch (kind) {
            case TRADE -> new Enum<?>[][] {TakerSide.values()};
            case LIQUIDATION ->
                    new Enum<?>[][] {
                        PositionSide.values(), PriceKind.values(), Completeness.values()
                    };
            case DELEVERAGING, ACCOUNT_POSITION -> new Enum<?>[][] {PositionSide.values()};
            case FUNDING_RATE -> new Enum<?>[][] {FundingKind.values()};
            case LONG_SHORT_RATIO -> new Enum<?>[][] {RatioPopulation.values()};
            case INSTRUMENT_CHANGE -> new Enum<?>[][] {InstrumentStatus.values()};
            case FEED_HEALTH -> new Enum<?>[][] {Channel.values(), FeedState.values()};
            case REPORTED -> new Enum<?>[][] {Metric.values()};
            case QUOTE,
                    BOOK_SNAPSHOT,
                    BOOK_DELTA,
                    MARK_PRICE,
                    INDEX_PRICE,
                    OPEN_INTEREST,
                    INSURANCE_FUND ->
                    NO_ENUMS;
        };
    }

    EventKind kind() {
        return kind;
    }

    /// What went in, for comparison with what can be read again.
    EventDigest digest() {
        return digest;
    }

    ParquetFileWriter file() {
        return file;
    }

    String folder() {
        return folder;
    }

    /// Whether it is to be woken before the next row: it is new, or holds neither memory nor a file
    /// handle.
    boolean isAsleep() {
        return asleep;
    }

    void wake() {
        asleep = false;
    }

    /// Writes out what it holds and lets go of its memory and its file handle.
    void sleep() throws IOException {
        file.release();
        asleep = true;
    }

    /// Whether an event at `timeNs` belongs into this partition.
    boolean holds(long timeNs) {
        return timeNs >= fromNs && timeNs < toNs;
    }

    /// The number of a constant of the kind's `slot`-th enum.
    // Numbers live as long as the file is open: no ordinal is stored.
    @SuppressWarnings("EnumOrdinal")
    int enumId(int slot, Enum<?> constant) {
        return enumBase[slot] + constant.ordinal();
    }

    int textId(String text) {
        Integer known = texts.get(text);
        if (known == null) {
            known = file.textId(text);
            texts.put(text, known);
        }
        return known;
    }

    void begin(long seq, int instrument, long venueTimeNs, long receiveTimeNs) {
        if (seq <= lastSeq) {
            throw new IllegalStateException(
                    "events must ascend: place "
                            + seq
                            + " came after "
                            + lastSeq
                            + " in "
                            + folder);
        }
        if (instrument >= symbolIds.length || symbolIds[instrument] < 0) {
            learn(instrument);
        }
        digest.at(seq);
        file.setLong(EventColumns.SEQ, seq);
        file.setLong(EventColumns.VENUE_TIME, venueTimeNs);
        if (receiveTimeNs != MarketEvent.NONE) {
            file.setLong(EventColumns.RECEIVE_TIME, receiveTimeNs);
        }
        file.setInt(EventColumns.INSTRUMENT, instrument);
        file.setText(EventColumns.SYMBOL, symbolIds[instrument]);
        file.setText(EventColumns.COIN, coinIds[instrument]);
        if (firstSeq < 0) {
            firstSeq = seq;
        }
        lastSeq = seq;
        minVenueTimeNs = Math.min(minVenueTimeNs, venueTimeNs);
        maxVenueTimeNs = Math.max(maxVenueTimeNs, venueTimeNs);
    }

    private void learn(int instrument) {
        if (instrument >= symbolIds.length) {
            int known = symbolIds.length;
            int size = Math.max(instruments.size(), instrument + 1);
            symbolIds = Arrays.copyOf(symbolIds, size);
            coinIds = Arrays.copyOf(coinIds, size);
            Arrays.fill(symbolIds, known, size, -1);
        }
        Instrument on = instruments.get(instrument);
        symbolIds[instrument] = textId(on.symbol());
        coinIds[instrument] = textId(on.coin().symbol());
    }

    void end() throws IOException {
        file.endRow();
        rows++;
    }

    long firstSeq() {
        return firstSeq;
    }

    long lastSeq() {
        return lastSeq;
    }

    Segment sealed(String path, long bytes) {
        return new Segment(
                path,
                kind,
                venue,
                partition,
                rows,
                firstSeq,
                lastSeq,
                minVenueTimeNs,
                maxVenueTimeNs,
                bytes);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
