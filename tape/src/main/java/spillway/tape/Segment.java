package spillway.tape;

import spillway.market.EventKind;
import spillway.market.Venue;

/// One sealed file of a tape: events of one kind, venue and partition, ascending by place on the
/// tape. Never changed once published.
///
/// @param path relative to the tape's root, `/` between folders
/// @param partition `date=2026-02-05` or `year=2026`
/// @param rows events inside
/// @param firstSeq place of the first
/// @param lastSeq place of the last
/// @param minVenueTimeNs earliest venue time inside
/// @param maxVenueTimeNs latest venue time inside
/// @param bytes size of the file
public record Segment(
        String path,
        EventKind kind,
        Venue venue,
        String partition,
        long rows,
        long firstSeq,
        long lastSeq,
        long minVenueTimeNs,
        long maxVenueTimeNs,
        long bytes) {}
