package spillway.venues.connect;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import spillway.venues.time.Timeline;

/// The requests to one venue: spaced as it wants them, urgent ones first, and none at all while it
/// refuses.
///
/// Whoever asks gets one answer for each request, and asks again himself. Bounded by those who ask:
/// each of them waits for its answer before the next.
final class Requests {
    /// Requests on their way at a time: enough to keep the pace over long lines.
    private static final int MOST_ON_THEIR_WAY = 4;

    /// A venue that has not answered by then counts as not answering; what it says later is not
    /// read.
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);

    /// Pauses where the venue refuses and does not say for how long.
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);

    /// Ten minutes is the ban that Bybit documents.
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    /// A venue that asks for more than this is asked again nevertheless: bans of three days exist,
    /// and the address may have changed.
    private static final Duration LONGEST_OBEYED = Duration.ofHours(1);

    enum Urgency {
        URGENT,
        USUAL
    }

    private record Asked(String request, Duration spacing, Consumer<HttpAnswer> answer) {}

    private final Timeline timeline;
    private final VenueNetwork network;
    private final String rest;
    private final Backoff pauses;
    private final Queue<Asked> urgent = new ArrayDeque<>();
    private final Queue<Asked> usual = new ArrayDeque<>();
    private Timeline.@Nullable Task turn;
    private long notBeforeNs = Long.MIN_VALUE;
    private int onTheirWay;
    private long failed;
    private boolean stopped;

    Requests(
            Timeline timeline,
            VenueNetwork network,
            String rest,
            java.util.SplittableRandom random) {
        this.timeline = timeline;
        this.network = network;
        this.rest = rest;
        pauses = new Backoff(random, FIRST_PAUSE, LONGEST_PAUSE);
    }

    /// Requests that brought no good answer.
    long failed() {
        return failed;
    }

    /// When the next request may go out.
    long notBeforeNs() {
        return notBeforeNs;
    }

    /// Asks, once it is its turn.
    ///
    /// @param spacing from this request to the next
    void ask(String request, Urgency urgency, Duration spacing, Consumer<HttpAnswer> answer) {
        Queue<Asked> queue =
                switch (urgency) {
                    case URGENT -> urgent;
                    case USUAL -> usual;
                };
        queue.add(new Asked(request, spacing, answer));
        takeTurn();
    }

    /// Nothing is asked and answered any more.
    void stop() {
        stopped = true;
        urgent.clear();
        usual.clear();
    }

    private void takeTurn() {
        if (turn == null
                && onTheirWay < MOST_ON_THEIR_WAY
                && !(urgent.isEmpty() && usual.isEmpty())) {
            turn = timeline.at(Math.max(notBeforeNs, timeline.nowNs()), this::send);
        }
    }

    private void send() {
        turn = null;
        if (stopped) {
            return;
        }
        if (timeline.nowNs() < notBeforeNs) {
            takeTurn();
            return;
        }
        Asked next = urgent.isEmpty() ? usual.poll() : urgent.poll();
        if (next == null) {
            return;
        }
        notBeforeNs = timeline.nowNs() + next.spacing.toNanos();
        onTheirWay++;
        var once = new Once(next);
        network.get(URI.create(rest + next.request), timeline, once::answered);
        takeTurn();
    }

    /// Passes on the first answer, the one that there was none included.
    private final class Once {
        private final Asked asked;
        private final Timeline.Task alarm;
        private boolean done;

        Once(Asked asked) {
            this.asked = asked;
            alarm = timeline.after(ANSWER_WITHIN, this::late);
        }

        private void late() {
            answered(HttpAnswer.none("no answer within " + ANSWER_WITHIN.toSeconds() + " s"));
        }

        void answered(HttpAnswer answer) {
            if (done) {
                return;
            }
            done = true;
            alarm.cancel();
            onTheirWay--;
            if (stopped) {
                return;
            }
            judge(answer);
            asked.answer.accept(answer);
            takeTurn();
        }
    }

    /// 429 and 418 say too often; 403 says so at Bybit, and elsewhere that the address may not ask
    /// at all, which more requests do not change.
    private void judge(HttpAnswer answer) {
        if (answer.isGood()) {
            pauses.reset();
            return;
        }
        failed++;
        int status = answer.status();
        boolean refused = status == 429 || status == 418 || status == 403;
        if (refused || answer.retryAfterSeconds() > 0) {
            long obeyed = Math.min(answer.retryAfterSeconds(), LONGEST_OBEYED.toSeconds());
            Duration pause = obeyed > 0 ? Duration.ofSeconds(obeyed) : pauses.next();
            notBeforeNs = Math.max(notBeforeNs, timeline.nowNs() + pause.toNanos());
        }
    }
}
