package spillway.margin.tiers;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import spillway.market.Venue;

/// Tier tables as CSV, one tier a line, with the columns `venue, symbol, tier, notional_floor,
/// notional_cap, max_leverage, mmr, maintenance_amount, unit, source_date`.
final class TierCsv {
    private static final List<String> COLUMNS =
            List.of(
                    "venue",
                    "symbol",
                    "tier",
                    "notional_floor",
                    "notional_cap",
                    "max_leverage",
                    "mmr",
                    "maintenance_amount",
                    "unit",
                    "source_date");

    private final String name;
    private final TierFileLabel label;
    private final TierAssembly assembly;

    TierCsv(String name, TierFileLabel label, TierAssembly assembly) {
        this.name = name;
        this.label = label;
        this.assembly = assembly;
    }

    void read(String text) {
        var tables = new LinkedHashMap<String, List<NamedCsvRecord>>();
        try (var records = CsvReader.builder().ofNamedCsvRecord(text)) {
            for (NamedCsvRecord line : records) {
                if (!line.getHeader().containsAll(COLUMNS)) {
                    assembly.unreadable(
                            name,
                            0,
                            "the columns " + String.join(", ", COLUMNS),
                            String.join(", ", line.getHeader()));
                    return;
                }
                String key =
                        line.getField("venue")
                                + ' '
                                + line.getField("symbol")
                                + ' '
                                + line.getField("source_date");
                tables.computeIfAbsent(key, _ -> new ArrayList<>()).add(line);
            }
        } catch (CsvParseException | IOException e) {
            assembly.unreadable(name, 0, "CSV with a header", String.valueOf(e.getMessage()));
            return;
        }
        if (tables.isEmpty()) {
            assembly.unreadable(name, 0, "at least one tier", "none");
        }
        tables.values().forEach(this::table);
    }

    private void table(List<NamedCsvRecord> lines) {
        NamedCsvRecord first = lines.getFirst();
        String venue = first.getField("venue");
        String symbol = first.getField("symbol");
        Optional<LocalDate> seen =
                TierFileLabel.date(first.getField("source_date")).or(label::seen);
        if (seen.isEmpty()) {
            assembly.unreadable(
                    venue + " " + symbol,
                    0,
                    "a date, in source_date or given with the import",
                    "'" + first.getField("source_date") + "'");
            return;
        }
        Optional<TierUnit> unit = unit(first.getField("unit"));
        if (unit.isEmpty()) {
            assembly.unreadable(
                    venue + " " + symbol,
                    0,
                    "a unit that begins with quote, base, coin or contracts",
                    "'" + first.getField("unit") + "'");
            return;
        }
        var rows = new ArrayList<TierDraft.Row>();
        boolean flat = true;
        for (NamedCsvRecord line : lines) {
            flat &= line.getField("maintenance_amount").isBlank();
            Optional<TierDraft.Row> row = row(venue + " " + symbol, line);
            if (row.isEmpty()) {
                return;
            }
            rows.add(row.get());
        }
        assembly.add(
                new TierDraft(
                        new Venue(venue),
                        symbol,
                        seen.get(),
                        unit.get(),
                        flat ? TierDraft.Shape.FLAT : TierDraft.Shape.MARGINAL,
                        name,
                        rows));
    }

    private static Optional<TierUnit> unit(String text) {
        if (text.startsWith("contracts")) {
            return Optional.of(TierUnit.CONTRACTS);
        }
        if (text.startsWith("base") || text.startsWith("coin")) {
            return Optional.of(TierUnit.COIN);
        }
        return text.startsWith("quote") ? Optional.of(TierUnit.QUOTE) : Optional.empty();
    }

    private Optional<TierDraft.Row> row(String table, NamedCsvRecord line) {
        String field = "tier";
        try {
            int number = Integer.parseInt(line.getField(field));
            Map<String, @Nullable BigDecimal> numbers = new LinkedHashMap<>();
            for (String column : COLUMNS.subList(3, 8)) {
                field = column;
                String text = line.getField(column);
                numbers.put(column, text.isBlank() ? null : new BigDecimal(text));
            }
            field = "max_leverage and mmr";
            BigDecimal leverage = numbers.get("max_leverage");
            BigDecimal rate = numbers.get("mmr");
            if (leverage != null && rate != null) {
                return Optional.of(
                        new TierDraft.Row(
                                number,
                                numbers.get("notional_floor"),
                                numbers.get("notional_cap"),
                                leverage,
                                rate,
                                numbers.get("maintenance_amount")));
            }
        } catch (NumberFormatException _) {
            // reported below, with the field that failed
        }
        assembly.unreadable(
                table,
                0,
                "a number in " + field,
                "line " + line.getStartingLineNumber() + ": " + String.join(",", line.getFields()));
        return Optional.empty();
    }
}
