package spillway.tape;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import spillway.market.EventKind;
import spillway.market.TimeWindow;
import spillway.market.Venue;

/// Which events of a tape are wanted.
///
/// @param kinds never empty
/// @param venues empty means all
/// @param venueTime null means all
public record Selection(Set<EventKind> kinds, Set<Venue> venues, @Nullable TimeWindow venueTime) {
    public Selection {
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("a selection must name at least one kind of event");
        }
        kinds = java.util.Collections.unmodifiableSet(EnumSet.copyOf(kinds));
        venues = Set.copyOf(venues);
    }

    /// Everything.
    public static Selection all() {
        return new Selection(EnumSet.allOf(EventKind.class), Set.of(), null);
    }

    /// Everything of some kinds.
    public static Selection of(EventKind first, EventKind... more) {
        return new Selection(EnumSet.of(first, more), Set.of(), null);
    }

    /// The same, by venue time in `window` only.
    public Selection within(TimeWindow window) {
        return new Selection(kinds, venues, window);
    }

    /// The same, of `only` alone.
    public Selection from(Set<Venue> only) {
        return new Selection(kinds, only, venueTime);
    }

    /// Whether a file can have a wanted event.
    boolean mayHold(Segment segment) {
        boolean inTime =
                venueTime == null
                        || (segment.maxVenueTimeNs() >= venueTime.fromNs()
                                && segment.minVenueTimeNs() < venueTime.toNs());
        return inTime && kinds.contains(segment.kind()) && isFrom(segment.venue());
    }

    boolean isFrom(Venue venue) {
        return venues.isEmpty() || venues.contains(venue);
    }

    boolean isAt(long venueTimeNs) {
        return venueTime == null || venueTime.contains(venueTimeNs);
    }
}
