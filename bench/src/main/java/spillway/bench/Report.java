package spillway.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A run's figures with everything that is needed to judge them.
///
/// @param benchmarks as named on the command line
/// @param loadBefore see [Machine#load()]; above the number of processors, neighbours were at work
record Report(
        List<String> benchmarks,
        Commit commit,
        Instant date,
        Machine machine,
        double loadBefore,
        double loadAfter,
        long seed,
        Findings findings) {
    private static final int DIGITS = 5;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /// Keys are documented in `docs/how-to/benchmark.md`.
    String json() {
        ObjectNode all = JSON.createObjectNode();
        ArrayNode names = all.putArray("benchmarks");
        benchmarks.forEach(names::add);
        all.put("commit", commit.id());
        all.put("changed", commit.changed());
        all.put("date", date.toString());
        all.put("seed", seed);
        putMachine(all.putObject("machine"));
        all.putObject("load").put("before", rounded(loadBefore)).put("after", rounded(loadAfter));
        ArrayNode figures = all.putArray("figures");
        findings.figures().forEach(f -> putFigure(figures.addObject(), f));
        ArrayNode notes = all.putArray("notes");
        for (var note : findings.notes()) {
            notes.addObject().put("part", note.part()).put("text", note.text());
        }
        return JSON.writeValueAsString(all).replace("\r\n", "\n") + "\n";
    }

    private void putMachine(ObjectNode node) {
        node.put("processor", machine.processor())
                .put("processors", machine.processors())
                .put("memoryMb", machine.memoryMb())
                .put("system", machine.system())
                .put("disk", machine.disk())
                .put("java", machine.java())
                .put("collector", machine.collector())
                .put("heapMb", machine.heapMb());
    }

    private static void putFigure(ObjectNode node, Figure figure) {
        node.put("part", figure.part())
                .put("name", figure.name())
                .put("unit", figure.unit())
                .put("median", rounded(figure.spread().median()))
                .put("min", rounded(figure.spread().min()))
                .put("max", rounded(figure.spread().max()))
                .put("samples", figure.spread().samples());
        Target target = figure.target();
        if (target != null) {
            String key =
                    switch (target.bound()) {
                        case AT_LEAST -> "atLeast";
                        case AT_MOST -> "atMost";
                    };
            node.putObject("target").put(key, rounded(target.value()));
            node.put("met", !figure.isMissed());
        }
    }

    private static BigDecimal rounded(double value) {
        var exact = new BigDecimal(value).round(new MathContext(DIGITS));
        BigDecimal shortest = exact.stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }

    /// For people.
    String text() {
        var text = new StringBuilder();
        text.append(String.join(", ", benchmarks))
                .append(" at ")
                .append(commit.id())
                .append(commit.changed() ? " with changes" : "")
                .append(", ")
                .append(date)
                .append(", seed ")
                .append(seed)
                .append('\n');
        text.append(
                String.format(
                        Locale.ROOT,
                        "%s, %d processors, %,d MB, %s, %s; Java %s, %s, heap %,d MB%n",
                        machine.processor(),
                        machine.processors(),
                        machine.memoryMb(),
                        machine.system(),
                        machine.disk(),
                        machine.java(),
                        machine.collector(),
                        machine.heapMb()));
        text.append(
                String.format(
                        Locale.ROOT,
                        "load %.1f before, %.1f after%s%n",
                        loadBefore,
                        loadAfter,
                        wasDisturbed()
                                ? ": the machine was busy with other work, repeat this"
                                : ""));
        String part = "";
        for (var figure : findings.figures()) {
            if (!figure.part().equals(part)) {
                part = figure.part();
                text.append('\n').append(part).append('\n');
                appendNotes(text, part);
            }
            appendFigure(text, figure);
        }
        return text.toString();
    }

    private boolean wasDisturbed() {
        return loadBefore > machine.processors() * 0.5;
    }

    private void appendNotes(StringBuilder text, String part) {
        for (var note : findings.notes()) {
            if (note.part().equals(part)) {
                text.append("  ").append(note.text()).append('\n');
            }
        }
    }

    private static void appendFigure(StringBuilder text, Figure figure) {
        var spread = figure.spread();
        Target target = figure.target();
        text.append(
                String.format(
                        Locale.ROOT,
                        "  %-58s %12s %-12s (%s to %s)%s%n",
                        figure.name(),
                        shown(spread.median()),
                        figure.unit(),
                        shown(spread.min()),
                        shown(spread.max()),
                        target == null
                                ? ""
                                : "  target " + target + (figure.isMissed() ? " MISSED" : " met")));
    }

    static String shown(double value) {
        double size = Math.abs(value);
        if (size >= 1_000) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : "%.3f", value);
    }
}
