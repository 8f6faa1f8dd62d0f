package spillway.signals.coverage;

import java.util.List;
import java.util.OptionalDouble;

/// How much of a window is behind a total.
///
/// `timeShare` is a mean of means: over the universe's venues of the mean over a venue's feeds of
/// covered time over the window. A venue never listened to counts as zero. Not the time in which
/// all feeds were up: one small venue without a feed would make that zero for ever; nor the time in
/// which any was, which hides whatever is missing. The mean is the chance that a venue and a moment
/// of the window, both picked at random, were listened to.
///
/// `completeFeedShare` is the open interest of the venues whose feed carries every order over the
/// open interest of all venues of the universe. It is left out, and says why, unless the open
/// interest of every venue is known: a share of a part would flatter.
///
/// @param question what was asked
/// @param timeShare 0 to 1
/// @param completeFeedShare 0 to 1; empty where it cannot be computed
/// @param completeFeedShareReason why it is empty; empty text otherwise
/// @param venues each venue of the universe that lies in the scope, by code
/// @param gaps what was missed, by feed and time
public record WindowCoverage(
        CoverageQuestion question,
        double timeShare,
        OptionalDouble completeFeedShare,
        String completeFeedShareReason,
        List<VenueCoverage> venues,
        List<CoverageGap> gaps) {
    public WindowCoverage {
        venues = List.copyOf(venues);
        gaps = List.copyOf(gaps);
    }

    /// Whether every feed was listened to all the time.
    public boolean isFull() {
        return gaps.isEmpty();
    }
}
