package spillway.signals.reset;

import java.util.OptionalLong;
import spillway.signals.summary.Figure;

/// How far back open interest in coin fell.
///
/// @param peak highest close of the three days before the event's end
/// @param trough lowest close from the peak to three days after the end
/// @param lastSeenNs end of the last interval before the peak that closed as low as the trough;
///   empty where the tape has none, and then it is lower than all of it before
/// @param sinceNs where the tape's open interest begins
public record OpenInterestReach(
        Figure peak, Figure trough, OptionalLong lastSeenNs, long sinceNs) {}
