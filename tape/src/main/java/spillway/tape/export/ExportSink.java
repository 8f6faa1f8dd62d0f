package spillway.tape.export;

import static spillway.tape.export.ExportColumns.OWN;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import spillway.market.BookLevels;
import spillway.market.Channel;
import spillway.market.Completeness;
import spillway.market.EventKind;
import spillway.market.EventSink;
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

/// Turns each event into a row of its kind's file.
final class ExportSink implements EventSink {
    private static final int LEVERAGE_SCALE = 3;

    private final Instruments instruments;
    private final Files files;
    private long seq;

    /// Where rows go.
    interface Files {
        /// The file of a kind.
        RowWriter of(EventKind kind);

        /// A row of that kind is whole.
        void ended(EventKind kind);
    }

    ExportSink(Instruments instruments, Files files) {
        this.instruments = instruments;
        this.files = files;
    }

    @Override
    public void at(long nextSeq) {
        seq = nextSeq;
    }

    /// One row under way: its values in the order of the columns. One object serves all rows.
    private final class Row {
        private EventKind kind = EventKind.TRADE;
        private @Nullable RowWriter to;
        private @Nullable Instrument on;
        private int column;

        Row begin(EventKind of, int instrument, long venueTimeNs, long receiveTimeNs) {
            Instrument i = instruments.get(instrument);
            RowWriter w = files.of(of);
            kind = of;
            on = i;
            to = w;
            column = OWN;
            w.integer(ExportColumns.SEQ, seq);
            w.time(ExportColumns.TIME, venueTimeNs);
            if (receiveTimeNs != MarketEvent.NONE) {
                w.time(ExportColumns.RECEIVE_TIME, receiveTimeNs);
            }
            w.text(ExportColumns.VENUE, i.venue().code());
            w.text(ExportColumns.SYMBOL, i.symbol());
            w.text(ExportColumns.COIN, i.coin().symbol());
            return this;
        }

        private RowWriter writer() {
            return Objects.requireNonNull(to);
        }

        private Instrument instrument() {
            return Objects.requireNonNull(on);
        }

        Row text(String value) {
            writer().text(column++, value);
            return this;
        }

        Row constant(Enum<?> value) {
            return text(value.name());
        }

        Row integer(long value) {
            if (value != MarketEvent.NONE) {
                writer().integer(column, value);
            }
            column++;
            return this;
        }

        Row time(long ns) {
            if (ns != MarketEvent.NONE) {
                writer().time(column, ns);
            }
            column++;
            return this;
        }

        Row decimal(long mantissa, int scale) {
            if (mantissa != MarketEvent.NONE) {
                writer().decimal(column, mantissa, scale);
            }
            column++;
            return this;
        }

        Row price(long mantissa) {
            return decimal(mantissa, instrument().priceScale());
        }

        Row quantity(long mantissa) {
            return decimal(mantissa, instrument().quantityScale());
        }

        Row usd(long microUsd) {
            if (microUsd != MarketEvent.NONE) {
                writer().usd(column, microUsd);
            }
            column++;
            return this;
        }

        Row levels(BookLevels levels) {
            RowWriter w = writer();
            int priceScale = instrument().priceScale();
            int quantityScale = instrument().quantityScale();
            w.startList(column, priceScale);
            for (int i = 0; i < levels.bids(); i++) {
                w.addToList(column, levels.bidPrice(i));
            }
            w.endList(column++);
            w.startList(column, quantityScale);
            for (int i = 0; i < levels.bids(); i++) {
                w.addToList(column, levels.bidQuantity(i));
            }
            w.endList(column++);
            w.startList(column, priceScale);
            for (int i = 0; i < levels.asks(); i++) {
                w.addToList(column, levels.askPrice(i));
            }
            w.endList(column++);
            w.startList(column, quantityScale);
            for (int i = 0; i < levels.asks(); i++) {
                w.addToList(column, levels.askQuantity(i));
            }
            w.endList(column++);
            return this;
        }

        void end() {
            writer().endRow();
            files.ended(kind);
        }
    }

    private final Row row = new Row();

    @Override
    public void trade(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long priceMantissa,
            long quantityMantissa,
            TakerSide takerSide,
            long venueId) {
        row.begin(EventKind.TRADE, instrument, venueTimeNs, receiveTimeNs)
                .price(priceMantissa)
                .quantity(quantityMantissa)
                .constant(takerSide)
                .integer(venueId)
                .end();
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
        row.begin(EventKind.QUOTE, instrument, venueTimeNs, receiveTimeNs)
                .price(bidPriceMantissa)
                .quantity(bidQuantityMantissa)
                .price(askPriceMantissa)
                .quantity(askQuantityMantissa)
                .integer(updateId)
                .end();
    }

