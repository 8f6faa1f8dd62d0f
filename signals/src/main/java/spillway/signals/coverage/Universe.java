package spillway.signals.coverage;

import java.time.LocalDate;
import java.util.List;
import spillway.market.Venue;

/// The venues that a share is a share of. Every share depends on it, so it is named and dated.
///
/// @param name `spillway-2026-11`
/// @param date from when its list is
/// @param venues at least one, each once, sorted by code
public record Universe(String name, LocalDate date, List<Venue> venues) {
    public Universe {
        var sorted = new java.util.ArrayList<>(venues);
        sorted.sort(java.util.Comparator.comparing(Venue::code));
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).equals(sorted.get(i - 1))) {
                throw new IllegalArgumentException(
                        "universe " + name + ": expected each venue once, found " + sorted.get(i));
            }
        }
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("universe " + name + ": expected a venue");
        }
        venues = List.copyOf(sorted);
    }
}
