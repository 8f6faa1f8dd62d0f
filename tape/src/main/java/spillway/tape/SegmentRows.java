package spillway.tape;

import static spillway.tape.EventColumns.OWN;

import java.io.IOException;
import spillway.market.BookLevels;
import spillway.market.Channel;
import spillway.market.Completeness;
import spillway.market.EventKind;
import spillway.market.EventSink;
import spillway.market.FeedState;
import spillway.market.FundingKind;
import spillway.market.InstrumentStatus;
import spillway.market.MarketEvent;
import spillway.market.Metric;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.RatioPopulation;
import spillway.market.TakerSide;
import spillway.tape.parquet.ParquetFileWriter;

/// Turns each event into a row of the file that it belongs into, and into the digest of what that
/// file must give back.
final class SegmentRows implements EventSink {
    private final SegmentSetWriter set;
    private long seq = MarketEvent.NONE;

    SegmentRows(SegmentSetWriter set) {
        this.set = set;
    }

    @Override
    public void at(long nextSeq) {
        seq = nextSeq;
    }

    private OpenSegment begin(
            EventKind kind, int instrument, long venueTimeNs, long receiveTimeNs) {
        OpenSegment segment = set.segment(kind, instrument, venueTimeNs, receiveTimeNs);
        segment.begin(seq, instrument, venueTimeNs, receiveTimeNs);
        return segment;
    }

    private void end(OpenSegment segment) {
        try {
            segment.end();
        } catch (IOException e) {
            throw set.refused(e);
        }
    }

