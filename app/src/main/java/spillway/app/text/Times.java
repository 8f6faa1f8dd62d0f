package spillway.app.text;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import spillway.market.TimeWindow;

/// Times and lengths as people write them. What has no zone is UTC.
public final class Times {
    /// Longer than there have been crypto markets.
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final long NS_PER_MS = 1_000_000;
    private static final Pattern LENGTH = Pattern.compile("([0-9]{1,6})(s|m|min|h|d|w)");

    private Times() {}

    /// `2026-02-05`, `2026-02-05T02:00`, `2026-02-05T02:00:00Z` or with an offset, in nanoseconds
    /// since the epoch.
    ///
    /// @throws IllegalArgumentException if it is none of these
    public static long timeNs(String text) {
        String iso = text.strip().replace(' ', 'T');
        try {
            return TimeWindow.nanos(instant(iso));
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "expected a time such as 2026-02-05, 2026-02-05T02:00 or 2026-02-05T02:00:00Z"
                            + " (UTC where no zone is given), found '"
                            + text
                            + "'",
                    e);
        }
    }

    private static Instant instant(String iso) {
        if (iso.indexOf('T') < 0) {
            return LocalDate.parse(iso).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        String time = iso.substring(iso.indexOf('T'));
        boolean zoned =
                time.toUpperCase(Locale.ROOT).endsWith("Z")
                        || time.indexOf('+') >= 0
                        || time.indexOf('-') >= 0;
        return zoned
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    }

    /// `60s`, `90m`, `4h`, `7d`, `1w`, or an ISO duration such as `PT36H`.
    ///
    /// @throws IllegalArgumentException if it is none of these, or not longer than nothing
    public static Duration length(String text) {
        Duration length = parsed(text.strip());
        if (length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "expected a length of at most "
                            + LONGEST.toDays()
                            + " days, found '"
                            + text
                            + "'");
        }
        if (length.isZero() || length.isNegative()) {
            throw new IllegalArgumentException(
                    "expected a length of more than nothing, found '" + text + "'");
        }
        return length;
    }

    private static Duration parsed(String text) {
        Matcher simple = LENGTH.matcher(text.toLowerCase(Locale.ROOT));
        if (simple.matches()) {
            long count = Long.parseLong(simple.group(1));
            return switch (simple.group(2)) {
                case "s" -> Duration.ofSeconds(count);
                case "h" -> Duration.ofHours(count);
                case "d" -> Duration.ofDays(count);
                case "w" -> Duration.ofDays(Math.multiplyExact(7, count));
                default -> Duration.ofMinutes(count);
            };
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "expected a length such as 90m, 4h, 7d or PT36H, found '" + text + "'", e);
        }
    }

    /// `90m`, `48h` or `7d`: the shortest of what [#length(String)] reads.
    public static String show(Duration length) {
        if (length.toSecondsPart() != 0 || length.toNanosPart() != 0) {
            return length.toString();
        }
        if (length.toMinutesPart() != 0) {
            return length.toMinutes() + "m";
        }
        return length.toHours() % 24 == 0 && length.toHours() > 48
                ? length.toDays() + "d"
                : length.toHours() + "h";
    }

    /// `2026-02-05 02:00` where the rest is zero, else with seconds and, where they matter,
    /// milliseconds. Finer digits are left to JSON.
    public static String show(long timeNs) {
        long wholeNs = timeNs - Math.floorMod(timeNs, NS_PER_MS);
        String minutes = TimeWindow.iso(wholeNs).replace("T", " ").replace("Z", "");
        return minutes.endsWith(":00") && minutes.length() == "2026-02-05 02:00:00".length()
                ? minutes.substring(0, minutes.length() - 3)
                : minutes;
    }
}
