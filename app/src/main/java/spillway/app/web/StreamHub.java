package spillway.app.web;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import spillway.app.json.Json;
import spillway.app.json.LiveJson;
import spillway.app.live.CandleChange;
import spillway.app.live.LivePicture;
import spillway.app.live.PictureTaker;
import spillway.app.live.RecentLiquidation;
import tools.jackson.databind.node.ObjectNode;

/// Turns pictures into messages, on a thread of its own, and gives them to every client; keeps the
/// last of them for clients that come back.
final class StreamHub implements PictureTaker, AutoCloseable {
    /// Each costs a thread and a queue; a desk has fewer screens.
    static final int MOST_CLIENTS = 64;

    /// Liquidations in one message.
    private static final int MOST_ITEMS = 500;

    /// Messages of liquidations kept for clients that come back: four minutes at least.
    private static final int MESSAGES_KEPT = 1_000;

    /// Changes of candles kept for them: minutes with few coins, some ten megabytes with many.
    private static final int CHANGES_KEPT = 50_000;

    /// Status code "going away".
    private static final int GOING_AWAY = 1001;

    /// Changes of candles that went out together.
    private record CandleBatch(long seq, List<CandleChange> changes) {}

    private final BlockingQueue<LivePicture> pictures = new ArrayBlockingQueue<>(1);
    private final Set<StreamClient> clients = new LinkedHashSet<>();
    private final ArrayDeque<StreamMessage> liquidations = new ArrayDeque<>();
    private final ArrayDeque<CandleBatch> candles = new ArrayDeque<>();
    private final String run;
    private final String version;
    private final String title;
    private final Thread thread;
    private volatile boolean drawing;
    private volatile String state = "";
    private int changesKept;
    private long seq;

    /// The last number that is no longer kept.
    private long forgottenSeq;

    /// @param run name of this run of the server, which no other has
    /// @param title of the page
    StreamHub(String run, String version, String title) {
        this.run = run;
        this.version = version;
        this.title = title;
        thread = Thread.ofPlatform().name("dashboard").daemon(true).start(this::draw);
    }

    @Override
    public boolean isReady() {
        return pictures.isEmpty() && !drawing;
    }

    @Override
    public void take(LivePicture picture) {
        pictures.add(picture);
    }

    private void draw() {
        try {
            while (true) {
                LivePicture picture = pictures.take();
                drawing = true;
                publish(picture);
                drawing = false;
            }
        } catch (InterruptedException _) {
            // the end
        }
    }

    /// The last state; empty before the first.
    String state() {
        return state;
    }

    /// The totals of a state take longest, so they are made before anybody has to wait.
    void publish(LivePicture picture) {
        var whole = picture.state().map(LiveJson::state);
        synchronized (this) {
            clients.removeIf(StreamClient::isClosed);
            publishLiquidations(picture.liquidations());
            publishCandles(picture.candles());
            if (whole.isPresent()) {
                var message = message("state", ++seq, whole.get());
                state = message.json();
                clients.forEach(client -> client.offerState(message));
            }
        }
    }

    private void publishLiquidations(List<RecentLiquidation> fresh) {
        for (int from = 0; from < fresh.size(); from += MOST_ITEMS) {
            var part = fresh.subList(from, Math.min(fresh.size(), from + MOST_ITEMS));
            var body = Json.object();
            body.set("items", LiveJson.liquidations(part));
            var message = message("liquidations", ++seq, body);
            liquidations.add(message);
            if (liquidations.size() > MESSAGES_KEPT) {
                forgottenSeq = Math.max(forgottenSeq, liquidations.remove().seq());
            }
            clients.forEach(client -> client.offer(message));
        }
    }

    private void publishCandles(List<CandleChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        seq++;
        candles.add(new CandleBatch(seq, changes));
        changesKept += changes.size();
        while (changesKept > CHANGES_KEPT) {
            CandleBatch oldest = candles.remove();
            changesKept -= oldest.changes().size();
            forgottenSeq = Math.max(forgottenSeq, oldest.seq());
        }
        var byWish = new HashMap<Set<String>, StreamMessage>();
        for (var client : clients) {
            if (!client.candles().isEmpty()) {
                var message =
                        byWish.computeIfAbsent(
                                client.candles(), wish -> candleMessage(wanted(changes, wish)));
                offerIfAny(client, message);
            }
        }
    }

    private static List<CandleChange> wanted(List<CandleChange> changes, Set<String> wish) {
        return changes.stream().filter(change -> wish.contains(key(change))).toList();
    }

    private static String key(CandleChange change) {
        return change.coin().symbol() + " " + change.interval().key();
    }

    /// A message without text where there is nothing to say.
    private StreamMessage candleMessage(List<CandleChange> changes) {
        if (changes.isEmpty()) {
            return new StreamMessage(seq, "");
        }
        var body = Json.object();
        body.set("items", LiveJson.candles(changes));
        return message("candles", seq, body);
    }

    private static void offerIfAny(StreamClient client, StreamMessage message) {
        if (!message.json().isEmpty()) {
            client.offer(message);
        }
    }

    private static StreamMessage message(String type, long number, ObjectNode body) {
        var node = Json.object().put("seq", number).put("type", type);
        node.setAll(body);
        return new StreamMessage(number, Json.oneLine(node));
    }

    /// A client comes. It is greeted, told what it missed or that it must load everything anew, and
    /// shown the state.
    ///
    /// @param itsRun the run that it has seen before; empty for a new client
    /// @param after the last message that it has seen
    /// @return whether there was room for it
    synchronized boolean join(StreamClient client, String itsRun, OptionalLong after) {
        clients.removeIf(StreamClient::isClosed);
        if (clients.size() >= MOST_CLIENTS) {
            return false;
        }
        boolean comesBack = after.isPresent();
        long seenSeq = after.orElse(seq);
        boolean canGoOn = itsRun.equals(run) && seenSeq >= forgottenSeq && seenSeq <= seq;
        long fromSeq = comesBack && canGoOn ? seenSeq : seq;
        client.seen(fromSeq);
        var hello = Json.object().put("run", run).put("version", version).put("title", title);
        client.offer(message("hello", fromSeq, hello));
        if (comesBack && !canGoOn) {
            client.offer(message("reset", fromSeq, Json.object()));
        }
        for (var message : liquidations) {
            if (message.seq() > fromSeq) {
                client.offer(message);
            }
        }
        if (!state.isEmpty()) {
            client.offerState(new StreamMessage(seq, state));
        }
        clients.add(client);
        client.start();
        return true;
    }

    /// A client says which candles it wants, and gets those that changed since it came, or since it
    /// was here before.
    ///
    /// @param wish as `BTC 10s`
    synchronized void subscribe(StreamClient client, Set<String> wish) {
        client.wants(wish);
        Map<String, CandleChange> missed = new LinkedHashMap<>();
        for (var batch : candles) {
            if (batch.seq() > client.seenSeq()) {
                for (var change : wanted(batch.changes(), wish)) {
                    missed.put(key(change) + " " + change.candle().timeSeconds(), change);
                }
            }
        }
        offerIfAny(client, candleMessage(new ArrayList<>(missed.values())));
    }

    synchronized void leave(StreamClient client) {
        clients.remove(client);
    }

    /// Ends every client and the thread.
    @Override
    public void close() {
        thread.interrupt();
        synchronized (this) {
            clients.forEach(client -> client.close(GOING_AWAY, "the server stops"));
            clients.clear();
        }
    }
}
