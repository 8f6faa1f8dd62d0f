package spillway.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import spillway.app.json.Json;
import spillway.app.text.Numbers;
import spillway.app.text.Table;
import spillway.app.text.Table.Align;
import spillway.market.EventKind;
import spillway.market.TimeWindow;
import spillway.tape.Selection;
import spillway.tape.Tape;
import spillway.tape.export.Export;
import spillway.tape.export.ExportFormat;
import tools.jackson.databind.node.ObjectNode;

/// `spillway export`: a tape's events as files for other programs.
public final class ExportCommand implements Command {
    private final CommandSpec spec =
            Options.command(
                            "export",
                            List.of(
                                    "Writes a tape's events into a folder, a file for each kind, by place on the"
                                            + " tape. The tape's own files are Parquet too, and can be read"
                                            + " where they lie."),
                            List.of(
                                    "spillway export --out events --format csv",
                                    "spillway export --out events --format parquet --kind"
                                            + " liquidation,trade --from 2026-02-05 --to 2026-02-07"))
                    .addOption(
                            Options.file("--out", "folder to write into; made if it is not there"))
                    .addOption(
                            Options.text(
                                    "--format", "FORMAT", "csv (by default), jsonl or parquet"))
                    .addOption(
                            Options.list(
                                    "--kind", "KIND", "kinds of event; by default all there are"))
                    .addOption(Options.list("--venue", "CODE", "these venues alone, comma between"))
                    .addOption(Options.time("--from", "first venue time"))
                    .addOption(Options.time("--to", "first venue time after"))
                    .addOption(Options.tape())
                    .addOption(Options.json());

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult line, Console console) throws IOException {
        Path out =
                Options.file(line, "--out")
                        .orElseThrow(() ->
                                new UsageException("expected --out with a folder to write into"));
        ExportFormat format = format(line);
        var selection = new Selection(kinds(line), Options.venues(line), window(line));
        List<Export.Written> files;
        try (var tape = Tape.open(Options.tape(line));
                var progress = console.progress("exporting", "rows")) {
            files =
                    Export.toFolder(
                            tape,
                            selection,
                            out,
                            format,
                            (rows, expected) -> progress.update(rows, expected, rows));
        }
        if (Options.isGiven(line, "--json")) {
            console.out().print(Json.show(json(out, files)));
        } else {
            show(files, console);
        }
        return 0;
    }

    private static ObjectNode json(Path out, List<Export.Written> files) {
        var node = Json.object().put("folder", out.toString());
        var list = node.putArray("files");
        for (var file : files) {
            list.addObject()
                    .put("file", file.file().toString())
                    .put("kind", file.kind().key())
                    .put("rows", file.rows());
        }
        return node;
    }

    private static void show(List<Export.Written> files, Console console) {
        var table = new Table(Align.LEFT, Align.RIGHT);
        for (var file : files) {
            table.row(file.file().toString(), Numbers.count(file.rows()) + " rows");
        }
        table.lines("").forEach(console.out()::println);
        if (files.isEmpty()) {
            console.out().println("No such events on the tape; nothing was written.");
        }
    }

    private static ExportFormat format(ParseResult line) {
        String name = Options.text(line, "--format").orElse("csv");
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "csv" -> ExportFormat.CSV;
            case "jsonl" -> ExportFormat.JSONL;
            case "parquet" -> ExportFormat.PARQUET;
            default ->
                    throw new UsageException(
                            "--format: expected csv, jsonl or parquet, found '" + name + "'");
        };
    }

    private static Set<EventKind> kinds(ParseResult line) {
        var kinds = EnumSet.noneOf(EventKind.class);
        for (String key : Options.texts(line, "--kind")) {
            kinds.add(Options.kind("--kind", key));
        }
        return kinds.isEmpty() ? EnumSet.allOf(EventKind.class) : kinds;
    }

    private static @Nullable TimeWindow window(ParseResult line) {
        var from = Options.time(line, "--from");
        var to = Options.time(line, "--to");
        if (from.isEmpty() && to.isEmpty()) {
            return null;
        }
        long fromNs = from.orElse(Long.MIN_VALUE);
        long toNs = to.orElse(Long.MAX_VALUE);
        if (toNs <= fromNs) {
            throw new UsageException("expected --to after --from");
        }
        return new TimeWindow(fromNs, toNs);
    }
}
