package spillway.journal;

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
import java.util.List;
import java.util.SplittableRandom;

/// A process that appends to a journal until it is killed, and tells each position it was given.
final class AppendingProcess {
    /// Exit code of one that did not get the lock.
    static final int REFUSED = 3;

    private static final int MAX_SEGMENTS = 5;

    private AppendingProcess() {}

    static Process start(Path folder, long seed) throws IOException {
        return new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xshare:auto",
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                AppendingProcess.class.getName(),
                                folder.toString(),
                                Long.toString(seed)))
                .start();
    }

    /// Waits for so many positions; returns the last.
    static long readAcknowledged(Process child, int count) throws IOException {
        var in = new DataInputStream(child.getInputStream());
        long last = -1;
        for (int i = 0; i < count; i++) {
            try {
                last = in.readLong();
            } catch (EOFException e) {
                String told =
                        new String(child.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
                throw new AssertionError("the child ended by itself: " + told, e);
            }
        }
        return last;
    }

    /// What else was acknowledged before the process ended; `last` if nothing.
    static long readRest(Process child, long last) throws IOException {
        byte[] rest = child.getInputStream().readAllBytes();
        int whole = rest.length / Long.BYTES;
        return whole == 0 ? last : ByteBuffer.wrap(rest).getLong((whole - 1) * Long.BYTES);
    }

    @SuppressWarnings("InfiniteLoopStatement") // it ends by being killed
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        var random = new SplittableRandom(Long.parseLong(arguments[1]));
        try (var _ = WriterLock.take(folder);
                var journal = Journal.open(FileDisk.at(folder));
                var told = new DataOutputStream(new FileOutputStream(FileDescriptor.out))) {
            while (true) {
                // One write of eight bytes, unbuffered: told only once it is appended.
                told.write(
                        ByteBuffer.allocate(Long.BYTES)
                                .putLong(NumberedBlock.append(journal))
                                .array());
                switch (random.nextInt(60)) {
                    case 0 -> journal.roll();
                    case 1, 2 -> journal.force();
                    default -> {}
                }
                if (journal.segments().size() > MAX_SEGMENTS) {
                    journal.drop(journal.segments().getFirst());
                }
            }
        } catch (JournalException e) {
            new PrintStream(System.err, true, StandardCharsets.UTF_8).println(e.getMessage());
            System.exit(REFUSED);
        }
    }
}
