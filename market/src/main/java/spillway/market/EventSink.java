package spillway.market;

/// Where events go: one method for each kind of [MarketEvent], taking primitives so that nothing is
/// allocated. Parameters mean what the record's components of the same name mean.
///
/// Called by one thread at a time. The first three arguments are always the instrument's code in
/// the source's [Instruments], the venue's time and the time of receipt.
public interface EventSink {
    /// The place on the tape of the event that follows. Sources that replay a tape say it before
    /// each event; a source whose events are not on a tape yet never does.
    default void at(long seq) {}

    /// [MarketEvent.Trade].
    void trade(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long priceMantissa,
            long quantityMantissa,
            TakerSide takerSide,
            long venueId);

    /// [MarketEvent.Quote].
    void quote(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long bidPriceMantissa,
            long bidQuantityMantissa,
            long askPriceMantissa,
            long askQuantityMantissa,
            long updateId);

    /// [MarketEvent.BookSnapshot].
    void bookSnapshot(
            int instrument, long venueTimeNs, long receiveTimeNs, long updateId, BookLevels levels);

    /// [MarketEvent.BookDelta].
    void bookDelta(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long firstUpdateId,
            long lastUpdateId,
            long previousUpdateId,
            BookLevels levels);

    /// [MarketEvent.Liquidation].
    void liquidation(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            PositionSide closedSide,
            long quantityMantissa,
            long priceMantissa,
            PriceKind priceKind,
            long notionalMicroUsd,
            Completeness completeness,
            long venueId);

    /// [MarketEvent.Deleveraging].
    void deleveraging(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            PositionSide closedSide,
            long quantityMantissa,
            long priceMantissa,
            long notionalMicroUsd,
            long venueId);

    /// [MarketEvent.MarkPrice].
    void markPrice(int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa);

    /// [MarketEvent.IndexPrice].
    void indexPrice(int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa);

    /// [MarketEvent.FundingRate].
    void fundingRate(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long rateMantissa,
            int rateScale,
            long intervalNs,
            long fundingTimeNs,
            FundingKind fundingKind);

    /// [MarketEvent.OpenInterest].
    void openInterest(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long quantityMantissa,
            long notionalMicroUsd);

    /// [MarketEvent.LongShortRatio].
    void longShortRatio(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            RatioPopulation population,
            long ratioMantissa,
            int ratioScale);

    /// [MarketEvent.InsuranceFund].
    void insuranceFund(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            String asset,
            long balanceMantissa,
            int balanceScale);

    /// [MarketEvent.InstrumentChange].
    void instrumentChange(
            int instrument, long venueTimeNs, long receiveTimeNs, InstrumentStatus status);

    /// [MarketEvent.FeedHealth].
    void feedHealth(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            Channel channel,
            FeedState state,
            long fromNs,
            long toNs,
            String reason);

    /// [MarketEvent.Reported].
    void reported(
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
            long count);

    /// [MarketEvent.AccountPosition].
    void accountPosition(
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
            long accountValueMicroUsd);
}
