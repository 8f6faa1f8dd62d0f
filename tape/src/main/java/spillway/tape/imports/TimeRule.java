package spillway.tape.imports;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import spillway.market.Decimal;

/// How a file writes time.
///
/// @param columns names it may have; the first that is present counts
/// @param unit of the number, or text
/// @param offset added zone of texts that name none; UTC unless the mapping says otherwise
/// @param base column holding the moment from which the time counts, empty for the epoch
record TimeRule(List<String> columns, Unit unit, ZoneOffset offset, String base) {
    /// Units of a time in a file.
    enum Unit {
        S(9),
        MS(6),
        US(3),
        NS(0),
        /// A number by its magnitude, anything else as text.
        AUTO(-1),
        /// A date, or date and time, as ISO 8601 writes them.
        TEXT(-1);

        private final int nanoExponent;

        Unit(int nanoExponent) {
            this.nanoExponent = nanoExponent;
        }

        static Map<String, Unit> byName() {
            var names = new LinkedHashMap<String, Unit>();
            for (var unit : values()) {
                names.put(unit.name().toLowerCase(Locale.ROOT), unit);
            }
            return names;
        }
    }

    /// The genesis block of bitcoin's day; nothing in these markets is older.
    private static final long EARLIEST_NS = 1_230_940_800_000_000_000L;

    /// 2100-01-01. A time outside says that the unit is another.
    private static final long LATEST_NS = 4_102_444_800_000_000_000L;

    private static final String ADVICE =
            "correct the cell, or the unit under [time] of the mapping";

    /// The smallest step this rule can tell apart, for closing a stretch after its last moment.
    long stepNs() {
        return switch (unit) {
            case S -> 1_000_000_000L;
            case MS, AUTO, TEXT -> 1_000_000L;
            case US -> 1_000L;
            case NS -> 1L;
        };
    }

    /// The moment in `slot`, in nanoseconds since the Unix epoch.
    ///
    /// @param baseSlot slot of the base, −1 when there is none
    long readNs(Row row, int slot, int baseSlot) throws BadCell {
        String text = row.requiredText(slot, what());
        long ns;
        if (baseSlot < 0) {
            ns = parse(text, unit, slot);
        } else {
            String baseText = row.requiredText(baseSlot, "a time");
            long baseNs = parse(baseText, Unit.AUTO, baseSlot);
            checkRange(baseNs, baseText, baseSlot);
            long sinceNs = number(text, unit.nanoExponent, slot);
            if (sinceNs < 0 || sinceNs >= LATEST_NS - baseNs) {
                throw new BadCell(
                        slot, "a time since " + base + ", before 2100", "'" + text + "'", ADVICE);
            }
            ns = baseNs + sinceNs;
        }
        checkRange(ns, text, slot);
        return ns;
    }

    /// Whether `text` is a time by this rule.
    boolean accepts(String text) {
        try {
            return isInRange(parse(text.strip(), unit, 0));
        } catch (BadCell e) {
            return false;
        }
    }

    private String what() {
        return switch (unit) {
            case S -> "a time in seconds";
            case MS -> "a time in milliseconds";
            case US -> "a time in microseconds";
            case NS -> "a time in nanoseconds";
            case AUTO -> "a time";
            case TEXT -> "a date, or date and time, as ISO 8601 writes them";
        };
    }

    private void checkRange(long ns, String text, int slot) throws BadCell {
        if (!isInRange(ns)) {
            throw outOfRange(text, slot);
        }
    }

    private static boolean isInRange(long ns) {
        return ns >= EARLIEST_NS && ns < LATEST_NS;
    }

    private BadCell outOfRange(String text, int slot) {
        return new BadCell(
                slot,
                what() + " between 2009 and 2100",
                "'" + text + "'",
                ADVICE + otherUnit(text));
    }

    /// Which unit would make a number a time of these markets; each magnitude fits one at most.
    private String otherUnit(String text) {
        for (Unit other : Unit.values()) {
            if (other.nanoExponent < 0 || other == unit || !isNumber(text)) {
                continue;
            }
            try {
                long ns = nanos(text, other.nanoExponent);
                if (isInRange(ns)) {
                    String name = other.name().toLowerCase(Locale.ROOT);
                    return " (as " + name + " it would be " + Instant.ofEpochSecond(0, ns) + ")";
                }
            } catch (NumberFormatException | ArithmeticException e) {
                // Too large for this unit.
            }
        }
        return "";
    }

