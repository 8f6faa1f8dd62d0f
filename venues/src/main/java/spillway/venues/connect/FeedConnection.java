package spillway.venues.connect;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import spillway.market.Channel;
import spillway.market.EventKind;
import spillway.market.MarketEvent;
import spillway.venues.connect.FeedStatus.ConnectionState;
import spillway.venues.connect.FeedStatus.ConnectionStatus;
import spillway.venues.connect.FeedStatus.ListeningState;
import spillway.venues.protocol.ConnectionPlan;
import spillway.venues.protocol.ControlKind;
import spillway.venues.protocol.Decoded;
import spillway.venues.protocol.SessionRules;
import spillway.venues.protocol.SnapshotSource;
import spillway.venues.protocol.Topic;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.time.Timeline;

/// One connection of a plan: made, kept, and made anew. What its messages prove is kept by a
/// [Proof] for each of its lives.
final class FeedConnection {
    private static final Duration OPEN_WITHIN = Duration.ofSeconds(15);

    /// A venue that has not acknowledged everything by then is judged by what it delivers alone.
    private static final Duration ACKNOWLEDGE_WITHIN = Duration.ofSeconds(5);

    private static final Duration CHECK_EVERY = Duration.ofSeconds(1);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

    /// A connection that lived this long is tried again as if it had never failed.
    private static final Duration HEALTHY_AFTER = Duration.ofMinutes(1);

    /// How long before the venue would end a connection it is renewed, at least; by chance up to
    /// twice that, so that not all are renewed together.
    private static final Duration RENEW_BEFORE = Duration.ofMinutes(15);

    /// Books asked for anew over one connection: OKX allows 480 subscriptions an hour, and a book
    /// takes two. More of them make the whole connection anew.
    private static final int MOST_RENEWALS = 200;

    /// A whole book that has not come by then is asked for again.
    private static final Duration BOOK_WITHIN = Duration.ofSeconds(10);

    /// What a connection needs of its feed.
    interface Host {
        /// Whether a new connection may be opened now; if so, it counts.
        ///
        /// @return 0, or how long to wait before asking again, in nanoseconds
        long turnNs();

        void message(FeedConnection over, byte[] bytes, int from, int to, long receiveTimeNs);

        /// The connection that carried a book is gone.
        void bookLost(int code);
    }

    private final ConnectionPlan plan;
    private final String name;
    private final URI uri;
    private final VenueProtocol protocol;
    private final SessionRules rules;
    private final Timeline timeline;
    private final VenueNetwork network;
    private final HealthTeller teller;
    private final Host host;
    private final SplittableRandom random;
    private final Backoff retries;
    private final List<Listening> feeds = new ArrayList<>();
    private final Map<String, List<Listening>> byTopic = new HashMap<>();
    private final Map<Listening, Long> bookDueNs = new HashMap<>();

    private ConnectionState state = ConnectionState.WAITING;
    private @Nullable Attempt attempt;
    private long sinceNs;
    private long reconnects = -1;
    private String lastReason = "";
    private long lastHeardNs = MarketEvent.NONE;
    private long latencyNs = MarketEvent.NONE;
    private long leastLatencyNs = MarketEvent.NONE;
    private boolean stopped;

    FeedConnection(
            ConnectionPlan plan,
            String name,
            URI uri,
            VenueProtocol protocol,
            Timeline timeline,
            VenueNetwork network,
            HealthTeller teller,
            Host host,
            SplittableRandom random) {
        this.plan = plan;
        this.name = name;
        this.uri = uri;
        this.protocol = protocol;
        rules = protocol.rules();
        this.timeline = timeline;
        this.network = network;
        this.teller = teller;
        this.host = host;
        this.random = random;
        retries = new Backoff(random, FIRST_RETRY, LONGEST_RETRY);
        sinceNs = timeline.nowNs();
    }

    /// Takes note of a feed that the plan carries.
    void add(Listening on, Topic topic) {
        if (!feeds.contains(on)) {
            feeds.add(on);
        }
        List<Listening> all = byTopic.computeIfAbsent(topic.name(), _ -> new ArrayList<>());
        all.add(on);
        on.ofTopic = all;
    }

    String name() {
        return name;
    }

