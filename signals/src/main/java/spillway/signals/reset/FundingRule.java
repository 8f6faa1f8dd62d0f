package spillway.signals.reset;

import java.util.List;
import java.util.OptionalDouble;
import spillway.signals.summary.Bar;

/// Funding is normal when its size is not above the 75 % quantile of the thirty days before the
/// event's end. Back to normal for six hours, having been away: 1. Still away, and falling while
/// negative, or negative while open interest rises: −1. Else 0, or ½ where it is back but not yet
/// for six hours.
///
/// Assumes that a neutral or mildly negative rate is what flushed leverage looks like. Errs towards
/// exhaustion where a rate of zero is the venue's clamp.
final class FundingRule implements ComponentRule {
    private static final double QUANTILE = 0.75;
    private static final long HELD_NS = 6 * EventClock.HOUR_NS;
    private static final double RISING_PCT = 2;
    private static final String UNIT = "percent per funding interval";

    private final EventClock clock;
    private final BarLine funding;
    private final BarLine openInterest;

    FundingRule(EventClock clock, BarLine funding, BarLine openInterest) {
        this.clock = clock;
        this.funding = funding;
        this.openInterest = openInterest;
    }

    @Override
    public Component component() {
        return Component.FUNDING;
    }

    @Override
    public Answer at(int hours) {
        long momentNs = clock.checkpointNs(hours);
        var bar = funding.at(momentNs, hours);
        if (bar.isEmpty()) {
            return ComponentRule.missing("funding", funding, momentNs, hours);
        }
        OptionalDouble normal = normal();
        if (normal.isEmpty()) {
            return ComponentRule.tooLittleBefore("funding", funding);
        }
        return new Answer.Computed(check(hours, bar.get(), normal.getAsDouble()));
    }

    /// The 75 % quantile of the size of the rate.
    private OptionalDouble normal() {
        long fromNs = clock.t0Ns() - EventClock.MONTH_NS;
        if (funding.days(fromNs, clock.t0Ns()) < EventClock.LEAST_DAYS) {
            return OptionalDouble.empty();
        }
        double[] sizes =
                funding.within(fromNs, clock.t0Ns()).stream()
                        .mapToDouble(b -> Math.abs(b.close().toDouble()))
                        .toArray();
        return OptionalDouble.of(BarLine.quantile(sizes, QUANTILE));
    }

    private Check check(int hours, Bar bar, double normal) {
        double rate = bar.close().toDouble();
        double score;
        String finding;
        if (Math.abs(rate) <= normal) {
            boolean was = wasAway(bar.interval().toNs(), normal);
            boolean held = held(bar, normal);
            score = !was ? 0 : held ? 1 : 0.5;
            finding =
                    !was
                            ? "it was never away from normal"
                            : held ? "back to normal for six hours" : "back to normal just now";
        } else if (rate < 0 && isFalling(bar)) {
            score = -1;
            finding = "away from normal, negative and still falling";
        } else if (rate < 0 && openInterestRises(bar)) {
            score = -1;
            finding = "away from normal, negative while open interest rises";
        } else {
            score = 0;
            finding = "away from normal, and not getting worse";
        }
        return new Check(
                hours,
                100 * rate,
                UNIT,
                100 * normal,
                score,
                finding,
                bar.interval(),
                List.of(funding.evidence()));
    }

    private boolean wasAway(long untilNs, double normal) {
        return funding.within(clock.t0Ns() - EventClock.BEFORE_NS, untilNs).stream()
                .anyMatch(b -> Math.abs(b.close().toDouble()) > normal);
    }

    /// Whether every close of the six hours up to that of `bar` is normal.
    private boolean held(Bar bar, double normal) {
        long endNs = bar.interval().toNs();
        long fromNs = Math.min(endNs - HELD_NS, bar.interval().fromNs());
        return funding.within(fromNs, endNs).stream()
                .allMatch(b -> Math.abs(b.close().toDouble()) <= normal);
    }

    private boolean isFalling(Bar bar) {
        return funding.lastClosedBy(bar.interval().toNs() - Math.max(HELD_NS, funding.barNs()))
                .filter(before -> bar.close().compareTo(before.close()) < 0)
                .isPresent();
    }

    private boolean openInterestRises(Bar bar) {
        long endNs = bar.interval().toNs();
        long backNs = Math.max(2 * HELD_NS, openInterest.barNs());
        var now = openInterest.lastClosedBy(endNs);
        var before = openInterest.lastClosedBy(endNs - backNs);
        return now.isPresent()
                && before.isPresent()
                && OpenInterestRule.changePct(before.get(), now.get()) > RISING_PCT;
    }

    /// Hours from the event's end until funding was normal for six hours; empty while it is not.
    OptionalDouble hoursToNormal() {
        OptionalDouble normal = normal();
        if (normal.isEmpty()) {
            return OptionalDouble.empty();
        }
        for (var bar : funding.within(clock.t0Ns(), Long.MAX_VALUE)) {
            boolean isNormal = Math.abs(bar.close().toDouble()) <= normal.getAsDouble();
            long afterNs = bar.interval().toNs() - clock.t0Ns();
            if (isNormal && held(bar, normal.getAsDouble())) {
                return OptionalDouble.of(afterNs / (double) EventClock.HOUR_NS);
            }
        }
        return OptionalDouble.empty();
    }
}
