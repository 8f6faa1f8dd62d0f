package spillway.signals.surges;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Walks once through the seconds of a subject and finds its surges.
///
/// A pure function of the seconds, of when the subject became known, and of open interest: the same
/// for a live run, a replay, and a replay in another order. What is normal at a second is taken
/// from the whole hours before it, so no surge raises its own threshold, and the threshold of a
/// running surge stays that of its raise.
final class SurgeScan {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long HOUR_S = 3_600;

    private final SurgeSubject subject;
    private final LiquidationSeconds seconds;
    private final long sinceS;
    private final long untilS;
    private final OpenInterestAt openInterest;
    private final NormalMinutes minutes = new NormalMinutes();
    private final List<Surge> found = new ArrayList<>();
    private long normal;
    private int normalMinutes;
    private long hour = Long.MIN_VALUE;
    private int pending;

    /// First second of the 60 that are summed, by its place.
    private int tail;

    private long sum;
    private @Nullable Running running;

    /// A surge that has been raised.
    private static final class Running {
        final long raisedS;
        final int firstPlace;
        final SurgeBaseline baseline;
        long lastLoudS;
        int lastLoudPlace;
        long peakS;
        long peak;

        Running(long second, int firstPlace, SurgeBaseline baseline) {
            raisedS = second;
            this.firstPlace = firstPlace;
            this.baseline = baseline;
        }

        void loud(long second, int place, long amount) {
            lastLoudS = second;
            lastLoudPlace = place;
            if (amount > peak) {
                peak = amount;
                peakS = second;
            }
        }
    }

    private SurgeScan(
            SurgeSubject subject,
            LiquidationSeconds seconds,
            long sinceS,
            long untilS,
            OpenInterestAt openInterest) {
        this.subject = subject;
        this.seconds = seconds;
        this.sinceS = sinceS;
        this.untilS = untilS;
        this.openInterest = openInterest;
    }

    /// The surges of `subject`, ascending.
    ///
    /// @param sinceS the subject has been known since this second
    /// @param untilS the last second of which everything is in
    static List<Surge> of(
            SurgeSubject subject,
            LiquidationSeconds seconds,
            long sinceS,
            long untilS,
            OpenInterestAt openInterest) {
        return new SurgeScan(subject, seconds, sinceS, untilS, openInterest).scan();
    }

    private List<Surge> scan() {
        for (int at = 0; at < seconds.size() && seconds.second(at) <= untilS; at++) {
            step(at);
        }
        Running last = running;
        if (last != null) {
            boolean over = untilS >= last.lastLoudS + SurgeRule.QUIET_S;
            found.add(surge(last, over ? OptionalLong.of(clearedNs(last)) : OptionalLong.empty()));
        }
        return found;
    }

    private void step(int at) {
        long second = seconds.second(at);
        Running surge = running;
        if (surge != null && second >= surge.lastLoudS + SurgeRule.QUIET_S) {
            found.add(surge(surge, OptionalLong.of(clearedNs(surge))));
            surge = null;
            running = null;
        }
        roll(second);
        sum = Math.addExact(sum, amount(at));
        while (seconds.second(tail) <= second - SurgeRule.WINDOW_S) {
            sum -= amount(tail++);
        }
        long counted = sum - largest(at);
        if (surge == null) {
            SurgeBaseline baseline = baseline(second);
            if (counted < baseline.threshold()) {
                return;
            }
            surge = new Running(second, tail, baseline);
            running = surge;
        }
        if (counted >= (surge.baseline.threshold() + 1) / 2) {
            surge.loud(second, at, counted);
        }
    }

    /// The largest order of the seconds that are summed.
    private long largest(int at) {
        long largest = 0;
        for (int i = tail; i <= at; i++) {
            largest = Math.max(largest, seconds.largest(i));
        }
        return largest;
    }

    private long amount(int at) {
        return switch (subject.unit()) {
            case MICRO_USD -> Math.addExact(seconds.longs(at), seconds.shorts(at));
            case ORDERS -> seconds.orders(at);
        };
    }

