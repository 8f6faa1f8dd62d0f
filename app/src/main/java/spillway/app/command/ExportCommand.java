package spillway.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import spillway.app.json.Json;
import spillway.app.text.Numbers;
import spillway.market.EventKind;
import spillway.market.TimeWindow;
import spillway.tape.Tape;
import spillway.tape.TapeSql;

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
                    .addOption(Options.file("--out", "folder to write into; made if it is not there"))
                    .addOption(
                            Options.text(
                                    "--format", "FORMAT", "csv (by default), jsonl or parquet"))
                    .addOption(
                            Options.list("--kind", "KIND", "kinds of event; by default all there are"))
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
                        .orElseThrow(
                                () -> new UsageException("expected --out with a folder to write into"));
        TapeSql.Format format = format(line);
        Set<EventKind> kinds = kinds(line);
        @Nullable TimeWindow window = window(line);
        var node = Json.object().put("folder", out.toString());
        var files = node.putArray("files");
        var lines = new ArrayList<String>();
        Files.createDirectories(out);
        try (var tape = Tape.open(Options.tape(line));
                var sql = TapeSql.open(tape, TapeSql.Limits.DEFAULT)) {
            for (var kind : kinds) {
                String extension = format.name().toLowerCase(Locale.ROOT);
                Path file = out.resolve(TapeSql.view(kind) + "." + extension);
                long rows = sql.export(kind, window, file, format);
                if (rows == 0 && !Options.isGiven(line, "--kind")) {
                    Files.delete(file);
                    continue;
                }
                files.addObject()
                        .put("file", file.toString())
                        .put("kind", kind.key())
                        .put("rows", rows);
                lines.add(file + "  " + Numbers.count(rows) + " rows");
            }
        }
        if (Options.isGiven(line, "--json")) {
            console.out().print(Json.show(node));
        } else {
            lines.forEach(console.out()::println);
        }
        return 0;
    }

    private static TapeSql.Format format(ParseResult line) {
        String name = Options.text(line, "--format").orElse("csv");
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "csv" -> TapeSql.Format.CSV;
            case "jsonl" -> TapeSql.Format.JSONL;
            case "parquet" -> TapeSql.Format.PARQUET;
            default ->
                    throw new UsageException(
                            "--format: expected csv, jsonl or parquet, found '" + name + "'");
        };
    }

    private static Set<EventKind> kinds(ParseResult line) {
        var kinds = EnumSet.noneOf(EventKind.class);
        for (String key : Options.texts(line, "--kind")) {
            kinds.add(
                    Stream.of(EventKind.values())
                            .filter(kind -> kind.key().equals(key))
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            new UsageException(
                                                    "--kind: expected "
                                                            + Stream.of(EventKind.values())
                                                                    .map(EventKind::key)
                                                                    .collect(
                                                                            Collectors.joining(
                                                                                    ", "))
                                                            + ", found '"
                                                            + key
                                                            + "'")));
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
