package spillway.tape;

import spillway.market.BookLevels;
import spillway.market.Channel;
import spillway.market.Completeness;
import spillway.market.EventKind;
import spillway.market.EventSink;
import spillway.market.FeedState;
import spillway.market.FundingKind;
import spillway.market.InstrumentStatus;
import spillway.market.Metric;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.RatioPopulation;
import spillway.market.TakerSide;

/// Lets through the events that are new: each is fingerprinted, judged, and passed on or dropped.
final class NewEventsSink implements EventSink {
    /// Judges the event that was fingerprinted last.
    interface Judge {
        boolean isNew(EventKind kind, int instrument);
    }

    private final EventFingerprint fingerprint;
    private final EventSink next;
    private final Judge judge;

    NewEventsSink(EventFingerprint fingerprint, EventSink next, Judge judge) {
        this.fingerprint = fingerprint;
        this.next = next;
        this.judge = judge;
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
        fingerprint.trade(
                instrument,
                venueTimeNs,
                receiveTimeNs,
                priceMantissa,
                quantityMantissa,
                takerSide,
                venueId);
        if (judge.isNew(EventKind.TRADE, instrument)) {
            next.trade(
                    instrument,
                    venueTimeNs,
                    receiveTimeNs,
                    priceMantissa,
                    quantityMantissa,
                    takerSide,
                    venueId);
        }
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
        fingerprint.quote(
                instrument,
                venueTimeNs,
                receiveTimeNs,
                bidPriceMantissa,
                bidQuantityMantissa,
                askPriceMantissa,
                askQuantityMantissa,
                updateId);
        if (judge.isNew(EventKind.QUOTE, instrument)) {
            next.quote(
                    instrument,
                    venueTimeNs,
                    receiveTimeNs,
                    bidPriceMantissa,
                    bidQuantityMantissa,
                    askPriceMantissa,
                    askQuantityMantissa,
                    updateId);
        }
    }

    @Override
    public void bookSnapshot(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long updateId,
            BookLevels levels) {
        fingerprint.bookSnapshot(instrument, venueTimeNs, receiveTimeNs, updateId, levels);
        if (judge.isNew(EventKind.BOOK_SNAPSHOT, instrument)) {
            next.bookSnapshot(instrument, venueTimeNs, receiveTimeNs, updateId, levels);
        }
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
        fingerprint.bookDelta(
                instrument,
                venueTimeNs,
                receiveTimeNs,
                firstUpdateId,
                lastUpdateId,
                previousUpdateId,
                levels);
        if (judge.isNew(EventKind.BOOK_DELTA, instrument)) {
            next.bookDelta(
                    instrument,
                    venueTimeNs,
                    receiveTimeNs,
                    firstUpdateId,
                    lastUpdateId,
                    previousUpdateId,
                    levels);
        }
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
        fingerprint.liquidation(
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
        if (judge.isNew(EventKind.LIQUIDATION, instrument)) {
            next.liquidation(
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
        fingerprint.deleveraging(
                instrument,
                venueTimeNs,
                receiveTimeNs,
                closedSide,
                quantityMantissa,
                priceMantissa,
                notionalMicroUsd,
                venueId);
        if (judge.isNew(EventKind.DELEVERAGING, instrument)) {
            next.deleveraging(
                    instrument,
                    venueTimeNs,
                    receiveTimeNs,
                    closedSide,
                    quantityMantissa,
                    priceMantissa,
                    notionalMicroUsd,
                    venueId);
        }
    }

    @Override
    public void markPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        fingerprint.markPrice(instrument, venueTimeNs, receiveTimeNs, priceMantissa);
        if (judge.isNew(EventKind.MARK_PRICE, instrument)) {
            next.markPrice(instrument, venueTimeNs, receiveTimeNs, priceMantissa);
        }
    }

    @Override
    public void indexPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        fingerprint.indexPrice(instrument, venueTimeNs, receiveTimeNs, priceMantissa);
        if (judge.isNew(EventKind.INDEX_PRICE, instrument)) {
            next.indexPrice(instrument, venueTimeNs, receiveTimeNs, priceMantissa);
        }
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
        fingerprint.fundingRate(
                instrument,
                venueTimeNs,
                receiveTimeNs,
                rateMantissa,
                rateScale,
                intervalNs,
                fundingTimeNs,
                fundingKind);
        if (judge.isNew(EventKind.FUNDING_RATE, instrument)) {
            next.fundingRate(
                    instrument,
                    venueTimeNs,
                    receiveTimeNs,
                    rateMantissa,
                    rateScale,
                    intervalNs,
                    fundingTimeNs,
                    fundingKind);
        }
    }

    @Override
    public void openInterest(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long quantityMantissa,
            long notionalMicroUsd) {
        fingerprint.openInterest(
                instrument, venueTimeNs, receiveTimeNs, quantityMantissa, notionalMicroUsd);
        if (judge.isNew(EventKind.OPEN_INTEREST, instrument)) {
            next.openInterest(
                    instrument, venueTimeNs, receiveTimeNs, quantityMantissa, notionalMicroUsd);
        }
    }

    @Override
    public void longShortRatio(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            RatioPopulation population,
            long ratioMantissa,
            int ratioScale) {
        fingerprint.longShortRatio(
                instrument, venueTimeNs, receiveTimeNs, population, ratioMantissa, ratioScale);
        if (judge.isNew(EventKind.LONG_SHORT_RATIO, instrument)) {
            next.longShortRatio(
                    instrument, venueTimeNs, receiveTimeNs, population, ratioMantissa, ratioScale);
        }
    }

    @Override
    public void insuranceFund(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            String asset,
            long balanceMantissa,
            int balanceScale) {
        fingerprint.insuranceFund(
                instrument, venueTimeNs, receiveTimeNs, asset, balanceMantissa, balanceScale);
        if (judge.isNew(EventKind.INSURANCE_FUND, instrument)) {
            next.insuranceFund(
                    instrument, venueTimeNs, receiveTimeNs, asset, balanceMantissa, balanceScale);
        }
    }

    @Override
    public void instrumentChange(
            int instrument, long venueTimeNs, long receiveTimeNs, InstrumentStatus status) {
        fingerprint.instrumentChange(instrument, venueTimeNs, receiveTimeNs, status);
        if (judge.isNew(EventKind.INSTRUMENT_CHANGE, instrument)) {
            next.instrumentChange(instrument, venueTimeNs, receiveTimeNs, status);
        }
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
        fingerprint.feedHealth(
                instrument, venueTimeNs, receiveTimeNs, channel, state, fromNs, toNs, reason);
        if (judge.isNew(EventKind.FEED_HEALTH, instrument)) {
            next.feedHealth(
                    instrument, venueTimeNs, receiveTimeNs, channel, state, fromNs, toNs, reason);
        }
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
        fingerprint.reported(
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
        if (judge.isNew(EventKind.REPORTED, instrument)) {
            next.reported(
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
        fingerprint.accountPosition(
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
        if (judge.isNew(EventKind.ACCOUNT_POSITION, instrument)) {
            next.accountPosition(
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
    }
}
