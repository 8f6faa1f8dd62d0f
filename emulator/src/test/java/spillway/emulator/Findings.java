package spillway.emulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import spillway.market.Channel;
import spillway.market.FeedState;
import spillway.market.MarketEvent;
import spillway.venues.connect.FeedStatus;
import spillway.venues.connect.FeedStatus.ConnectionState;
import spillway.venues.connect.FeedStatus.ConnectionStatus;

/// Reads from what feeds said, and from nothing else, what went wrong.
final class Findings {
    /// A healthy connection of the simulated network is this fast at most: 20 ms of way, and the
    /// 200 ms for which the slowest stream collects.
    private static final long HEALTHY_LATENCY_NS = 450_000_000;

    /// Looks in a row that must see a lag: one alone may have seen an old price told again.
    private static final int LOOKS_OF_A_LAG = 3;

    /// How often feeds are asked how they are.
    static final Duration LOOK_EVERY = Duration.ofMillis(100);

    /// How a feed was at a time.
    private record Look(long atNs, FeedStatus status) {}

    final List<Finding> all = new ArrayList<>();

    /// By venue: the name of the connection that was the n-th to be opened, from 1.
    private final Map<String, List<String>> opened = new HashMap<>();

    private final Map<String, Look> last = new HashMap<>();
    private final Map<String, Integer> lagging = new HashMap<>();
    private final Map<String, Long> lives = new HashMap<>();

    /// By venue and connection: the looks at which it was not live.
    private final Map<String, NavigableSet<Long>> down = new HashMap<>();

    private final Set<String> pauses = new HashSet<>();

    /// Takes how a feed is now.
    void look(long atNs, FeedStatus status) {
        String venue = status.protocol();
        var now = new Look(atNs, status);
        Look before = last.put(venue, now);
        if (before == null) {
            return;
        }
        opened(venue, now);
        for (ConnectionStatus connection : status.connections()) {
            if (connection.state() != ConnectionState.LIVE) {
                down.computeIfAbsent(venue + connection.name(), _ -> new TreeSet<>()).add(atNs);
            }
            lost(venue, before, connection);
            lag(venue, atNs, connection);
        }
        counted(venue, before, now);
    }

    /// Whether a connection was live at all looks from `fromNs` to `toNs`.
    boolean wasLive(String venue, String connection, long fromNs, long toNs) {
        NavigableSet<Long> looks = down.get(venue + connection);
        return looks == null || looks.subSet(fromNs, true, Math.max(fromNs, toNs), true).isEmpty();
    }

    /// The connection that a fault met: by its topic, or else by what the venue counts it as.
    String connection(InjectedFault fault) {
        if (!fault.topic().isEmpty()) {
            return connectionOf(fault.venue(), FaultTable.channelOf(fault.topic()));
        }
        List<String> names = opened.getOrDefault(fault.venue(), List.of());
        if (fault.connection() > names.size()) {
            throw new AssertionError(
                    "only " + names.size() + " connections were seen, met was " + fault);
        }
        return names.get(fault.connection() - 1);
    }

    /// Connections that were opened since the look before, in order.
    private void opened(String venue, Look now) {
        var fresh = new TreeMap<Long, String>();
        for (ConnectionStatus connection : now.status().connections()) {
            boolean everOpened =
                    connection.reconnects() > 0 || connection.state() != ConnectionState.WAITING;
            long life = everOpened ? connection.reconnects() + 1 : 0;
            if (life > lives.getOrDefault(venue + connection.name(), 0L)) {
                lives.put(venue + connection.name(), life);
                fresh.put(connection.sinceNs(), connection.name());
            }
        }
        opened.computeIfAbsent(venue, _ -> new ArrayList<>()).addAll(fresh.values());
    }

    private void lost(String venue, Look before, ConnectionStatus now) {
        boolean wasWaiting =
                before.status().connections().stream()
                        .anyMatch(b ->
                                b.name().equals(now.name())
                                        && b.state() == now.state()
                                        && b.sinceNs() == now.sinceNs());
        if (now.state() == ConnectionState.WAITING && !wasWaiting && !now.lastReason().isEmpty()) {
            add(
                    Finding.What.LOSS,
                    venue,
                    now.name(),
                    Channel.INSTRUMENTS,
                    "",
                    now.sinceNs(),
                    now.sinceNs(),
                    now.lastReason());
        }
    }