    /// The feeds that a topic carries, by its name.
    List<Listening> feedsOf(String topic) {
        return byTopic.getOrDefault(topic, List.of());
    }

    /// Opens, once it is its turn.
    void start() {
        if (stopped) {
            return;
        }
        long waitNs = host.turnNs();
        if (waitNs > 0) {
            timeline.after(Duration.ofNanos(waitNs), this::start);
            return;
        }
        become(ConnectionState.CONNECTING);
        reconnects++;
        var made = new Attempt();
        attempt = made;
        made.wire = network.open(uri, timeline, made);
        made.timer = timeline.after(OPEN_WITHIN, made::tooLate);
    }

    /// Ends for good.
    void stop() {
        stopped = true;
        lose("stopped");
    }

    private void become(ConnectionState next) {
        state = next;
        sinceNs = timeline.nowNs();
    }

    /// One life of the connection.
    private final class Attempt implements WireListener {
        final Proof proof = new Proof(feeds, teller, rules.alarmAfter(), this::isSettled);
        final Outbox outbox = new Outbox(timeline, rules.frameSpacing(), this::send);
        @Nullable WireConnection wire;
        Timeline.@Nullable Task timer;
        boolean ended;
        int answers;
        int renewed;
        int framesLeft = plan.frames().size();
        long openedNs;
        long subscribedNs = MarketEvent.NONE;
        long liveSinceNs = MarketEvent.NONE;
        long endNs;

        void tooLate() {
            lose("no connection within " + OPEN_WITHIN.toSeconds() + " s");
        }

        @Override
        public void opened() {
            if (ended) {
                return;
            }
            become(ConnectionState.SUBSCRIBING);
            openedNs = timeline.nowNs();
            long margin = RENEW_BEFORE.toNanos();
            endNs = openedNs + rules.lifeAtMost().toNanos() - margin - random.nextLong(margin);
            dueBooks(openedNs + BOOK_WITHIN.toNanos());
            cancel(timer);
            timer = timeline.after(CHECK_EVERY, this::check);
            if (!rules.heartbeatFrame().isEmpty()) {
                timeline.after(rules.heartbeatEvery(), this::beat);
            }
            plan.frames().forEach(this::say);
        }

        private void beat() {
            if (!ended) {
                say(rules.heartbeatFrame());
                timeline.after(rules.heartbeatEvery(), this::beat);
            }
        }

        void say(String frame) {
            if (!outbox.add(frame)) {
                timeline.execute(() -> loseIfStill(this, "too many messages to send"));
            }
        }

        private void send(String frame) {
            WireConnection open = wire;
            if (ended || open == null) {
                return;
            }
            open.send(frame);
            if (framesLeft > 0 && !frame.equals(rules.heartbeatFrame())) {
                framesLeft--;
                subscribedNs = framesLeft == 0 ? timeline.nowNs() : MarketEvent.NONE;
            }
        }

        @Override
        public void message(byte[] bytes, int from, int to, long receiveTimeNs) {
            if (!ended) {
                host.message(FeedConnection.this, bytes, from, to, receiveTimeNs);
            }
        }

        /// The transport has answered; that the venue asks proves no route.
        @Override
        public void pinged() {}

        @Override
        public void closed(String reason) {
            if (!ended) {
                lose(reason);
            }
        }

        /// Whether all that was subscribed to is in force.
        boolean isSettled() {
            return subscribedNs != MarketEvent.NONE
                    && (answers >= plan.answers()
                            || timeline.nowNs() - subscribedNs >= ACKNOWLEDGE_WITHIN.toNanos());
        }

        private void check() {
            if (ended) {
                return;
            }
            long nowNs = timeline.nowNs();
            long heardNs = Math.max(proof.livelyNs(), openedNs);
            if (nowNs - heardNs >= rules.quietAtMost().toNanos()) {
                lose("silent for " + rules.quietAtMost().toSeconds() + " s");
                return;
            }
            if (nowNs >= endNs) {
                lose("renewed before the venue ends it");
                return;
            }
            proof.check(nowNs, openedNs);
            if (!renewOverdueBooks(nowNs)) {
                return;
            }
            timer = timeline.after(CHECK_EVERY, this::check);
        }
    }

    private static void cancel(Timeline.@Nullable Task task) {
        if (task != null) {
            task.cancel();
        }
    }

