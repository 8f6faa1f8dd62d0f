package spillway.tape;

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

/// What makes two events the same fact: 128 bits of everything but the place on the tape and the
/// time of receipt. A number counts by its value, not by the scale it is written with, so that the
/// same row imported twice is one fact even where the instrument has gained decimals in between.
///
/// With ten million events the chance that any two differ and share a fingerprint is below 10^-24.
// Ordinals only feed a hash that lives as long as the process.
@SuppressWarnings("EnumOrdinal")
final class EventFingerprint implements EventSink {
    private static final long C1 = 0x9E37_79B9_7F4A_7C15L;
    private static final long C2 = 0xC2B2_AE3D_27D4_EB4FL;

    private final Instruments instruments;
    private long high;
    private long low;
    private long venueTimeNs;

    /// The state after venue and symbol, of the instrument of the last event.
    private @Nullable Instrument lastInstrument;

    private long highOfInstrument;
    private long lowOfInstrument;

    EventFingerprint(Instruments instruments) {
        this.instruments = instruments;
    }

    /// The first half, of the event pushed last.
    long high() {
        return high ^ (high >>> 32);
    }

    /// The second half.
    long low() {
        return low ^ (low >>> 29);
    }

    /// The venue time of the event pushed last.
    long venueTimeNs() {
        return venueTimeNs;
    }

    private void mix(long word) {
        high = Long.rotateLeft(high ^ word * C1, 29) * C2;
        low = Long.rotateLeft(low + word * C2, 37) * C1 + 0x1656_67B1L;
    }

    private Instrument begin(EventKind kind, int instrument, long eventTimeNs) {
        Instrument on = instruments.get(instrument);
        if (!on.equals(lastInstrument)) {
            high = 0x5851_F42D_4C95_7F2DL;
            low = 0x1405_7B7E_F767_814FL;
            text(on.venue().code());
            text(on.symbol());
            lastInstrument = on;
            highOfInstrument = high;
            lowOfInstrument = low;
        }
        high = highOfInstrument;
        low = lowOfInstrument;
        venueTimeNs = eventTimeNs;
        mix(kind.ordinal());
        mix(eventTimeNs);
        return on;
    }

    /// Mixes in `mantissa × 10^-scale`, the same for every way to write it.
    private void number(long mantissa, int scale) {
        long m = mantissa;
        int s = scale;
        while (m % 10 == 0 && m != 0) {
            m /= 10;
            s--;
        }
        mix(m);
        mix(m == 0 || m == MarketEvent.NONE ? 0 : s);
    }

    private void text(String text) {
        mix(text.length());
        for (int i = 0; i < text.length(); i++) {
            mix(text.charAt(i));
        }
    }

    private void levels(Instrument on, BookLevels levels) {
        mix((long) levels.bids() << 32 | levels.asks());
        for (int i = 0; i < levels.bids(); i++) {
            number(levels.bidPrice(i), on.priceScale());
            number(levels.bidQuantity(i), on.quantityScale());
        }
        for (int i = 0; i < levels.asks(); i++) {
            number(levels.askPrice(i), on.priceScale());
            number(levels.askQuantity(i), on.quantityScale());
        }
    }

    @Override
    public void trade(
            int instrument,
            long eventTimeNs,
            long receiveTimeNs,
            long priceMantissa,
            long quantityMantissa,
            TakerSide takerSide,
            long venueId) {
        Instrument on = begin(EventKind.TRADE, instrument, eventTimeNs);
        number(priceMantissa, on.priceScale());
        number(quantityMantissa, on.quantityScale());
        mix(takerSide.ordinal());
        mix(venueId);
    }

    @Override
    public void quote(
            int instrument,
            long eventTimeNs,
            long receiveTimeNs,
            long bidPriceMantissa,
            long bidQuantityMantissa,
            long askPriceMantissa,
            long askQuantityMantissa,
            long updateId) {
        Instrument on = begin(EventKind.QUOTE, instrument, eventTimeNs);
        number(bidPriceMantissa, on.priceScale());
        number(bidQuantityMantissa, on.quantityScale());
        number(askPriceMantissa, on.priceScale());
        number(askQuantityMantissa, on.quantityScale());
        mix(updateId);
    }

    @Override
    public void bookSnapshot(
            int instrument,
            long eventTimeNs,
            long receiveTimeNs,
            long updateId,
            BookLevels levels) {
        Instrument on = begin(EventKind.BOOK_SNAPSHOT, instrument, eventTimeNs);
        mix(updateId);
        levels(on, levels);
    }

    @Override
    public void bookDelta(
            int instrument,
            long eventTimeNs,
            long receiveTimeNs,
            long firstUpdateId,
            long lastUpdateId,
            long previousUpdateId,
            BookLevels levels) {
        Instrument on = begin(EventKind.BOOK_DELTA, instrument, eventTimeNs);
        mix(firstUpdateId);
        mix(lastUpdateId);
        mix(previousUpdateId);
        levels(on, levels);
    }

