package spillway.emulator.server;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import spillway.emulator.VenueFront;

/// A request's target, taken apart into the front that it is for and the target there.
///
/// @param front whom it is for
/// @param target path and query behind the front's name
record FrontPath(VenueFront front, String target) {
    /// Takes `/binance-usdm/fapi/v1/time` apart; `null` if no front has that name.
    static @Nullable FrontPath of(Map<String, VenueFront> fronts, String pathQuery) {
        int end = 1;
        while (end < pathQuery.length()
                && pathQuery.charAt(end) != '/'
                && pathQuery.charAt(end) != '?') {
            end++;
        }
        VenueFront front = fronts.get(pathQuery.substring(Math.min(1, pathQuery.length()), end));
        return front == null ? null : new FrontPath(front, pathQuery.substring(end));
    }
}
