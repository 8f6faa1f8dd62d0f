package spillway.app.command;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import spillway.venues.connect.FeedStatus;

/// What the commands of a run do alike: say where the dashboard is, wait for venues, and go on until
/// the end.
final class RunningCommand {
    private static final Duration GLANCE = Duration.ofMillis(5);

    private RunningCommand() {}

    /// Says at once where to look. A program that wants JSON gets one document, at the end, which
    /// has it too.
    static void announce(LiveSession session, boolean json, Console console) {
        session.url()
                .ifPresent(url -> {
                    if (!json) {
                        console.out().println("Dashboard: " + url);
                    } else if (console.progress() == Progress.Mode.DRAWN) {
                        console.err().println("Dashboard: " + url);
                    }
                });
        console.flush();
    }

    /// Waits until every venue has been told what is wanted. That it delivers shows only once its
    /// market moves.
    ///
    /// @return whether all have
    static boolean subscribed(LiveSession session, Duration within, Interruption interruption)
            throws IOException {
        long deadline = System.nanoTime() + within.toNanos();
        while (System.nanoTime() < deadline) {
            if (session.feeds().stream().allMatch(RunningCommand::isSubscribed)) {
                return true;
            }
            if (interruption.within(GLANCE)) {
                return false;
            }
        }
        return false;
    }

    private static boolean isSubscribed(FeedStatus feed) {
        return feed.phase() == FeedStatus.Phase.LISTENING
                && !feed.connections().isEmpty()
                && feed.connections().stream()
                        .allMatch(c ->
                                switch (c.state()) {
                                    case SUBSCRIBING, LIVE -> true;
                                    case WAITING, CONNECTING -> false;
                                });
    }

    /// What stands in the way of those that are not listened to.
    static String notes(List<FeedStatus> feeds) {
        return feeds.stream()
                .filter(feed -> !LiveAnswer.isConnected(feed))
                .map(feed -> feed.protocol() + ": " + (feed.note().isEmpty() ? feed.phase() : feed.note()))
                .collect(Collectors.joining("; "));
    }

    /// Goes on until the time is over or somebody wants the end.
    static void runOn(
            LiveSession session,
            Optional<Duration> length,
            Duration redraw,
            Console console,
            Interruption interruption)
            throws IOException {
        long startNs = System.nanoTime();
        try (var progress = new LiveLine(console)) {
            while (true) {
                progress.draw(session.counts());
                long leftNs =
                        length.map(l -> l.toNanos() - (System.nanoTime() - startNs))
                                .orElse(Long.MAX_VALUE);
                if (leftNs <= 0
                        || interruption.within(
                                Duration.ofNanos(Math.min(leftNs, redraw.toNanos())))) {
                    return;
                }
            }
        }
    }

    /// Lets a moment pass.
    static void pause(Duration length) {
        LockSupport.parkNanos(length.toNanos());
    }
}