    @Override
    public void liquidation(
            int instrument,
            long eventTimeNs,
            long receiveTimeNs,
            PositionSide closedSide,
            long quantityMantissa,
            long priceMantissa,
            PriceKind priceKind,
            long notionalMicroUsd,
            Completeness completeness,
            long venueId) {
        Instrument on = begin(EventKind.LIQUIDATION, instrument, eventTimeNs);
        mix(closedSide.ordinal());
        number(quantityMantissa, on.quantityScale());
        number(priceMantissa, on.priceScale());
        mix(priceKind.ordinal());
        mix(notionalMicroUsd);
        mix(completeness.ordinal());
        mix(venueId);
    }

    @Override
    public void deleveraging(
            int instrument,
            long eventTimeNs,
            long receiveTimeNs,
            PositionSide closedSide,
            long quantityMantissa,
            long priceMantissa,
            long notionalMicroUsd,
            long venueId) {
        Instrument on = begin(EventKind.DELEVERAGING, instrument, eventTimeNs);
        mix(closedSide.ordinal());
        number(quantityMantissa, on.quantityScale());
        number(priceMantissa, on.priceScale());
        mix(notionalMicroUsd);
        mix(venueId);
    }

    @Override
    public void markPrice(
            int instrument, long eventTimeNs, long receiveTimeNs, long priceMantissa) {
        Instrument on = begin(EventKind.MARK_PRICE, instrument, eventTimeNs);
        number(priceMantissa, on.priceScale());
    }

    @Override
    public void indexPrice(
            int instrument, long eventTimeNs, long receiveTimeNs, long priceMantissa) {
        Instrument on = begin(EventKind.INDEX_PRICE, instrument, eventTimeNs);
        number(priceMantissa, on.priceScale());
    }

    @Override
    public void fundingRate(
            int instrument,
            long eventTimeNs,
            long receiveTimeNs,
            long rateMantissa,
            int rateScale,
            long intervalNs,
            long fundingTimeNs,
            FundingKind fundingKind) {
        begin(EventKind.FUNDING_RATE, instrument, eventTimeNs);
        number(rateMantissa, rateScale);
        mix(intervalNs);
        mix(fundingTimeNs);
        mix(fundingKind.ordinal());
    }

    @Override
    public void openInterest(
            int instrument,
            long eventTimeNs,
            long receiveTimeNs,
            long quantityMantissa,
            long notionalMicroUsd) {
        Instrument on = begin(EventKind.OPEN_INTEREST, instrument, eventTimeNs);
        number(quantityMantissa, on.quantityScale());
        mix(notionalMicroUsd);
    }

    @Override
    public void longShortRatio(
            int instrument,
            long eventTimeNs,
            long receiveTimeNs,
            RatioPopulation population,
            long ratioMantissa,
            int ratioScale) {
        begin(EventKind.LONG_SHORT_RATIO, instrument, eventTimeNs);
        mix(population.ordinal());
        number(ratioMantissa, ratioScale);
    }

    @Override
    public void insuranceFund(
            int instrument,
            long eventTimeNs,
            long receiveTimeNs,
            String asset,
            long balanceMantissa,
            int balanceScale) {
        begin(EventKind.INSURANCE_FUND, instrument, eventTimeNs);
        text(asset);
        number(balanceMantissa, balanceScale);
    }

    @Override
    public void instrumentChange(
            int instrument, long eventTimeNs, long receiveTimeNs, InstrumentStatus status) {
        begin(EventKind.INSTRUMENT_CHANGE, instrument, eventTimeNs);
        mix(status.ordinal());
    }

    @Override
    public void feedHealth(
            int instrument,
            long eventTimeNs,
            long receiveTimeNs,
            Channel channel,
            FeedState state,
            long fromNs,
            long toNs,
            String reason) {
        begin(EventKind.FEED_HEALTH, instrument, eventTimeNs);
        mix(channel.ordinal());
        mix(state.ordinal());
        mix(fromNs);
        mix(toNs);
        text(reason);
    }

    @Override
    public void reported(
            int instrument,
            long eventTimeNs,
            long receiveTimeNs,
            Metric metric,
            String source,
            long intervalNs,
            long open,
            long highest,
            long lowest,
            long close,
            int scale,
            long count) {
        begin(EventKind.REPORTED, instrument, eventTimeNs);
        mix(metric.ordinal());
        text(source);
        mix(intervalNs);
        number(open, scale);
        number(highest, scale);
        number(lowest, scale);
        number(close, scale);
        mix(count);
    }

    @Override
    public void accountPosition(
            int instrument,
            long eventTimeNs,
            long receiveTimeNs,
            String account,
            PositionSide side,
            long quantityMantissa,
            long entryPriceMantissa,
            long liquidationPriceMantissa,
            long leverageMilli,
            long notionalMicroUsd,
            long accountValueMicroUsd) {
        Instrument on = begin(EventKind.ACCOUNT_POSITION, instrument, eventTimeNs);
        text(account);
        mix(side.ordinal());
        number(quantityMantissa, on.quantityScale());
        number(entryPriceMantissa, on.priceScale());
        number(liquidationPriceMantissa, on.priceScale());
        mix(leverageMilli);
        mix(notionalMicroUsd);
        mix(accountValueMicroUsd);
    }
}
