package spillway.signals.reset;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import spillway.signals.summary.Bar;

/// Open interest in coin, from its highest close in the three days before the event's end. A fall
/// of 10 % or more that has come to rest, within ±2 % in twelve hours: 1; smaller falls in
/// proportion; half as long as it moves on. Rising again by more while the price falls, as new
/// shorts do: −1. Above the peak: negative in proportion.
///
/// Assumes that what was closed was leverage. In coin, since dollars fall with the price alone.
final class OpenInterestRule implements ComponentRule {
    static final double FALL_PCT = -10;
    private static final double REST_PCT = 2;
    private static final long REST_NS = 12 * EventClock.HOUR_NS;

    private final EventClock clock;
    private final BarLine coins;
    private final BarLine price;

    OpenInterestRule(EventClock clock, BarLine coins, BarLine price) {
        this.clock = clock;
        this.coins = coins;
        this.price = price;
    }

    @Override
    public Component component() {
        return Component.OPEN_INTEREST;
    }

    static double changePct(Bar from, Bar to) {
        return 100 * (to.close().toDouble() / from.close().toDouble() - 1);
    }

    /// The highest close of the three days before the event's end.
    Optional<Bar> peak() {
        @Nullable Bar peak = null;
        for (var bar : coins.within(clock.t0Ns() - EventClock.BEFORE_NS, clock.t0Ns())) {
            boolean higher = peak == null || bar.close().compareTo(peak.close()) > 0;
            peak = higher && bar.close().mantissa() > 0 ? bar : peak;
        }
        return Optional.ofNullable(peak);
    }

    @Override
    public Answer at(int hours) {
        long momentNs = clock.checkpointNs(hours);
        var bar = coins.at(momentNs, hours);
        if (bar.isEmpty()) {
            return ComponentRule.missing("open interest in coin", coins, momentNs, hours);
        }
        var peak = peak();
        if (peak.isEmpty()) {
            return new Answer.NotComputed(
                    "no open interest in coin from "
                            + coins.evidence().source()
                            + " in the three days before the event's end");
        }
        return new Answer.Computed(check(hours, peak.get(), bar.get()));
    }

    private Check check(int hours, Bar peak, Bar bar) {
        double value = changePct(peak, bar);
        double fallen = ComponentRule.clamp(value / FALL_PCT);
        long backNs = Math.max(REST_NS, coins.barNs());
        double rest = REST_PCT * backNs / REST_NS;
        long endNs = bar.interval().toNs();
        double lately = coins.lastClosedBy(endNs - backNs).map(b -> changePct(b, bar)).orElse(0.0);
        boolean priceFalls = priceFalls(endNs, backNs);
        double score = fallen;
        String finding =
                value <= FALL_PCT ? "closed, and at rest" : "not closed by a tenth, and at rest";
        if (lately > rest && priceFalls) {
            score = -1;
            finding = "rising again while the price falls: new shorts";
        } else if (Math.abs(lately) > rest) {
            score = fallen / 2;
            finding = lately < 0 ? "still being closed" : "rising again with the price";
        }
        return new Check(
                hours,
                value,
                "percent in coin from the peak",
                FALL_PCT,
                score,
                finding,
                bar.interval(),
                List.of(coins.evidence()));
    }

    private boolean priceFalls(long endNs, long backNs) {
        var now = price.lastClosedBy(endNs);
        var before = price.lastClosedBy(endNs - backNs);
        return now.isPresent()
                && before.isPresent()
                && now.get().close().compareTo(before.get().close()) < 0;
    }
}
