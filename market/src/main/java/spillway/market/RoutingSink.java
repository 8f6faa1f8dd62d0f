package spillway.market;

/// A sink that is asked before each event where it goes, and pushes it there: into no, one or
/// several sinks. All sixteen kinds of event are taken alike here, so that who routes says one
/// thing once.
public abstract class RoutingSink implements EventSink {
    /// Where the next event goes, in this order. Called once for each event, so it may take note of
    /// it; the array is read before the next call, and allocating one for each event is too dear.
    protected abstract EventSink[] route(
            EventKind kind, int instrument, long venueTimeNs, long receiveTimeNs);

    /// The event has been pushed into all of them.
    protected void routed() {}

    @Override
    public void trade(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long priceMantissa,
            long quantityMantissa,
            TakerSide takerSide,
            long venueId) {
        for (EventSink sink : route(EventKind.TRADE, instrument, venueTimeNs, receiveTimeNs)) {
            sink.trade(
                    instrument,
                    venueTimeNs,
                    receiveTimeNs,
                    priceMantissa,
                    quantityMantissa,
                    takerSide,
                    venueId);
        }
        routed();
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
        for (EventSink sink : route(EventKind.QUOTE, instrument, venueTimeNs, receiveTimeNs)) {
            sink.quote(
                    instrument,
                    venueTimeNs,
                    receiveTimeNs,
                    bidPriceMantissa,
                    bidQuantityMantissa,
                    askPriceMantissa,
                    askQuantityMantissa,
                    updateId);
        }
        routed();
    }

    @Override
    public void bookSnapshot(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long updateId,
            BookLevels levels) {
        for (EventSink sink :
                route(EventKind.BOOK_SNAPSHOT, instrument, venueTimeNs, receiveTimeNs)) {
            sink.bookSnapshot(instrument, venueTimeNs, receiveTimeNs, updateId, levels);
        }
        routed();
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
        for (EventSink sink : route(EventKind.BOOK_DELTA, instrument, venueTimeNs, receiveTimeNs)) {
            sink.bookDelta(
                    instrument,
                    venueTimeNs,
                    receiveTimeNs,
                    firstUpdateId,
                    lastUpdateId,
                    previousUpdateId,
                    levels);
        }
        routed();
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
        for (EventSink sink :
                route(EventKind.LIQUIDATION, instrument, venueTimeNs, receiveTimeNs)) {
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
        }
        routed();
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
        for (EventSink sink :
                route(EventKind.DELEVERAGING, instrument, venueTimeNs, receiveTimeNs)) {
            sink.deleveraging(
                    instrument,
                    venueTimeNs,
                    receiveTimeNs,
                    closedSide,
                    quantityMantissa,
                    priceMantissa,
                    notionalMicroUsd,
                    venueId);
        }
        routed();
    }

    @Override
    public void markPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        for (EventSink sink : route(EventKind.MARK_PRICE, instrument, venueTimeNs, receiveTimeNs)) {
            sink.markPrice(instrument, venueTimeNs, receiveTimeNs, priceMantissa);
        }
        routed();
    }

    @Override
    public void indexPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        for (EventSink sink :
                route(EventKind.INDEX_PRICE, instrument, venueTimeNs, receiveTimeNs)) {
            sink.indexPrice(instrument, venueTimeNs, receiveTimeNs, priceMantissa);
        }
        routed();
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
        for (EventSink sink :
                route(EventKind.FUNDING_RATE, instrument, venueTimeNs, receiveTimeNs)) {
            sink.fundingRate(
                    instrument,
                    venueTimeNs,
                    receiveTimeNs,
                    rateMantissa,
                    rateScale,
                    intervalNs,
                    fundingTimeNs,
                    fundingKind);
        }
        routed();
    }

    @Override
    public void openInterest(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long quantityMantissa,
            long notionalMicroUsd) {
        for (EventSink sink :
                route(EventKind.OPEN_INTEREST, instrument, venueTimeNs, receiveTimeNs)) {
            sink.openInterest(
                    instrument, venueTimeNs, receiveTimeNs, quantityMantissa, notionalMicroUsd);
        }
        routed();
    }

    @Override
    public void longShortRatio(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            RatioPopulation population,
            long ratioMantissa,
            int ratioScale) {
        for (EventSink sink :
                route(EventKind.LONG_SHORT_RATIO, instrument, venueTimeNs, receiveTimeNs)) {
            sink.longShortRatio(
                    instrument, venueTimeNs, receiveTimeNs, population, ratioMantissa, ratioScale);
        }
        routed();
    }

    @Override
    public void insuranceFund(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            String asset,
            long balanceMantissa,
            int balanceScale) {
        for (EventSink sink :
                route(EventKind.INSURANCE_FUND, instrument, venueTimeNs, receiveTimeNs)) {
            sink.insuranceFund(
                    instrument, venueTimeNs, receiveTimeNs, asset, balanceMantissa, balanceScale);
        }
        routed();
    }

    @Override
    public void instrumentChange(
            int instrument, long venueTimeNs, long receiveTimeNs, InstrumentStatus status) {
        for (EventSink sink :
                route(EventKind.INSTRUMENT_CHANGE, instrument, venueTimeNs, receiveTimeNs)) {
            sink.instrumentChange(instrument, venueTimeNs, receiveTimeNs, status);
        }
        routed();
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
        for (EventSink sink :
                route(EventKind.FEED_HEALTH, instrument, venueTimeNs, receiveTimeNs)) {
            sink.feedHealth(
                    instrument, venueTimeNs, receiveTimeNs, channel, state, fromNs, toNs, reason);
        }
        routed();
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
        for (EventSink sink : route(EventKind.REPORTED, instrument, venueTimeNs, receiveTimeNs)) {
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
        }
        routed();
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
        for (EventSink sink :
                route(EventKind.ACCOUNT_POSITION, instrument, venueTimeNs, receiveTimeNs)) {
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
        }
        routed();
    }
}
