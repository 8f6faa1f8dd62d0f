package spillway.bench;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import spillway.journal.FileDisk;
import spillway.journal.Journal;
import spillway.journal.JournalReader;
import spillway.market.EventDecoder;
import spillway.tape.TapeWriter;

/// What the journal's frames and checksums cost beside a bare append of the same bytes to a file,
/// with and without a force after each group of 64 KiB.
final class JournalBenchmark implements Benchmark {
    private static final int GROUP_BYTES = 64 << 10;
    private static final int BARE = 0;
    private static final int JOURNAL = 1;
    private static final int TAPE = 2;

    /// What follows each group.
    private enum Flush {
        NONE,
        EACH_GROUP
    }

    /// Events cut into groups of at most [#GROUP_BYTES].
    private record Groups(Stream stream, List<ByteBuffer> payloads, List<Integer> counts) {
        static Groups of(long seed, int count) {
            int events = count * (GROUP_BYTES / EVENT_BYTES);
            var stream =
                    Stream.of(seed, SyntheticMarket.Mix.TRADES, events, events * EVENT_GAP_NS);
            ByteBuffer all = stream.bytes();
            var payloads = new ArrayList<ByteBuffer>();
            var counts = new ArrayList<Integer>();
            int from = 0;
            int inGroup = 0;
            for (int at = 0; at < all.limit(); at += EventDecoder.sizeAt(all, at)) {
                if (at + EventDecoder.sizeAt(all, at) - from > GROUP_BYTES) {
                    payloads.add(all.slice(from, at - from));
                    counts.add(inGroup);
                    from = at;
                    inGroup = 0;
                }
                inGroup++;
            }
            payloads.add(all.slice(from, all.limit() - from));
            counts.add(inGroup);
            return new Groups(stream, payloads, counts);
        }

        double megabytes() {
            return stream.bytes().limit() / 1e6;
        }
    }

    /// Bytes of an encoded trade.
    private static final int EVENT_BYTES = 50;

    private static final long EVENT_GAP_NS = 1_000_000;

    @Override
    public String name() {
        return "journal";
    }

    @Override
    public String description() {
        return "append to the journal, against a bare append of the same bytes";
    }

    @Override
    public void run(Options options, Findings out) throws Exception {
        out.begin(name());
        out.note(
                "Trades in groups of 64 KiB; bare = one FileChannel.write of the group at the file's"
                    + " end; journal = Journal.append of it; tape = the same events pushed into"
                    + " TapeWriter.sink() and committed, encoding included. Each round writes new"
                    + " files, reads them back and compares the bytes, outside the time.");
        measure(options, out, Flush.NONE, options.of(512, 4), options.of(15, 1));
        measure(options, out, Flush.EACH_GROUP, options.of(64, 4), options.of(31, 1));
    }

    private void measure(Options options, Findings out, Flush flush, int groups, int rounds)
            throws Exception {
        String how =
                switch (flush) {
                    case NONE -> "without force";
                    case EACH_GROUP -> "forced each group";
                };
        out.doing("appending " + groups + " groups " + how + ", " + rounds + " rounds");
        var data = Groups.of(options.seed(), groups);
        Path folder = options.folder();
        var times =
                Rounds.run(
                        options.of(3, 0),
                        rounds,
                        List.of(
                                new Rounds.Variant("bare", w -> bare(folder, data, flush, w)),
                                new Rounds.Variant("journal", w -> journal(folder, data, flush, w)),
                                new Rounds.Variant("tape", w -> tape(folder, data, flush, w))));
        times.requireSameResults(BARE, JOURNAL);
        times.requireSameResults(BARE, TAPE);
        out.figure("journal / bare, " + how, "ratio", times.speed(JOURNAL, BARE), atLeast());
        out.figure("tape / bare, " + how, "ratio", times.speed(TAPE, BARE));
        out.figure("bare, " + how, "MB/s", times.perSecond(BARE, data.megabytes()));
        out.figure("journal, " + how, "MB/s", times.perSecond(JOURNAL, data.megabytes()));
        out.figure("tape, " + how, "events/s", times.perSecond(TAPE, data.stream().events()));
    }

    private static Target atLeast() {
        return Target.atLeast(0.8);
    }

    private static long bare(Path folder, Groups data, Flush flush, Stopwatch watch)
            throws IOException {
        Path file = folder.resolve("bare");
        var crc = new CRC32C();
        try (var channel = FileChannel.open(file, CREATE_NEW, READ, WRITE)) {
            channel.force(false);
            long at = 0;
            watch.start();
            for (ByteBuffer payload : data.payloads()) {
                payload.rewind();
                while (payload.hasRemaining()) {
                    at += channel.write(payload, at);
                }
                if (flush == Flush.EACH_GROUP) {
                    channel.force(false);
                }
            }
            watch.stop();
            var back = ByteBuffer.allocateDirect(GROUP_BYTES);
            while (channel.read(back.clear()) >= 0) {
                crc.update(back.flip());
            }
        }
        Folders.delete(file);
        return crc.getValue();
    }

    private static long journal(Path folder, Groups data, Flush flush, Stopwatch watch)
            throws IOException {
        Path into = folder.resolve("journal");
        try (var journal = Journal.open(FileDisk.create(into))) {
            watch.start();
            for (int i = 0; i < data.payloads().size(); i++) {
                journal.append(data.payloads().get(i).rewind(), data.counts().get(i));
                if (flush == Flush.EACH_GROUP) {
                    journal.force();
                }
            }
            watch.stop();
        }
        long found = checksum(into);
        Folders.delete(into);
        return found;
    }

    private static long tape(Path folder, Groups data, Flush flush, Stopwatch watch)
            throws IOException {
        Path into = folder.resolve("tape");
        Stream stream = data.stream();
        try (var writer = TapeWriter.open(into)) {
            stream.instruments().all().forEach(writer.instruments()::code);
            watch.start();
            stream.push(
                    writer.sink(),
                    GROUP_BYTES,
                    () -> {
                        writer.commit();
                        if (flush == Flush.EACH_GROUP) {
                            writer.force();
                        }
                    });
            watch.stop();
        }
        long found = checksum(into.resolve("journal"));
        Folders.delete(into);
        return found;
    }

    private static long checksum(Path journal) throws IOException {
        var crc = new CRC32C();
        try (var reader = JournalReader.open(FileDisk.at(journal))) {
            while (reader.next()) {
                crc.update(reader.payload());
            }
        }
        return crc.getValue();
    }
}
