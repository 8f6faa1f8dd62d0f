package spillway.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import spillway.app.json.Json;
import spillway.app.json.TotalsJson;
import spillway.app.reading.TapeReplay;
import spillway.app.text.Numbers;
import spillway.app.text.Table;
import spillway.app.text.Table.Align;
import spillway.app.text.Times;
import spillway.market.TimeWindow;
import spillway.signals.StateHash;
import spillway.tape.Tape;
import tools.jackson.databind.node.ObjectNode;

/// `spillway replay`: a tape through the operators again.
public final class ReplayCommand implements Command {
    private final CommandSpec spec =
            Options.command(
                            "replay",
                            List.of(
                                    "Runs a whole tape through the operators again and prints the hash of their"
                                            + " state: the same tape gives the same hash, on any machine, in"
                                            + " either order."),
                            List.of(
                                    "spillway replay",
                                    "spillway replay --order event --json",
                                    "spillway replay --check-books"))
                    .addOption(
                            Options.text(
                                    "--order",
                                    "ORDER",
                                    "arrival (by default): as live saw it; event: as it happened"))
                    .addOption(
                            Options.flag(
                                    "--check-books",
                                    "rebuild the books instead, and compare their best prices and sizes"
                                            + " with the venue's quotes"))
                    .addOption(Options.tape())
                    .addOption(Options.json());

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult line, Console console) throws IOException {
        TapeReplay.Order order = order(line);
        Path folder = Options.tape(line);
        if (Options.isGiven(line, "--check-books")) {
            return BookChecks.run(folder, Options.isGiven(line, "--json"), console);
        }
        TapeReplay replay;
        long startMs = console.clock().millis();
        try (var tape = Tape.open(folder);
                var progress = console.progress("replaying", "events")) {
            replay = TapeReplay.of(tape, order, progress::update);
        }
        long elapsedMs = Math.max(1, console.clock().millis() - startMs);
        if (Options.isGiven(line, "--json")) {
            console.out().print(Json.show(json(replay, folder)));
        } else {
            show(replay, elapsedMs, console);
        }
        return 0;
    }

    private static TapeReplay.Order order(ParseResult line) {
        String name = Options.text(line, "--order").orElse("arrival");
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "arrival" -> TapeReplay.Order.ARRIVAL;
            case "event" -> TapeReplay.Order.EVENT;
            default ->
                    throw new UsageException(
                            "--order: expected arrival or event, found '" + name + "'");
        };
    }

    private static ObjectNode json(TapeReplay replay, Path folder) {
        var node =
                Json.object()
                        .put("tape", folder.toString())
                        .put("order", replay.order().name().toLowerCase(Locale.ROOT))
                        .put("events", replay.events());
        var kinds = node.putObject("byKind");
        replay.byKind().forEach((kind, count) -> kinds.put(kind.key(), count));
        replay.watermarkNs()
                .ifPresentOrElse(
                        at -> node.put("watermark", TimeWindow.iso(at)),
                        () -> node.putNull("watermark"));
        node.put("corrections", replay.corrections());
        var idle = node.putArray("idle");
        for (var gap : replay.idle()) {
            idle.add(Json.window(gap.window()).put("venue", gap.venue().code()));
        }
        node.put("stateHash", StateHash.toString(replay.stateHash()));
        var operators = node.putObject("operators");
        replay.operatorHashes()
                .forEach((name, hash) -> operators.put(name, StateHash.toString(hash)));
        var windows = node.putObject("totals");
        replay.totals()
                .forEach((length, totals) ->
                        windows.set(Times.show(length), TotalsJson.of(totals, List.of())));
        return node;
    }

    private static void show(TapeReplay replay, long elapsedMs, Console console) {
        var out = console.out();
        out.println(
                Numbers.count(replay.events())
                        + " events in "
                        + replay.order().name().toLowerCase(Locale.ROOT)
                        + " order, "
                        + Numbers.count(replay.events() * 1_000 / elapsedMs)
                        + " a second");
        var kinds = new Table(Align.LEFT, Align.RIGHT);
        replay.byKind().forEach((kind, count) -> kinds.row(kind.key(), Numbers.count(count)));
        kinds.lines("  ").forEach(out::println);
        replay.watermarkNs()
                .ifPresent(at -> out.println("Last watermark " + Times.show(at) + " UTC"));
        out.println("Corrections " + Numbers.count(replay.corrections()));
        if (!replay.idle().isEmpty()) {
            out.println("Stretches in which a venue said nothing " + replay.idle().size());
        }
        var totals = new Table(Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.RIGHT);
        totals.row("window", "orders", "long USD", "short USD", "total USD");
        replay.totals()
                .forEach((length, t) ->
                        totals.row(
                                Times.show(length),
                                Numbers.count(t.sums().total().count()),
                                Numbers.usd(t.sums().longs().microUsd()),
                                Numbers.usd(t.sums().shorts().microUsd()),
                                Numbers.usd(t.sums().total().microUsd())));
        totals.lines("  ").forEach(out::println);
        var hashes = new Table(Align.LEFT, Align.LEFT);
        replay.operatorHashes().forEach((name, hash) -> hashes.row(name, StateHash.toString(hash)));
        hashes.row("all", StateHash.toString(replay.stateHash()));
        out.println("State");
        hashes.lines("  ").forEach(out::println);
    }
}
