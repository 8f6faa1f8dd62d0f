package spillway.app.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import spillway.app.json.Json;
import spillway.app.json.LiveJson;
import spillway.app.json.TotalsJson;
import spillway.app.live.FeedGap;
import spillway.app.live.LiveState;
import spillway.app.text.Numbers;
import spillway.app.text.Table;
import spillway.app.text.Table.Align;
import spillway.app.text.Times;
import spillway.app.text.TotalsText;
import spillway.emulator.InjectedFault;
import spillway.emulator.LiquidationSums;
import spillway.market.Channel;
import spillway.market.TimeWindow;
import spillway.signals.coverage.WindowCoverage;
import spillway.signals.totals.LiquidationTotals;
import spillway.signals.totals.LongShort;
import spillway.venues.connect.FeedStatus;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a run that has ended says: how each venue was, what was liquidated, what was missed, and,
/// where the market was emulated, how that compares with the truth.
final class LiveAnswer {
    private static final Duration DAY = Duration.ofHours(24);
    private static final int GAPS_TOLD = 10;

    private final LiveState running;
    private final LiveState state;
    private final TimeWindow run;
    private final LiquidationTotals totals;
    private final WindowCoverage coverage;
    private final List<FeedGap> gaps;

    /// @param running just before the end, which nobody is to blame for: how the venues were, and
    ///   what was missed
    /// @param state once everything had arrived
    /// @param run from when venues were listened to, until the end
    LiveAnswer(LiveState running, LiveState state, TimeWindow run) {
        this.running = running;
        this.state = state;
        this.run = run;
        totals = state.answers().totals(DAY);
        coverage = running.answers().coverage(run);
        gaps = within(running.gaps(), run);
    }

    /// Those that touch a window, cut to it.
    private static List<FeedGap> within(List<FeedGap> all, TimeWindow window) {
        var inside = new ArrayList<FeedGap>();
        for (var gap : all) {
            long fromNs = Math.max(gap.fromNs(), window.fromNs());
            long toNs = Math.min(gap.toNs().orElse(Long.MAX_VALUE), window.toNs());
            if (fromNs < toNs) {
                OptionalLong end = gap.toNs().isPresent() ? OptionalLong.of(toNs) : gap.toNs();
                inside.add(new FeedGap(gap.feed(), fromNs, end, gap.reason()));
            }
        }
        return inside;
    }

    /// Where venues are, emulated ones.
    static ArrayNode endpoints(List<EmulatedVenues.Served> served) {
        var array = Json.array();
        for (var one : served) {
            array.addObject()
                    .put("protocol", one.protocol().name())
                    .put("venue", one.protocol().venue().code())
                    .put("webSocket", one.endpoints().webSocket())
                    .put("rest", one.endpoints().rest());
        }
        return array;
    }

    /// Whether a venue is listened to now.
    static boolean isConnected(FeedStatus feed) {
        return feed.phase() == FeedStatus.Phase.LISTENING
                && feed.connections().stream()
                        .anyMatch(c -> c.state() == FeedStatus.ConnectionState.LIVE);
    }

    /// What was observed of a venue since the run began.
    private LongShort observed(String venue) {
        return state.observed().getOrDefault(venue, LongShort.NONE);
    }

    /// Venues whose liquidations differ from those on the wire without a gap that says so, each with
    /// both sums: there should be none.
    List<String> unexplained() {
        var unexplained = new ArrayList<String>();
        if (state.demo().isEmpty()) {
            return unexplained;
        }
        state.demo().get().truth().wire().forEach((venue, wire) -> {
            boolean hasGap =
                    gaps.stream()
                            .anyMatch(gap ->
                                    gap.feed().venue().code().equals(venue)
                                            && gap.feed().channel() == Channel.LIQUIDATIONS);
            if (!matches(venue, wire) && !hasGap) {
                unexplained.add(
                        venue
                                + ": observed "
                                + Numbers.usd(observed(venue).total().microUsd())
                                + " USD, on the wire "
                                + Numbers.usd(wire.microUsd())
                                + " USD");
            }
        });
        return unexplained;
    }

    private boolean matches(String venue, LiquidationSums wire) {
        return observed(venue).equals(LiveJson.longShort(wire));
    }

    /// Puts what every run says into `node`.
    ObjectNode json(ObjectNode node) {
        node.set("run", Json.window(run));
        node.put("speed", state.speed()).put("events", state.events());
        var venues = node.putArray("venues");
        for (var feed : running.feeds()) {
            var of = LiveJson.feed(feed).put("connected", isConnected(feed));
            of.set("observed", Json.longShort(observed(feed.venue().code())));
            state.demo()
                    .map(demo -> demo.truth().wire().get(feed.venue().code()))
                    .ifPresent(wire ->
                            of.put("equalsWire", matches(feed.venue().code(), wire)));
            venues.add(of);
        }
        node.putObject("liquidations").set("last24h", TotalsJson.of(totals, List.of()));
        node.set("coverage", Json.coverage(coverage));
        node.set("gaps", LiveJson.gaps(gaps));
        return node;
    }

    /// Puts what an emulated market says into `node`.
    ObjectNode demoJson(ObjectNode node, List<InjectedFault> injected) {
        state.demo()
                .ifPresent(demo -> {
                    node.put("scenario", demo.scenario()).put("seed", demo.seed());
                    node.set("faults", Json.texts(demo.faults()));
                    var counts = new TreeMap<String, Integer>();
                    injected.forEach(fault -> counts.merge(fault.kind().key(), 1, Integer::sum));
                    var injectedNode = node.putObject("injected");
                    counts.forEach(injectedNode::put);
                    node.set("truth", LiveJson.truth(demo.truth()));
                });
        return node;
    }

    /// The same for people.
    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.addAll(venues());
        lines.add("");
        lines.addAll(TotalsText.lines(totals, List.of()));
        lines.add("Missed in this run: " + missed());
        return lines;
    }

    private List<String> venues() {
        boolean demo = state.demo().isPresent();
        var table =
                new Table(Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.LEFT);
        table.row("venue", "", "messages", "liquidations", "USD", demo ? "against the wire" : "");
        for (var feed : running.feeds()) {
            String venue = feed.venue().code();
            LongShort sums = observed(venue);
            var wire = state.demo().map(d -> d.truth().wire().get(venue));
            table.row(
                    feed.protocol(),
                    isConnected(feed) ? "connected" : feed.note(),
                    Numbers.count(feed.account().messages()),
                    Numbers.count(sums.total().count()),
                    Numbers.usd(sums.total().microUsd()),
                    wire.map(w ->
                                    matches(venue, w)
                                            ? "equal"
                                            : Numbers.usd(w.microUsd()) + " on the wire")
                            .orElse(""));
        }
        return table.lines("");
    }

    private String missed() {
        if (gaps.isEmpty()) {
            return "nothing";
        }
        var told = new ArrayList<String>();
        for (var gap : gaps.subList(0, Math.min(GAPS_TOLD, gaps.size()))) {
            told.add(
                    gap.feed()
                            + " from "
                            + Times.show(gap.fromNs())
                            + (gap.toNs().isPresent()
                                    ? " to " + Times.show(gap.toNs().getAsLong())
                                    : " on")
                            + " ("
                            + gap.reason()
                            + ")");
        }
        if (gaps.size() > GAPS_TOLD) {
            told.add("and " + (gaps.size() - GAPS_TOLD) + " more");
        }
        return String.join("; ", told);
    }
}
