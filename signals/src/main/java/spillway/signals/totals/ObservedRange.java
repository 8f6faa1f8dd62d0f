package spillway.signals.totals;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import spillway.market.Completeness;
import spillway.signals.coverage.VenueCoverage;
import spillway.signals.coverage.WindowCoverage;

/// Where the true total lies: `[observed, upper]`. What was observed happened, so it is the floor.
///
/// The upper end is given only where it is known: every venue's feed carried every order and was
/// listened to all the time, so that upper and observed are the same. Everywhere else it is left
/// out, and the reason says what is missing.
///
/// @param observedMicroUsd sum of the orders seen
/// @param upperMicroUsd empty where it is not known
/// @param reason why it is known, or why not
public record ObservedRange(long observedMicroUsd, OptionalLong upperMicroUsd, String reason) {
    /// The range of what was observed under `coverage`.
    ///
    /// @param observed sum of the orders seen
    /// @param floor part of them that came from feeds known, or feared, to leave orders out
    static ObservedRange of(OrderSum observed, OrderSum floor, WindowCoverage coverage) {
        var missing = new ArrayList<String>();
        boolean anyComplete = false;
        for (var venue : coverage.venues()) {
            boolean complete = venue.rule().completeness() == Completeness.COMPLETE;
            anyComplete |= complete && venue.timeShare() > 0;
            explain(venue, complete, missing);
        }
        if (!anyComplete) {
            return unknown(
                    observed, "no venue whose feed carries every order was listened to", missing);
        }
        if (missing.isEmpty() && floor.count() > 0) {
            missing.add(floor.count() + " orders came from feeds that may leave others out");
        }
        if (missing.isEmpty()) {
            return new ObservedRange(
                    observed.microUsd(),
                    OptionalLong.of(observed.microUsd()),
                    "every feed carries every order and was listened to all the time");
        }
        return unknown(observed, "what feeds leave out is not estimated", missing);
    }

    private static void explain(VenueCoverage venue, boolean complete, List<String> missing) {
        String code = venue.rule().venue().code();
        if (!complete) {
            missing.add(code + ": " + venue.rule().rule());
        }
        if (venue.timeShare() < 1) {
            long perMille = (long) Math.floor(venue.timeShare() * 1_000);
            missing.add(
                    code
                            + ": listened to in "
                            + perMille / 10
                            + "."
                            + perMille % 10
                            + " % of the window");
        }
    }

    private static ObservedRange unknown(OrderSum observed, String why, List<String> missing) {
        String details = missing.isEmpty() ? "" : " (" + String.join("; ", missing) + ")";
        return new ObservedRange(observed.microUsd(), OptionalLong.empty(), why + details);
    }
}