    @Override
    public void bookSnapshot(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long updateId,
            BookLevels levels) {
        row.begin(EventKind.BOOK_SNAPSHOT, instrument, venueTimeNs, receiveTimeNs)
                .integer(updateId)
                .levels(levels)
                .end();
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
        row.begin(EventKind.BOOK_DELTA, instrument, venueTimeNs, receiveTimeNs)
                .integer(firstUpdateId)
                .integer(lastUpdateId)
                .integer(previousUpdateId)
                .levels(levels)
                .end();
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
        row.begin(EventKind.LIQUIDATION, instrument, venueTimeNs, receiveTimeNs)
                .constant(closedSide)
                .quantity(quantityMantissa)
                .price(priceMantissa)
                .constant(priceKind)
                .usd(notionalMicroUsd)
                .constant(completeness)
                .integer(venueId)
                .end();
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
        row.begin(EventKind.DELEVERAGING, instrument, venueTimeNs, receiveTimeNs)
                .constant(closedSide)
                .quantity(quantityMantissa)
                .price(priceMantissa)
                .usd(notionalMicroUsd)
                .integer(venueId)
                .end();
    }

    @Override
    public void markPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        row.begin(EventKind.MARK_PRICE, instrument, venueTimeNs, receiveTimeNs)
                .price(priceMantissa)
                .end();
    }

    @Override
    public void indexPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        row.begin(EventKind.INDEX_PRICE, instrument, venueTimeNs, receiveTimeNs)
                .price(priceMantissa)
                .end();
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
        row.begin(EventKind.FUNDING_RATE, instrument, venueTimeNs, receiveTimeNs)
                .decimal(rateMantissa, rateScale)
                .integer(intervalNs)
                .time(fundingTimeNs)
                .constant(fundingKind)
                .end();
    }

    @Override
    public void openInterest(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long quantityMantissa,
            long notionalMicroUsd) {
        row.begin(EventKind.OPEN_INTEREST, instrument, venueTimeNs, receiveTimeNs)
                .quantity(quantityMantissa)
                .usd(notionalMicroUsd)
                .end();
    }

    @Override
    public void longShortRatio(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            RatioPopulation population,
            long ratioMantissa,
            int ratioScale) {
        row.begin(EventKind.LONG_SHORT_RATIO, instrument, venueTimeNs, receiveTimeNs)
                .constant(population)
                .decimal(ratioMantissa, ratioScale)
                .end();
    }

    @Override
    public void insuranceFund(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            String asset,
            long balanceMantissa,
            int balanceScale) {
        row.begin(EventKind.INSURANCE_FUND, instrument, venueTimeNs, receiveTimeNs)
                .text(asset)
                .decimal(balanceMantissa, balanceScale)
                .end();
    }

    @Override
    public void instrumentChange(
            int instrument, long venueTimeNs, long receiveTimeNs, InstrumentStatus status) {
        row.begin(EventKind.INSTRUMENT_CHANGE, instrument, venueTimeNs, receiveTimeNs)
                .constant(status)
                .end();
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
        row.begin(EventKind.FEED_HEALTH, instrument, venueTimeNs, receiveTimeNs)
                .constant(channel)
                .constant(state)
                .time(fromNs)
                .time(toNs)
                .text(reason)
                .end();
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
        row.begin(EventKind.REPORTED, instrument, venueTimeNs, receiveTimeNs)
                .constant(metric)
                .text(metric.unit())
                .text(source)
                .integer(intervalNs)
                .decimal(open, scale)
                .decimal(high, scale)
                .decimal(low, scale)
                .decimal(close, scale)
                .integer(count)
                .end();
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
        row.begin(EventKind.ACCOUNT_POSITION, instrument, venueTimeNs, receiveTimeNs)
                .text(account)
                .constant(side)
                .quantity(quantityMantissa)
                .price(entryPriceMantissa)
                .price(liquidationPriceMantissa)
                .decimal(leverageMilli, LEVERAGE_SCALE)
                .usd(notionalMicroUsd)
                .usd(accountValueMicroUsd)
                .end();
    }
}
