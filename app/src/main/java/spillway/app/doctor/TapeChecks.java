package spillway.app.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import spillway.app.text.Numbers;
import spillway.app.text.Reasons;
import spillway.app.text.Times;
import spillway.market.EventKind;
import spillway.market.TimeWindow;
import spillway.tape.Segment;
import spillway.tape.Tape;

/// A tape and the disk under it.
public final class TapeChecks {
    private static final long MB = 1 << 20;

    /// Below this a writer cannot seal an hour of a busy day.
    private static final long LEAST_FREE_MB = 256;

    private static final long COMFORTABLE_FREE_MB = 4_096;

    /// From here on books are no longer kept, and then everything but liquidations.
    private static final double NEARLY_FULL = 0.90;

    private static final double FULL = 0.95;
    private static final int DAYS_TO_WORRY = 14;

    private final Path folder;
    private final Clock clock;
    private final List<Finding> findings = new ArrayList<>();

    private TapeChecks(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /// Looks at the tape in `folder`, which need not exist.
    public static List<Finding> all(Path folder, Clock clock) {
        var checks = new TapeChecks(folder, clock);
        checks.run();
        return checks.findings;
    }

    private void run() {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            findings.add(
                    Finding.bad(
                            "tape",
                            folder + " is a file",
                            "a tape is a folder: name another with --tape"));
            return;
        }
        if (!Tape.isTape(folder)) {
            findings.add(
                    Finding.warning(
                            "tape",
                            "no tape in " + folder,
                            "make one with `spillway import`, or name another with --tape"));
            checkDisk(List.of());
            return;
        }
        List<Segment> segments = List.of();
        try (var tape = Tape.open(folder)) {
            segments = tape.manifest().segments();
            checkTape(tape);
            checkFiles(tape);
            checkLosses(tape);
            checkClock(tape);
        } catch (IOException e) {
            findings.add(
                    Finding.bad(
                            "tape",
                            Reasons.of(e),
                            "read what it says; if the disk is full, nothing is lost: make room"));
        }
        checkWriter();
        checkDisk(segments);
    }

    private void checkTape(Tape tape) throws IOException {
        long rows = 0;
        long bytes = 0;
        for (var segment : tape.manifest().segments()) {
            rows += segment.rows();
            bytes += segment.bytes();
        }
        Optional<TimeWindow> span = tape.venueTimes(EnumSet.allOf(EventKind.class));
        String found =
                Numbers.count(rows)
                        + " sealed events in "
                        + Numbers.count(tape.manifest().segments().size())
                        + " files, "
                        + String.format(Locale.ROOT, "%,.1f MB", bytes / (double) MB)
                        + span.map(s ->
                                        ", from "
                                                + Times.show(s.fromNs())
                                                + " to "
                                                + Times.show(s.toNs() - 1)
                                                + " UTC")
                                .orElse("");
        findings.add(Finding.good("tape", folder + ": " + found));
    }

    private void checkFiles(Tape tape) throws IOException {
        var wrong = new ArrayList<String>();
        for (var segment : tape.manifest().segments()) {
            Path file = tape.file(segment);
            if (!Files.exists(file)) {
                wrong.add(segment.path() + " is missing");
            } else if (Files.size(file) != segment.bytes()) {
                wrong.add(
                        segment.path()
                                + " has "
                                + Files.size(file)
                                + " bytes, not "
                                + segment.bytes());
            }
        }
        if (!wrong.isEmpty()) {
            findings.add(
                    Finding.bad(
                            "files",
                            wrong.size()
                                    + " sealed files are not as they were: "
                                    + wrong.getFirst(),
                            "put them back from a copy of the tape; what they held cannot be read"));
        }
    }

    private void checkLosses(Tape tape) {
        var losses = tape.manifest().losses();
        if (!losses.isEmpty()) {
            long events = losses.stream().mapToLong(l -> l.toSeq() - l.fromSeq()).sum();
            findings.add(
                    Finding.warning(
                            "losses",
                            Numbers.count(events)
                                    + " events were lost: "
                                    + losses.getLast().reason(),
                            "nothing to do: they are recorded, and coverage says so"));
        }
    }

    private void checkClock(Tape tape) throws IOException {
        Optional<TimeWindow> heard =
                tape.venueTimes(EnumSet.of(EventKind.LIQUIDATION, EventKind.TRADE));
        long nowNs = TimeWindow.nanos(clock.instant());
        if (heard.isPresent() && heard.get().toNs() > nowNs + Duration.ofMinutes(5).toNanos()) {
            findings.add(
                    Finding.warning(
                            "clock",
                            "the tape has events of "
                                    + Times.show(heard.get().toNs() - 1)
                                    + ", after now",
                            "check the machine's clock, unless the tape is made up"));
        }
    }

    private void checkWriter() {
        try {
            Optional<String> holder = Tape.writer(folder);
            findings.add(
                    holder.isPresent()
                            ? Finding.warning(
                                    "writer",
                                    holder.get() + " is writing this tape",
                                    "read as you like; to write, stop that process first")
                            : Finding.good("writer", "nobody is writing this tape"));
        } catch (IOException e) {
            findings.add(Finding.bad("writer", Reasons.of(e), "check who owns the tape's folder"));
        }
    }

    private void checkDisk(List<Segment> segments) {
        Path existing = folder.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            findings.add(disk(existing, Files.getFileStore(existing), segments));
        } catch (IOException e) {
            findings.add(
                    Finding.bad(
                            "disk", existing + ": " + Reasons.of(e), "check that it is mounted"));
        }
    }

    private Finding disk(Path at, FileStore store, List<Segment> segments) throws IOException {
        long free = store.getUsableSpace();
        double used = 1 - free / (double) Math.max(1, store.getTotalSpace());
        long perDay = bytesPerDay(segments);
        String days =
                perDay == 0 ? "" : ", full in " + free / perDay + " days at the writer's rate";
        String found =
                String.format(
                        Locale.ROOT,
                        "%,d MB free of %,d MB at %s, %.0f %% used%s",
                        free / MB,
                        store.getTotalSpace() / MB,
                        at,
                        used * 100,
                        days);
        if (!Files.isWritable(at)) {
            return Finding.bad(
                    "disk", found + "; it cannot be written", "check who owns the folder");
        }
        if (free < LEAST_FREE_MB * MB) {
            return Finding.bad(
                    "disk",
                    found,
                    "the disk is full: a writer stops at once, and loses nothing acknowledged; free"
                            + " space, or move the tape to a larger disk and name it with --tape");
        }
        boolean soon = perDay > 0 && free / perDay < DAYS_TO_WORRY;
        if (used > FULL || (used > NEARLY_FULL && free < COMFORTABLE_FREE_MB * MB) || soon) {
            return Finding.warning("disk", found, "free space soon, or keep less");
        }
        return Finding.good("disk", found);
    }

    /// Bytes of the files that were made in the last 24 hours, if somebody is writing: what was
    /// imported is no rate.
    private long bytesPerDay(List<Segment> segments) throws IOException {
        if (!Tape.isTape(folder) || Tape.writer(folder).isEmpty()) {
            return 0;
        }
        long sinceMs = clock.millis() - Duration.ofDays(1).toMillis();
        long bytes = 0;
        for (var segment : segments) {
            Path file = folder.resolve(segment.path());
            boolean made =
                    Files.exists(file) && Files.getLastModifiedTime(file).toMillis() >= sinceMs;
            bytes += made ? segment.bytes() : 0;
        }
        return bytes;
    }
}
