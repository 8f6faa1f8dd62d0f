package spillway.tape.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the columns of one kind of file mean. Written in TOML; every key is in
/// `docs/reference/mappings.md`.
public final class Mapping {
    private static final List<String> SHIPPED =
            List.of(
                    "coinglass-hourly",
                    "coinglass-daily",
                    "coinalyze-daily",
                    "binance-forced-orders",
                    "hl-cascade-timeline",
                    "hl-positions",
                    "binance-um-trades",
                    "binance-um-agg-trades",
                    "binance-um-metrics",
                    "binance-um-funding",
                    "binance-cm-liquidations",
                    "tardis-trades",
                    "tardis-liquidations");

    /// What a file is made of.
    enum Format {
        CSV,
        /// One document; the rows are an array in it.
        JSON,
        /// A document on each line.
        JSON_LINES
    }

    /// Whether a CSV file's first line names its columns.
    enum Header {
        REQUIRED,
        NONE,
        /// The first line is a header unless its time is a time.
        AUTO
    }

    /// How a CSV file is laid out.
    ///
    /// @param skipLines lines above the header, or above the first row
    /// @param columns names in order, for files without a header
    /// @param extraColumns further, unnamed columns that a row without header may have
    record CsvShape(
            char delimiter, int skipLines, Header header, List<String> columns, int extraColumns) {}

    /// What the name of a file says.
    ///
    /// @param name over the file's name
    /// @param coin of its rows; empty to say nothing
    /// @param venue code of its rows; empty to say nothing
    record FileRule(FileGlob name, String coin, String venue) {}

    /// A column that must hold a certain value.
    record Requirement(String column, String value) {}

    private final String name;
    private final String description;
    final Format format;
    final CsvShape csv;
    final List<String> jsonRows;
    final Set<String> missing;
    final @Nullable Pattern fileName;
    final List<FileRule> files;
    final List<String> ignored;
    final List<Requirement> requirements;
    final String source;
    final TimeRule time;
    final SubjectRule subject;
    final CoverageRule coverage;
    final long intervalNs;
    final List<EventRule> rules;

    Mapping(MappingReader from) {
        name = from.name;
        description = from.description;
        format = from.format;
        csv = from.csv;
        jsonRows = from.jsonRows;
        missing = from.missing;
        fileName = from.fileName;
        files = List.copyOf(from.files);
        ignored = from.ignored;
        requirements = List.copyOf(from.requirements);
        source = from.source;
        time = from.time;
        subject = from.subject;
        coverage = from.coverage;
        intervalNs = from.intervalNs;
        rules = List.copyOf(from.rules);
    }

    /// All mappings that come with Spillway, read when first needed: to say which of them a refused
    /// file is of.
    private static final class Shipped {
        static final List<Mapping> ALL = SHIPPED.stream().map(Mapping::shipped).toList();
    }

    /// The mappings that come with Spillway.
    static List<Mapping> allShipped() {
        return Shipped.ALL;
    }

    /// Names of the mappings that come with Spillway.
    public static List<String> shippedNames() {
        return SHIPPED;
    }

    /// A mapping that comes with Spillway.
    ///
    /// @throws IllegalArgumentException if there is none of that name
    public static Mapping shipped(String name) {
        if (!SHIPPED.contains(name)) {
            throw new IllegalArgumentException(
                    "no mapping '"
                            + name
                            + "' comes with Spillway; there are: "
                            + String.join(", ", SHIPPED)
                            + ". For a file of your own, give the path of a mapping file.");
        }
        try (InputStream in = Mapping.class.getResourceAsStream(name + ".toml")) {
            if (in == null) {
                throw new IllegalStateException("the mapping " + name + " is not in the program");
            }
            return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the mapping " + name, e);
        }
    }

    /// The mapping in a file.
    ///
    /// @throws MappingException with everything that is wrong with it
    /// @throws IOException if it cannot be read
    public static Mapping load(Path file) throws IOException {
        return parse(String.valueOf(file.getFileName()), Files.readString(file));
    }

    /// The mapping written in `toml`.
    ///
    /// @param origin name of the file, for messages
    /// @throws MappingException with everything that is wrong with it
    public static Mapping parse(String origin, String toml) {
        return new MappingReader(origin, toml).read();
    }

    /// What it is called: in the reasons of coverage, on the command line.
    public String name() {
        return name;
    }

    /// What it reads, in one sentence.
    public String description() {
        return description;
    }

    @Override
    public String toString() {
        return name;
    }

    /// What keeps a file from being of this kind, judged by its name and columns.
    ///
    /// @param rulesFit names of the rules that apply, for a file of this kind
    /// @param missing columns that it lacks
    record Fit(List<EventRule> rulesFit, List<String> missing) {
        boolean fits() {
            return missing.isEmpty() && !rulesFit.isEmpty();
        }
    }

    /// Judges a file by its name and columns.
    Fit fit(String nameOfFile, List<String> columns) {
        var missingColumns = new ArrayList<String>();
        if (time.columns().stream().noneMatch(columns::contains)) {
            missingColumns.add(String.join(" or ", time.columns()));
        }
        lacking(time.base().isEmpty() ? List.of() : List.of(time.base()), columns, missingColumns);
        lacking(
                subject.venueColumn().isEmpty() ? List.of() : List.of(subject.venueColumn()),
                columns,
                missingColumns);
        var fitting = new ArrayList<EventRule>();
        for (EventRule rule : rules) {
            if (!rule.scope().covers(nameOfFile)) {
                continue;
            }
            if (rule instanceof EventRule.ReportedColumnsRule wide) {
                if (columns.stream().anyMatch(c -> wide.pattern().matcher(c).matches())) {
                    fitting.add(rule);
                } else if (!rule.scope().optional()) {
                    missingColumns.add("columns like " + wide.pattern());
                }
                continue;
            }
            var lacks = new ArrayList<String>();
            lacking(rule.columns(), columns, lacks);
            boolean absent = lacks.size() == rule.columns().size();
            if (lacks.isEmpty()) {
                fitting.add(rule);
            } else if (!absent || !rule.scope().optional()) {
                lacks.removeAll(missingColumns);
                missingColumns.addAll(lacks);
            }
        }
        return new Fit(fitting, missingColumns);
    }

    private static void lacking(List<String> wanted, List<String> columns, List<String> into) {
        for (String column : wanted) {
            if (!columns.contains(column)) {
                into.add(column);
            }
        }
    }
}
