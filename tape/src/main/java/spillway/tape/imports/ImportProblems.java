package spillway.tape.imports;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Words the problems of one file.
final class ImportProblems {
    private static final String OWN_MAPPING =
            "or write a mapping file for it: docs/how-to/import.md";

    private final Path path;

    ImportProblems(Path path) {
        this.path = path;
    }

    String fileName() {
        return String.valueOf(path.getFileName());
    }

    private ImportProblem whole(long line, String expected, String found, String advice) {
        return new ImportProblem(path, line, 0, "", expected, found, advice);
    }

    /// The columns are those of another kind of file.
    Refused wrongColumns(Mapping mapping, Mapping.Fit fit, RowSource source) {
        List<String> columns = source.columns();
        String found =
                (source.headerLine() > 0 ? "a header with " : "rows with ")
                        + String.join(", ", columns);
        String expected;
        if (fit.missing().isEmpty()) {
            var named = new ArrayList<String>();
            for (EventRule rule : mapping.rules) {
                if (!rule.scope().covers(fileName()) && columns.containsAll(rule.columns())) {
                    named.add(describe(rule));
                }
            }
            expected =
                    named.isEmpty()
                            ? "columns of one of its rules: " + allColumns(mapping)
                            : "a file name that says what these columns are: "
                                    + String.join("; ", named);
        } else {
            expected =
                    "the columns of "
                            + mapping
                            + ", of which are missing: "
                            + String.join(", ", fit.missing());
        }
        return new Refused(
                whole(
                        source.headerLine(),
                        expected,
                        found,
                        otherDelimiter(mapping, columns) + advice(mapping, source.firstFields())));
    }

    /// A header in one piece was written with another separator than the mapping's.
    private static String otherDelimiter(Mapping mapping, List<String> columns) {
        if (mapping.format != Mapping.Format.CSV || columns.size() != 1) {
            return "";
        }
        for (String delimiter : List.of(",", ";", "\t", "|")) {
            if (columns.getFirst().contains(delimiter)) {
                return "its columns seem to be separated by '"
                        + (delimiter.equals("\t") ? "\\t" : delimiter)
                        + "': a mapping says so by csv.delimiter; ";
            }
        }
        return "";
    }

    private static String describe(EventRule rule) {
        String what =
                switch (rule) {
                    case EventRule.ReportedRule r -> r.aggregate().metric().key();
                    case EventRule.ReportedColumnsRule r -> r.aggregate().metric().key();
                    case EventRule.OrderRule _ -> "orders";
                    case EventRule.TradeRule _ -> "trades";
                    case EventRule.PositionRule _ -> "positions";
                    case EventRule.StateRule _ -> "states";
                };
        var files = rule.scope().files();
        return what + " in " + (files == null ? "any" : files.text());
    }

    private static String allColumns(Mapping mapping) {
        var sets = new ArrayList<String>();
        for (EventRule rule : mapping.rules) {
            sets.add(
                    rule instanceof EventRule.ReportedColumnsRule wide
                            ? "names like " + wide.pattern()
                            : String.join("+", rule.columns()));
        }
        return String.join(", ", sets);
    }

    String advice(Mapping tried, List<String> columns) {
        var fitting = new ArrayList<String>();
        for (Mapping other : Mapping.allShipped()) {
            if (!other.name().equals(tried.name()) && fits(other, columns)) {
                fitting.add(other.name());
            }
        }
        return fitting.isEmpty()
                ? "nothing of it is kept; check that it is the right file, " + OWN_MAPPING
                : "nothing of it is kept; it looks like "
                        + String.join(" or ", fitting)
                        + ": import it with that mapping";
    }

    /// What to do with a JSON file given to a mapping for CSV.
    String jsonAdvice() {
        var json = new ArrayList<String>();
        for (Mapping mapping : Mapping.allShipped()) {
            if (mapping.format != Mapping.Format.CSV) {
                json.add(mapping.name());
            }
        }
        return "nothing of it is kept; import it with a mapping for JSON (those that come with"
                + " Spillway: "
                + String.join(", ", json)
                + "), "
                + OWN_MAPPING;
    }

    /// Whether `mapping` would take such columns, or such cells of a file without a header.
    private boolean fits(Mapping mapping, List<String> columns) {
        if (mapping.format != Mapping.Format.CSV) {
            return mapping.fit(fileName(), columns).fits();
        }
        if (mapping.csv.header() != Mapping.Header.NONE) {
            return mapping.fit(fileName(), withFileName(mapping, columns)).fits();
        }
        var names = mapping.csv.columns();
        int time = names.indexOf(mapping.time.columns().getFirst());
        return columns.size() >= names.size()
                && columns.size() <= names.size() + mapping.csv.extraColumns()
                && mapping.time.accepts(columns.get(time));
    }

    private static List<String> withFileName(Mapping mapping, List<String> columns) {
        if (mapping.fileName == null) {
            return columns;
        }
        var all = new ArrayList<>(columns);
        all.addAll(mapping.fileName.namedGroups().keySet());
        return all;
    }

    /// The file names no coin and nobody else did.
    Refused noSubject(Mapping mapping, RowSource source) {
        boolean symbols = !mapping.subject.symbolColumns().isEmpty();
        return new Refused(
                whole(
                        source.headerLine(),
                        symbols
                                ? "a column " + String.join(" or ", mapping.subject.symbolColumns())
                                : "to be told the coin, which " + mapping + " files do not name",
                        symbols ? "none, in " + String.join(", ", source.columns()) : "none",
                        symbols
                                ? "give the coin (--coin BTC), or the instrument (--symbol BTCUSDT)"
                                : "give it: --coin BTC"));
    }

    /// A column that a rule reads stands twice in the header.
    Refused repeated(String column, long headerLine) {
        return new Refused(
                new ImportProblem(
                        path,
                        headerLine,
                        0,
                        column,
                        "each column once",
                        "this one twice",
                        "nothing of the file is kept; rename or remove one of them"));
    }

    /// The name of a column that should be a subject cannot be one.
    Refused badColumnName(String column, long headerLine, int slot, String why) {
        return new Refused(
                new ImportProblem(
                        path,
                        headerLine,
                        slot + 1L,
                        column,
                        "a name that the mapping can take apart",
                        why,
                        "nothing of the file is kept; correct the name, or the pattern in the mapping"));
    }

    /// Not one of the first rows could be taken.
    Refused nothingFits(Mapping mapping, ImportProblem first, long rows, List<String> cells) {
        return new Refused(
                new ImportProblem(
                        path,
                        first.line(),
                        first.position(),
                        first.column(),
                        first.expected(),
                        rows == 1
                                ? first.found()
                                : first.found()
                                        + ", and none of the "
                                        + rows
                                        + " rows read is better",
                        advice(mapping, cells)));
    }

    /// A row with a bad cell.
    ImportProblem row(Row row, BadCell bad, List<String> columns) {
        int slot = bad.slot;
        String column = slot >= 0 && slot < columns.size() ? columns.get(slot) : "";
        return new ImportProblem(
                path,
                row.lineOf(slot),
                row.positionOf(slot),
                column,
                bad.expected,
                bad.found.toString(),
                bad.advice);
    }

    /// The file could not be read.
    ImportProblem unreadable(IOException e, String kept) {
        String found =
                e instanceof AccessDeniedException
                        ? "no permission to read it"
                        : String.valueOf(e.getMessage());
        return whole(0, "a file that can be read", found, kept);
    }
}
