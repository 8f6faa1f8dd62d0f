package spillway.signals.reset;

import java.util.List;
import java.util.OptionalDouble;
import spillway.market.TimeWindow;

/// Futures volume over spot volume of the day that ends at the checkpoint, against the median of
/// the seven days before the event. A fifth lower: 1; a fifth higher: −1; in proportion between.
///
/// Assumes that both volumes keep their meaning over the two weeks. A venue's fee holiday breaks
/// it: Binance's zero-fee spot bitcoin of July 2022 to March 2023 made the ratio small.
final class DominanceRule implements ComponentRule {
    private static final double FULL = 0.2;
    private static final int DAYS = 7;

    private final EventClock clock;
    private final BarLine futures;
    private final BarLine spot;

    DominanceRule(EventClock clock, BarLine futures, BarLine spot) {
        this.clock = clock;
        this.futures = futures;
        this.spot = spot;
    }

    @Override
    public Component component() {
        return Component.DOMINANCE;
    }

    @Override
    public Answer at(int hours) {
        long momentNs = clock.checkpointNs(hours);
        var ofSpot = spot.at(momentNs, hours);
        if (ofSpot.isEmpty()) {
            return ComponentRule.missing("spot volume", spot, momentNs, hours);
        }
        var ofFutures = futures.at(momentNs, hours);
        if (ofFutures.isEmpty()) {
            return ComponentRule.missing("futures volume", futures, momentNs, hours);
        }
        long endNs = ofSpot.get().interval().toNs();
        OptionalDouble ratio = ratio(endNs);
        if (ratio.isEmpty()) {
            return new Answer.NotComputed(
                    "no full day of futures and spot volume up to " + TimeWindow.iso(endNs));
        }
        OptionalDouble normal = normal();
        if (normal.isEmpty()) {
            return ComponentRule.tooLittleBefore("futures and spot volume", spot);
        }
        double change = ratio.getAsDouble() / normal.getAsDouble() - 1;
        return new Answer.Computed(
                new Check(
                        hours,
                        ratio.getAsDouble(),
                        "futures volume per spot volume",
                        normal.getAsDouble(),
                        ComponentRule.clamp(-change / FULL),
                        change < 0
                                ? "below the week before the event"
                                : "not below the week before",
                        new TimeWindow(endNs - BarLine.DAY_NS, endNs),
                        List.of(futures.evidence(), spot.evidence())));
    }

    private OptionalDouble ratio(long endNs) {
        OptionalDouble ofFutures = futures.day(endNs);
        OptionalDouble ofSpot = spot.day(endNs);
        return ofFutures.isPresent() && ofSpot.isPresent() && ofSpot.getAsDouble() > 0
                ? OptionalDouble.of(ofFutures.getAsDouble() / ofSpot.getAsDouble())
                : OptionalDouble.empty();
    }

    /// The median over the days of the week before the event.
    private OptionalDouble normal() {
        var ratios = new double[DAYS];
        int known = 0;
        for (int day = 0; day < DAYS; day++) {
            OptionalDouble ratio = ratio(clock.startNs() - day * BarLine.DAY_NS);
            if (ratio.isPresent()) {
                ratios[known++] = ratio.getAsDouble();
            }
        }
        return known < EventClock.LEAST_DAYS
                ? OptionalDouble.empty()
                : OptionalDouble.of(BarLine.median(java.util.Arrays.copyOf(ratios, known)));
    }
}
