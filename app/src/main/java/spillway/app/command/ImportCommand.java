package spillway.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import spillway.app.json.Json;
import spillway.app.recording.SessionRecorder;
import spillway.app.text.Numbers;
import spillway.app.text.Reasons;
import spillway.app.text.Table;
import spillway.app.text.Table.Align;
import spillway.app.text.Times;
import spillway.market.Channel;
import spillway.market.TimeSpans;
import spillway.market.TimeWindow;
import spillway.tape.ImportSession;
import spillway.tape.TapeWriter;
import spillway.tape.imports.FileSummary;
import spillway.tape.imports.ImportOptions;
import spillway.tape.imports.ImportProblem;
import spillway.tape.imports.ImportSummary;
import spillway.tape.imports.Importer;
import spillway.tape.imports.Mapping;
import spillway.tape.imports.MappingException;
import spillway.venues.Venues;
import spillway.venues.protocol.VenueProtocol;
import tools.jackson.databind.node.ObjectNode;

/// `spillway import`: puts files of others on a tape.
public final class ImportCommand implements Command {
    /// Gaps printed one by one; the rest are counted.
    private static final int GAPS_SHOWN = 6;

    private final CommandSpec spec =
            Options.command(
                            "import",
                            List.of(
                                    "Puts files on a tape: any CSV or JSON, as a mapping file says what its columns"
                                            + " mean. Files of one command are one session, in the order given."
                                            + " What is on the tape already is not added again."),
                            List.of(
                                    "spillway import --list",
                                    "spillway import csv --map coinglass-hourly --coin BTC btc.csv",
                                    "spillway import csv --map binance-forced-orders day1.csv day2.csv",
                                    "spillway import json --map my-mapping.toml trades.json.gz",
                                    "spillway import binance-usdm session.gz",
                                    "spillway import session recordings/okx-swap-20300101T000000Z.session"))
                    .addPositional(
                            PositionalParamSpec.builder()
                                    .index("0")
                                    .arity("0..1")
                                    .paramLabel("FORMAT")
                                    .type(String.class)
                                    .description(
                                            "csv or json with --map; session for what `spillway watch"
                                                    + " --record` wrote; or, for a session of a venue's"
                                                    + " wire recorded by others, its protocol: "
                                                    + protocols())
                                    .build())
                    .addPositional(
                            PositionalParamSpec.builder()
                                    .index("1..*")
                                    .arity("0..*")
                                    .paramLabel("PATH")
                                    .type(List.class)
                                    .auxiliaryTypes(Path.class)
                                    .description("files, plain or gzip, in the order wanted")
                                    .build())
                    .addOption(
                            Options.text(
                                    "--map",
                                    "NAME|FILE",
                                    "a mapping that ships, or a mapping file"))
                    .addOption(Options.text("--coin", "COIN", "coin of files that do not name one"))
                    .addOption(
                            Options.text(
                                    "--symbol", "SYMBOL", "symbol of files that do not name one"))
                    .addOption(Options.text("--venue", "CODE", "venue, instead of the mapping's"))
                    .addOption(
                            Options.text(
                                    "--source", "NAME", "who reports, instead of the mapping's"))
                    .addOption(
                            Options.text(
                                    "--protocol",
                                    "NAME",
                                    "protocol of sessions that do not name one"))
                    .addOption(Options.flag("--list", "list the mappings that ship, and stop"))
                    .addOption(Options.tape())
                    .addOption(Options.json());

    private static String protocols() {
        return Venues.all().stream().map(VenueProtocol::name).collect(Collectors.joining(", "));
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult line, Console console) throws IOException {
        if (Options.isGiven(line, "--list")) {
            list(line, console);
            return 0;
        }
        List<Path> files = line.matchedPositionalValue(1, List.<Path>of());
        Optional<VenueProtocol> protocol = protocol(line, files);
        if (protocol.isPresent()) {
            checkSomeFiles(files);
            return SessionImport.run(
                    protocol.get(),
                    files,
                    Options.tape(line),
                    Options.isGiven(line, "--json"),
                    console);
        }
        Mapping mapping = mapping(line);
        checkSomeFiles(files);
        ImportSummary summary;
        Path folder = Options.tape(line);
        try (var writer = TapeWriter.open(folder);
                ImportSession session = writer.beginImport();
                var progress = console.progress("importing", "rows")) {
            ImportOptions options = options(line).withListener(progress::update);
            summary = new Importer(mapping, options, session).run(files);
            session.finish();
        }
        if (Options.isGiven(line, "--json")) {
            console.out().print(Json.show(json(summary, folder)));
        } else {
            show(summary, folder, console);
        }
        complain(summary, console);
        return summary.clean() ? 0 : 1;
    }

