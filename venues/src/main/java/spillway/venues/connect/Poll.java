package spillway.venues.connect;

import java.time.Duration;
import spillway.market.FeedState;
import spillway.venues.protocol.RestPoll;
import spillway.venues.time.Timeline;

/// Something asked for again and again, and the feed that its answers are.
///
/// The feed is listened to from the first answer on, and silent when answers are overdue.
final class Poll {
    /// An answer may come this much later than it is due.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RestPoll poll;
    private final Listening on;
    private final Duration spacing;
    private final Timeline timeline;
    private final Requests requests;
    private final Incoming incoming;
    private final HealthTeller teller;
    private boolean stopped;

    Poll(
            RestPoll poll,
            Listening on,
            Duration spacing,
            Timeline timeline,
            Requests requests,
            Incoming incoming,
            HealthTeller teller) {
        this.poll = poll;
        this.on = on;
        this.spacing = spacing;
        this.timeline = timeline;
        this.requests = requests;
        this.incoming = incoming;
        this.teller = teller;
    }

    /// Asks now and from now on.
    void start() {
        if (stopped) {
            return;
        }
        long dueNs = timeline.nowNs() + poll.every().toNanos();
        requests.ask(
                poll.request(),
                Requests.Urgency.USUAL,
                spacing,
                answer -> {
                    incoming.answer(poll.request(), answer);
                    timeline.at(Math.max(dueNs, timeline.nowNs()), this::start);
                });
        timeline.at(dueNs + PATIENCE.toNanos(), () -> judge(dueNs - poll.every().toNanos()));
    }

    private void judge(long askedNs) {
        if (!stopped && on.isListening() && on.heardNs < askedNs) {
            stop(FeedState.SILENT, "no answer within " + poll.every().plus(PATIENCE));
        }
    }

    /// Asks no more.
    void stop() {
        stopped = true;
        if (on.isListening()) {
            stop(FeedState.LOST, "stopped");
        }
    }

    private void stop(FeedState how, String reason) {
        teller.stopped(on, how, on.heardVenueNs, timeline.nowNs(), reason);
    }
}
