package spillway.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import spillway.app.json.Json;
import spillway.app.text.Numbers;
import spillway.app.text.Times;
import spillway.market.EventKind;
import spillway.market.TimeWindow;
import spillway.tape.Retention;
import spillway.tape.Segment;
import spillway.tape.Tape;
import spillway.tape.TapeException;
import spillway.tape.TapeWriter;

/// `spillway compact`: fewer files for the same events, and, where asked, an end to old ones.
public final class CompactCommand implements Command {
    private static final long BYTES_PER_MB = 1 << 20;

    private final CommandSpec spec =
            Options.command(
                            "compact",
                            List.of(
                                    "Seals what waits in the journal and merges the files of each day that is over"
                                            + " into one for each kind and venue. With --keep or --max-mb it"
                                            + " deletes what is too old or too much, and records that as"
                                            + " gaps. Readers go on undisturbed."),
                            List.of(
                                    "spillway compact",
                                    "spillway compact --keep book-delta=3d,book-snapshot=3d",
                                    "spillway compact --max-mb 50000"))
                    .addOption(
                            Options.list(
                                    "--keep",
                                    "KIND=LENGTH",
                                    "how long to keep a kind of event; the others are kept"))
                    .addOption(
                            Options.number(
                                    "--max-mb",
                                    "megabytes that sealed files may take: the oldest books go first"))
                    .addOption(Options.tape())
                    .addOption(Options.json());

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult line, Console console) throws IOException {
        Retention retention = retention(line);
        Path folder = Options.tape(line);
        if (!Tape.isTape(folder)) {
            throw new TapeException(
                    folder
                            + ": expected a tape, found none; name another with --tape, or make one"
                            + " with `spillway import`");
        }
        long nowNs = TimeWindow.nanos(console.clock().instant());
        long sealed;
        int fewer;
        List<Segment> deleted;
        int files;
        try (var writer = TapeWriter.open(folder)) {
            sealed = writer.sealAll();
            deleted = writer.retain(retention, nowNs);
            fewer = writer.compact(nowNs);
            files = writer.manifest().segments().size();
        }
        long bytes = deleted.stream().mapToLong(Segment::bytes).sum();
        if (Options.isGiven(line, "--json")) {
            var node =
                    Json.object()
                            .put("tape", folder.toString())
                            .put("sealed", sealed)
                            .put("files", files)
                            .put("filesFewer", fewer);
            node.putObject("deleted").put("files", deleted.size()).put("bytes", bytes);
            console.out().print(Json.show(node));
        } else {
            console.out()
                    .println(
                            Numbers.count(sealed)
                                    + " events sealed, "
                                    + Numbers.count(fewer)
                                    + " files fewer by merging, "
                                    + Numbers.count(deleted.size())
                                    + " deleted ("
                                    + Numbers.count(bytes)
                                    + " bytes), "
                                    + Numbers.count(files)
                                    + " left");
        }
        return 0;
    }

    private static Retention retention(ParseResult line) {
        Map<EventKind, Duration> keep = new EnumMap<>(EventKind.class);
        for (String rule : Options.texts(line, "--keep")) {
            int equals = rule.indexOf('=');
            if (equals < 0) {
                throw new UsageException(
                        "--keep: expected KIND=LENGTH such as book-delta=3d, found '" + rule + "'");
            }
            try {
                keep.put(
                        Options.kind("--keep", rule.substring(0, equals)),
                        Times.length(rule.substring(equals + 1)));
            } catch (IllegalArgumentException e) {
                throw new UsageException("--keep: " + e.getMessage());
            }
        }
        long megabytes = line.matchedOptionValue("--max-mb", Long.MAX_VALUE / BYTES_PER_MB);
        if (megabytes <= 0) {
            throw new UsageException("--max-mb: expected more than 0, found " + megabytes);
        }
        return new Retention(keep, megabytes * BYTES_PER_MB);
    }
}
