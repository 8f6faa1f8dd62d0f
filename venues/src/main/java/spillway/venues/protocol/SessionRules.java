package spillway.venues.protocol;

import java.time.Duration;

/// How a venue wants its connections used. Sources are in each venue's package.
///
/// @param heartbeatFrame text that we send to show life; empty where the venue pings us by
///   WebSocket ping frames, which transports answer themselves
/// @param heartbeatEvery between two of ours; zero where the frame is empty
/// @param alarmAfter pause of all lively topics of a connection after which its quiet ones no
///   longer count as listened to
/// @param quietAtMost longest silence of a whole connection before it is made anew
/// @param lifeAtMost when the venue ends a connection by itself
/// @param frameSpacing least time between two frames that we send
/// @param connectSpacing least time between two connections that we open
/// @param requestSpacing least time between two requests
/// @param bookSpacing least time from a request for a whole book to the next request of any kind;
///   zero where books do not come by request
public record SessionRules(
        String heartbeatFrame,
        Duration heartbeatEvery,
        Duration alarmAfter,
        Duration quietAtMost,
        Duration lifeAtMost,
        Duration frameSpacing,
        Duration connectSpacing,
        Duration requestSpacing,
        Duration bookSpacing) {}
