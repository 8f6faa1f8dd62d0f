package spillway.app;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import spillway.app.command.Console;
import spillway.app.command.Progress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs a command line inside the test, as in a pipe.
///
/// @param exit exit code
/// @param out what it answered
/// @param err what it complained of
public record Spillway(int exit, String out, String err) {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);

    /// Runs `args`.
    public static Spillway run(String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var console =
                new Console(
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, false, StandardCharsets.UTF_8),
                        Progress.Mode.QUIET,
                        CLOCK,
                        () -> null);
        int exit = Main.run(console, args);
        return new Spillway(
                exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /// The answer as JSON.
    public JsonNode json() {
        return JsonMapper.shared().readTree(out);
    }
}
