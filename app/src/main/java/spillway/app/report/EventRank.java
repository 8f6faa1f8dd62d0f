package spillway.app.report;

import java.util.Optional;
import spillway.signals.catalogue.Catalogue;
import spillway.signals.catalogue.Rank;

/// Where an event stands among others, within its own scope and no other.
///
/// @param scope the days of the same coin by the same source; empty where there are none
/// @param within the event's day among them; empty where it cannot be ranked
/// @param notComparable why not; empty text where it can
/// @param marketWide the published list of the whole market, which is another scope
/// @param beside the entry of that list on the event's day, if it has one
public record EventRank(
        Optional<Catalogue> scope,
        Optional<Rank> within,
        String notComparable,
        Catalogue marketWide,
        Optional<Rank> beside) {}
