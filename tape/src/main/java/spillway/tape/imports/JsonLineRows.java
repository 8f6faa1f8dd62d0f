package spillway.tape.imports;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Rows of a file that holds one JSON object or array on each line. A broken line is a malformed
/// row; the others stand.
final class JsonLineRows implements RowSource {
    /// Longest line in characters; a longer one is malformed and is not held in memory.
    private static final int LONGEST_LINE = 1 << 20;

    private static final String ONE_DOCUMENT =
            "nothing of the file is kept; if all of it is one JSON document, the mapping's format is"
                    + " json";

    private final SourceFile file;
    private final Path path;
    private final BufferedReader lines;
    private final Map<String, Integer> slots = new HashMap<>();
    private final StringBuilder line = new StringBuilder();
    private List<String> columns = List.of();
    private long lineNumber;
    private boolean overlong;
    private boolean atEnd;
    private @Nullable ImportProblem malformed;

    private JsonLineRows(SourceFile file) {
        this.file = file;
        path = file.path();
        lines = new BufferedReader(file.reader());
    }

    static JsonLineRows open(SourceFile first, LongConsumer progress) throws IOException, Refused {
        var names = new LinkedHashSet<String>();
        try (var survey = new JsonLineRows(first)) {
            survey.collectNames(names, progress);
        }
        var rows = new JsonLineRows(SourceFile.open(first.path()));
        rows.columns = List.copyOf(names);
        for (int i = 0; i < rows.columns.size(); i++) {
            rows.slots.put(rows.columns.get(i), i);
        }
        return rows;
    }

    private void collectNames(Set<String> names, LongConsumer progress)
            throws IOException, Refused {
        ImportProblem firstProblem = null;
        long rows = 0;
        while (readLine()) {
            try (JsonParser at = JsonCells.parser(new StringReader(line.toString()))) {
                JsonToken token = at.nextToken();
                if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                    if (!JsonCells.names(at, names)) {
                        throw new Refused(JsonCells.tooManyNames(path));
                    }
                } else if (firstProblem == null) {
                    firstProblem = notARow("'" + line + "'", 1, ONE_DOCUMENT);
                }
            } catch (JacksonException e) {
                if (firstProblem == null) {
                    firstProblem = notARow(JsonCells.complaint(e), column(e), ONE_DOCUMENT);
                }
            }
            if (++rows % ROWS_PER_REPORT == 0) {
                progress.accept(file.bytesRead());
            }
        }
        if (names.isEmpty()) {
            throw new Refused(firstProblem != null ? firstProblem : noNames());
        }
    }

    private ImportProblem noNames() {
        return new ImportProblem(
                path,
                0,
                0,
                "",
                "a JSON object on each line",
                "none with anything in it",
                "export or download the file again");
    }

    /// The next line that is not blank.
    private boolean readLine() throws IOException {
        while (true) {
            line.setLength(0);
            overlong = false;
            int c = lines.read();
            if (c < 0) {
                return false;
            }
            lineNumber++;
            while (c >= 0 && c != '\n') {
                if (line.length() < LONGEST_LINE) {
                    line.append((char) c);
                } else {
                    overlong = true;
                }
                c = lines.read();
            }
            atEnd = c < 0;
            if (!line.toString().isBlank()) {
                return true;
            }
        }
    }

    private static long column(JacksonException e) {
        return e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getColumnNr());
    }

    private ImportProblem notARow(String found, long position, String advice) {
        return new ImportProblem(
                path, lineNumber, position, "", "one JSON object on the line", found, advice);
    }

    @Override
    public Next next(Row row) throws IOException {
        if (!readLine()) {
            return Next.END;
        }
        if (overlong) {
            malformed =
                    notARow(
                            "a line of more than " + LONGEST_LINE + " characters",
                            0,
                            "the other lines are kept");
            return Next.MALFORMED;
        }
        try (JsonParser at = JsonCells.parser(new StringReader(line.toString()))) {
            JsonToken token = at.nextToken();
            if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                row.start(lineNumber);
                JsonCells.read(at, row, slots, lineNumber - 1);
                if (at.nextToken() == null) {
                    return Next.ROW;
                }
            }
            malformed = notARow("'" + line + "'", 1, "correct the line; the other lines are kept");
            return Next.MALFORMED;
        } catch (JacksonException e) {
            malformed =
                    atEnd
                            ? notARow(
                                    "the file ends within the line",
                                    column(e),
                                    "the lines before it are kept; get the whole file and import"
                                            + " it again")
                            : notARow(
                                    JsonCells.complaint(e),
                                    column(e),
                                    "correct the line; the other lines are kept");
            return Next.MALFORMED;
        }
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public long headerLine() {
        return 0;
    }

    @Override
    public ImportProblem problem() {
        return RowSource.required(malformed);
    }

    @Override
    public Optional<ImportProblem> cut() {
        String reason = file.cutReason();
        return reason == null
                ? Optional.empty()
                : Optional.of(
                        new ImportProblem(
                                path,
                                lineNumber,
                                0,
                                "",
                                "a whole file",
                                reason,
                                "the lines before that are kept; download it again and import it"
                                        + " again: only what is new will be added"));
    }

    @Override
    public long bytesRead() {
        return file.bytesRead();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
