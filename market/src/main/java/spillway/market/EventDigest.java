package spillway.market;

/// A number that stands for a whole stream of events: equal streams give equal digests, and a
/// change of any value or of the order gives another with a probability of 1 − 2^-64 or so. For
/// finding damage, not for security.
///
/// Each 64-bit word is mixed in by a multiplication and a rotation (constants of MurmurHash3's
/// 128-bit form, A. Appleby, public domain). Receive times and places on the tape count too.
/// Allocates nothing.
// Ordinals are pinned by a test, as the encoded form is.
@SuppressWarnings("EnumOrdinal")
public final class EventDigest implements EventSink {
    private static final long C1 = 0x87C3_7B91_1142_53D5L;
    private static final long C2 = 0x4CF5_AD43_2745_937FL;

    private long state;
    private long events;
    private long seq = MarketEvent.NONE;

    /// The digest of all events so far.
    public long value() {
        long h = state ^ events;
        h ^= h >>> 33;
        h *= 0xFF51_AFD7_ED55_8CCDL;
        h ^= h >>> 33;
        return h;
    }

    /// How many events there were.
    public long events() {
        return events;
    }

    @Override
    public void at(long nextSeq) {
        seq = nextSeq;
    }

    private void mix(long word) {
        state = Long.rotateLeft(state ^ Long.rotateLeft(word * C1, 31) * C2, 27) * 5 + 0x52DC_E729L;
    }

    private void begin(EventKind kind, int instrument, long venueTimeNs, long receiveTimeNs) {
        events++;
        mix(seq);
        mix((long) kind.ordinal() << 32 | instrument);
        mix(venueTimeNs);
        mix(receiveTimeNs);
    }

    private void mix(BookLevels levels) {
        mix((long) levels.bids() << 32 | levels.asks());
        for (int i = 0; i < levels.bids(); i++) {
            mix(levels.bidPrice(i));
            mix(levels.bidQuantity(i));
        }
        for (int i = 0; i < levels.asks(); i++) {
            mix(levels.askPrice(i));
            mix(levels.askQuantity(i));
        }
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
        begin(EventKind.TRADE, instrument, venueTimeNs, receiveTimeNs);
        mix(priceMantissa);
        mix(quantityMantissa);
        mix(takerSide.ordinal());
        mix(venueId);
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
        begin(EventKind.QUOTE, instrument, venueTimeNs, receiveTimeNs);
        mix(bidPriceMantissa);
        mix(bidQuantityMantissa);
        mix(askPriceMantissa);
        mix(askQuantityMantissa);
        mix(updateId);
    }

    @Override
    public void bookSnapshot(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long updateId,
            BookLevels levels) {
        begin(EventKind.BOOK_SNAPSHOT, instrument, venueTimeNs, receiveTimeNs);
        mix(updateId);
        mix(levels);
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
        begin(EventKind.BOOK_DELTA, instrument, venueTimeNs, receiveTimeNs);
        mix(firstUpdateId);
        mix(lastUpdateId);
        mix(previousUpdateId);
        mix(levels);
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
        begin(EventKind.LIQUIDATION, instrument, venueTimeNs, receiveTimeNs);
        mix(closedSide.ordinal());
        mix(quantityMantissa);
        mix(priceMantissa);
        mix(priceKind.ordinal());
        mix(notionalMicroUsd);
        mix(completeness.ordinal());
        mix(venueId);
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
        begin(EventKind.DELEVERAGING, instrument, venueTimeNs, receiveTimeNs);
        mix(closedSide.ordinal());
        mix(quantityMantissa);
        mix(priceMantissa);
        mix(notionalMicroUsd);
        mix(venueId);
    }

    @Override
    public void markPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        begin(EventKind.MARK_PRICE, instrument, venueTimeNs, receiveTimeNs);
        mix(priceMantissa);
    }

    @Override
    public void indexPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        begin(EventKind.INDEX_PRICE, instrument, venueTimeNs, receiveTimeNs);
        mix(priceMantissa);
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
        begin(EventKind.FUNDING_RATE, instrument, venueTimeNs, receiveTimeNs);
        mix(rateMantissa);
        mix(rateScale);
        mix(intervalNs);
        mix(fundingTimeNs);
        mix(fundingKind.ordinal());
    }

    @Override
    public void openInterest(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long quantityMantissa,
            long notionalMicroUsd) {
        begin(EventKind.OPEN_INTEREST, instrument, venueTimeNs, receiveTimeNs);
        mix(quantityMantissa);
        mix(notionalMicroUsd);
    }

    @Override
    public void longShortRatio(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            RatioPopulation population,
            long ratioMantissa,
            int ratioScale) {
        begin(EventKind.LONG_SHORT_RATIO, instrument, venueTimeNs, receiveTimeNs);
        mix(population.ordinal());
        mix(ratioMantissa);
        mix(ratioScale);
    }

    @Override
    public void insuranceFund(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            String asset,
            long balanceMantissa,
            int balanceScale) {
        begin(EventKind.INSURANCE_FUND, instrument, venueTimeNs, receiveTimeNs);
        mix(asset.hashCode());
        mix(balanceMantissa);
        mix(balanceScale);
    }

    @Override
    public void instrumentChange(
            int instrument, long venueTimeNs, long receiveTimeNs, InstrumentStatus status) {
        begin(EventKind.INSTRUMENT_CHANGE, instrument, venueTimeNs, receiveTimeNs);
        mix(status.ordinal());
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
        begin(EventKind.FEED_HEALTH, instrument, venueTimeNs, receiveTimeNs);
        mix(channel.ordinal());
        mix(state.ordinal());
        mix(fromNs);
        mix(toNs);
        mix(reason.hashCode());
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
        begin(EventKind.REPORTED, instrument, venueTimeNs, receiveTimeNs);
        mix(metric.ordinal());
        mix(source.hashCode());
        mix(intervalNs);
        mix(open);
        mix(high);
        mix(low);
        mix(close);
        mix(scale);
        mix(count);
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
        begin(EventKind.ACCOUNT_POSITION, instrument, venueTimeNs, receiveTimeNs);
        mix(account.hashCode());
        mix(side.ordinal());
        mix(quantityMantissa);
        mix(entryPriceMantissa);
        mix(liquidationPriceMantissa);
        mix(leverageMilli);
        mix(notionalMicroUsd);
        mix(accountValueMicroUsd);
    }
}
