package spillway.tape.imports;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import spillway.market.Feed;
import spillway.market.TimeSpans;
import spillway.market.TimeWindow;

/// What became of one file. `rows = added + duplicates + rejected + empty`.
///
/// @param file the file
/// @param outcome whether all of it, its beginning, or nothing was read
/// @param rows rows read, the header not counted
/// @param added rows of which at least one event was new to the target
/// @param duplicates rows that made events, none of them new
/// @param rejected rows that made no events because something in them is wrong
/// @param empty rows in which nothing was collected
/// @param reasons rejected rows counted by what was expected of which column
/// @param problems the refusal, or the first rejected rows and, last, where a file breaks off; how
///   many rows are described is an option, all are counted
/// @param gaps what is missing between the first and the last row of each feed, by feed; a feed
///   without gaps has none
/// @param range from the first row to the end of the last; empty where no row was good
/// @param bytes size of the file as stored
/// @param notes what a person should know: columns that no rule uses, a last line without an end
public record FileSummary(
        Path file,
        Outcome outcome,
        long rows,
        long added,
        long duplicates,
        long rejected,
        long empty,
        SortedMap<String, Long> reasons,
        List<ImportProblem> problems,
        SortedMap<Feed, TimeSpans> gaps,
        Optional<TimeWindow> range,
        long bytes,
        List<String> notes) {
    /// How much of a file was read.
    public enum Outcome {
        /// To its end.
        READ,
        /// Its beginning: it breaks off, or breaks, at a place that `problems` names. Rows before
        /// that are kept.
        CUT,
        /// Nothing: it is not of this kind. Nothing was pushed.
        REFUSED
    }

    public FileSummary {
        if (rows != added + duplicates + rejected + empty) {
            throw new IllegalArgumentException(
                    "rows must be added + duplicates + rejected + empty, were " + rows);
        }
        reasons = Collections.unmodifiableSortedMap(new TreeMap<>(reasons));
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
        gaps = Collections.unmodifiableSortedMap(new TreeMap<>(gaps));
    }

    static FileSummary refused(ImportProblem why, long bytes) {
        return new FileSummary(
                why.file(),
                Outcome.REFUSED,
                0,
                0,
                0,
                0,
                0,
                new TreeMap<>(),
                List.of(why),
                new TreeMap<>(),
                Optional.empty(),
                bytes,
                List.of());
    }
}
