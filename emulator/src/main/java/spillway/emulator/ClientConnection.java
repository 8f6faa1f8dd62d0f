package spillway.emulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import spillway.venues.serving.ClientDesk;
import spillway.venues.serving.Conversation;
import spillway.venues.serving.ServerRules;
import spillway.venues.serving.Stream;
import spillway.venues.time.Timeline;

/// One client of an emulated venue: what it is subscribed to, and by which rules it stays.
final class ClientConnection implements ClientSession, ClientDesk, FaultGate.Client {
    private static final int GOING_AWAY = 1001;
    private static final int POLICY = 1008;
    private static final int SILENT = 4004;
    private static final byte[] NOTHING = {};

    /// The venue's side of a client.
    interface House {
        /// Puts the client on a stream.
        void enter(Stream stream, ClientConnection client);

        /// Takes the client off a stream.
        void leave(Stream stream, ClientConnection client);

        /// Symbols that a stream is of.
        List<String> symbols(Stream stream);

        /// A fault kept something from the client.
        void swallowed(LiquidationSums carried);

        /// The client is gone.
        void gone(ClientConnection client);
    }

    /// A stream that the client is on, and what it gets around each message of it.
    private static final class Subscription {
        final Stream stream;
        final byte[] before;
        final byte[] after;

        Subscription(Stream stream, String before, String after) {
            this.stream = stream;
            this.before = before.getBytes(StandardCharsets.UTF_8);
            this.after = after.getBytes(StandardCharsets.UTF_8);
        }
    }

    private final int number;
    private final ClientLink link;
    private final Timeline timeline;
    private final ServerRules rules;
    private final House house;
    private final FaultGate gate;
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
    private final List<Timeline.Task> tasks = new ArrayList<>();
    private @Nullable Conversation conversation;
    private byte[] framed = NOTHING;
    private long heardNs;
    private long carriedNs;
    private long secondNs;
    private int framesInSecond;
    private boolean over;

    ClientConnection(
            String venue,
            int number,
            ClientLink link,
            Timeline timeline,
            ServerRules rules,
            House house,
            Consumer<InjectedFault> injected) {
        this.number = number;
        this.link = link;
        this.timeline = timeline;
        this.rules = rules;
        this.house = house;
        gate = new FaultGate(venue, number, link, timeline, this, injected);
        heardNs = timeline.nowNs();
        carriedNs = heardNs;
        secondNs = heardNs;
    }

    /// Begins to talk, once the transport is ready.
    void open(Conversation with) {
        conversation = with;
        if (rules.lifeAtMost().isPositive()) {
            tasks.add(
                    timeline.after(
                            rules.lifeAtMost(),
                            () -> close(GOING_AWAY, "connection life is over")));
        }
        if (rules.pingEvery().isPositive()) {
            pingLater();
        }
        watch(rules.clientSilenceAtMost(), () -> heardNs, "no message of the client");
        watch(
                rules.silenceAtMost(),
                () -> Math.max(heardNs, carriedNs),
                "No data received in 30s.");
        timeline.at(
                timeline.nowNs(),
                () -> {
                    if (!over) {
                        with.opened();
                    }
                });
    }

    private void pingLater() {
        timeline.after(
                rules.pingEvery(),
                () -> {
                    if (!over) {
                        link.ping();
                        pingLater();
                    }
                });
    }

    /// Ends the connection once nothing happened for `limit` since `lastNs`.
    private void watch(Duration limit, LongSupplier lastNs, String reason) {
        if (!limit.isPositive()) {
            return;
        }
        long dueNs = lastNs.getAsLong() + limit.toNanos();
        timeline.at(
                dueNs,
                () -> {
                    if (over) {
                        return;
                    }
                    if (lastNs.getAsLong() + limit.toNanos() <= timeline.nowNs()) {
                        close(SILENT, reason);
                    } else {
                        watch(limit, lastNs, reason);
                    }
                });
    }

    FaultGate gate() {
        return gate;
    }

    /// The streams that the client is on.
    List<Stream> streams() {
        return subscriptions.values().stream().map(s -> s.stream).toList();
    }

    /// Sends a message of a stream.
    void deliver(Stream stream, byte[] bytes, int length, LiquidationSums carried) {
        Subscription on = subscriptions.get(stream.name());
        if (over || on == null) {
            return;
        }
        carriedNs = timeline.nowNs();
        int around = on.before.length + on.after.length;
        if (around == 0) {
            gate.send(stream.name(), bytes, length, carried);
            return;
        }
        int total = length + around;
        if (framed.length < total) {
            framed = new byte[total * 2];
        }
        System.arraycopy(on.before, 0, framed, 0, on.before.length);
        System.arraycopy(bytes, 0, framed, on.before.length, length);
        System.arraycopy(on.after, 0, framed, on.before.length + length, on.after.length);
        gate.send(stream.name(), framed, total, carried);
    }

    @Override
    public void message(byte[] bytes, int from, int to) {
        Conversation with = conversation;
        if (over || with == null) {
            return;
        }
        heardNs = timeline.nowNs();
        if (heardNs - secondNs >= Duration.ofSeconds(1).toNanos()) {
            secondNs = heardNs;
            framesInSecond = 0;
        }
        if (++framesInSecond > rules.framesPerSecond()) {
            close(POLICY, "Too many requests");
            return;
        }
        with.message(bytes, from, to);
    }

    @Override
    public void closed() {
        leave();
    }

    @Override
    public int connection() {
        return number;
    }

    @Override
    public long nowNs() {
        return timeline.nowNs();
    }

    @Override
    public void reply(String text) {
        if (!over) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            carriedNs = timeline.nowNs();
            gate.send("", bytes, bytes.length, LiquidationSums.NONE);
        }
    }

    @Override
    public boolean subscribe(Stream stream) {
        Conversation with = conversation;
        if (over || with == null || subscriptions.containsKey(stream.name())) {
            return false;
        }
        String before = with.before(stream);
        String after = before.isEmpty() ? "" : with.after();
        subscriptions.put(stream.name(), new Subscription(stream, before, after));
        house.enter(stream, this);
        return true;
    }

    @Override
    public boolean unsubscribe(String name) {
        Subscription on = subscriptions.remove(name);
        if (on == null) {
            return false;
        }
        house.leave(on.stream, this);
        return true;
    }

    @Override
    public List<String> subscribed() {
        return List.copyOf(subscriptions.keySet());
    }

    @Override
    public void close(int code, String reason) {
        if (!over) {
            leave();
            link.close(code, reason);
        }
    }

    private void leave() {
        if (over) {
            return;
        }
        gate.closed();
        over = true;
        tasks.forEach(Timeline.Task::cancel);
        for (Stream stream : streams()) {
            house.leave(stream, this);
        }
        subscriptions.clear();
        house.gone(this);
    }

    @Override
    public List<String> symbols(String topic) {
        var symbols = new TreeSet<String>();
        for (Stream stream : streams()) {
            if (topic.isEmpty() || topic.equals(stream.name())) {
                symbols.addAll(house.symbols(stream));
            }
        }
        return List.copyOf(symbols);
    }

    @Override
    public void swallowed(LiquidationSums carried) {
        if (carried.count() > 0) {
            house.swallowed(carried);
        }
    }

    @Override
    public void cut() {
        leave();
    }
}
