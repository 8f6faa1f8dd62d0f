package spillway.signals.reset;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import spillway.market.TimeWindow;
import spillway.signals.summary.Bar;

/// Whether spot held: volume and flow, half each. Volume of the day that ends at the checkpoint
/// against the median day of the week before: as much or more is 1, half of it −1. Flow is taker
/// buys less sells on spot since the low: a tenth of the volume is ±1; where nobody tells, the mean
/// premium of US spot venues since the low, of which 0.05 % is ±1.
///
/// Assumes that who buys spot after a low is new demand, and that US venues trade at a discount
/// when holders sell. Without either flow or volume it is not computed: one half would decide
/// alone.
final class SpotRule implements ComponentRule {
    private static final double FULL_VOLUME = 0.5;
    private static final double FULL_FLOW = 0.1;
    private static final double FULL_PREMIUM = 0.000_5;
    private static final int DAYS = 7;

    private final EventClock clock;
    private final BarLine volume;
    private final BarLine flow;
    private final BarLine premium;
    private final BarLine price;

    SpotRule(EventClock clock, BarLine volume, BarLine flow, BarLine premium, BarLine price) {
        this.clock = clock;
        this.volume = volume;
        this.flow = flow;
        this.premium = premium;
        this.price = price;
    }

    @Override
    public Component component() {
        return Component.SPOT;
    }

    /// What spot buyers did since the low.
    private record Flow(double score, String finding, Check.Evidence evidence) {}

    @Override
    public Answer at(int hours) {
        long momentNs = clock.checkpointNs(hours);
        var bar = volume.at(momentNs, hours);
        if (bar.isEmpty()) {
            return ComponentRule.missing("spot volume", volume, momentNs, hours);
        }
        long endNs = bar.get().interval().toNs();
        OptionalDouble today = volume.day(endNs);
        if (today.isEmpty()) {
            return new Answer.NotComputed(
                    "no full day of spot volume up to " + TimeWindow.iso(endNs));
        }
        OptionalDouble normal = normal();
        if (normal.isEmpty()) {
            return ComponentRule.tooLittleBefore("spot volume", volume);
        }
        @Nullable Flow since = flow(endNs, hours);
        if (since == null) {
            return flow.isEmpty()
                    ? ComponentRule.missing(
                            "spot flow, and no premium of US spot venues,",
                            premium,
                            momentNs,
                            hours)
                    : ComponentRule.missing("spot flow", flow, momentNs, hours);
        }
        double share = today.getAsDouble() / normal.getAsDouble();
        double byVolume = share >= 1 ? 1 : ComponentRule.clamp(1 - (1 - share) / FULL_VOLUME * 2);
        return new Answer.Computed(
                new Check(
                        hours,
                        share,
                        "spot volume of the day, as a multiple of the week before",
                        1,
                        (byVolume + since.score()) / 2,
                        (share >= 1 ? "volume holds" : "volume is lower") + "; " + since.finding(),
                        new TimeWindow(endNs - BarLine.DAY_NS, endNs),
                        List.of(volume.evidence(), since.evidence())));
    }

    private OptionalDouble normal() {
        var days = new ArrayList<Double>();
        for (int day = 0; day < DAYS; day++) {
            volume.day(clock.startNs() - day * BarLine.DAY_NS).ifPresent(days::add);
        }
        double[] known = days.stream().mapToDouble(Double::doubleValue).toArray();
        return known.length < EventClock.LEAST_DAYS || BarLine.median(known) <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(BarLine.median(known));
    }

    private @Nullable Flow flow(long endNs, int hours) {
        long lowNs = lowNs(endNs);
        if (flow.at(endNs - 1, hours).isPresent()) {
            double bought = sum(flow.within(lowNs, endNs));
            double traded = sum(volume.within(lowNs, endNs));
            double share = traded > 0 ? bought / traded : 0;
            String who =
                    share < 0 ? "sellers took more than buyers" : "buyers took at least as much";
            return new Flow(
                    ComponentRule.clamp(share / FULL_FLOW),
                    who + " since the low",
                    flow.evidence());
        }
        List<Bar> premiums = premium.within(lowNs, endNs);
        if (premiums.isEmpty() || premium.at(endNs - 1, Math.max(hours, 24)).isEmpty()) {
            return null;
        }
        double mean = sum(premiums) / premiums.size();
        return new Flow(
                ComponentRule.clamp(mean / FULL_PREMIUM),
                mean < 0 ? "US spot traded at a discount since the low" : "no discount of US spot",
                premium.evidence());
    }

    private static double sum(List<Bar> bars) {
        return bars.stream().mapToDouble(b -> b.close().toDouble()).sum();
    }

    /// Start of the bar with the lowest price of the event's day and after; the event's end where
    /// no price is known.
    private long lowNs(long endNs) {
        @Nullable Bar lowest = null;
        for (var bar : price.within(clock.startNs(), endNs)) {
            lowest = lowest == null || bar.low().compareTo(lowest.low()) < 0 ? bar : lowest;
        }
        return lowest == null ? clock.t0Ns() : lowest.interval().fromNs();
    }
}
