package spillway.app.command;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import spillway.app.json.Json;
import spillway.app.json.LiquidityJson;
import spillway.app.reading.LiquidityReading;
import spillway.app.text.LiquidityText;
import spillway.app.text.Times;
import spillway.signals.Scope;
import spillway.tape.Tape;

/// `spillway liquidity`: what the books offer.
public final class LiquidityCommand implements Command {
    private static final Duration USUAL_STEP = Duration.ofMinutes(1);

    private final CommandSpec spec =
            Options.command(
                            "liquidity",
                            List.of(
                                    "What each book of a tape offers: depth within 0.1 to 10 % of the price,"
                                            + " imbalance, spread, what an order of a size would cost, how soon the"
                                            + " book refilled after its thinnest, and whether it moves at all."),
                            List.of(
                                    "spillway liquidity",
                                    "spillway liquidity --coin BTC --to 2024-08-09T00:00 --json",
                                    "spillway liquidity --step 10m --history --json"))
                    .addOption(Options.list("--coin", "COIN", "these coins alone, comma between"))
                    .addOption(Options.list("--venue", "CODE", "these venues alone, comma between"))
                    .addOption(
                            Options.time("--from", "start of the window; by default of the tape"))
                    .addOption(
                            Options.time(
                                    "--to",
                                    "end of the window, as of which books are shown; by default of the tape"))
                    .addOption(
                            OptionSpec.builder("--step")
                                    .type(Duration.class)
                                    .paramLabel("LENGTH")
                                    .converters(text -> Options.converted(() -> Times.length(text)))
                                    .description(
                                            "time between two samples, such as 1m (by default), 1h")
                                    .build())
                    .addOption(Options.flag("--history", "print every sample in JSON too"))
                    .addOption(Options.tape())
                    .addOption(Options.json());

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult line, Console console) throws IOException {
        Options.venues(line); // refused before the tape is looked at
        try (var tape = Tape.open(Options.tape(line))) {
            Scope scope = Options.scope(line, tape);
            var reading =
                    LiquidityReading.of(
                            tape,
                            Options.window(line, tape),
                            scope,
                            line.matchedOptionValue("--step", USUAL_STEP));
            if (Options.isGiven(line, "--json")) {
                LiquidityJson.History history =
                        Options.isGiven(line, "--history")
                                ? LiquidityJson.History.EVERY_SAMPLE
                                : LiquidityJson.History.NONE;
                console.out().print(Json.show(LiquidityJson.of(reading, history)));
            } else {
                LiquidityText.lines(reading).forEach(console.out()::println);
            }
        }
        return 0;
    }
}
