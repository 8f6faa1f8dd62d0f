package spillway.app.sample;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import spillway.market.Coin;
import spillway.market.TimeWindow;
import spillway.tape.Tape;
import spillway.tape.TapeWriter;
import spillway.tape.imports.ImportOptions;
import spillway.tape.imports.Importer;
import spillway.tape.imports.Mapping;

/// The synthetic event on a tape of its own, which is deleted when this is closed.
///
/// Five days of a coin that does not exist at two venues that do not exist, in March 2030: three
/// waves of forced selling, a venue whose feed is down for two hours, an aggregator that misses an
/// hour.
public final class SampleEvent implements AutoCloseable {
    public static final Coin COIN = new Coin("SMPL");

    /// 2030-03-01 to 2030-03-06.
    public static final TimeWindow WINDOW =
            new TimeWindow(1_898_553_600_000_000_000L, 1_898_985_600_000_000_000L);

    private final Path folder;
    private final Tape tape;

    private SampleEvent(Path folder, Tape tape) {
        this.folder = folder;
        this.tape = tape;
    }

    /// Imports the event's files into a new tape in a temporary folder.
    public static SampleEvent onTape() throws IOException {
        Path folder = Files.createTempDirectory("spillway-sample");
        try {
            Path to = folder.resolve("tape");
            try (var writer = TapeWriter.open(to)) {
                for (String part : List.of("orders", "market")) {
                    importPart(writer, part, folder);
                }
            }
            return new SampleEvent(folder, Tape.open(to));
        } catch (IOException | RuntimeException e) {
            delete(folder);
            throw e;
        }
    }

    private static void importPart(TapeWriter writer, String part, Path folder) throws IOException {
        Path file = folder.resolve(part + ".csv");
        Files.write(file, resource(part + ".csv"));
        String toml = new String(resource(part + ".toml"), StandardCharsets.UTF_8);
        try (var session = writer.beginImport()) {
            var mapping = Mapping.parse(part + ".toml", toml);
            var summary = new Importer(mapping, ImportOptions.none(), session).run(List.of(file));
            if (!summary.clean()) {
                throw new IllegalStateException(
                        "the sample cannot be imported: " + summary.files().getFirst().problems());
            }
            session.finish();
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = SampleEvent.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the sample's " + name + " is not in the program");
            }
            return in.readAllBytes();
        }
    }

    public Tape tape() {
        return tape;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            tape.close();
        } finally {
            delete(folder);
        }
    }
}