    /// The protocol of recorded sessions; empty for files of another kind.
    private static Optional<VenueProtocol> protocol(ParseResult line, List<Path> files)
            throws IOException {
        String format = line.matchedPositionalValue(0, "");
        if (!format.equals("session")) {
            return Venues.byName(format);
        }
        checkSomeFiles(files);
        Optional<String> told = Options.text(line, "--protocol");
        String name = told.isPresent() ? told.get() : SessionRecorder.protocolOf(files).orElse("");
        if (name.isEmpty()) {
            throw new UsageException(
                    files.getFirst()
                            + ": expected a recording that names its protocol, as `spillway watch"
                            + " --record` writes it, found another; name it with --protocol, one of "
                            + protocols());
        }
        return Optional.of(
                Venues.byName(name)
                        .orElseThrow(() ->
                                new UsageException(
                                        "no protocol '" + name + "'; there are " + protocols())));
    }

    private static void checkSomeFiles(List<Path> files) {
        if (files.isEmpty()) {
            throw new UsageException("expected at least one file to import, found none");
        }
    }

    private static Mapping mapping(ParseResult line) throws IOException {
        String format = line.matchedPositionalValue(0, "");
        if (!format.equals("csv") && !format.equals("json")) {
            throw new UsageException(
                    "expected the format csv, json, session or the name of a venue's protocol"
                            + (format.isEmpty() ? "" : ", found '" + format + "'")
                            + ": spillway import csv --map NAME FILE; spillway import --list shows"
                            + " the mappings");
        }
        String name =
                Options.text(line, "--map")
                        .orElseThrow(() ->
                                new UsageException(
                                        "expected --map with the name of a mapping or a"
                                                + " mapping file; spillway import --list"
                                                + " shows those that ship"));
        try {
            boolean isFile = name.endsWith(".toml") || Files.exists(Path.of(name));
            boolean ships = Mapping.shippedNames().contains(name);
            return isFile && !ships ? Mapping.load(Path.of(name)) : Mapping.shipped(name);
        } catch (MappingException | IllegalArgumentException e) {
            throw new UsageException(Reasons.of(e));
        }
    }

    private static ImportOptions options(ParseResult line) {
        ImportOptions options = ImportOptions.none();
        try {
            options = Options.text(line, "--coin").map(options::withCoin).orElse(options);
            options = Options.text(line, "--symbol").map(options::withSymbol).orElse(options);
            options = Options.text(line, "--venue").map(options::withVenue).orElse(options);
            return Options.text(line, "--source").map(options::withSource).orElse(options);
        } catch (IllegalArgumentException e) {
            throw new UsageException(Reasons.of(e));
        }
    }

    private static void list(ParseResult line, Console console) {
        if (Options.isGiven(line, "--json")) {
            var node = Json.object();
            var mappings = node.putArray("mappings");
            for (String name : Mapping.shippedNames()) {
                String description = Mapping.shipped(name).description();
                mappings.addObject().put("name", name).put("description", description);
            }
            console.out().print(Json.show(node));
            return;
        }
        var table = new Table(Align.LEFT, Align.LEFT);
        for (String name : Mapping.shippedNames()) {
            table.row(name, Mapping.shipped(name).description());
        }
        console.out().println("Mappings that ship (spillway import csv --map NAME FILE):");
        table.lines("  ").forEach(console.out()::println);
        console.out()
                .println(
                        "Recorded sessions of a venue (spillway import PROTOCOL FILE): "
                                + protocols());
        console.out().println("For other files, write one: docs/how-to/import.md");
    }

