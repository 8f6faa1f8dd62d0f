package spillway.app.command;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import spillway.app.json.Json;
import spillway.app.json.SurgesJson;
import spillway.app.reading.SurgeReading;
import spillway.app.text.SurgesText;
import spillway.signals.Scope;
import spillway.tape.Tape;

/// `spillway surges`: when far more was liquidated than is normal.
public final class SurgesCommand implements Command {
    private final CommandSpec spec =
            Options.command(
                            "surges",
                            List.of(
                                    "Surges of liquidations, by coin and for the market: when each was raised and"
                                            + " cleared, how many times normal, and what normal is taken from."),
                            List.of(
                                    "spillway surges",
                                    "spillway surges --coin BTC --from 2026-02-04 --to 2026-02-08",
                                    "spillway surges --json"))
                    .addOption(Options.list("--coin", "COIN", "these coins alone, comma between"))
                    .addOption(
                            Options.time("--from", "start of the window; by default of the tape"))
                    .addOption(Options.time("--to", "end of the window; by default of the tape"))
                    .addOption(Options.tape())
                    .addOption(Options.json());

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult line, Console console) throws IOException {
        try (var tape = Tape.open(Options.tape(line))) {
            Scope scope = Options.scope(line, tape);
            var reading = SurgeReading.of(tape, Options.window(line, tape), scope);
            if (Options.isGiven(line, "--json")) {
                console.out().print(Json.show(SurgesJson.of(reading)));
            } else {
                SurgesText.lines(reading).forEach(console.out()::println);
            }
        }
        return 0;
    }
}
