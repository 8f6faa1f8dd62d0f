package spillway.tape;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import spillway.market.EventDecoder;
import spillway.market.EventDigest;
import spillway.market.EventEncoder;
import spillway.market.EventKind;
import spillway.market.MarketEvent;
import spillway.market.RandomEvents;

/// A process that lives a tape's life (commits, seals, imports, merges, forces) until it is killed,
/// and tells after each step how far the tape goes and the digest of all that is on it.
final class RecordingProcess {
    private static final long START_NS = 1_770_336_000_000_000_000L;
    private static final long SECOND_NS = 1_000_000_000L;

    private static final EventKind[] KINDS = {
        EventKind.TRADE, EventKind.LIQUIDATION, EventKind.BOOK_DELTA, EventKind.FEED_HEALTH
    };

    private RecordingProcess() {}

    /// What a step acknowledged.
    ///
    /// @param nextSeq place of the next event
    /// @param digest of all events before it
    record Acknowledged(long nextSeq, long digest) {
        static final int BYTES = 2 * Long.BYTES;
    }

    static Process start(Path folder, long seed) throws IOException {
        return new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xshare:auto",
                                "-Xmx256m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                RecordingProcess.class.getName(),
                                folder.toString(),
                                Long.toString(seed)))
                .start();
    }

    /// Waits for so many steps; what the last acknowledged.
    static Acknowledged read(Process child, int steps) throws IOException {
        var in = new DataInputStream(child.getInputStream());
        var last = new Acknowledged(0, 0);
        for (int i = 0; i < steps; i++) {
            try {
                last = new Acknowledged(in.readLong(), in.readLong());
            } catch (EOFException e) {
                String told =
                        new String(child.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
                throw new AssertionError("the child ended by itself: " + told, e);
            }
        }
        return last;
    }

    /// What else was acknowledged before the process ended; `last` if nothing.
    static Acknowledged readRest(Process child, Acknowledged last) throws IOException {
        byte[] rest = child.getInputStream().readAllBytes();
        int whole = rest.length / Acknowledged.BYTES;
        if (whole == 0) {
            return last;
        }
        ByteBuffer bytes = ByteBuffer.wrap(rest).position((whole - 1) * Acknowledged.BYTES);
        return new Acknowledged(bytes.getLong(), bytes.getLong());
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        try (var writer = TapeWriter.open(folder)) {
            new Life(writer, folder, seed).live();
        } catch (IOException e) {
            new PrintStream(System.err, true, StandardCharsets.UTF_8).println(e.getMessage());
            System.exit(1);
        }
    }

    private static final class Life {
        private final TapeWriter writer;
        private final SplittableRandom random;
        private final RandomEvents events;
        private final EventDigest digest = new EventDigest();
        private final EventDecoder decoder = new EventDecoder();
        private final DataOutputStream told =
                new DataOutputStream(new FileOutputStream(FileDescriptor.out));

        Life(TapeWriter writer, Path folder, long seed) throws IOException {
            this.writer = writer;
            random = new SplittableRandom(seed);
            try (var tape = Tape.open(folder)) {
                tape.arrival(Selection.all()).pour(digest);
            }
            events = new RandomEvents(seed, START_NS + writer.nextSeq() * SECOND_NS);
        }

        @SuppressWarnings("InfiniteLoopStatement") // it ends by being killed
        void live() throws IOException {
            tell();
            while (true) {
                switch (random.nextInt(24)) {
                    case 0 -> writer.seal();
                    case 1, 2 -> writer.sealAll();
                    case 3 -> writer.compact(Long.MAX_VALUE);
                    case 4, 5 -> importSome();
                    case 6, 7 -> writer.force();
                    default -> commit();
                }
                tell();
            }
        }

        private List<MarketEvent> next() {
            var next = new ArrayList<MarketEvent>();
            for (int i = 1 + random.nextInt(40); i > 0; i--) {
                next.add(events.one(KINDS[random.nextInt(KINDS.length)]));
            }
            return next;
        }

        private void commit() throws IOException {
            List<MarketEvent> batch = next();
            long seq = writer.nextSeq();
            for (var event : batch) {
                event.sendTo(writer.sink(), writer.instruments());
            }
            writer.commit();
            note(batch, seq);
        }

        private void importSome() throws IOException {
            try (var session = writer.beginImport()) {
                List<MarketEvent> batch = next();
                long seq = writer.nextSeq();
                batch.forEach(e -> e.sendTo(session.sink(), session.instruments()));
                session.finish();
                note(batch, seq);
            }
        }

        private void note(List<MarketEvent> batch, long firstSeq) {
            var encoder = new EventEncoder();
            batch.forEach(e -> e.sendTo(encoder, writer.instruments()));
            ByteBuffer all = encoder.encoded();
            long seq = firstSeq;
            for (int at = 0; at < all.limit(); at += EventDecoder.sizeAt(all, at)) {
                digest.at(seq++);
                decoder.decodeOne(all.position(at), digest);
            }
        }

        /// One write of sixteen bytes, unbuffered: told only once it is done.
        private void tell() throws IOException {
            told.write(
                    ByteBuffer.allocate(Acknowledged.BYTES)
                            .putLong(writer.nextSeq())
                            .putLong(digest.value())
                            .array());
        }
    }
}