    private static ObjectNode json(ImportSummary summary, Path folder) {
        var node =
                Json.object()
                        .put("mapping", summary.mapping())
                        .put("tape", folder.toString())
                        .put("rows", summary.rows())
                        .put("added", summary.added())
                        .put("duplicates", summary.duplicates())
                        .put("rejected", summary.rejected())
                        .put("empty", summary.empty())
                        .put("bytes", summary.bytes());
        summary.range().ifPresent(range -> node.set("range", Json.window(range)));
        var gaps = node.putObject("gaps");
        byChannel(summary)
                .forEach((channel, spans) -> {
                    var windows = gaps.putArray(channel.key());
                    spans.windows().forEach(w -> windows.add(Json.window(w)));
                });
        var files = node.putArray("files");
        summary.files().forEach(file -> files.add(json(file)));
        return node;
    }

    private static ObjectNode json(FileSummary file) {
        var node =
                Json.object()
                        .put("file", file.file().toString())
                        .put("outcome", file.outcome().name().toLowerCase(Locale.ROOT))
                        .put("rows", file.rows())
                        .put("added", file.added())
                        .put("duplicates", file.duplicates())
                        .put("rejected", file.rejected())
                        .put("empty", file.empty())
                        .put("bytes", file.bytes());
        file.range().ifPresent(range -> node.set("range", Json.window(range)));
        var reasons = node.putObject("reasons");
        file.reasons().forEach(reasons::put);
        var problems = node.putArray("problems");
        for (ImportProblem problem : file.problems()) {
            problems.addObject()
                    .put("line", problem.line())
                    .put("position", problem.position())
                    .put("column", problem.column())
                    .put("expected", problem.expected())
                    .put("found", problem.found())
                    .put("advice", problem.advice());
        }
        node.set("notes", Json.texts(file.notes()));
        return node;
    }

    private static SortedMap<Channel, TimeSpans> byChannel(ImportSummary summary) {
        var byChannel = new TreeMap<Channel, TimeSpans>();
        summary.gaps()
                .forEach((feed, spans) -> byChannel.merge(feed.channel(), spans, TimeSpans::plus));
        byChannel.values().removeIf(TimeSpans::isEmpty);
        return byChannel;
    }

    private static void show(ImportSummary summary, Path folder, Console console) {
        var out = console.out();
        var table =
                new Table(
                        Align.LEFT,
                        Align.RIGHT,
                        Align.RIGHT,
                        Align.RIGHT,
                        Align.RIGHT,
                        Align.RIGHT);
        table.row("file", "rows", "added", "known", "rejected", "empty");
        for (FileSummary file : summary.files()) {
            table.row(
                    String.valueOf(file.file().getFileName()),
                    Numbers.count(file.rows()),
                    Numbers.count(file.added()),
                    Numbers.count(file.duplicates()),
                    Numbers.count(file.rejected()),
                    Numbers.count(file.empty()));
        }
        table.lines("").forEach(out::println);
        summary.range()
                .ifPresent(r ->
                        out.println(
                                "From "
                                        + Times.show(r.fromNs())
                                        + " to "
                                        + Times.show(r.toNs())
                                        + " UTC, on the tape "
                                        + folder));
        byChannel(summary).forEach((channel, spans) -> showGaps(channel, spans, console));
        for (FileSummary file : summary.files()) {
            file.notes().forEach(note -> out.println(file.file().getFileName() + ": " + note));
        }
    }

    private static void showGaps(Channel channel, TimeSpans spans, Console console) {
        var shown = new ArrayList<String>();
        for (TimeWindow gap : spans.windows()) {
            if (shown.size() == GAPS_SHOWN) {
                shown.add("and " + (spans.windows().size() - GAPS_SHOWN) + " more");
                break;
            }
            shown.add(Times.show(gap.fromNs()) + " to " + Times.show(gap.toNs()));
        }
        console.out().println("Not collected, " + channel.key() + ": " + String.join("; ", shown));
    }

    private static void complain(ImportSummary summary, Console console) {
        for (FileSummary file : summary.files()) {
            file.problems().forEach(problem -> console.err().println("spillway: " + problem));
            long told = file.problems().stream().filter(problem -> problem.line() > 0).count();
            if (file.rejected() > told) {
                console.err()
                        .println(
                                "spillway: "
                                        + file.file()
                                        + ": "
                                        + (file.rejected() - told)
                                        + " more rows were rejected for reasons of these kinds");
            }
        }
    }
}