    private static void putLevels(ParquetFileWriter file, int column, BookLevels levels) {
        file.startList(column);
        file.startList(column + 1);
        file.startList(column + 2);
        file.startList(column + 3);
        for (int i = 0; i < levels.bids(); i++) {
            file.addToList(column, levels.bidPrice(i));
            file.addToList(column + 1, levels.bidQuantity(i));
        }
        for (int i = 0; i < levels.asks(); i++) {
            file.addToList(column + 2, levels.askPrice(i));
            file.addToList(column + 3, levels.askQuantity(i));
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
        OpenSegment segment = begin(EventKind.TRADE, instrument, venueTimeNs, receiveTimeNs);
        ParquetFileWriter file = segment.file();
        file.setLong(OWN, priceMantissa);
        file.setLong(OWN + 1, quantityMantissa);
        file.setText(OWN + 2, segment.enumId(0, takerSide));
        if (venueId != MarketEvent.NONE) {
            file.setLong(OWN + 3, venueId);
        }
        segment.digest()
                .trade(
                        instrument,
                        venueTimeNs,
                        receiveTimeNs,
                        priceMantissa,
                        quantityMantissa,
                        takerSide,
                        venueId);
        end(segment);
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
        OpenSegment segment = begin(EventKind.QUOTE, instrument, venueTimeNs, receiveTimeNs);
        ParquetFileWriter file = segment.file();
        file.setLong(OWN, bidPriceMantissa);
        file.setLong(OWN + 1, bidQuantityMantissa);
        file.setLong(OWN + 2, askPriceMantissa);
        file.setLong(OWN + 3, askQuantityMantissa);
        if (updateId != MarketEvent.NONE) {
            file.setLong(OWN + 4, updateId);
        }
        segment.digest()
                .quote(
                        instrument,
                        venueTimeNs,
                        receiveTimeNs,
                        bidPriceMantissa,
                        bidQuantityMantissa,
                        askPriceMantissa,
                        askQuantityMantissa,
                        updateId);
        end(segment);
    }

    @Override
    public void bookSnapshot(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long updateId,
            BookLevels levels) {
        OpenSegment segment =
                begin(EventKind.BOOK_SNAPSHOT, instrument, venueTimeNs, receiveTimeNs);
        ParquetFileWriter file = segment.file();
        if (updateId != MarketEvent.NONE) {
            file.setLong(OWN, updateId);
        }
        putLevels(file, OWN + 1, levels);
        segment.digest().bookSnapshot(instrument, venueTimeNs, receiveTimeNs, updateId, levels);
        end(segment);
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
        OpenSegment segment = begin(EventKind.BOOK_DELTA, instrument, venueTimeNs, receiveTimeNs);
        ParquetFileWriter file = segment.file();
        if (firstUpdateId != MarketEvent.NONE) {
            file.setLong(OWN, firstUpdateId);
        }
        if (lastUpdateId != MarketEvent.NONE) {
            file.setLong(OWN + 1, lastUpdateId);
        }
        if (previousUpdateId != MarketEvent.NONE) {
            file.setLong(OWN + 2, previousUpdateId);
        }
        putLevels(file, OWN + 3, levels);
        segment.digest()
                .bookDelta(
                        instrument,
                        venueTimeNs,
                        receiveTimeNs,
                        firstUpdateId,
                        lastUpdateId,
                        previousUpdateId,
                        levels);
        end(segment);
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
        OpenSegment segment = begin(EventKind.LIQUIDATION, instrument, venueTimeNs, receiveTimeNs);
        ParquetFileWriter file = segment.file();
        file.setText(OWN, segment.enumId(0, closedSide));
        file.setLong(OWN + 1, quantityMantissa);
        file.setLong(OWN + 2, priceMantissa);
        file.setText(OWN + 3, segment.enumId(1, priceKind));
        file.setMicroUsd(OWN + 4, notionalMicroUsd);
        file.setText(OWN + 5, segment.enumId(2, completeness));
        if (venueId != MarketEvent.NONE) {
            file.setLong(OWN + 6, venueId);
        }
        segment.digest()
                .liquidation(
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
        end(segment);
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
        OpenSegment segment = begin(EventKind.DELEVERAGING, instrument, venueTimeNs, receiveTimeNs);
        ParquetFileWriter file = segment.file();
        file.setText(OWN, segment.enumId(0, closedSide));
        file.setLong(OWN + 1, quantityMantissa);
        file.setLong(OWN + 2, priceMantissa);
        file.setMicroUsd(OWN + 3, notionalMicroUsd);
        if (venueId != MarketEvent.NONE) {
            file.setLong(OWN + 4, venueId);
        }
        segment.digest()
                .deleveraging(
                        instrument,
                        venueTimeNs,
                        receiveTimeNs,
                        closedSide,
                        quantityMantissa,
                        priceMantissa,
                        notionalMicroUsd,
                        venueId);
        end(segment);
    }

    @Override
    public void markPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        OpenSegment segment = begin(EventKind.MARK_PRICE, instrument, venueTimeNs, receiveTimeNs);
        ParquetFileWriter file = segment.file();
        file.setLong(OWN, priceMantissa);
        segment.digest().markPrice(instrument, venueTimeNs, receiveTimeNs, priceMantissa);
        end(segment);
    }

    @Override
    public void indexPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        OpenSegment segment = begin(EventKind.INDEX_PRICE, instrument, venueTimeNs, receiveTimeNs);
        ParquetFileWriter file = segment.file();
        file.setLong(OWN, priceMantissa);
        segment.digest().indexPrice(instrument, venueTimeNs, receiveTimeNs, priceMantissa);
        end(segment);
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
        OpenSegment segment = begin(EventKind.FUNDING_RATE, instrument, venueTimeNs, receiveTimeNs);
        ParquetFileWriter file = segment.file();
        file.setLong(OWN, rateMantissa);
        file.setInt(OWN + 1, rateScale);
        if (intervalNs != MarketEvent.NONE) {
            file.setLong(OWN + 2, intervalNs);
        }
        if (fundingTimeNs != MarketEvent.NONE) {
            file.setLong(OWN + 3, fundingTimeNs);
        }
        file.setText(OWN + 4, segment.enumId(0, fundingKind));
        segment.digest()
                .fundingRate(
                        instrument,
                        venueTimeNs,
                        receiveTimeNs,
                        rateMantissa,
                        rateScale,
                        intervalNs,
                        fundingTimeNs,
                        fundingKind);
        end(segment);
    }

    @Override
    public void openInterest(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long quantityMantissa,
            long notionalMicroUsd) {
        OpenSegment segment =
                begin(EventKind.OPEN_INTEREST, instrument, venueTimeNs, receiveTimeNs);
        ParquetFileWriter file = segment.file();
        if (quantityMantissa != MarketEvent.NONE) {
            file.setLong(OWN, quantityMantissa);
        }
        if (notionalMicroUsd != MarketEvent.NONE) {
            file.setMicroUsd(OWN + 1, notionalMicroUsd);
        }
        segment.digest()
                .openInterest(
                        instrument, venueTimeNs, receiveTimeNs, quantityMantissa, notionalMicroUsd);
        end(segment);
    }