    /// Takes the minutes of the whole hours before that of `second` into what is normal.
    private void roll(long second) {
        long newHour = Math.floorDiv(second, HOUR_S);
        if (newHour == hour) {
            return;
        }
        hour = newHour;
        long hourS = newHour * HOUR_S;
        while (seconds.second(pending) < hourS) {
            if (isNormal(seconds.second(pending))) {
                minutes.add(seconds.second(pending), amount(pending), seconds.largest(pending));
            }
            pending++;
        }
        minutes.dropBefore(hourS - SurgeRule.HISTORY.toSeconds());
        normal = minutes.quantile();
        normalMinutes = minutes.size();
    }

    /// Whether `second` lies in no surge known so far.
    private boolean isNormal(long second) {
        Running now = running;
        if (now != null && second >= now.raisedS) {
            return second >= now.raisedS + SurgeRule.ABNORMAL_S;
        }
        for (int i = found.size() - 1; i >= 0; i--) {
            long raisedS = found.get(i).raisedNs() / SECOND_NS;
            if (second >= raisedS) {
                return second * SECOND_NS >= found.get(i).clearedNs().orElse(Long.MAX_VALUE)
                        || second >= raisedS + SurgeRule.ABNORMAL_S;
            }
        }
        return true;
    }

    private SurgeBaseline baseline(long second) {
        long knownS = second - sinceS;
        if (knownS < SurgeRule.WARM_UP.toSeconds()) {
            return floor(second);
        }
        boolean history = knownS >= SurgeRule.HISTORY.toSeconds();
        long multiple = Math.multiplyExact(SurgeRule.MULTIPLE, normal);
        return new SurgeBaseline(
                history ? SurgeBaseline.Kind.HISTORY : SurgeBaseline.Kind.WARM_UP,
                normal,
                Math.max(multiple, least()),
                normalMinutes,
                sinceS * SECOND_NS,
                multiple >= least()
                        ? "four times the 99.9 % quantile of normal minutes, largest orders left out"
                        : "the least that is a surge, which is more than four times normal");
    }

    private long least() {
        return switch (subject.unit()) {
            case MICRO_USD -> SurgeRule.LEAST_MICRO_USD;
            case ORDERS -> SurgeRule.LEAST_ORDERS;
        };
    }

    private SurgeBaseline floor(long second) {
        return switch (subject.unit()) {
            case ORDERS ->
                    floor(
                            SurgeRule.LEAST_ORDERS,
                            "240 orders a minute: four a second, for a minute");
            case MICRO_USD -> {
                OptionalLong open = openInterest.microUsd(subject.coin(), second * SECOND_NS);
                yield open.isEmpty()
                        ? floor(
                                SurgeRule.FLOOR_MICRO_USD,
                                "1 million USD a minute: no open interest is known")
                        : floor(
                                Math.max(
                                        SurgeRule.LEAST_MICRO_USD,
                                        part(
                                                open.getAsLong(),
                                                SurgeRule.FLOOR_PER_MILLION_OF_OPEN_INTEREST)),
                                "0.05 % of open interest a minute, 50,000 USD at least");
            }
        };
    }

    private static long part(long microUsd, long perMillion) {
        return microUsd / 1_000_000 * perMillion;
    }

    private SurgeBaseline floor(long threshold, String rule) {
        return new SurgeBaseline(
                SurgeBaseline.Kind.FLOOR, 0, threshold, normalMinutes, sinceS * SECOND_NS, rule);
    }

    private static long clearedNs(Running surge) {
        return (surge.lastLoudS + SurgeRule.QUIET_S) * SECOND_NS;
    }

    private Surge surge(Running surge, OptionalLong clearedNs) {
        long longs = 0;
        long shorts = 0;
        long orders = 0;
        for (int at = surge.firstPlace; at <= surge.lastLoudPlace; at++) {
            longs = Math.addExact(longs, seconds.longs(at));
            shorts = Math.addExact(shorts, seconds.shorts(at));
            orders = Math.addExact(orders, seconds.orders(at));
        }
        var baseline = surge.baseline;
        long against = baseline.normal() > 0 ? baseline.normal() : baseline.threshold();
        return new Surge(
                subject,
                surge.raisedS * SECOND_NS,
                clearedNs,
                surge.peakS * SECOND_NS,
                surge.peak,
                surge.peak / (double) against,
                longs,
                shorts,
                orders,
                baseline,
                0);
    }
}
