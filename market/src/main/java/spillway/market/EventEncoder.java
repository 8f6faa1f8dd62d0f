package spillway.market;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes events one after another into a buffer of bytes, from which [EventDecoder] pushes them
/// again. The form in which events wait: in a journal's block, in an operator's buffer, in a
/// message between two machines.
///
/// Little-endian. Each event is its length in bytes (int, the four bytes of itself not counted),
/// kind (byte), instrument code (int), venue time, receive time (long), then its own fields in the
/// order of the sink's parameters: `long` as 8 bytes, `int` as 4, an enum as its ordinal in one
/// byte, text as length (int) and UTF-8, levels as two counts (int) and price and quantity of each.
/// The place on the tape is not in it.
///
/// Allocates nothing once the buffer has grown to the size of the largest batch.
// Ordinals are the format: the enums are append-only, and a test pins their order.
@SuppressWarnings("EnumOrdinal")
public final class EventEncoder implements EventSink {
    private static final int FIRST_CAPACITY = 1 << 16;

    /// Enough for every event without levels or text.
    private static final int FIXED_BYTES = 128;

    private ByteBuffer bytes = allocate(FIRST_CAPACITY);
    private int events;
    private int start;

    private static ByteBuffer allocate(int capacity) {
        return ByteBuffer.allocateDirect(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Number of events since the last [#clear()].
    public int events() {
        return events;
    }

    /// Bytes written since the last [#clear()]: where the next event will start.
    public int size() {
        return bytes.position();
    }

    /// Bytes that fit into the buffer as it is. While this stays the same, a view by [#encoded()]
    /// shows later events too, once its limit is moved to [#size()].
    public int capacity() {
        return bytes.capacity();
    }

    /// Forgets all events, keeps the buffer.
    public void clear() {
        bytes.clear();
        events = 0;
    }

    /// Takes an event that another encoder wrote, as it is.
    ///
    /// @param from little-endian
    /// @param at where the event begins
    void copy(ByteBuffer from, int at) {
        int size = EventDecoder.sizeAt(from, at);
        makeRoom(size);
        bytes.put(bytes.position(), from, at, size);
        bytes.position(bytes.position() + size);
        events++;
    }

    /// All events, ready to be read. Valid until the next event or [#clear()].
    public ByteBuffer encoded() {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).flip();
    }

    private void makeRoom(int needed) {
        if (bytes.remaining() < needed) {
            var grown = allocate(Math.max(bytes.capacity() * 2, bytes.position() + needed));
            bytes.flip();
            grown.put(bytes);
            bytes = grown;
        }
    }

    private ByteBuffer begin(
            EventKind kind, int more, int instrument, long venueTimeNs, long receiveTimeNs) {
        makeRoom(FIXED_BYTES + more);
        start = bytes.position();
        return bytes.putInt(0)
                .put((byte) kind.ordinal())
                .putInt(instrument)
                .putLong(venueTimeNs)
                .putLong(receiveTimeNs);
    }

    private void end() {
        bytes.putInt(start, bytes.position() - start - Integer.BYTES);
        events++;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void putText(byte[] text) {
        bytes.putInt(text.length).put(text);
    }

    private void putLevels(BookLevels levels) {
        bytes.putInt(levels.bids()).putInt(levels.asks());
        for (int i = 0; i < levels.bids(); i++) {
            bytes.putLong(levels.bidPrice(i)).putLong(levels.bidQuantity(i));
        }
        for (int i = 0; i < levels.asks(); i++) {
            bytes.putLong(levels.askPrice(i)).putLong(levels.askQuantity(i));
        }
    }

    private static int bytesOf(BookLevels levels) {
        return (levels.bids() + levels.asks()) * 2 * Long.BYTES;
    }

    @Override
    public void trade(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long priceMantissa,
            long quantityMantissa,
            TakerSide takerSide,
            long venueId) {
        begin(EventKind.TRADE, 0, instrument, venueTimeNs, receiveTimeNs);
        bytes.putLong(priceMantissa);
        bytes.putLong(quantityMantissa);
        bytes.put((byte) takerSide.ordinal());
        bytes.putLong(venueId);
        end();
    }

    @Override
    public void quote(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long bidPriceMantissa,
            long bidQuantityMantissa,
            long askPriceMantissa,
            long askQuantityMantissa,
            long updateId) {
        begin(EventKind.QUOTE, 0, instrument, venueTimeNs, receiveTimeNs);
        bytes.putLong(bidPriceMantissa);
        bytes.putLong(bidQuantityMantissa);
        bytes.putLong(askPriceMantissa);
        bytes.putLong(askQuantityMantissa);
        bytes.putLong(updateId);
        end();
    }

    @Override
    public void bookSnapshot(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long updateId,
            BookLevels levels) {
        begin(EventKind.BOOK_SNAPSHOT, bytesOf(levels), instrument, venueTimeNs, receiveTimeNs);
        bytes.putLong(updateId);
        putLevels(levels);
        end();
    }

    @Override
    public void bookDelta(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long firstUpdateId,
            long lastUpdateId,
            long previousUpdateId,
            BookLevels levels) {
        begin(EventKind.BOOK_DELTA, bytesOf(levels), instrument, venueTimeNs, receiveTimeNs);
        bytes.putLong(firstUpdateId);
        bytes.putLong(lastUpdateId);
        bytes.putLong(previousUpdateId);
        putLevels(levels);
        end();
    }

    @Override
    public void liquidation(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            PositionSide closedSide,
            long quantityMantissa,
            long priceMantissa,
            PriceKind priceKind,
            long notionalMicroUsd,
            Completeness completeness,
            long venueId) {
        begin(EventKind.LIQUIDATION, 0, instrument, venueTimeNs, receiveTimeNs);
        bytes.put((byte) closedSide.ordinal());
        bytes.putLong(quantityMantissa);
        bytes.putLong(priceMantissa);
        bytes.put((byte) priceKind.ordinal());
        bytes.putLong(notionalMicroUsd);
        bytes.put((byte) completeness.ordinal());
        bytes.putLong(venueId);
        end();
    }

    @Override
    public void deleveraging(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            PositionSide closedSide,
            long quantityMantissa,
            long priceMantissa,
            long notionalMicroUsd,
            long venueId) {
        begin(EventKind.DELEVERAGING, 0, instrument, venueTimeNs, receiveTimeNs);
        bytes.put((byte) closedSide.ordinal());
        bytes.putLong(quantityMantissa);
        bytes.putLong(priceMantissa);
        bytes.putLong(notionalMicroUsd);
        bytes.putLong(venueId);
        end();
    }

    @Override
    public void markPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        begin(EventKind.MARK_PRICE, 0, instrument, venueTimeNs, receiveTimeNs);
        bytes.putLong(priceMantissa);
        end();
    }

    @Override
    public void indexPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        begin(EventKind.INDEX_PRICE, 0, instrument, venueTimeNs, receiveTimeNs);
        bytes.putLong(priceMantissa);
        end();
    }

    @Override
    public void fundingRate(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long rateMantissa,
            int rateScale,
            long intervalNs,
            long fundingTimeNs,
            FundingKind fundingKind) {
        begin(EventKind.FUNDING_RATE, 0, instrument, venueTimeNs, receiveTimeNs);
        bytes.putLong(rateMantissa);
        bytes.putInt(rateScale);
        bytes.putLong(intervalNs);
        bytes.putLong(fundingTimeNs);
        bytes.put((byte) fundingKind.ordinal());
        end();
    }

    @Override
    public void openInterest(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long quantityMantissa,
            long notionalMicroUsd) {
        begin(EventKind.OPEN_INTEREST, 0, instrument, venueTimeNs, receiveTimeNs);
        bytes.putLong(quantityMantissa);
        bytes.putLong(notionalMicroUsd);
        end();
    }

    @Override
    public void longShortRatio(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            RatioPopulation population,
            long ratioMantissa,
            int ratioScale) {
        begin(EventKind.LONG_SHORT_RATIO, 0, instrument, venueTimeNs, receiveTimeNs);
        bytes.put((byte) population.ordinal());
        bytes.putLong(ratioMantissa);
        bytes.putInt(ratioScale);
        end();
    }

    @Override
    public void insuranceFund(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            String asset,
            long balanceMantissa,
            int balanceScale) {
        byte[] assetUtf8 = utf8(asset);
        begin(EventKind.INSURANCE_FUND, assetUtf8.length, instrument, venueTimeNs, receiveTimeNs);
        putText(assetUtf8);
        bytes.putLong(balanceMantissa);
        bytes.putInt(balanceScale);
        end();
    }

    @Override
    public void instrumentChange(
            int instrument, long venueTimeNs, long receiveTimeNs, InstrumentStatus status) {
        begin(EventKind.INSTRUMENT_CHANGE, 0, instrument, venueTimeNs, receiveTimeNs);
        bytes.put((byte) status.ordinal());
        end();
    }

    @Override
    public void feedHealth(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            Channel channel,
            FeedState state,
            long fromNs,
            long toNs,
            String reason) {
        byte[] reasonUtf8 = utf8(reason);
        begin(EventKind.FEED_HEALTH, reasonUtf8.length, instrument, venueTimeNs, receiveTimeNs);
        bytes.put((byte) channel.ordinal());
        bytes.put((byte) state.ordinal());
        bytes.putLong(fromNs);
        bytes.putLong(toNs);
        putText(reasonUtf8);
        end();
    }

    @Override
    public void reported(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            Metric metric,
            String source,
            long intervalNs,
            long open,
            long high,
            long low,
            long close,
            int scale,
            long count) {
        byte[] sourceUtf8 = utf8(source);
        begin(EventKind.REPORTED, sourceUtf8.length, instrument, venueTimeNs, receiveTimeNs);
        bytes.put((byte) metric.ordinal());
        putText(sourceUtf8);
        bytes.putLong(intervalNs);
        bytes.putLong(open);
        bytes.putLong(high);
        bytes.putLong(low);
        bytes.putLong(close);
        bytes.putInt(scale);
        bytes.putLong(count);
        end();
    }

    @Override
    public void accountPosition(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            String account,
            PositionSide side,
            long quantityMantissa,
            long entryPriceMantissa,
            long liquidationPriceMantissa,
            long leverageMilli,
            long notionalMicroUsd,
            long accountValueMicroUsd) {
        byte[] accountUtf8 = utf8(account);
        begin(
                EventKind.ACCOUNT_POSITION,
                accountUtf8.length,
                instrument,
                venueTimeNs,
                receiveTimeNs);
        putText(accountUtf8);
        bytes.put((byte) side.ordinal());
        bytes.putLong(quantityMantissa);
        bytes.putLong(entryPriceMantissa);
        bytes.putLong(liquidationPriceMantissa);
        bytes.putLong(leverageMilli);
        bytes.putLong(notionalMicroUsd);
        bytes.putLong(accountValueMicroUsd);
        end();
    }
}
