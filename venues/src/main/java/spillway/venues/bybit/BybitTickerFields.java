package spillway.venues.bybit;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import spillway.market.Contract;
import spillway.market.Decimal;
import spillway.market.Instrument;
import spillway.market.InstrumentKind;
import spillway.market.MarketEvent;
import spillway.market.MicroUsd;
import spillway.venues.protocol.WireTime;
import spillway.venues.serving.InstrumentState;

/// The fields of a ticker, in the venue's words. Open interest counts both sides, beside which the
/// venue prints one.
final class BybitTickerFields {
    private BybitTickerFields() {}

    /// All fields that are known, in the order in which they are printed.
    static Map<String, String> of(InstrumentState state) {
        Instrument on = state.instrument();
        int scale = on.priceScale();
        var fields = new LinkedHashMap<String, String>();
        fields.put("symbol", on.symbol());
        price(fields, "lastPrice", state.lastPrice(), scale);
        price(fields, "prevPrice24h", state.openPrice(), scale);
        fields.put("price24hPcnt", change(state));
        price(fields, "highPrice24h", state.highPrice(), scale);
        price(fields, "lowPrice24h", state.lowPrice(), scale);
        fields.put("volume24h", text(Math.round(state.volume() * 1_000), 3));
        fields.put("turnover24h", text(Math.round(state.turnover() * 100), 2));
        if (state.hasQuote()) {
            price(fields, "bid1Price", state.bidPrice(), scale);
            fields.put("bid1Size", text(state.bidQuantity(), on.quantityScale()));
            price(fields, "ask1Price", state.askPrice(), scale);
            fields.put("ask1Size", text(state.askQuantity(), on.quantityScale()));
        }
        if (on.kind() != InstrumentKind.SPOT) {
            contract(fields, state, on);
        }
        return fields;
    }

    private static void contract(Map<String, String> fields, InstrumentState state, Instrument on) {
        price(fields, "markPrice", state.mark(), on.priceScale());
        price(fields, "indexPrice", state.index(), on.priceScale());
        openInterest(fields, state, on);
        if (state.fundingRate() != MarketEvent.NONE) {
            fields.put("fundingRate", text(state.fundingRate(), state.fundingRateScale()));
        }
        if (state.fundingTimeNs() != MarketEvent.NONE) {
            fields.put(
                    "nextFundingTime", Long.toString(WireTime.milliseconds(state.fundingTimeNs())));
        }
        if (state.fundingIntervalNs() != MarketEvent.NONE) {
            fields.put(
                    "fundingIntervalHour",
                    Long.toString(state.fundingIntervalNs() / Duration.ofHours(1).toNanos()));
        }
    }

    private static void openInterest(
            Map<String, String> fields, InstrumentState state, Instrument on) {
        if (state.openInterest() == MarketEvent.NONE) {
            return;
        }
        int scale = on.quantityScale();
        fields.put("openInterest", text(Math.multiplyExact(state.openInterest(), 2), scale));
        fields.put("singleOpenInterest", text(state.openInterest(), scale));
        boolean inDollars = on.contract() == Contract.LINEAR;
        if (inDollars && state.openInterestMicroUsd() != MarketEvent.NONE) {
            long microUsd = state.openInterestMicroUsd();
            fields.put("openInterestValue", text(Math.multiplyExact(microUsd, 2), MicroUsd.SCALE));
            fields.put("singleOpenInterestValue", text(microUsd, MicroUsd.SCALE));
        }
    }

    private static void price(Map<String, String> fields, String name, long mantissa, int scale) {
        if (mantissa != MarketEvent.NONE) {
            fields.put(name, text(mantissa, scale));
        }
    }

    private static String change(InstrumentState state) {
        long open = state.openPrice();
        if (open == MarketEvent.NONE || open == 0) {
            return "0";
        }
        return text(Math.round((state.lastPrice() - open) * 10_000.0 / open), 4);
    }

    /// Plain digits without trailing zeros.
    static String text(long mantissa, int scale) {
        BigDecimal number = new Decimal(mantissa, scale).toBigDecimal().stripTrailingZeros();
        return number.signum() == 0 ? "0" : number.toPlainString();
    }
}
