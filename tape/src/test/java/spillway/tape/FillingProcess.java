package spillway.tape;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import spillway.market.EventKind;
import spillway.market.MarketEvent;
import spillway.market.RandomEvents;

/// A process on a disk of a few megabytes of its own, which it fills at every stage of a tape's
/// life. Ends with 0 if the tape lost nothing and went on each time.
final class FillingProcess {
    private static final long START_NS = 1_770_336_000_000_000_000L;
    private static final int MANY = 1_000_000;

    /// What the ballast leaves free, so that a step fails early, or in its middle.
    private static final int[] LEFT_BYTES = {0, 4_096, 16_384, 65_536};

    private final Path folder;
    private final Path ballast;
    private final SlowTape slow = new SlowTape();
    private final RandomEvents random = new RandomEvents(1, START_NS);
    private final RandomEvents history = new RandomEvents(2, START_NS - 86_400_000_000_000L);

    private FillingProcess(Path disk) {
        folder = disk.resolve("tape");
        ballast = disk.resolve("ballast");
    }

    public static void main(String[] arguments) throws IOException {
        try {
            new FillingProcess(Path.of(arguments[0])).run();
        } catch (IOException | RuntimeException | AssertionError e) {
            e.printStackTrace(new PrintStream(System.err, true, StandardCharsets.UTF_8));
            System.exit(1);
        }
    }

    private void run() throws IOException {
        try (var writer = TapeWriter.open(folder)) {
            commitUntilFull(writer);
            for (int left : LEFT_BYTES) {
                append(writer, 200);
                refused(left, "seal", writer::sealAll);
                check("after a sealing that failed");
                writer.sealAll();
                check("after a sealing");
                refused(left / 4, "import", () -> importSome(writer, next(history, 50)));
                check("after an import that failed");
                List<MarketEvent> imported = next(history, 50);
                importSome(writer, imported);
                slow.importAll(imported);
                check("after an import");
            }
            refused(4_096, "merge", () -> writer.compact(Long.MAX_VALUE));
            check("after a merging that failed");
            expect(writer.compact(Long.MAX_VALUE) > 0, "merged");
            check("after a merging");
            append(writer, 10);
        }
        TapeWriter.open(folder).close();
        check("opened again");
    }

    private interface Step {
        void run() throws IOException;
    }

    private static List<MarketEvent> next(RandomEvents from, int count) {
        var next = new ArrayList<MarketEvent>();
        for (int i = 0; i < count; i++) {
            next.add(from.one(i % 2 == 0 ? EventKind.LIQUIDATION : EventKind.BOOK_DELTA));
        }
        return next;
    }

    private void append(TapeWriter writer, int count) throws IOException {
        List<MarketEvent> batch = next(random, count);
        batch.forEach(e -> e.sendTo(writer.sink(), writer.instruments()));
        writer.commit();
        slow.appendAll(batch);
    }

    /// Events pushed once are on the tape once, though it took two commits.
    private void commitUntilFull(TapeWriter writer) throws IOException {
        append(writer, 100);
        fill(200_000);
        for (int i = 0; i < MANY; i++) {
            List<MarketEvent> batch = next(random, 100);
            batch.forEach(e -> e.sendTo(writer.sink(), writer.instruments()));
            try {
                writer.commit();
                slow.appendAll(batch);
            } catch (IOException e) {
                checkMessage(e);
                check("after a commit that failed");
                Files.delete(ballast);
                writer.commit();
                slow.appendAll(batch);
                check("after the same commit");
                writer.sealAll();
                return;
            }
        }
        throw new AssertionError("the disk never filled up");
    }

    private void refused(int leftBytes, String what, Step step) throws IOException {
        fill(leftBytes);
        try {
            step.run();
            throw new AssertionError(what + " succeeded on a disk with " + leftBytes + " bytes");
        } catch (IOException e) {
            checkMessage(e);
        } catch (UncheckedIOException e) {
            checkMessage(e.getCause());
        } finally {
            Files.delete(ballast);
        }
    }

    private static void checkMessage(IOException e) {
        String message = String.valueOf(e.getMessage());
        for (String part : List.of("expected", "No space left on device", "bytes are free")) {
            expect(message.contains(part), "'" + part + "' in the message: " + message);
        }
        expect(message.toLowerCase(java.util.Locale.ROOT).contains("free space"), message);
    }

    private static void expect(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("expected " + what);
        }
    }

    private void importSome(TapeWriter writer, List<MarketEvent> events) throws IOException {
        try (var session = writer.beginImport()) {
            for (var event : events) {
                event.sendTo(session.sink(), session.instruments());
            }
            session.finish();
        }
    }

    /// Takes all of the disk but so much.
    private void fill(long leftBytes) throws IOException {
        try (var channel =
                java.nio.channels.FileChannel.open(
                        ballast,
                        java.nio.file.StandardOpenOption.CREATE,
                        java.nio.file.StandardOpenOption.TRUNCATE_EXISTING,
                        java.nio.file.StandardOpenOption.WRITE)) {
            var block = java.nio.ByteBuffer.allocate(4_096);
            while (Files.getFileStore(folder).getUsableSpace() > leftBytes) {
                channel.write(block.clear());
            }
        }
    }

    private void check(String when) throws IOException {
        try (var tape = Tape.open(folder)) {
            List<MarketEvent> found = SlowTape.all(tape.arrival(Selection.all()));
            expect(
                    found.equals(slow.arrival()),
                    when + " all " + slow.size() + " events, found " + found.size());
        }
    }
}
