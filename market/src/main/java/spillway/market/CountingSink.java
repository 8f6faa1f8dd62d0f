package spillway.market;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Counts events by kind on their way into another sink.
// The ordinal of an append-only enum indexes the counts.
@SuppressWarnings("EnumOrdinal")
public final class CountingSink implements EventSink {
    private final EventSink sink;
    private final Each each;
    private final long[] counts = new long[EventKind.values().length];
    private long events;

    /// Hears of every event that has passed.
    @FunctionalInterface
    public interface Each {
        /// Takes how many events have passed.
        void passed(long events);
    }

    /// @param sink takes the events
    /// @param each hears of each of them
    public CountingSink(EventSink sink, Each each) {
        this.sink = sink;
        this.each = each;
    }

    /// How many events passed, by kind; kinds without any are left out.
    public SortedMap<EventKind, Long> byKind() {
        var byKind = new TreeMap<EventKind, Long>();
        for (var kind : EventKind.values()) {
            if (counts[kind.ordinal()] > 0) {
                byKind.put(kind, counts[kind.ordinal()]);
            }
        }
        return Collections.unmodifiableSortedMap(byKind);
    }

    /// How many events passed.
    public long events() {
        return events;
    }

    private void count(EventKind kind) {
        counts[kind.ordinal()]++;
        each.passed(++events);
    }

    @Override
    public void at(long seq) {
        sink.at(seq);
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
        sink.trade(
                instrument,
                venueTimeNs,
                receiveTimeNs,
                priceMantissa,
                quantityMantissa,
                takerSide,
                venueId);
        count(EventKind.TRADE);
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
        sink.quote(
                instrument,
                venueTimeNs,
                receiveTimeNs,
                bidPriceMantissa,
                bidQuantityMantissa,
                askPriceMantissa,
                askQuantityMantissa,
                updateId);
        count(EventKind.QUOTE);
    }

    @Override
    public void bookSnapshot(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long updateId,
            BookLevels levels) {
        sink.bookSnapshot(instrument, venueTimeNs, receiveTimeNs, updateId, levels);
        count(EventKind.BOOK_SNAPSHOT);
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
        sink.bookDelta(
                instrument,
                venueTimeNs,
                receiveTimeNs,
                firstUpdateId,
                lastUpdateId,
                previousUpdateId,
                levels);
        count(EventKind.BOOK_DELTA);
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
        sink.liquidation(
                instrument,
                venueTimeNs,
                receiveTimeNs,
                closedSide,
                quantityMantissa,
                priceMantissa,
                priceKind,
                notionalMicroUsd,
                completeness,
                venueId);
        count(EventKind.LIQUIDATION);
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
        sink.deleveraging(
                instrument,
                venueTimeNs,
                receiveTimeNs,
                closedSide,
                quantityMantissa,
                priceMantissa,
                notionalMicroUsd,
                venueId);
        count(EventKind.DELEVERAGING);
    }

    @Override
    public void markPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        sink.markPrice(instrument, venueTimeNs, receiveTimeNs, priceMantissa);
        count(EventKind.MARK_PRICE);
    }

    @Override
    public void indexPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        sink.indexPrice(instrument, venueTimeNs, receiveTimeNs, priceMantissa);
        count(EventKind.INDEX_PRICE);
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
        sink.fundingRate(
                instrument,
                venueTimeNs,
                receiveTimeNs,
                rateMantissa,
                rateScale,
                intervalNs,
                fundingTimeNs,
                fundingKind);
        count(EventKind.FUNDING_RATE);
    }

    @Override
    public void openInterest(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long quantityMantissa,
            long notionalMicroUsd) {
        sink.openInterest(
                instrument, venueTimeNs, receiveTimeNs, quantityMantissa, notionalMicroUsd);
        count(EventKind.OPEN_INTEREST);
    }

    @Override
    public void longShortRatio(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            RatioPopulation population,
            long ratioMantissa,
            int ratioScale) {
        sink.longShortRatio(
                instrument, venueTimeNs, receiveTimeNs, population, ratioMantissa, ratioScale);
        count(EventKind.LONG_SHORT_RATIO);
    }

    @Override
    public void insuranceFund(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            String asset,
            long balanceMantissa,
            int balanceScale) {
        sink.insuranceFund(
                instrument, venueTimeNs, receiveTimeNs, asset, balanceMantissa, balanceScale);
        count(EventKind.INSURANCE_FUND);
    }

    @Override
    public void instrumentChange(
            int instrument, long venueTimeNs, long receiveTimeNs, InstrumentStatus status) {
        sink.instrumentChange(instrument, venueTimeNs, receiveTimeNs, status);
        count(EventKind.INSTRUMENT_CHANGE);
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
        sink.feedHealth(
                instrument, venueTimeNs, receiveTimeNs, channel, state, fromNs, toNs, reason);
        count(EventKind.FEED_HEALTH);
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
        sink.reported(
                instrument,
                venueTimeNs,
                receiveTimeNs,
                metric,
                source,
                intervalNs,
                open,
                high,
                low,
                close,
                scale,
                count);
        count(EventKind.REPORTED);
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
        sink.accountPosition(
                instrument,
                venueTimeNs,
                receiveTimeNs,
                account,
                side,
                quantityMantissa,
                entryPriceMantissa,
                liquidationPriceMantissa,
                leverageMilli,
                notionalMicroUsd,
                accountValueMicroUsd);
        count(EventKind.ACCOUNT_POSITION);
    }
}
