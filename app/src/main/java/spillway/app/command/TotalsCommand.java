package spillway.app.command;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import spillway.app.json.Json;
import spillway.app.json.TotalsJson;
import spillway.app.reading.TapeSpan;
import spillway.app.reading.Universes;
import spillway.app.reading.WindowReading;
import spillway.app.text.Times;
import spillway.app.text.TotalsText;
import spillway.market.Coin;
import spillway.market.TimeWindow;
import spillway.signals.Scope;
import spillway.signals.summary.ReportedSum;
import spillway.tape.Tape;
import spillway.tape.TapeException;

/// `spillway totals`: what was liquidated in a rolling window, and how much of it was seen.
public final class TotalsCommand implements Command {
    private static final Duration DAY = Duration.ofHours(24);

    private final CommandSpec spec =
            Options.command(
                            "totals",
                            List.of(
                                    "Liquidations of a rolling window, long against short, by coin and venue, with"
                                            + " the largest order, one-sidedness, and what was missed."),
                            List.of(
                                    "spillway totals",
                                    "spillway totals --coin BTC --window 4h --at 2026-02-06T01:00",
                                    "spillway totals --venue binance-usdm,bybit --json"))
                    .addOption(
                            OptionSpec.builder("--window")
                                    .type(Duration.class)
                                    .paramLabel("LENGTH")
                                    .converters(text -> Options.converted(() -> Times.length(text)))
                                    .description("length, such as 1h, 4h, 48h, 7d; by default 24h")
                                    .build())
                    .addOption(
                            Options.time(
                                    "--at", "end of the window; by default the end of the tape"))
                    .addOption(Options.list("--coin", "COIN", "these coins alone, comma between"))
                    .addOption(Options.list("--venue", "CODE", "these venues alone, comma between"))
                    .addOption(Options.universe())
                    .addOption(Options.tape())
                    .addOption(Options.json());

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult line, Console console) throws IOException {
        Universes.Choice choice = Options.universe(line);
        Options.venues(line); // refused before the tape is looked at
        try (var tape = Tape.open(Options.tape(line))) {
            Scope scope = Options.scope(line, tape);
            var universe = Universes.of(choice, tape.instruments());
            var reading = WindowReading.of(tape, window(line, tape), universe);
            var totals = reading.liquidations(scope);
            List<ReportedSum> reported = reported(reading, scope);
            if (Options.isGiven(line, "--json")) {
                console.out().print(Json.show(TotalsJson.of(totals, reported)));
            } else {
                TotalsText.lines(totals, reported).forEach(console.out()::println);
            }
        }
        return 0;
    }

    /// What others report of the one coin asked for, or of whole venues where all coins are.
    ///
    /// Their intervals contain their start, while a rolling window does not: `[t − W, t)` stands
    /// for `(t − W, t]`.
    private static List<ReportedSum> reported(WindowReading reading, Scope scope) {
        if (scope.coins().size() > 1) {
            return List.of();
        }
        Coin coin = scope.coins().isEmpty() ? Coin.ANY : scope.coins().iterator().next();
        TimeWindow window = reading.window();
        return reading.reportedLiquidations(
                coin, new TimeWindow(window.fromNs() - 1, window.toNs() - 1));
    }

    private static TimeWindow window(ParseResult line, Tape tape) throws IOException {
        Duration length = line.matchedOptionValue("--window", DAY);
        var given = Options.time(line, "--at");
        if (given.isPresent()) {
            return TimeWindow.endingAt(given.get(), length);
        }
        TimeWindow span =
                TapeSpan.of(tape)
                        .orElseThrow(() ->
                                new TapeException(
                                        tape.folder()
                                                + ": the tape is empty; put something on it"
                                                + " with `spillway import`"));
        return TimeWindow.endingAt(span.toNs(), length);
    }

    /// The one coin that is asked for, or the only one on the tape.
    static Coin coin(Scope asked, Tape tape) {
        if (asked.coins().size() == 1) {
            return asked.coins().iterator().next();
        }
        List<String> known = Options.coins(tape);
        if (asked.coins().isEmpty() && known.size() == 1) {
            return new Coin(known.getFirst());
        }
        throw new UsageException(
                "expected one coin, named by --coin, found "
                        + (asked.coins().isEmpty() ? "none" : asked.coins().size())
                        + "; this tape has "
                        + Options.some(known));
    }
}
