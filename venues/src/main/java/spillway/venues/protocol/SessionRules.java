package spillway.venues.protocol;

import java.time.Duration;

/// How a venue wants its connections used. Sources are in each venue's package.
///
/// @param heartbeatFrame text that we send to show life; empty where the venue pings us by
///   WebSocket ping frames, which transports answer themselves
/// @param heartbeatEvery between two of ours; zero where the frame is empty
/// @param quietAtMost longest silence of a whole connection that is healthy
/// @param lifeAtMost when the venue ends a connection by itself
/// @param frameSpacing least time between two frames that we send
/// @param connectSpacing least time between two connections that we open
public record SessionRules(
        String heartbeatFrame,
        Duration heartbeatEvery,
        Duration quietAtMost,
        Duration lifeAtMost,
        Duration frameSpacing,
        Duration connectSpacing) {}