    private void lag(String venue, long atNs, ConnectionStatus connection) {
        boolean lags =
                connection.state() == ConnectionState.LIVE
                        && atNs - connection.lastHeardNs() <= LOOK_EVERY.toNanos()
                        && connection.latencyNs() >= HEALTHY_LATENCY_NS;
        boolean heard = atNs - connection.lastHeardNs() <= LOOK_EVERY.toNanos();
        int row = lags ? lagging.getOrDefault(venue + connection.name(), 0) + 1 : 0;
        if (heard) {
            lagging.put(venue + connection.name(), row);
        }
        if (heard && row > 0 && row % LOOKS_OF_A_LAG == 0) {
            add(
                    Finding.What.LAG,
                    venue,
                    connection.name(),
                    Channel.INSTRUMENTS,
                    "",
                    atNs,
                    atNs,
                    connection.latencyNs() / 1_000_000 + " ms");
        }
    }

    private void counted(String venue, Look before, Look now) {
        Map<Channel, FeedStatus.ChannelStatus> was = new HashMap<>();
        before.status().channels().forEach(c -> was.put(c.channel(), c));
        for (FeedStatus.ChannelStatus is : now.status().channels()) {
            FeedStatus.ChannelStatus old = was.get(is.channel());
            long duplicates = is.duplicates() - (old == null ? 0 : old.duplicates());
            long late = is.late() - (old == null ? 0 : old.late());
            for (int i = 0; i < duplicates; i++) {
                count(Finding.What.DUPLICATE, venue, is.channel(), before, now);
            }
            for (int i = 0; i < late; i++) {
                count(Finding.What.REORDERED, venue, is.channel(), before, now);
            }
        }
        long malformed = malformed(now) - malformed(before);
        for (int i = 0; i < malformed; i++) {
            count(Finding.What.MALFORMED, venue, Channel.INSTRUMENTS, before, now);
        }
    }

    private static long malformed(Look look) {
        return look.status().account().malformed().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private void count(Finding.What what, String venue, Channel channel, Look before, Look now) {
        String connection = channel == Channel.INSTRUMENTS ? "" : connectionOf(venue, channel);
        add(what, venue, connection, channel, "", before.atNs(), now.atNs(), "counted");
    }

    /// The connection over which a channel comes.
    static String connectionOf(String venue, Channel channel) {
        return switch (venue) {
            case "binance-usdm" ->
                    channel == Channel.BOOK || channel == Channel.QUOTES
                            ? "/public/stream 1"
                            : "/market/stream 2";
            case "bybit-linear" -> "/v5/public/linear 1";
            default -> channel == Channel.BOOK ? "/ws/v5/public 1" : "/ws/v5/public 2";
        };
    }

    /// Takes what a feed said.
    void health(MarketEvent.FeedHealth health) {
        String venue =
                switch (health.instrument().venue().code()) {
                    case "binance-usdm" -> "binance-usdm";
                    case "bybit" -> "bybit-linear";
                    default -> "okx-swap";
                };
        String reason = health.reason();
        boolean isGap = health.state() == FeedState.GAP;
        Finding.What what = null;
        if (reason.equals("the connection paused")) {
            String connection = connectionOf(venue, health.channel());
            what =
                    pauses.add(venue + connection + health.receiveTimeNs())
                            ? Finding.What.PAUSE
                            : null;
        } else if (isGap && reason.equals("numbers of trades are missing")) {
            what = Finding.What.HOLE;
        } else if (isGap && (reason.equals("it paused") || reason.equals("delivers again"))) {
            what = Finding.What.HOLE;
        } else if (health.state() == FeedState.LOST && reason.startsWith("expected the change")) {
            what = Finding.What.BREAK;
        } else if (reason.equals("it came late")) {
            what = Finding.What.LATE;
        }
        if (what != null) {
            add(
                    what,
                    venue,
                    connectionOf(venue, health.channel()),
                    health.channel(),
                    health.instrument().symbol(),
                    isGap
                            ? Math.min(health.fromNs(), health.receiveTimeNs())
                            : health.receiveTimeNs(),
                    health.receiveTimeNs(),
                    reason);
        }
    }

    private void add(
            Finding.What what,
            String venue,
            String connection,
            Channel channel,
            String symbol,
            long fromNs,
            long toNs,
            String said) {
        all.add(new Finding(what, venue, connection, channel, symbol, fromNs, toNs, said));
    }
}
