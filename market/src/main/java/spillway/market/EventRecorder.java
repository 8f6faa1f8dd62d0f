package spillway.market;

import java.util.function.Consumer;

/// Builds a [MarketEvent] record of everything pushed into it. For those who keep events;
/// allocates.
public final class EventRecorder implements EventSink {
    private final Instruments instruments;
    private final Consumer<MarketEvent> keeper;
    private long seq = MarketEvent.NONE;

    /// @param instruments the numbering behind the codes that will be pushed
    /// @param keeper gets every event, in order
    public EventRecorder(Instruments instruments, Consumer<MarketEvent> keeper) {
        this.instruments = instruments;
        this.keeper = keeper;
    }

    @Override
    public void at(long nextSeq) {
        seq = nextSeq;
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
        keeper.accept(
                new MarketEvent.Trade(
                        seq,
                        instruments.get(instrument),
                        venueTimeNs,
                        receiveTimeNs,
                        priceMantissa,
                        quantityMantissa,
                        takerSide,
                        venueId));
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
        keeper.accept(
                new MarketEvent.Quote(
                        seq,
                        instruments.get(instrument),
                        venueTimeNs,
                        receiveTimeNs,
                        bidPriceMantissa,
                        bidQuantityMantissa,
                        askPriceMantissa,
                        askQuantityMantissa,
                        updateId));
    }

    @Override
    public void bookSnapshot(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long updateId,
            BookLevels levels) {
        keeper.accept(
                new MarketEvent.BookSnapshot(
                        seq,
                        instruments.get(instrument),
                        venueTimeNs,
                        receiveTimeNs,
                        updateId,
                        Levels.of(levels)));
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
        keeper.accept(
                new MarketEvent.BookDelta(
                        seq,
                        instruments.get(instrument),
                        venueTimeNs,
                        receiveTimeNs,
                        firstUpdateId,
                        lastUpdateId,
                        previousUpdateId,
                        Levels.of(levels)));
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
        keeper.accept(
                new MarketEvent.Liquidation(
                        seq,
                        instruments.get(instrument),
                        venueTimeNs,
                        receiveTimeNs,
                        closedSide,
                        quantityMantissa,
                        priceMantissa,
                        priceKind,
                        notionalMicroUsd,
                        completeness,
                        venueId));
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
        keeper.accept(
                new MarketEvent.Deleveraging(
                        seq,
                        instruments.get(instrument),
                        venueTimeNs,
                        receiveTimeNs,
                        closedSide,
                        quantityMantissa,
                        priceMantissa,
                        notionalMicroUsd,
                        venueId));
    }

    @Override
    public void markPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        keeper.accept(
                new MarketEvent.MarkPrice(
                        seq,
                        instruments.get(instrument),
                        venueTimeNs,
                        receiveTimeNs,
                        priceMantissa));
    }

    @Override
    public void indexPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        keeper.accept(
                new MarketEvent.IndexPrice(
                        seq,
                        instruments.get(instrument),
                        venueTimeNs,
                        receiveTimeNs,
                        priceMantissa));
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
        keeper.accept(
                new MarketEvent.FundingRate(
                        seq,
                        instruments.get(instrument),
                        venueTimeNs,
                        receiveTimeNs,
                        rateMantissa,
                        rateScale,
                        intervalNs,
                        fundingTimeNs,
                        fundingKind));
    }

    @Override
    public void openInterest(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long quantityMantissa,
            long notionalMicroUsd) {
        keeper.accept(
                new MarketEvent.OpenInterest(
                        seq,
                        instruments.get(instrument),
                        venueTimeNs,
                        receiveTimeNs,
                        quantityMantissa,
                        notionalMicroUsd));
    }

    @Override
    public void longShortRatio(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            RatioPopulation population,
            long ratioMantissa,
            int ratioScale) {
        keeper.accept(
                new MarketEvent.LongShortRatio(
                        seq,
                        instruments.get(instrument),
                        venueTimeNs,
                        receiveTimeNs,
                        population,
                        ratioMantissa,
                        ratioScale));
    }

    @Override
    public void insuranceFund(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            String asset,
            long balanceMantissa,
            int balanceScale) {
        keeper.accept(
                new MarketEvent.InsuranceFund(
                        seq,
                        instruments.get(instrument),
                        venueTimeNs,
                        receiveTimeNs,
                        asset,
                        balanceMantissa,
                        balanceScale));
    }

    @Override
    public void instrumentChange(
            int instrument, long venueTimeNs, long receiveTimeNs, InstrumentStatus status) {
        keeper.accept(
                new MarketEvent.InstrumentChange(
                        seq, instruments.get(instrument), venueTimeNs, receiveTimeNs, status));
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
        keeper.accept(
                new MarketEvent.FeedHealth(
                        seq,
                        instruments.get(instrument),
                        venueTimeNs,
                        receiveTimeNs,
                        channel,
                        state,
                        fromNs,
                        toNs,
                        reason));
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
        keeper.accept(
                new MarketEvent.Reported(
                        seq,
                        instruments.get(instrument),
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
                        count));
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
        keeper.accept(
                new MarketEvent.AccountPosition(
                        seq,
                        instruments.get(instrument),
                        venueTimeNs,
                        receiveTimeNs,
                        account,
                        side,
                        quantityMantissa,
                        entryPriceMantissa,
                        liquidationPriceMantissa,
                        leverageMilli,
                        notionalMicroUsd,
                        accountValueMicroUsd));
    }
}