    @Override
    public void longShortRatio(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            RatioPopulation population,
            long ratioMantissa,
            int ratioScale) {
        OpenSegment segment =
                begin(EventKind.LONG_SHORT_RATIO, instrument, venueTimeNs, receiveTimeNs);
        ParquetFileWriter file = segment.file();
        file.setText(OWN, segment.enumId(0, population));
        file.setLong(OWN + 1, ratioMantissa);
        file.setInt(OWN + 2, ratioScale);
        segment.digest()
                .longShortRatio(
                        instrument,
                        venueTimeNs,
                        receiveTimeNs,
                        population,
                        ratioMantissa,
                        ratioScale);
        end(segment);
    }

    @Override
    public void insuranceFund(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            String asset,
            long balanceMantissa,
            int balanceScale) {
        OpenSegment segment =
                begin(EventKind.INSURANCE_FUND, instrument, venueTimeNs, receiveTimeNs);
        ParquetFileWriter file = segment.file();
        file.setText(OWN, segment.textId(asset));
        file.setLong(OWN + 1, balanceMantissa);
        file.setInt(OWN + 2, balanceScale);
        segment.digest()
                .insuranceFund(
                        instrument,
                        venueTimeNs,
                        receiveTimeNs,
                        asset,
                        balanceMantissa,
                        balanceScale);
        end(segment);
    }

    @Override
    public void instrumentChange(
            int instrument, long venueTimeNs, long receiveTimeNs, InstrumentStatus status) {
        OpenSegment segment =
                begin(EventKind.INSTRUMENT_CHANGE, instrument, venueTimeNs, receiveTimeNs);
        ParquetFileWriter file = segment.file();
        file.setText(OWN, segment.enumId(0, status));
        segment.digest().instrumentChange(instrument, venueTimeNs, receiveTimeNs, status);
        end(segment);
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
        OpenSegment segment = begin(EventKind.FEED_HEALTH, instrument, venueTimeNs, receiveTimeNs);
        ParquetFileWriter file = segment.file();
        file.setText(OWN, segment.enumId(0, channel));
        file.setText(OWN + 1, segment.enumId(1, state));
        file.setLong(OWN + 2, fromNs);
        file.setLong(OWN + 3, toNs);
        file.setText(OWN + 4, segment.textId(reason));
        segment.digest()
                .feedHealth(
                        instrument,
                        venueTimeNs,
                        receiveTimeNs,
                        channel,
                        state,
                        fromNs,
                        toNs,
                        reason);
        end(segment);
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
        OpenSegment segment = begin(EventKind.REPORTED, instrument, venueTimeNs, receiveTimeNs);
        ParquetFileWriter file = segment.file();
        file.setText(OWN, segment.enumId(0, metric));
        file.setText(OWN + 1, segment.textId(source));
        file.setLong(OWN + 2, intervalNs);
        if (open != MarketEvent.NONE) {
            file.setLong(OWN + 3, open);
        }
        if (high != MarketEvent.NONE) {
            file.setLong(OWN + 4, high);
        }
        if (low != MarketEvent.NONE) {
            file.setLong(OWN + 5, low);
        }
        file.setLong(OWN + 6, close);
        file.setInt(OWN + 7, scale);
        if (count != MarketEvent.NONE) {
            file.setLong(OWN + 8, count);
        }
        segment.digest()
                .reported(
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
        end(segment);
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
        OpenSegment segment =
                begin(EventKind.ACCOUNT_POSITION, instrument, venueTimeNs, receiveTimeNs);
        ParquetFileWriter file = segment.file();
        file.setText(OWN, segment.textId(account));
        file.setText(OWN + 1, segment.enumId(0, side));
        file.setLong(OWN + 2, quantityMantissa);
        file.setLong(OWN + 3, entryPriceMantissa);
        if (liquidationPriceMantissa != MarketEvent.NONE) {
            file.setLong(OWN + 4, liquidationPriceMantissa);
        }
        if (leverageMilli != MarketEvent.NONE) {
            file.setLong(OWN + 5, leverageMilli);
        }
        file.setMicroUsd(OWN + 6, notionalMicroUsd);
        if (accountValueMicroUsd != MarketEvent.NONE) {
            file.setMicroUsd(OWN + 7, accountValueMicroUsd);
        }
        segment.digest()
                .accountPosition(
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
        end(segment);
    }
}
