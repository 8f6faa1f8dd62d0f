package spillway.margin.collateral;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;
import spillway.margin.Rational;
import spillway.market.Venue;

/// Reads haircuts in Spillway's own format, `spillway-haircuts-1`
/// (`docs/reference/tier-tables.md`).
public final class HaircutFiles {
    private static final String FORMAT = "spillway-haircuts-1";

    private static final List<String> BUILT_IN = List.of("kraken-futures");

    private HaircutFiles() {}

    /// What came of a file.
    ///
    /// @param tables that passed the check
    /// @param problems of those that did not
    public record HaircutImport(List<HaircutTable> tables, List<String> problems) {
        public HaircutImport {
            tables = List.copyOf(tables);
            problems = List.copyOf(problems);
        }
    }

    /// Everything in `file` that passes the check, and why the rest does not.
    public static HaircutImport read(Path file) throws IOException {
        return read(String.valueOf(file.getFileName()), Files.readString(file));
    }

    /// The haircuts that come with Spillway: those published with a number and a day.
    public static HaircutBook builtIn() {
        var tables = new ArrayList<HaircutTable>();
        for (String name : BUILT_IN) {
            String path = "/spillway/margin/haircuts/" + name + ".toml";
            try (InputStream in = HaircutFiles.class.getResourceAsStream(path)) {
                byte[] bytes = Objects.requireNonNull(in, path).readAllBytes();
                HaircutImport read = read(path, new String(bytes, StandardCharsets.UTF_8));
                if (!read.problems().isEmpty()) {
                    throw new IllegalStateException("built-in haircuts: " + read.problems());
                }
                tables.addAll(read.tables());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new HaircutBook(tables);
    }

    static HaircutImport read(String name, String text) {
        TomlParseResult file = Toml.parse(text);
        var problems = new ArrayList<String>();
        file.errors().forEach(error -> problems.add(name + ": expected TOML, found " + error));
        if (problems.isEmpty() && !FORMAT.equals(file.get("format"))) {
            problems.add(
                    name + ": expected format = \"" + FORMAT + "\", found " + file.get("format"));
        }
        if (!problems.isEmpty()) {
            return new HaircutImport(List.of(), problems);
        }
        var tables = new ArrayList<HaircutTable>();
        TomlArray assets = file.getArrayOrEmpty("asset");
        for (int i = 0; i < assets.size(); i++) {
            try {
                HaircutTable table = table(file, assets.getTable(i));
                List<String> wrong = table.problems();
                problems.addAll(wrong);
                if (wrong.isEmpty()) {
                    tables.add(table);
                }
            } catch (IllegalArgumentException e) {
                problems.add(name + ", asset " + (i + 1) + ": " + e.getMessage());
            }
        }
        return new HaircutImport(tables, problems);
    }

    private static HaircutTable table(TomlTable file, TomlTable asset) {
        if (!(asset.get("seen") instanceof LocalDate seen)) {
            throw new IllegalArgumentException(
                    "expected seen as a date, found " + asset.get("seen"));
        }
        var steps = new ArrayList<HaircutTable.Step>();
        TomlArray rows = asset.getArrayOrEmpty("steps");
        for (int i = 0; i < rows.size(); i++) {
            if (!(rows.get(i) instanceof TomlArray row) || row.size() != 2) {
                throw new IllegalArgumentException(
                        "expected steps as pairs of strings, found " + rows.get(i));
            }
            String end = text(row.get(0), "the end of a step");
            steps.add(
                    new HaircutTable.Step(
                            end.isEmpty() ? Optional.empty() : Optional.of(Rational.parse(end)),
                            Rational.parse(text(row.get(1), "a haircut"))));
        }
        return new HaircutTable(
                new Venue(text(file.get("venue"), "venue")),
                text(asset.get("asset"), "asset"),
                seen,
                text(file.get("source"), "source"),
                steps);
    }

    private static String text(@Nullable Object value, String what) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("expected " + what + " as text, found " + value);
    }
}
