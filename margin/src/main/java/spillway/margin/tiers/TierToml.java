package spillway.margin.tiers;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;
import spillway.margin.Rational;
import spillway.market.Venue;

/// Tier tables in Spillway's own format, `spillway-tiers-1`. Numbers are strings, so that they are
/// read as printed; a rate may be a fraction, `1/30`.
final class TierToml {
    static final String FORMAT = "spillway-tiers-1";

    private final String name;
    private final TierAssembly assembly;

    TierToml(String name, TierAssembly assembly) {
        this.name = name;
        this.assembly = assembly;
    }

    void read(String text) {
        TomlParseResult file = Toml.parse(text);
        if (file.hasErrors()) {
            file.errors().forEach(error -> assembly.unreadable(name, 0, "TOML", error.toString()));
            return;
        }
        if (!FORMAT.equals(file.get("format"))) {
            assembly.unreadable(
                    name, 0, "format = \"" + FORMAT + "\"", String.valueOf(file.get("format")));
            return;
        }
        TomlArray tables = file.getArray("table");
        if (!(file.get("venue") instanceof String venue) || tables == null) {
            assembly.unreadable(name, 0, "a venue and [[table]] entries", "not both");
            return;
        }
        for (int i = 0; i < tables.size(); i++) {
            TomlTable table = tables.getTable(i);
            String symbol = String.valueOf(table.get("symbol"));
            try {
                table(new Venue(venue), symbol, table, text(table, file, "source"));
            } catch (IllegalArgumentException e) {
                assembly.unreadable(
                        name + " " + symbol, 0, "a table", String.valueOf(e.getMessage()));
            }
        }
    }

    private static String text(TomlTable table, TomlTable fallback, String key) {
        Object value = table.contains(key) ? table.get(key) : fallback.get(key);
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("expected " + key + " as text, found " + value);
    }

    private void table(Venue venue, String symbol, TomlTable table, String source) {
        TierScale scale = scale(table);
        TierUnit unit = unit(table);
        for (LocalDate seen : dates(table)) {
            assembly.check(new TierTable(venue, symbol, seen, unit, source, scale));
        }
    }

    private static List<LocalDate> dates(TomlTable table) {
        return switch (table.get("seen")) {
            case LocalDate date -> List.of(date);
            case TomlArray dates -> {
                var list = new ArrayList<LocalDate>();
                for (int i = 0; i < dates.size(); i++) {
                    if (!(dates.get(i) instanceof LocalDate date)) {
                        throw new IllegalArgumentException(
                                "expected dates in seen, found " + dates.get(i));
                    }
                    list.add(date);
                }
                yield list;
            }
            case null, default ->
                    throw new IllegalArgumentException(
                            "expected seen as a date or a list of dates, found "
                                    + table.get("seen"));
        };
    }

    private static TierUnit unit(TomlTable table) {
        Object word = table.get("unit");
        for (TierUnit unit : TierUnit.values()) {
            if (unit.word().equals(word)) {
                return unit;
            }
        }
        throw new IllegalArgumentException(
                "expected unit to be quote, coin or contracts, found " + word);
    }

    private static TierScale scale(TomlTable table) {
        String word = String.valueOf(table.get("scale")).toLowerCase(Locale.ROOT);
        return switch (word) {
            case "marginal" -> new TierScale.Marginal(rows(table, 4));
            case "flat" -> new TierScale.Flat(rows(table, 3));
            case "continuous" ->
                    new TierScale.Continuous(
                            number(table.get("initial")),
                            number(table.get("maintenance")),
                            number(table.get("slope")));
            default ->
                    throw new IllegalArgumentException(
                            "expected scale to be marginal, flat or continuous, found " + word);
        };
    }

    private static List<TierRow> rows(TomlTable table, int width) {
        TomlArray tiers = table.getArray("tiers");
        if (tiers == null || tiers.isEmpty()) {
            throw new IllegalArgumentException("expected tiers, found none");
        }
        var rows = new ArrayList<TierRow>();
        Rational floor = Rational.ZERO;
        for (int i = 0; i < tiers.size(); i++) {
            if (!(tiers.get(i) instanceof TomlArray cells) || cells.size() != width) {
                throw new IllegalArgumentException(
                        "expected tier "
                                + (i + 1)
                                + " as "
                                + width
                                + " strings, found "
                                + tiers.get(i));
            }
            Optional<Rational> cap =
                    "".equals(cells.get(0)) ? Optional.empty() : Optional.of(number(cells.get(0)));
            rows.add(
                    new TierRow(
                            i + 1,
                            floor,
                            cap,
                            number(cells.get(1)),
                            number(cells.get(2)),
                            width == 4 ? number(cells.get(3)) : Rational.ZERO));
            floor = cap.orElse(floor);
        }
        return rows;
    }

    private static Rational number(@Nullable Object cell) {
        if (!(cell instanceof String text)) {
            throw new IllegalArgumentException("expected a number in quotes, found " + cell);
        }
        int slash = text.indexOf('/');
        return slash < 0
                ? Rational.parse(text)
                : Rational.parse(text.substring(0, slash))
                        .dividedBy(Rational.parse(text.substring(slash + 1)));
    }
}
