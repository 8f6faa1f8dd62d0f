package spillway.signals.reset;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What one component says at each checkpoint.
///
/// @param component which
/// @param weight of its score in the verdict's
/// @param checks those that could be computed, by time
/// @param notComputed why not, by hours after the end of the event
public record ComponentResult(
        Component component,
        double weight,
        List<Check> checks,
        SortedMap<Integer, String> notComputed) {
    public ComponentResult {
        checks = List.copyOf(checks);
        notComputed = Collections.unmodifiableSortedMap(new TreeMap<>(notComputed));
    }

    /// The check so many hours after the end of the event.
    public Optional<Check> at(int hours) {
        return checks.stream().filter(c -> c.hours() == hours).findFirst();
    }
}
