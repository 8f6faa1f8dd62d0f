package spillway.signals.summary;

import spillway.market.Decimal;
import spillway.market.MarketEvent;
import spillway.market.TimeWindow;

/// One interval of one metric, as reported last. Components as in [MarketEvent.Reported].
record ReportedValue(
        long startNs, long seq, long open, long high, long low, long close, int scale, long count) {
    Bar bar(long intervalNs) {
        Decimal last = new Decimal(close, scale);
        return new Bar(
                new TimeWindow(startNs, startNs + intervalNs),
                or(open, last),
                or(high, last),
                or(low, last),
                last,
                MarketEvent.NONE,
                MarketEvent.NONE);
    }

    private Decimal or(long mantissa, Decimal only) {
        return mantissa == MarketEvent.NONE ? only : new Decimal(mantissa, scale);
    }

    Decimal value() {
        return new Decimal(close, scale);
    }
}
