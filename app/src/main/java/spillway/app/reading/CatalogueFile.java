package spillway.app.reading;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import spillway.market.Decimal;
import spillway.market.MicroUsd;
import spillway.signals.catalogue.Catalogue;
import spillway.signals.catalogue.CatalogueEntry;
import spillway.signals.catalogue.CatalogueScope;
import spillway.signals.catalogue.Confidence;
import spillway.signals.summary.FigureKind;

/// The list of the largest published totals of the whole market: a CSV file that comes with the
/// program, or one of your own of the same columns.
public final class CatalogueFile {
    private static final String SHIPPED = "/spillway/app/catalogue/market.csv";
    private static final List<String> COLUMNS =
            List.of(
                    "date",
                    "total_usd",
                    "long_usd",
                    "short_usd",
                    "confidence",
                    "trigger",
                    "source");

    /// What its totals are totals of.
    private static final CatalogueScope SCOPE =
            new CatalogueScope(
                    "market",
                    List.of("*"),
                    List.of(),
                    "CoinGlass (bybt before October 2021), as published",
                    "rolling 24 hours, at the largest that was published");

    private CatalogueFile() {}

    /// The list that comes with the program.
    public static Catalogue shipped() throws IOException {
        try (InputStream in = CatalogueFile.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IllegalStateException("the list of events is not in the program");
            }
            return read(
                    "the list of events that comes with Spillway",
                    new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /// A list of somebody's own.
    public static Catalogue of(Path file) throws IOException {
        return read(file.toString(), Files.readString(file));
    }

    private static Catalogue read(String where, String text) throws IOException {
        var entries = new ArrayList<CatalogueEntry>();
        try (var rows =
                CsvReader.builder().commentStrategy(CommentStrategy.SKIP).ofNamedCsvRecord(text)) {
            for (var row : rows) {
                checkColumns(where, row);
                entries.add(entry(where, row));
            }
            return new Catalogue(SCOPE, entries);
        } catch (CsvParseException | IllegalArgumentException e) {
            throw new IOException(where + ": " + e.getMessage(), e);
        }
    }

    private static void checkColumns(String where, NamedCsvRecord row) throws IOException {
        if (!row.getHeader().equals(COLUMNS)) {
            throw new IOException(
                    where + ": expected the columns " + COLUMNS + ", found " + row.getHeader());
        }
    }

    private static CatalogueEntry entry(String where, NamedCsvRecord row) throws IOException {
        String at = where + ":" + row.getStartingLineNumber();
        OptionalLong total = money(at, row, "total_usd");
        if (total.isEmpty()) {
            throw new IOException(at + ": expected a total in total_usd, found none");
        }
        return new CatalogueEntry(
                date(at, row.getField("date")),
                total.getAsLong(),
                money(at, row, "long_usd"),
                money(at, row, "short_usd"),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                row.getField("trigger"),
                row.getField("source"),
                FigureKind.REPORTED,
                confidence(at, row.getField("confidence")));
    }

    private static LocalDate date(String at, String text) throws IOException {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IOException(
                    at + ": expected a date such as 2026-02-05, found '" + text + "'", e);
        }
    }

    private static OptionalLong money(String at, NamedCsvRecord row, String column)
            throws IOException {
        String text = row.getField(column);
        if (text.isBlank()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(MicroUsd.of(Decimal.parse(text)));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IOException(
                    at + ": expected dollars in " + column + ", found '" + text + "'", e);
        }
    }

    private static Confidence confidence(String at, String text) throws IOException {
        for (var confidence : Confidence.values()) {
            if (confidence.name().toLowerCase(Locale.ROOT).equals(text)) {
                return confidence;
            }
        }
        throw new IOException(at + ": expected high, medium or low, found '" + text + "'");
    }
}
