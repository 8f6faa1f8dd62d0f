package spillway.tape.imports;

import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/// Reads a mapping file, noting every problem before it complains.
final class MappingReader {
    private static final int MOST_SKIPPED_LINES = 1000;

    private final String origin;
    private final List<MappingProblem> problems = new ArrayList<>();
    private final Set<String> keys = new TreeSet<>();
    private final TomlParseResult toml;

    String name = "";
    String description = "";
    Mapping.Format format = Mapping.Format.CSV;
    Mapping.CsvShape csv = new Mapping.CsvShape(',', 0, Mapping.Header.REQUIRED, List.of(), 0);
    List<String> jsonRows = List.of();
    Set<String> missing = Set.of();
    @Nullable Pattern fileName;
    final List<Mapping.FileRule> files = new ArrayList<>();
    List<String> ignored = List.of();
    final List<Mapping.Requirement> requirements = new ArrayList<>();
    String source = "";
    TimeRule time = new TimeRule(List.of(), TimeRule.Unit.AUTO, ZoneOffset.UTC, "");
    SubjectRule subject =
            new SubjectRule("", "", Map.of(), List.of(), false, Map.of(), 0, 0, List.of());
    CoverageRule coverage = new CoverageRule(CoverageRule.Mode.NONE, 0, false);
    List<EventRule> rules = List.of();
    long intervalNs;

    MappingReader(String origin, String text) {
        this.origin = origin;
        toml = Toml.parse(text);
    }

