package spillway.bench;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;
import spillway.tape.Tape;
import spillway.tape.TapeWriter;

/// How fast an hour of trades goes from the journal into Parquet, for good.
final class SealBenchmark implements Benchmark {
    private static final int SEAL = 0;
    private static final int BARE = 1;
    private static final int COMMIT_BYTES = 64 << 10;
    private static final long HOUR_NS = 3_600_000_000_000L;

    @Override
    public String name() {
        return "seal";
    }

    @Override
    public String description() {
        return "journal to Parquet: forced, renamed, read back, published";
    }

    @Override
    public void run(Options options, Findings out) throws Exception {
        int rows = options.of(2_000_000, 5_000);
        int rounds = options.of(9, 1);
        out.note(
                rows
                        + " trades of one hour, 500 instruments on three venues, so three files. The"
                        + " time is TapeWriter.sealAll(): read the forced journal, sort rows into"
                        + " files, encode and compress, force, read back and compare every value,"
                        + " rename, force folders, publish the manifest, drop the journal; one thread."
                        + " Bare = the journal's bytes written to one file and forced: what the disk"
                        + " alone would take.");
        out.doing("making " + rows + " trades");
        var stream = Stream.of(options.seed(), SyntheticMarket.Mix.TRADES, rows, HOUR_NS);
        out.doing("sealing them, " + rounds + " rounds");
        var times =
                Rounds.run(
                        options.of(2, 0),
                        rounds,
                        List.of(
                                new Rounds.Variant("seal", w -> seal(options, stream, w)),
                                new Rounds.Variant("bare", w -> bare(options, stream, w))));
        out.figure(
                "sealing, by the wall",
                "rows/s",
                times.perSecond(SEAL, rows),
                Target.atLeast(1_500_000));
        out.figure("sealing, by processor time", "rows/s", times.perCpuSecond(SEAL, rows));
        out.figure(
                "bare write and force of the journal's bytes",
                "rows/s",
                times.perSecond(BARE, rows));
        out.figure("sealing / bare", "ratio", times.speed(SEAL, BARE));
    }

    /// A tape in `folder` with all of `stream` committed and forced, none of it sealed.
    static void fill(TapeWriter writer, Stream stream) throws IOException {
        stream.instruments().all().forEach(writer.instruments()::code);
        stream.push(writer.sink(), COMMIT_BYTES, writer::commit);
        writer.force();
    }

    private static long seal(Options options, Stream stream, Stopwatch watch) throws IOException {
        Path folder = options.folder().resolve("seal");
        try (var writer = TapeWriter.open(folder)) {
            fill(writer, stream);
            watch.start();
            long sealed = writer.sealAll();
            watch.stop();
            if (sealed != stream.events()) {
                throw new IllegalStateException(
                        "expected " + stream.events() + " events to be sealed, found " + sealed);
            }
        }
        long found = checksum(folder, stream.events());
        Folders.delete(folder);
        return found;
    }

    private static long bare(Options options, Stream stream, Stopwatch watch) throws IOException {
        Path file = options.folder().resolve("bare");
        ByteBuffer bytes = stream.bytes().duplicate();
        try (var channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
            watch.start();
            while (bytes.hasRemaining()) {
                int until = Math.min(bytes.limit(), bytes.position() + COMMIT_BYTES);
                channel.write(bytes.duplicate().limit(until));
                bytes.position(until);
            }
            channel.force(false);
            watch.stop();
        }
        Files.delete(file);
        return bytes.limit();
    }

    /// Of the bytes of all sealed files: the same input gives the same.
    private static long checksum(Path folder, int rows) throws IOException {
        var crc = new CRC32C();
        long found = 0;
        try (var tape = Tape.open(folder)) {
            for (var segment : tape.manifest().segments()) {
                crc.update(Files.readAllBytes(tape.file(segment)));
                found += segment.rows();
            }
        }
        if (found != rows) {
            throw new IllegalStateException("expected " + rows + " rows in files, found " + found);
        }
        return crc.getValue();
    }
}
