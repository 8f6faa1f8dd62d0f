package spillway.signals.reset;

import spillway.market.TimeWindow;

/// How one component is computed. A guess at what tells exhaustion from collapse; each says which.
interface ComponentRule {
    Component component();

    /// What it says so many hours after the event.
    Answer at(int hours);

    /// Why a series has no value for a moment: what, from whom, since when.
    static Answer missing(String what, BarLine line, long momentNs, int hours) {
        if (line.isEmpty()) {
            return new Answer.NotComputed("no " + what + " from anybody on this tape");
        }
        String from = "no " + what + " from " + line.evidence().source();
        if (line.barNs() > hours * EventClock.HOUR_NS) {
            return new Answer.NotComputed(
                    from
                            + " so soon: its values are "
                            + java.time.Duration.ofNanos(line.barNs()).toHours()
                            + " hours apart");
        }
        String since =
                line.lastClosedBy(momentNs)
                        .map(bar -> " since " + TimeWindow.iso(bar.interval().toNs()))
                        .orElseGet(() ->
                                line.span()
                                        .map(s -> " before " + TimeWindow.iso(s.fromNs()))
                                        .orElse(""));
        return new Answer.NotComputed(from + since);
    }

    static Answer tooLittleBefore(String what, BarLine line) {
        return new Answer.NotComputed(
                "what is normal is not known: too little "
                        + what
                        + " from "
                        + line.evidence().source()
                        + " before the event");
    }

    static double clamp(double score) {
        return Math.max(-1, Math.min(1, score));
    }
}
