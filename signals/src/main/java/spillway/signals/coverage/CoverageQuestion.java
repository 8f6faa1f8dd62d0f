package spillway.signals.coverage;

import spillway.market.Channel;
import spillway.market.TimeWindow;
import spillway.signals.Scope;

/// What coverage is asked for.
///
/// @param channel one kind of fact
/// @param window longer than nothing
/// @param universe the venues that there are
/// @param scope coins and venues that matter; venues outside the universe do not count
public record CoverageQuestion(Channel channel, TimeWindow window, Universe universe, Scope scope) {
    public CoverageQuestion {
        if (window.lengthNs() == 0) {
            throw new IllegalArgumentException(
                    "coverage: expected a window longer than nothing, found " + window);
        }
    }
}
