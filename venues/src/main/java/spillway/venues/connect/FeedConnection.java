package spillway.venues.connect;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import spillway.market.Channel;
import spillway.market.FeedState;
import spillway.market.MarketEvent;
import spillway.market.TimeWindow;
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

/// One connection of a plan: made, kept and made anew, and what it proves about its feeds.
///
/// A lively feed proves itself. The others are vouched for by the lively ones: once a lively one
/// delivered after everything was subscribed and acknowledged, and for as long as none of them
/// pauses. Since these messages carry the venue's time, what was missed is told in venue time and
/// does not depend on clocks or lines: a venue that published a lively message of time `t` had
/// published all that happened more than its delay before `t`, and what happens after `t` it
/// publishes after it.
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

    /// Frames that wait to be sent. The longest plan has 100.
    private static final int MOST_FRAMES = 1_000;

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
    private final Set<Listening> punctured = new LinkedHashSet<>();
    private final Deque<String> outbox = new ArrayDeque<>();

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
        byTopic.computeIfAbsent(topic.name(), _ -> new ArrayList<>()).add(on);
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
        @Nullable WireConnection wire;
        Timeline.@Nullable Task timer;
        Timeline.@Nullable Task sending;
        boolean ended;
        boolean refused;
        int answers;
        int renewed;
        int framesLeft = plan.frames().size();
        long openedNs;
        long subscribedNs = MarketEvent.NONE;
        long lastFrameNs = Long.MIN_VALUE;
        long liveSinceNs = MarketEvent.NONE;
        long livelyNs = MarketEvent.NONE;
        long livelyVenueNs = MarketEvent.NONE;
        long puncturedFromNs;
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
            leastLatencyNs = MarketEvent.NONE;
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
            if (outbox.size() >= MOST_FRAMES) {
                timeline.execute(() -> loseIfStill(this, "too many messages to send"));
                return;
            }
            outbox.add(frame);
            sendNext();
        }

        private void sendNext() {
            if (ended || sending != null || outbox.isEmpty()) {
                return;
            }
            long dueNs =
                    lastFrameNs == Long.MIN_VALUE
                            ? timeline.nowNs()
                            : lastFrameNs + rules.frameSpacing().toNanos();
            sending = timeline.at(dueNs, this::send);
        }

        private void send() {
            sending = null;
            String frame = outbox.poll();
            WireConnection open = wire;
            if (ended || frame == null || open == null) {
                return;
            }
            lastFrameNs = timeline.nowNs();
            open.send(frame);
            if (framesLeft > 0 && !frame.equals(rules.heartbeatFrame())) {
                framesLeft--;
                subscribedNs = framesLeft == 0 ? lastFrameNs : MarketEvent.NONE;
            }
            sendNext();
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
            long heardNs = livelyNs == MarketEvent.NONE ? openedNs : livelyNs;
            if (nowNs - heardNs >= rules.quietAtMost().toNanos()) {
                lose("silent for " + rules.quietAtMost().toSeconds() + " s");
                return;
            }
            if (nowNs >= endNs) {
                lose("renewed before the venue ends it");
                return;
            }
            boolean silent = nowNs - heardNs >= rules.alarmAfter().toNanos();
            for (Listening on : feeds) {
                checkSilence(on, silent, nowNs);
                missing(on, nowNs - TradeNumbers.PATIENCE_NS);
            }
            if (!renewOverdueBooks(nowNs)) {
                return;
            }
            timer = timeline.after(CHECK_EVERY, this::check);
        }

        private void checkSilence(Listening on, boolean silent, long nowNs) {
            if (!on.isListening()) {
                return;
            }
            Topic topic = on.topic;
            if (on.isLively() && topic != null) {
                if (nowNs - on.heardNs >= topic.alarmAfter().toNanos()) {
                    teller.stopped(
                            on,
                            FeedState.SILENT,
                            on.heardVenueNs,
                            nowNs,
                            "silent for " + topic.alarmAfter().toSeconds() + " s");
                }
            } else if (silent) {
                teller.stopped(
                        on,
                        FeedState.SILENT,
                        heardUntil(on),
                        nowNs,
                        "nothing came over its connection for "
                                + rules.alarmAfter().toSeconds()
                                + " s");
            }
        }

        /// Venue time up to which everything of a feed was heard.
        long heardUntil(Listening on) {
            if (on.isLively()) {
                return on.heardVenueNs;
            }
            long vouchedNs = livelyVenueNs - on.publishedWithinNs();
            long untilNs = on.numbers == null ? vouchedNs : Math.max(vouchedNs, on.heardVenueNs);
            return punctured.contains(on) ? Math.min(untilNs, puncturedFromNs) : untilNs;
        }
    }

    private static void cancel(Timeline.@Nullable Task task) {
        if (task != null) {
            task.cancel();
        }
    }

    private void missing(Listening on, long openedBeforeNs) {
        TradeNumbers numbers = on.numbers;
        if (numbers == null) {
            return;
        }
        for (TimeWindow window : numbers.missing(openedBeforeNs)) {
            teller.gap(
                    on,
                    window.fromNs(),
                    window.toNs(),
                    timeline.nowNs(),
                    "numbers of trades are missing");
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
            now.refused = true;
            lastReason = "the venue refused a subscription: " + control.text();
        }
    }

    /// A lively feed brought something.
    void lively(Listening by, long venueTimeNs, long receiveTimeNs) {
        Attempt now = attempt;
        if (now == null) {
            return;
        }
        latencyNs = receiveTimeNs - venueTimeNs;
        leastLatencyNs =
                leastLatencyNs == MarketEvent.NONE
                        ? latencyNs
                        : Math.min(leastLatencyNs, latencyNs);
        lastHeardNs = receiveTimeNs;
        long sureFromNs = venueTimeNs + by.publishedWithinNs() + 1;
        if (state == ConnectionState.SUBSCRIBING && now.isSettled()) {
            become(ConnectionState.LIVE);
            now.liveSinceNs = timeline.nowNs();
            if (!now.refused) {
                vouch(sureFromNs, receiveTimeNs, "a lively feed delivers");
            }
        } else if (state == ConnectionState.LIVE && !now.refused) {
            vouchOn(now, venueTimeNs, sureFromNs, receiveTimeNs);
        }
        if (by.feed.channel() != Channel.BOOK) {
            itself(by, venueTimeNs, receiveTimeNs);
        }
        now.livelyVenueNs = Math.max(now.livelyVenueNs, venueTimeNs);
        now.livelyNs = receiveTimeNs;
    }

    private void vouch(long fromNs, long receiveTimeNs, String reason) {
        for (Listening on : feeds) {
            if (!on.isLively() && !on.isListening()) {
                teller.listening(on, fromNs, receiveTimeNs, reason);
            }
        }
    }

    /// A live connection goes on. If the venue's time jumped, what happened meanwhile was missed;
    /// if only we had to wait, it came late.
    private void vouchOn(Attempt now, long venueTimeNs, long sureFromNs, long receiveTimeNs) {
        boolean jumped = venueTimeNs - now.livelyVenueNs >= rules.alarmAfter().toNanos();
        boolean waited = receiveTimeNs - now.livelyNs >= rules.alarmAfter().toNanos();
        if (!jumped && !waited && punctured.isEmpty()) {
            return;
        }
        for (Listening on : feeds) {
            if (on.isLively()) {
                paused(on, jumped, sureFromNs, receiveTimeNs);
                continue;
            }
            if (on.isListening() && (jumped || punctured.contains(on))) {
                String reason = jumped ? "the connection paused" : "a message was not understood";
                teller.gap(on, now.heardUntil(on), sureFromNs, receiveTimeNs, reason);
            } else if (on.state == ListeningState.SILENT && jumped) {
                teller.listening(on, sureFromNs, receiveTimeNs, "the connection paused");
            } else if (on.state == ListeningState.SILENT) {
                teller.unbroken(on, venueTimeNs, receiveTimeNs, "it came late");
            }
            if (jumped && on.numbers != null) {
                on.numbers.startAnew();
            }
        }
        punctured.clear();
    }

    /// What a pause of the connection means to a lively feed; the changes of a book chain, and need
    /// nobody to say so.
    private void paused(Listening on, boolean jumped, long untilNs, long receiveTimeNs) {
        if (jumped && on.isListening() && on.feed.channel() != Channel.BOOK) {
            teller.gap(on, on.heardVenueNs, untilNs, receiveTimeNs, "the connection paused");
            on.pausedUntilVenueNs = untilNs;
        }
    }

    private void itself(Listening by, long venueTimeNs, long receiveTimeNs) {
        Topic topic = by.topic;
        if (topic == null) {
            return;
        }
        long knownNs = Math.max(by.heardVenueNs, by.pausedUntilVenueNs);
        boolean jumped = venueTimeNs - knownNs >= topic.alarmAfter().toNanos();
        switch (by.state) {
            case WAITING, LOST -> teller.listening(by, venueTimeNs, receiveTimeNs, "delivers");
            case SILENT -> {
                if (jumped) {
                    teller.listening(by, venueTimeNs, receiveTimeNs, "delivers again");
                } else {
                    teller.unbroken(by, venueTimeNs, receiveTimeNs, "it came late");
                }
            }
            case LISTENING -> {
                if (jumped) {
                    teller.gap(by, by.heardVenueNs, venueTimeNs, receiveTimeNs, "it paused");
                }
            }
        }
    }

    /// A message of a topic was not understood: of its feeds that nothing else vouches for, a
    /// stretch is missing.
    void notUnderstood(String topic) {
        Attempt now = attempt;
        if (now == null || state != ConnectionState.LIVE) {
            return;
        }
        for (Listening on : feedsOf(topic)) {
            if (!on.isLively() && on.numbers == null) {
                if (punctured.isEmpty()) {
                    now.puncturedFromNs = now.livelyVenueNs - on.publishedWithinNs();
                }
                punctured.add(on);
            }
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
        cancel(now.sending);
        outbox.clear();
        WireConnection open = now.wire;
        if (open != null) {
            open.close();
        }
        lastReason = reason;
        long nowNs = timeline.nowNs();
        for (Listening on : feeds) {
            stopListening(on, now, reason, nowNs);
        }
        punctured.clear();
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

    private void stopListening(Listening on, Attempt now, String reason, long nowNs) {
        missing(on, Long.MAX_VALUE);
        if (on.isListening()) {
            teller.stopped(on, FeedState.LOST, now.heardUntil(on), nowNs, reason);
        } else if (on.state == ListeningState.SILENT) {
            teller.stopped(on, FeedState.LOST, on.sinceVenueNs, nowNs, reason);
        }
        if (on.numbers != null) {
            on.numbers.startAnew();
        }
        if (on.feed.channel() == Channel.BOOK) {
            host.bookLost(on.code);
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

    /// Its life, as a number that changes when it is made anew.
    long life() {
        return reconnects;
    }
}
