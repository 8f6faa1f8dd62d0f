package spillway.app.command;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import spillway.app.json.Json;
import spillway.app.json.PositioningJson;
import spillway.app.reading.PositioningReading;
import spillway.app.reading.TapeSpan;
import spillway.app.text.PositioningText;
import spillway.market.Coin;
import spillway.market.TimeWindow;
import spillway.tape.Tape;
import spillway.tape.TapeException;

/// `spillway positioning`: how leverage in a coin is placed.
public final class PositioningCommand implements Command {
    private final CommandSpec spec =
            Options.command(
                            "positioning",
                            List.of(
                                    "How leverage in a coin is placed: funding on one footing, open interest,"
                                            + " long/short ratios, taker flow of contracts and of spot, basis,"
                                            + " dominance, crowding and regime, and what is not observed."),
                            List.of(
                                    "spillway positioning --coin BTC",
                                    "spillway positioning --coin BTC --at 2026-02-05T12:00 --json"))
                    .addOption(
                            Options.list(
                                    "--coin",
                                    "COIN",
                                    "the coin; may be left out where the tape has one"))
                    .addOption(Options.time("--at", "the moment; by default the end of the tape"))
                    .addOption(Options.tape())
                    .addOption(Options.json());

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult line, Console console) throws IOException {
        try (var tape = Tape.open(Options.tape(line))) {
            Coin coin = TotalsCommand.coin(Options.scope(line, tape), tape);
            long endNs =
                    TapeSpan.of(tape)
                            .map(TimeWindow::toNs)
                            .orElseThrow(() ->
                                    new TapeException(
                                            tape.folder()
                                                    + ": the tape is empty; put something on it"
                                                    + " with `spillway import`"));
            long atNs = Options.time(line, "--at").orElse(endNs);
            var reading = PositioningReading.of(tape, coin, atNs);
            if (Options.isGiven(line, "--json")) {
                console.out().print(Json.show(PositioningJson.of(reading)));
            } else {
                PositioningText.lines(reading).forEach(console.out()::println);
            }
        }
        return 0;
    }
}
