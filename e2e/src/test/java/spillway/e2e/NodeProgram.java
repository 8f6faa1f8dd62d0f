package spillway.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program of `src/test/node`, running.
final class NodeProgram implements AutoCloseable {
    private static final Path FOLDER = Path.of("target/node");

    /// Longest that a program goes on after its input has ended.
    private static final long LONGEST_END_S = 60;

    private final String name;
    private final Process process;
    private final BufferedReader lines;

    NodeProgram(String name, String... arguments) throws IOException {
        this.name = name;
        var command = new ArrayList<>(List.of("node", name));
        command.addAll(List.of(arguments));
        process =
                new ProcessBuilder(command)
                        .directory(FOLDER.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        lines = process.inputReader(StandardCharsets.UTF_8);
    }

    /// The next line that it prints.
    String line() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new IOException(name + ": expected a line, but it ended; its errors stand above");
        }
        return line;
    }

    /// Ends its input; the last line that it prints then.
    String finish() throws IOException, InterruptedException {
        process.getOutputStream().close();
        String last = line();
        if (!process.waitFor(LONGEST_END_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(name + ": expected to end well, found " + process);
        }
        return last;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
