package spillway.signals.summary;

import java.util.Comparator;
import spillway.market.Decimal;
import spillway.market.MarketEvent;
import spillway.market.TimeWindow;

/// One interval of one metric, as reported last. Components as in [MarketEvent.Reported].
record ReportedValue(
        long startNs, long seq, long open, long high, long low, long close, int scale, long count) {
    /// The greatest is what was reported last. Contents decide between values that are on no tape,
    /// so that the order in which they come does not.
    static final Comparator<ReportedValue> LAST =
            Comparator.comparingLong(ReportedValue::seq)
                    .thenComparing(ReportedValue::value)
                    .thenComparingInt(ReportedValue::scale)
                    .thenComparingLong(ReportedValue::open)
                    .thenComparingLong(ReportedValue::high)
                    .thenComparingLong(ReportedValue::low)
                    .thenComparingLong(ReportedValue::count);

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
