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
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Rows of a file that holds one JSON object or array on each line. A broken line is a malformed
/// row; the others stand.
final class JsonLineRows implements RowSource {
    /// Lines looked at for the names of columns.
    private static final int LINES_SAMPLED = 100;

    /// Longest line in characters; a longer one is malformed and is not held in memory.
    private static final int LONGEST_LINE = 1 << 20;

    private final SourceFile file;
    private final Path path;
    private final BufferedReader lines;
    private final List<String> columns;
    private final Map<String, Integer> slots = new HashMap<>();
    private final StringBuilder line = new StringBuilder();
    private long lineNumber;
    private boolean overlong;
    private boolean atEnd;
    private @Nullable ImportProblem malformed;

    JsonLineRows(SourceFile first) throws IOException, Refused {
        path = first.path();
        var names = new LinkedHashSet<String>();
        ImportProblem firstProblem;
        try (first) {
            firstProblem = survey(new BufferedReader(first.reader()), names);
        }
        if (names.isEmpty()) {
            throw new Refused(
                    firstProblem != null
                            ? firstProblem
                            : new ImportProblem(
                                    path,
                                    0,
                                    0,
                                    "",
                                    "a JSON object on each line",
                                    "none",
                                    "export or download the file again"));
        }
        columns = List.copyOf(names);
        for (int i = 0; i < columns.size(); i++) {
            slots.put(columns.get(i), i);
        }
        file = SourceFile.open(path);
        lines = new BufferedReader(file.reader());
        lineNumber = 0;
    }

    private @Nullable ImportProblem survey(BufferedReader in, Set<String> names)
            throws IOException {
        ImportProblem firstProblem = null;
        for (int i = 0; i < LINES_SAMPLED && readLine(in); i++) {
            try (JsonParser at = JsonCells.parser(new StringReader(line.toString()))) {
                JsonToken token = at.nextToken();
                if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                    JsonCells.names(at, names::add);
                } else if (firstProblem == null && token != null) {
                    firstProblem = notARow(String.valueOf(JsonCells.text(at)), 1, "");
                }
            } catch (JacksonException e) {
                if (firstProblem == null) {
                    firstProblem = notARow(String.valueOf(e.getOriginalMessage()), column(e), "");
                }
            }
        }
        return firstProblem;
    }

    /// The next line that is not blank.
    private boolean readLine(BufferedReader in) throws IOException {
        while (true) {
            line.setLength(0);
            overlong = false;
            int c = in.read();
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
                c = in.read();
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
        if (!readLine(lines)) {
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
                row.start(lineNumber, columns.size());
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
                                    String.valueOf(e.getOriginalMessage()),
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
