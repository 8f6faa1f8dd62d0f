package spillway.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `./spillway` with some arguments, running as people run it.
final class Launched implements AutoCloseable {
    private static final Path HOME = Path.of(System.getProperty("spillway.home"));

    /// Longest between a signal and the end, with a busy machine's patience.
    private static final long LONGEST_END_S = 30;

    private final Process process;
    private final BufferedReader lines;

    Launched(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(HOME.resolve("spillway").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("SPILLWAY_NO_BUILD", "1");
        process = builder.start();
        lines = process.inputReader(StandardCharsets.UTF_8);
    }

    /// What follows `before` on the first line that starts with it.
    String said(String before) throws IOException {
        for (String line; (line = lines.readLine()) != null; ) {
            if (line.startsWith(before)) {
                return line.substring(before.length()).strip();
            }
        }
        throw new IOException(
                "expected a line that starts with '" + before + "', but it ended; see above");
    }

    /// All that it still says, once it ended by itself or was asked to.
    String rest() throws IOException, InterruptedException {
        String rest = lines.readAllAsString();
        process.waitFor();
        return rest;
    }

    /// Asks it to end, as a machine that shuts down does; its status.
    int end() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(LONGEST_END_S, TimeUnit.SECONDS)) {
            throw new IllegalStateException("expected it to end when asked to, found " + process);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
