package spillway.testing;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What the long tests found, kept in `docs/results/`, from which `docs/results/README.md` is made.
/// In a short run nothing is written: few seeds prove little.
public final class Results {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Results() {}

    /// Keeps a count that held.
    ///
    /// @param area what was tried, and the name of the file: `journal`
    /// @param name what was counted, in words: `kills survived`
    /// @param count how many
    public static synchronized void held(String area, String name, long count) {
        if (!Counts.all()) {
            return;
        }
        try {
            Path file =
                    Path.of(System.getProperty("spillway.home", "."))
                            .resolve("docs/results")
                            .resolve(area + ".json");
            Files.createDirectories(file.getParent());
            ObjectNode old =
                    Files.exists(file)
                            ? (ObjectNode) JSON.readTree(Files.readString(file))
                            : JSON.createObjectNode();
            Files.writeString(file, JSON.writeValueAsString(with(old, name, count)) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode with(ObjectNode old, String name, long count) throws IOException {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        var node = JSON.createObjectNode();
        node.put("commit", commit());
        node.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        node.putObject("machine")
                .put("processors", system.getAvailableProcessors())
                .put("memoryMb", system.getTotalMemorySize() >> 20)
                .put("system", system.getName() + " " + system.getVersion())
                .put("java", Runtime.version().toString());
        var figures = node.putArray("figures");
        old.path("figures")
                .forEach(figure -> {
                    if (!figure.path("name").asString().equals(name)) {
                        figures.add(figure);
                    }
                });
        figures.addObject().put("name", name).put("held", count);
        return node;
    }

    private static String commit() throws IOException {
        Process git =
                new ProcessBuilder("git", "rev-parse", "--short=12", "HEAD")
                        .directory(Path.of(System.getProperty("spillway.home", ".")).toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said.isBlank() ? "unknown" : said.strip();
    }
}