    /// The venue acknowledged or refused something.
    void answered(Decoded.Control control) {
        Attempt now = attempt;
        if (now == null || state != ConnectionState.SUBSCRIBING) {
            return;
        }
        now.answers++;
        if (control.kind() == ControlKind.REFUSED) {
            now.proof.refused();
            lastReason = "the venue refused a subscription: " + control.text();
        }
    }

    /// A lively feed brought something.
    void lively(Listening by, EventKind kind, long venueTimeNs, long receiveTimeNs) {
        Attempt now = attempt;
        if (now == null) {
            return;
        }
        lastHeardNs = receiveTimeNs;
        now.proof.lively(by, kind, venueTimeNs, receiveTimeNs);
        if (state == ConnectionState.SUBSCRIBING && now.proof.isLive()) {
            become(ConnectionState.LIVE);
            now.liveSinceNs = timeline.nowNs();
        }
        latencyNs = now.proof.latencyNs();
        leastLatencyNs = now.proof.leastLatencyNs();
    }

    /// A message of a topic was not understood.
    void notUnderstood(String topic) {
        Attempt now = attempt;
        if (now != null) {
            now.proof.notUnderstood(feedsOf(topic));
        }
    }

    /// A book has to be asked for anew, by its topic.
    void bookWanted(Listening on) {
        Attempt now = attempt;
        Topic topic = on.topic;
        if (now == null || topic == null || state == ConnectionState.CONNECTING) {
            return;
        }
        long nowNs = timeline.nowNs();
        bookDueNs.put(on, nowNs + BOOK_WITHIN.toNanos());
        if (++now.renewed > MOST_RENEWALS) {
            timeline.execute(() -> loseIfStill(now, "too many books asked for anew"));
            return;
        }
        protocol.renewal(topic.name()).forEach(now::say);
    }

    private void loseIfStill(Attempt that, String reason) {
        if (attempt == that && !that.ended) {
            lose(reason);
        }
    }

    private void dueBooks(long dueNs) {
        bookDueNs.clear();
        if (protocol.continuity().snapshotSource() == SnapshotSource.REQUEST) {
            return;
        }
        for (Listening on : feeds) {
            if (on.feed.channel() == Channel.BOOK) {
                bookDueNs.put(on, dueNs);
            }
        }
    }

    /// @return whether the connection still stands
    private boolean renewOverdueBooks(long nowNs) {
        Attempt before = attempt;
        for (Listening on : feeds) {
            Long dueNs = bookDueNs.get(on);
            if (dueNs != null
                    && nowNs >= dueNs
                    && !on.isListening()
                    && on.state != ListeningState.SILENT) {
                bookWanted(on);
            }
        }
        return before != null && !before.ended;
    }

    private void lose(String reason) {
        Attempt now = attempt;
        if (now == null) {
            return;
        }
        attempt = null;
        now.ended = true;
        cancel(now.timer);
        now.outbox.stop();
        WireConnection open = now.wire;
        if (open != null) {
            open.close();
        }
        lastReason = reason;
        long nowNs = timeline.nowNs();
        now.proof.end(reason, nowNs);
        for (Listening on : feeds) {
            if (on.feed.channel() == Channel.BOOK) {
                host.bookLost(on.code);
            }
        }
        boolean wasHealthy =
                now.liveSinceNs != MarketEvent.NONE
                        && nowNs - now.liveSinceNs >= HEALTHY_AFTER.toNanos();
        if (wasHealthy) {
            retries.reset();
        }
        become(ConnectionState.WAITING);
        if (!stopped) {
            timeline.after(retries.next(), this::start);
        }
    }

    ConnectionStatus status() {
        return new ConnectionStatus(
                name,
                state,
                sinceNs,
                lastHeardNs,
                Math.max(reconnects, 0),
                latencyNs,
                leastLatencyNs,
                lastReason);
    }

    /// Whether messages over it count: it is open, and subscribed or about to be.
    boolean isOpen() {
        return state == ConnectionState.SUBSCRIBING || state == ConnectionState.LIVE;
    }

    /// Whether it has proved that it delivers.
    boolean isLive() {
        return state == ConnectionState.LIVE;
    }

    /// Its life, as a number that changes when it is made anew.
    long life() {
        return reconnects;
    }
}
