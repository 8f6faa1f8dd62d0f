package spillway.signals.summary;

import spillway.market.Decimal;
import spillway.market.TimeWindow;
import spillway.signals.StateReader;
import spillway.signals.StateWriter;

/// One hour of one quantity, while it is being watched. Mutable, single-threaded, never leaves this
/// package; takes a value without allocating.
///
/// The outcome does not depend on the order in which values come: open and close are the values of
/// the earliest and the latest time, high and low carry the earliest time of their value, and of
/// two values of one nanosecond the larger is open or close.
final class HourBar {
    static final long HOUR_NS = 3_600_000_000_000L;

    final long startNs;
    private final Point open = new Point();
    private final Point high = new Point();
    private final Point low = new Point();
    private final Point close = new Point();
    private boolean any;

    /// A value and its time.
    private static final class Point {
        long timeNs;
        long mantissa;
        int scale;

        void set(long atNs, long newMantissa, int newScale) {
            timeNs = atNs;
            mantissa = newMantissa;
            scale = newScale;
        }

        Decimal value() {
            return new Decimal(mantissa, scale);
        }
    }

    static long startOfHour(long timeNs) {
        return Math.floorDiv(timeNs, HOUR_NS) * HOUR_NS;
    }

    HourBar(long startNs) {
        this.startNs = startNs;
    }

    void add(long timeNs, long mantissa, int scale) {
        if (!any || isEarlier(timeNs, mantissa, scale, open)) {
            open.set(timeNs, mantissa, scale);
        }
        if (!any || isLater(timeNs, mantissa, scale, close)) {
            close.set(timeNs, mantissa, scale);
        }
        if (!any || isMore(timeNs, mantissa, scale, high, 1)) {
            high.set(timeNs, mantissa, scale);
        }
        if (!any || isMore(timeNs, mantissa, scale, low, -1)) {
            low.set(timeNs, mantissa, scale);
        }
        any = true;
    }

    private static boolean isEarlier(long timeNs, long mantissa, int scale, Point than) {
        return timeNs < than.timeNs || (timeNs == than.timeNs && larger(mantissa, scale, than));
    }

    private static boolean isLater(long timeNs, long mantissa, int scale, Point than) {
        return timeNs > than.timeNs || (timeNs == than.timeNs && larger(mantissa, scale, than));
    }

    private static boolean isMore(long timeNs, long mantissa, int scale, Point than, int sign) {
        int compared = sign * compare(mantissa, scale, than);
        boolean earlier = timeNs < than.timeNs || (timeNs == than.timeNs && scale < than.scale);
        return compared > 0 || (compared == 0 && earlier);
    }

    /// Larger, or the same written with fewer decimals.
    private static boolean larger(long mantissa, int scale, Point than) {
        int compared = compare(mantissa, scale, than);
        return compared > 0 || (compared == 0 && scale < than.scale);
    }

    private static int compare(long mantissa, int scale, Point than) {
        return scale <= than.scale
                ? compare(mantissa, Decimal.powerOfTen(than.scale - scale), than.mantissa)
                : -compare(than.mantissa, Decimal.powerOfTen(scale - than.scale), mantissa);
    }

    /// `a × power` beside `b`, in 128 bits: venues print one rate with more decimals than the next,
    /// and [Decimal#compareTo] allocates.
    private static int compare(long a, long power, long b) {
        int byHigh = Long.compare(Math.multiplyHigh(a, power), b >> (Long.SIZE - 1));
        return byHigh != 0 ? byHigh : Long.compareUnsigned(a * power, b);
    }

    Bar bar() {
        return new Bar(
                new TimeWindow(startNs, startNs + HOUR_NS),
                open.value(),
                high.value(),
                low.value(),
                close.value(),
                high.timeNs,
                low.timeNs);
    }

    void saveTo(StateWriter out) {
        out.writeLong(startNs);
        for (Point point : new Point[] {open, high, low, close}) {
            out.writeLong(point.timeNs);
            out.writeLong(point.mantissa);
            out.writeInt(point.scale);
        }
    }

    static HourBar restoredFrom(StateReader in) {
        var bar = new HourBar(in.readLong());
        for (Point point : new Point[] {bar.open, bar.high, bar.low, bar.close}) {
            point.set(in.readLong(), in.readLong(), in.readInt());
        }
        bar.any = true;
        return bar;
    }
}