    Mapping read() {
        for (var error : toml.errors()) {
            problems.add(
                    new MappingProblem(
                            origin,
                            error.position().line(),
                            "TOML",
                            String.valueOf(error.getMessage())));
        }
        if (problems.isEmpty()) {
            readAll(new Section(new Section.Reading(origin, problems, keys), toml));
        }
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparingInt(MappingProblem::line));
            throw new MappingException(origin, problems);
        }
        return new Mapping(this);
    }

    /// Full names of all keys that this reading looked for.
    Set<String> keys() {
        return keys;
    }

    private void readAll(Section top) {
        name = top.required("name");
        description = top.text("description", "");
        format = top.requiredChoice("format", Section.names(Mapping.Format.values()), format);
        source = top.text("source", "");
        intervalNs = top.duration("interval");
        fileName = top.pattern("fileName");
        ignored = top.texts("ignore");
        missing = new HashSet<>();
        var words = top.has("missing") ? top.texts("missing") : List.of("None", "NaN", "null");
        words.forEach(word -> missing.add(word.toLowerCase(Locale.ROOT)));
        readLayout(top);
        readTime(top.section("time"));
        subject = SubjectReader.read(top.section("subject"));
        for (Section file : top.sections("file")) {
            files.add(
                    new Mapping.FileRule(
                            FileGlob.of(file.required("name")),
                            file.text("coin", ""),
                            SubjectReader.venueCode(file, "venue")));
            file.end();
        }
        for (Section one : top.sections("require")) {
            requirements.add(
                    new Mapping.Requirement(one.required("column"), one.required("value")));
            one.end();
        }
        rules = RuleReader.read(top, source, intervalNs, subject);
        readCoverage(top.section("coverage"));
        checkColumns(top);
        top.end();
    }

    private void readLayout(Section top) {
        switch (format) {
            case CSV -> readCsv(top.section("csv"));
            case JSON -> {
                Section section = top.section("json");
                String path = section.text("rows", "");
                jsonRows = path.isEmpty() ? List.of() : List.of(path.split("\\.", -1));
                section.end();
            }
            case JSON_LINES -> {}
        }
    }

    private void readCsv(Section section) {
        String delimiter = section.text("delimiter", ",");
        if (delimiter.length() != 1 || "\"\r\n".contains(delimiter)) {
            section.problem(
                    "delimiter",
                    "expected one character, not a quote or an end of line, found '"
                            + delimiter
                            + "'");
            delimiter = ",";
        }
        var header =
                section.choice(
                        "header", Section.names(Mapping.Header.values()), Mapping.Header.REQUIRED);
        var columns = section.texts("columns");
        if (header != Mapping.Header.REQUIRED && columns.isEmpty()) {
            section.problem("columns", "must name the columns of files without a header");
        }
        if (header == Mapping.Header.REQUIRED && !columns.isEmpty()) {
            section.problem("columns", "is only for header = \"none\" or \"auto\"");
        }
        if (new HashSet<>(columns).size() < columns.size()) {
            section.problem("columns", "names a column twice");
        }
        csv =
                new Mapping.CsvShape(
                        delimiter.charAt(0),
                        section.integer("skipLines", 0, 0, MOST_SKIPPED_LINES),
                        header,
                        columns,
                        section.integer("extraColumns", 0, 0, 100));
        section.end();
    }

    private void readTime(Section section) {
        var columns = section.texts("column");
        if (columns.isEmpty()) {
            section.problem("column", "is missing; expected the name of the column with the time");
        }
        var unit = section.requiredChoice("unit", TimeRule.Unit.byName(), TimeRule.Unit.AUTO);
        String base = section.text("base", "");
        if (!base.isEmpty() && (unit == TimeRule.Unit.AUTO || unit == TimeRule.Unit.TEXT)) {
            section.problem("unit", "must be s, ms, us or ns where [time] has a base");
        }
        time = new TimeRule(columns, unit, offset(section, unit), base);
        section.end();
    }

    private static ZoneOffset offset(Section section, TimeRule.Unit unit) {
        String zone = section.text("offset");
        if (zone == null) {
            return ZoneOffset.UTC;
        }
        if (unit != TimeRule.Unit.TEXT && unit != TimeRule.Unit.AUTO) {
            section.problem("offset", "is only for texts: a number counts from 1970 in UTC");
        }
        try {
            return ZoneOffset.of(zone);
        } catch (DateTimeException e) {
            section.problem("offset", "expected an offset such as +08:00, found '" + zone + "'");
            return ZoneOffset.UTC;
        }
    }

    private void readCoverage(Section section) {
        boolean hasIntervals = rules.stream().anyMatch(this::hasInterval);
        var mode =
                section.choice(
                        "mode",
                        Section.names(CoverageRule.Mode.values()),
                        hasIntervals ? CoverageRule.Mode.GRID : CoverageRule.Mode.NONE);
        long silenceNs = section.duration("silence");
        switch (mode) {
            case SILENCE -> {
                if (!section.has("silence")) {
                    section.problem("silence", "is missing; expected a length of time such as 10m");
                }
            }
            case GRID, NONE -> {
                if (section.has("silence")) {
                    section.problem("silence", "is only for mode = \"silence\" or \"span\"");
                }
            }
            case SPAN -> {}
        }
        if (mode == CoverageRule.Mode.GRID && !hasIntervals) {
            section.problem("mode", "is grid, but no interval is given at the top or in a rule");
        }
        coverage = new CoverageRule(mode, silenceNs, section.flag("wholeMarket"));
        section.end();
    }

    private boolean hasInterval(EventRule rule) {
        return switch (rule) {
            case EventRule.ReportedRule r -> r.aggregate().intervalNs() > 0;
            case EventRule.ReportedColumnsRule r -> r.aggregate().intervalNs() > 0;
            case EventRule.OrderRule _, EventRule.TradeRule _, EventRule.PositionRule _ -> false;
            case EventRule.StateRule _ -> intervalNs > 0;
        };
    }

    /// Where the mapping itself names a file's columns, every column it reads must be one of them.
    private void checkColumns(Section top) {
        if (format != Mapping.Format.CSV || csv.columns().isEmpty()) {
            return;
        }
        var read = new LinkedHashSet<>(time.columns());
        read.add(time.base());
        read.addAll(subject.symbolColumns());
        read.add(subject.venueColumn());
        requirements.forEach(r -> read.add(r.column()));
        rules.forEach(r -> read.addAll(r.columns()));
        read.remove("");
        csv.columns().forEach(read::remove);
        if (fileName != null) {
            read.removeAll(fileName.namedGroups().keySet());
        }
        read.removeAll(subject.symbolColumns());
        if (!read.isEmpty()) {
            top.section("csv")
                    .problem(
                            "columns",
                            "does not name these, which the mapping reads: "
                                    + String.join(", ", read));
        }
    }
}