    private long parse(String text, Unit as, int slot) throws BadCell {
        return switch (as) {
            case S, MS, US, NS -> number(text, as.nanoExponent, slot);
            case TEXT -> textNs(text, slot);
            case AUTO -> isNumber(text) ? byMagnitude(text, slot) : textNs(text, slot);
        };
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '.') {
                return false;
            }
        }
        return true;
    }

    private long byMagnitude(String text, int slot) throws BadCell {
        int digits = text.indexOf('.') < 0 ? text.length() : text.indexOf('.');
        int exponent = digits <= 11 ? 9 : digits <= 14 ? 6 : digits <= 17 ? 3 : 0;
        return number(text, exponent, slot);
    }

    /// A number of units. Exponents are refused: they are the mark of a spreadsheet that has
    /// rounded the time.
    private long number(String text, int nanoExponent, int slot) throws BadCell {
        try {
            long ns = nanos(text, nanoExponent);
            if (text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
                throw new BadCell(slot, what() + " with all its digits", "'" + text + "'", ADVICE);
            }
            return ns;
        } catch (NumberFormatException e) {
            throw new BadCell(slot, what(), "'" + text + "'", ADVICE);
        } catch (ArithmeticException e) {
            throw outOfRange(text, slot);
        }
    }

    private static long nanos(String text, int nanoExponent) {
        Decimal units = Decimal.parse(text);
        int places = nanoExponent - units.scale();
        return places >= 0
                ? Math.multiplyExact(units.mantissa(), Decimal.powerOfTen(places))
                : Exact.at(Exact.shifted(units, nanoExponent), 0);
    }

    private long textNs(String text, int slot) throws BadCell {
        try {
            return new IsoText(text).epochNs(offset);
        } catch (DateTimeException | StringIndexOutOfBoundsException | ArithmeticException e) {
            throw new BadCell(slot, what(), "'" + text + "'", ADVICE);
        }
    }

    /// `2021-12-23`, `2021-12-23 00:00:00+00`, `2026-02-06T00:00:00.000Z`, `… UTC`, `…+05:30`.
    private static final class IsoText {
        private final String text;
        private int at;

        IsoText(String text) {
            this.text = text;
        }

        long epochNs(ZoneOffset otherwise) {
            int year = digits(4);
            expect('-');
            int month = digits(2);
            expect('-');
            int day = digits(2);
            int hour = 0;
            int minute = 0;
            int second = 0;
            int nano = 0;
            if (at < text.length()) {
                expectOneOf("T t");
                hour = digits(2);
                expect(':');
                minute = digits(2);
                if (at < text.length() && text.charAt(at) == ':') {
                    at++;
                    second = digits(2);
                    nano = fraction();
                }
            }
            ZoneOffset zone = zone(otherwise);
            var moment = LocalDateTime.of(year, month, day, hour, minute, second);
            return Math.addExact(
                    Math.multiplyExact(moment.toEpochSecond(zone), 1_000_000_000L), nano);
        }

        private int digits(int count) {
            int value = 0;
            for (int i = 0; i < count; i++) {
                char c = text.charAt(at++);
                if (c < '0' || c > '9') {
                    throw new DateTimeException("not a digit");
                }
                value = value * 10 + (c - '0');
            }
            return value;
        }

        private void expect(char c) {
            if (text.charAt(at++) != c) {
                throw new DateTimeException("not " + c);
            }
        }

        private void expectOneOf(String allowed) {
            if (allowed.indexOf(text.charAt(at++)) < 0) {
                throw new DateTimeException("not one of " + allowed);
            }
        }

        private int fraction() {
            if (at >= text.length() || (text.charAt(at) != '.' && text.charAt(at) != ',')) {
                return 0;
            }
            at++;
            int nano = 0;
            int unit = 100_000_000;
            int start = at;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                nano += unit * (text.charAt(at++) - '0');
                unit /= 10;
            }
            if (at == start) {
                throw new DateTimeException("no digits after the point");
            }
            return nano;
        }

        private ZoneOffset zone(ZoneOffset otherwise) {
            String rest = text.substring(at).strip();
            if (rest.isEmpty()) {
                return otherwise;
            }
            return switch (rest) {
                case "Z", "z", "UTC", "GMT" -> ZoneOffset.UTC;
                default -> ZoneOffset.of(rest);
            };
        }
    }
}
