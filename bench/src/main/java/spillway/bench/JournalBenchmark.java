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

    /// Bytes of an encoded trade, about.
    private static final int TRADE_BYTES = 50;

    private static final int BARE = 0;
    private static final int JOURNAL = 1;
    private static final int TAPE = 2;

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
        out.note(
                "Trades in groups of 64 KiB, one thread. Bare = one FileChannel.write of the group"
                        + " at the file's end; journal = Journal.append of it; tape = the same events"
                        + " decoded from memory, pushed into TapeWriter.sink() and committed, so that"
                        + " two codings are in it. The three append in turn, a few groups each, to"
                        + " files that stay open, and each turn's pair is compared. In the end all are"
                        + " read back and must hold the same bytes.");
        measure(options, out, Flush.NONE, options.of(32, 2), options.of(300, 3));
        measure(options, out, Flush.EACH_GROUP, options.of(4, 2), options.of(600, 3));
    }

    private static void measure(Options options, Findings out, Flush flush, int groups, int rounds)
            throws Exception {
        String how =
                switch (flush) {
                    case NONE -> "without force";
                    case EACH_GROUP -> "forced each group";
                };
        out.doing(rounds + " rounds of " + groups + " groups " + how);
        var data = Groups.of(options.seed(), groups);
        Path folder = options.folder().resolve("journal");
        Rounds times;
        try (var bare = new Bare(FileDisk.create(folder), folder.resolve("bare"), data, flush);
                var journal = new Journaled(folder.resolve("journaled"), data, flush);
                var tape = new Taped(folder.resolve("taped"), data, flush)) {
            times =
                    Rounds.run(
                            options.of(30, 1),
                            rounds,
                            List.of(
                                    new Rounds.Variant("bare", bare::append),
                                    new Rounds.Variant("journal", journal::append),
                                    new Rounds.Variant("tape", tape::append)));
            requireSame("journal", bare.checksum(), journal.checksum());
            requireSame("tape", bare.checksum(), tape.checksum());
        }
        Folders.delete(folder);
        double megabytes = data.stream().bytes().limit() / 1e6;
        out.figure(
                "journal / bare, " + how, "ratio", times.speed(JOURNAL, BARE), Target.atLeast(0.8));
        out.figure("tape / bare, " + how, "ratio", times.speed(TAPE, BARE));
        out.figure("bare, " + how, "MB/s", times.perSecond(BARE, megabytes));
        out.figure("journal, " + how, "MB/s", times.perSecond(JOURNAL, megabytes));
        out.figure("tape, " + how, "events/s", times.perSecond(TAPE, data.stream().events()));
    }

    private static void requireSame(String variant, long expected, long found) {
        if (expected != found) {
            throw new IllegalStateException(
                    variant + ": read back, the bytes differ from those of the bare append");
        }
    }

    /// What follows each group.
    private enum Flush {
        NONE,
        EACH_GROUP
    }

    /// Events cut into groups of at most [#GROUP_BYTES], and how many each has.
    private record Groups(Stream stream, List<ByteBuffer> payloads, List<Integer> counts) {
        static Groups of(long seed, int groups) {
            int events = groups * (GROUP_BYTES / TRADE_BYTES);
            var stream = Stream.of(seed, SyntheticMarket.Mix.TRADES, events, events * 1_000_000L);
            var cut = new Groups(stream, new ArrayList<>(), new ArrayList<>());
            ByteBuffer all = stream.bytes();
            int from = 0;
            int count = 0;
            int size;
            for (int at = 0; at < all.limit(); at += size) {
                size = EventDecoder.sizeAt(all, at);
                if (at + size - from > GROUP_BYTES) {
                    cut.add(from, at, count);
                    from = at;
                    count = 0;
                }
                count++;
            }
            cut.add(from, all.limit(), count);
            return cut;
        }

        private void add(int from, int to, int count) {
            payloads.add(stream.bytes().slice(from, to - from));
            counts.add(count);
        }
    }

    /// Groups at the end of a plain file.
    private static final class Bare implements AutoCloseable {
        private final FileChannel channel;
        private final Groups data;
        private final Flush flush;
        private long end;

        /// @param made the folder of `file`, which exists
        Bare(FileDisk made, Path file, Groups data, Flush flush) throws IOException {
            this.data = data;
            this.flush = flush;
            channel = FileChannel.open(file, CREATE_NEW, READ, WRITE);
            made.force();
        }

        long append(Stopwatch watch) throws IOException {
            long before = end;
            watch.start();
            for (ByteBuffer payload : data.payloads()) {
                payload.rewind();
                while (payload.hasRemaining()) {
                    end += channel.write(payload, end);
                }
                if (flush == Flush.EACH_GROUP) {
                    channel.force(false);
                }
            }
            watch.stop();
            return end - before;
        }

        long checksum() throws IOException {
            var crc = new CRC32C();
            var back = ByteBuffer.allocateDirect(GROUP_BYTES);
            for (long at = 0; at < end; at += back.limit()) {
                channel.read(back.clear(), at);
                crc.update(back.flip());
            }
            return crc.getValue();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /// Groups as blocks of a journal.
    private static final class Journaled implements AutoCloseable {
        private final Path folder;
        private final Journal journal;
        private final Groups data;
        private final Flush flush;

        Journaled(Path folder, Groups data, Flush flush) throws IOException {
            this.folder = folder;
            this.data = data;
            this.flush = flush;
            journal = Journal.open(FileDisk.create(folder));
        }

        long append(Stopwatch watch) throws IOException {
            long before = journal.nextPosition();
            watch.start();
            for (int i = 0; i < data.payloads().size(); i++) {
                journal.append(data.payloads().get(i).rewind(), data.counts().get(i));
                if (flush == Flush.EACH_GROUP) {
                    journal.force();
                }
            }
            watch.stop();
            return journal.nextPosition() - before;
        }

        long checksum() throws IOException {
            return checksumOf(folder);
        }

        @Override
        public void close() throws IOException {
            journal.close();
        }
    }

    /// The same events through a tape's sink.
    private static final class Taped implements AutoCloseable {
        private final Path folder;
        private final TapeWriter writer;
        private final Stream stream;
        private final Flush flush;

        Taped(Path folder, Groups data, Flush flush) throws IOException {
            this.folder = folder;
            this.flush = flush;
            stream = data.stream();
            writer = TapeWriter.open(folder);
            stream.instruments().all().forEach(writer.instruments()::code);
        }

        long append(Stopwatch watch) throws IOException {
            long before = writer.nextSeq();
            watch.start();
            stream.push(writer.sink(), GROUP_BYTES, this::commit);
            watch.stop();
            return writer.nextSeq() - before;
        }

        private void commit() throws IOException {
            writer.commit();
            if (flush == Flush.EACH_GROUP) {
                writer.force();
            }
        }

        long checksum() throws IOException {
            return checksumOf(folder.resolve("journal"));
        }

        @Override
        public void close() throws IOException {
            writer.close();
        }
    }

    private static long checksumOf(Path journal) throws IOException {
        var crc = new CRC32C();
        try (var reader = JournalReader.open(FileDisk.at(journal))) {
            while (reader.next()) {
                crc.update(reader.payload());
            }
        }
        return crc.getValue();
    }
}
