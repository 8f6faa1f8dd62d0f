package spillway.signals;

import spillway.market.BookLevels;
import spillway.market.Channel;
import spillway.market.Completeness;
import spillway.market.EventSink;
import spillway.market.FeedState;
import spillway.market.FundingKind;
import spillway.market.InstrumentStatus;
import spillway.market.Metric;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.RatioPopulation;
import spillway.market.TakerSide;

/// Pushes every event into several sinks, one after the other.
final class FanOut implements EventSink {
    private final EventSink[] sinks;

    FanOut(EventSink... sinks) {
        this.sinks = sinks.clone();
    }

    @Override
    public void at(long seq) {
        for (EventSink sink : sinks) {
            sink.at(seq);
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
        for (EventSink sink : sinks) {
            sink.trade(
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
        for (EventSink sink : sinks) {
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
    }

    @Override
    public void bookSnapshot(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long updateId,
            BookLevels levels) {
        for (EventSink sink : sinks) {
            sink.bookSnapshot(instrument, venueTimeNs, receiveTimeNs, updateId, levels);
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
        for (EventSink sink : sinks) {
            sink.bookDelta(
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
        for (EventSink sink : sinks) {
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
        for (EventSink sink : sinks) {
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
    }

    @Override
    public void markPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        for (EventSink sink : sinks) {
            sink.markPrice(instrument, venueTimeNs, receiveTimeNs, priceMantissa);
        }
    }

    @Override
    public void indexPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        for (EventSink sink : sinks) {
            sink.indexPrice(instrument, venueTimeNs, receiveTimeNs, priceMantissa);
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
        for (EventSink sink : sinks) {
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
    }

    @Override
    public void openInterest(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long quantityMantissa,
            long notionalMicroUsd) {
        for (EventSink sink : sinks) {
            sink.openInterest(
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
        for (EventSink sink : sinks) {
            sink.longShortRatio(
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
        for (EventSink sink : sinks) {
            sink.insuranceFund(
                    instrument, venueTimeNs, receiveTimeNs, asset, balanceMantissa, balanceScale);
        }
    }

    @Override
    public void instrumentChange(
            int instrument, long venueTimeNs, long receiveTimeNs, InstrumentStatus status) {
        for (EventSink sink : sinks) {
            sink.instrumentChange(instrument, venueTimeNs, receiveTimeNs, status);
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
        for (EventSink sink : sinks) {
            sink.feedHealth(
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
        for (EventSink sink : sinks) {
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
        for (EventSink sink : sinks) {
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
    }
}
