package spillway.signals.positioning;

import java.util.TreeMap;
import spillway.market.MarketEvent;
import spillway.signals.StateReader;
import spillway.signals.StateWriter;

/// What is kept of one instrument: the last value of each kind, and what takers did by the hour.
/// Mutable, single-threaded, never leaves this package.
///
/// Of two values of one nanosecond the larger is the last, so the order in which they come does not
/// matter.
final class Kept {
    private static final int POPULATIONS = spillway.market.RatioPopulation.values().length;

    /// A value with its scale and, for funding, its interval.
    static final class Last {
        long timeNs = MarketEvent.NONE;
        long mantissa;
        long scale;
        long extra = MarketEvent.NONE;

        void set(long atNs, long newMantissa, long newScale, long newExtra) {
            if (atNs < timeNs || (atNs == timeNs && !isLarger(newMantissa, newScale, newExtra))) {
                return;
            }
            timeNs = atNs;
            mantissa = newMantissa;
            scale = newScale;
            extra = newExtra;
        }

        private boolean isLarger(long newMantissa, long newScale, long newExtra) {
            if (newScale != scale) {
                return newScale < scale;
            }
            return newMantissa != mantissa ? newMantissa > mantissa : newExtra > extra;
        }

        boolean isKnown() {
            return timeNs != MarketEvent.NONE;
        }

        double value() {
            return spillway.market.Decimal.toDouble(mantissa, (int) scale);
        }

        void saveTo(StateWriter out) {
            out.writeLong(timeNs);
            out.writeLong(mantissa);
            out.writeLong(scale);
            out.writeLong(extra);
        }

        void restoreFrom(StateReader in) {
            timeNs = in.readLong();
            mantissa = in.readLong();
            scale = in.readLong();
            extra = in.readLong();
        }
    }

    /// What takers did in one hour.
    static final class Hour {
        long buyMicroUsd;
        long sellMicroUsd;
        long unsidedMicroUsd;
        long trades;
    }

    final Last funding = new Last();
    final Last openInterestQuantity = new Last();
    final Last openInterestUsd = new Last();
    final Last mark = new Last();
    final Last index = new Last();
    final Last[] ratios = new Last[POPULATIONS];
    final TreeMap<Long, Hour> hours = new TreeMap<>();

    Kept() {
        for (int i = 0; i < POPULATIONS; i++) {
            ratios[i] = new Last();
        }
    }

    private Last[] fixed() {
        return new Last[] {funding, openInterestQuantity, openInterestUsd, mark, index};
    }

    boolean isEmpty() {
        boolean any = !hours.isEmpty();
        for (var last : fixed()) {
            any |= last.isKnown();
        }
        for (var last : ratios) {
            any |= last.isKnown();
        }
        return !any;
    }

    void saveTo(StateWriter out) {
        for (var last : fixed()) {
            last.saveTo(out);
        }
        for (var last : ratios) {
            last.saveTo(out);
        }
        out.writeInt(hours.size());
        hours.forEach((start, hour) -> {
            out.writeLong(start);
            out.writeLong(hour.buyMicroUsd);
            out.writeLong(hour.sellMicroUsd);
            out.writeLong(hour.unsidedMicroUsd);
            out.writeLong(hour.trades);
        });
    }

    void restoreFrom(StateReader in) {
        for (var last : fixed()) {
            last.restoreFrom(in);
        }
        for (var last : ratios) {
            last.restoreFrom(in);
        }
        for (int more = in.readCount(); more > 0; more--) {
            long start = in.readLong();
            var hour = new Hour();
            hour.buyMicroUsd = in.readLong();
            hour.sellMicroUsd = in.readLong();
            hour.unsidedMicroUsd = in.readLong();
            hour.trades = in.readLong();
            hours.put(start, hour);
        }
    }
}
