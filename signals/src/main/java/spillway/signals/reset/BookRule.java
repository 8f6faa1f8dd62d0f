package spillway.signals.reset;

import java.util.List;

/// Depth within 1 % of the price against the median of the week before the event. 80 % of it or
/// more is 1, 60 % or less −1, in proportion between.
///
/// Assumes that quotes which are shown are meant.
final class BookRule implements ComponentRule {
    private static final double BACK = 0.8;
    private static final double MIDDLE = 0.7;
    private static final double HALF_WIDTH = 0.1;

    private final EventClock clock;
    private final BarLine depth;

    BookRule(EventClock clock, BarLine depth) {
        this.clock = clock;
        this.depth = depth;
    }

    @Override
    public Component component() {
        return Component.BOOK;
    }

    @Override
    public Answer at(int hours) {
        long momentNs = clock.checkpointNs(hours);
        var bar = depth.at(momentNs, hours);
        if (bar.isEmpty()) {
            return ComponentRule.missing("depth of books", depth, momentNs, hours);
        }
        long fromNs = clock.startNs() - EventClock.WEEK_NS;
        double[] before =
                depth.within(fromNs, clock.startNs()).stream()
                        .mapToDouble(b -> b.close().toDouble())
                        .toArray();
        boolean enough = depth.days(fromNs, clock.startNs()) >= EventClock.LEAST_DAYS;
        if (!enough || BarLine.median(before) <= 0) {
            return ComponentRule.tooLittleBefore("depth of books", depth);
        }
        double share = bar.get().close().toDouble() / BarLine.median(before);
        return new Answer.Computed(
                new Check(
                        hours,
                        share,
                        "depth within 1 %, as a multiple of the week before",
                        BACK,
                        ComponentRule.clamp((share - MIDDLE) / HALF_WIDTH),
                        share >= BACK ? "the book is back" : "the book is thinner than before",
                        bar.get().interval(),
                        List.of(depth.evidence())));
    }
}
