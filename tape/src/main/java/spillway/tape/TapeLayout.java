package spillway.tape;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import spillway.market.EventKind;
import spillway.market.TimeWindow;
import spillway.market.Venue;

/// Where things lie in a tape's folder. Public: other programs read it (`docs/reference/tape.md`).
record TapeLayout(Path root) {
    private static final Pattern SEGMENT =
            Pattern.compile(
                    "kind=[^/]+/venue=[^/]+/(?:date|year)=[^/]+/([0-9]{16})-([0-9]{16})\\.parquet");

    Path manifests() {
        return root.resolve("manifest");
    }

    Path instruments() {
        return root.resolve("instruments.jsonl");
    }

    Path journal() {
        return root.resolve("journal");
    }

    /// Files in the making; never read by anybody else.
    Path staging() {
        return root.resolve("staging");
    }

    /// A lease for each reader, so that no writer deletes under it.
    Path readers() {
        return root.resolve("readers");
    }

    /// `kind=liquidation/venue=binance-usdm/date=2025-12-27`, relative to the root.
    static String folder(EventKind kind, Venue venue, String partition) {
        return "kind=" + kind.key() + "/venue=" + venue.code() + "/" + partition;
    }

    /// The partition that holds an event of `kind` at `timeNs`, UTC: a day, or a year for the kinds
    /// of which a venue has few (reports by the hour or day, health of feeds).
    static String partition(EventKind kind, long timeNs) {
        LocalDate day =
                Instant.ofEpochSecond(Math.floorDiv(timeNs, 1_000_000_000L))
                        .atOffset(ZoneOffset.UTC)
                        .toLocalDate();
        return byYear(kind) ? "year=" + day.getYear() : "date=" + day;
    }

    /// The time that a partition holds, by its name.
    static TimeWindow windowOf(String partition) {
        if (partition.startsWith("year=")) {
            var first = LocalDate.of(Integer.parseInt(partition.substring("year=".length())), 1, 1);
            return new TimeWindow(startOf(first), startOf(first.plusYears(1)));
        }
        var day = LocalDate.parse(partition.substring("date=".length()));
        return new TimeWindow(startOf(day), startOf(day.plusDays(1)));
    }

    private static long startOf(LocalDate day) {
        return TimeWindow.nanos(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    private static boolean byYear(EventKind kind) {
        return switch (kind) {
            case REPORTED, FEED_HEALTH, INSTRUMENT_CHANGE -> true;
            case TRADE,
                    QUOTE,
                    BOOK_SNAPSHOT,
                    BOOK_DELTA,
                    LIQUIDATION,
                    DELEVERAGING,
                    MARK_PRICE,
                    INDEX_PRICE,
                    FUNDING_RATE,
                    OPEN_INTEREST,
                    LONG_SHORT_RATIO,
                    INSURANCE_FUND,
                    ACCOUNT_POSITION ->
                    false;
        };
    }

    /// The sealed files in the tree, whether a manifest knows them or not.
    List<Path> segmentFiles() throws IOException {
        try (Stream<Path> files = Files.walk(root, 4)) {
            return files.filter(f -> SEGMENT.matcher(relative(f)).matches()).toList();
        }
    }

    /// The place of the first event in a sealed file, as its name tells.
    long firstSeq(Path file) {
        return seqInName(file, 1);
    }

    /// The place of the last.
    long lastSeq(Path file) {
        return seqInName(file, 2);
    }

    private long seqInName(Path file, int group) {
        Matcher name = SEGMENT.matcher(relative(file));
        if (!name.matches()) {
            throw new IllegalArgumentException("expected a sealed file, was " + file);
        }
        return Long.parseLong(name.group(group));
    }

    /// A path in the tree as manifests name it.
    String relative(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }
}
