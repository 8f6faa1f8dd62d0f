package spillway.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Writes the page of results from the files that the long tests and the benchmarks leave.
final class ResultsPage {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String MEASURED_HEADER =
            """
            | part | figure | median | from | to | unit | target | |
            |---|---|---|---|---|---|---|---|
            """;

    private final StringBuilder page = new StringBuilder();

    private ResultsPage() {}

    /// The page about the JSON files in `folder`.
    static String of(Path folder) throws IOException {
        return new ResultsPage().write(folder);
    }

    private String write(Path folder) throws IOException {
        page.append(
                "# Results\n\nMade from the files beside this page; a test holds them equal. Counts");
        page.append(" come from `mvn verify -P long`, speed from `./spillway bench`.\n");
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(f -> f.toString().endsWith(".json")).sorted().toList();
        }
        for (Path file : files) {
            write(file.getFileName().toString(), JSON.readTree(Files.readString(file)));
        }
        return page.toString();
    }

    private void write(String name, JsonNode run) {
        JsonNode machine = run.path("machine");
        page.append("\n## ").append(name.replace(".json", "")).append("\n\n");
        page.append("Commit ").append(run.path("commit").asString());
        page.append(run.path("changed").asBoolean(false) ? " with changes" : "");
        page.append(", ").append(run.path("date").asString());
        page.append("; ").append(machine.path("processors").asInt()).append(" processors");
        if (machine.has("processor")) {
            page.append(" (").append(machine.path("processor").asString()).append(")");
        }
        page.append(", ").append(machine.path("memoryMb").asLong()).append(" MB, ");
        page.append(machine.path("system").asString()).append(", Java ");
        page.append(machine.path("java").asString()).append(".\n\n");
        boolean measured = run.path("figures").path(0).has("median");
        page.append(measured ? MEASURED_HEADER : "| what held | times |\n|---|---|\n");
        run.path("figures").forEach(figure -> writeRow(figure, measured));
    }

    private void writeRow(JsonNode figure, boolean measured) {
        if (!measured) {
            row(text(figure, "name"), text(figure, "held"));
            return;
        }
        JsonNode target = figure.path("target");
        String bound =
                target.has("atLeast")
                        ? "at least " + text(target, "atLeast")
                        : target.has("atMost") ? "at most " + text(target, "atMost") : "";
        String met = figure.has("met") ? figure.path("met").asBoolean() ? "met" : "**missed**" : "";
        row(
                text(figure, "part"),
                text(figure, "name"),
                text(figure, "median"),
                text(figure, "min"),
                text(figure, "max"),
                text(figure, "unit"),
                bound,
                met);
    }

    private static String text(JsonNode node, String key) {
        JsonNode value = node.path(key);
        return value.isNumber() ? value.decimalValue().toPlainString() : value.asString("");
    }

    private void row(String... cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
