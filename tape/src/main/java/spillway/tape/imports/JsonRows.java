package spillway.tape.imports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

/// Rows of one JSON document: the elements of an array in it. The document is read twice, first to
/// know that it is whole and what it holds, so that a broken one is refused before anything is
/// pushed; neither time is more than a row of it in memory.
final class JsonRows implements RowSource {
    private final SourceFile file;
    private final JsonParser parser;
    private final Survey survey;
    private final Map<String, Integer> slots = new HashMap<>();
    private @Nullable ImportProblem malformed;

    /// What the first reading found.
    private record Survey(List<String> columns, Map<String, String> constants) {}

    private JsonRows(SourceFile file, List<String> rowsPath, Survey survey) {
        this.file = file;
        this.survey = survey;
        for (int i = 0; i < survey.columns.size(); i++) {
            slots.put(survey.columns.get(i), i);
        }
        parser = JsonCells.parser(file.reader());
        enter(parser, rowsPath);
    }

    static JsonRows open(SourceFile file, List<String> rowsPath, LongConsumer progress)
            throws IOException, Refused {
        Path path = file.path();
        Survey survey;
        try (file) {
            survey = new Surveyor(file, rowsPath, progress).survey();
        } catch (JacksonException e) {
            throw new Refused(notJson(path, e, file.cutReason()));
        }
        SourceFile again = SourceFile.open(path);
        try {
            return new JsonRows(again, rowsPath, survey);
        } catch (JacksonException e) {
            again.close();
            throw new Refused(notJson(path, e, null));
        }
    }

    static ImportProblem notJson(Path path, JacksonException e, @Nullable String cutReason) {
        var place = e.getLocation();
        return new ImportProblem(
                path,
                place == null ? 0 : Math.max(0, place.getLineNr()),
                place == null ? 0 : Math.max(0, place.getColumnNr()),
                "",
                "one whole JSON document",
                cutReason == null ? JsonCells.complaint(e) : cutReason,
                "nothing of the file is kept; get the whole file and import it again");
    }

    /// The first reading.
    private static final class Surveyor {
        private final SourceFile file;
        private final List<String> rowsPath;
        private final LongConsumer progress;
        private final JsonParser at;
        private final Map<String, String> constants = new LinkedHashMap<>();
        private final Set<String> columns = new LinkedHashSet<>();

        Surveyor(SourceFile file, List<String> rowsPath, LongConsumer progress) {
            this.file = file;
            this.rowsPath = rowsPath;
            this.progress = progress;
            at = JsonCells.parser(file.reader());
        }

        Survey survey() throws Refused {
            at.nextToken();
            boolean found = walk(0);
            if (at.nextToken() != null) {
                throw moreThanOne();
            }
            if (!found) {
                throw noRows();
            }
            constants.keySet().removeAll(columns);
            return new Survey(List.copyOf(columns), constants);
        }

        private Refused moreThanOne() {
            var place = at.currentTokenLocation();
            return new Refused(
                    new ImportProblem(
                            file.path(),
                            place.getLineNr(),
                            place.getColumnNr(),
                            "",
                            "the end of the file after one JSON document",
                            "more of it",
                            "if each line is a document of its own, the mapping's format is"
                                    + " json-lines"));
        }

        private Refused noRows() {
            return new Refused(
                    new ImportProblem(
                            file.path(),
                            0,
                            0,
                            "",
                            rowsPath.isEmpty()
                                    ? "an array of rows"
                                    : "an array of rows at '" + String.join(".", rowsPath) + "'",
                            constants.isEmpty()
                                    ? "a JSON document without it"
                                    : "a JSON document with "
                                            + String.join(", ", constants.keySet()),
                            "choose the mapping for this file, or correct json.rows in it"));
        }

        /// Walks the value at hand to its end; true if the rows lie in it.
        private boolean walk(int depth) throws Refused {
            if (depth == rowsPath.size() && at.currentToken() == JsonToken.START_ARRAY) {
                walkRows();
                return true;
            }
            if (depth == rowsPath.size() || at.currentToken() != JsonToken.START_OBJECT) {
                at.skipChildren();
                return false;
            }
            boolean found = false;
            while (at.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = at.currentName();
                at.nextToken();
                if (!found && name.equals(rowsPath.get(depth))) {
                    found = walk(depth + 1);
                } else if (at.currentToken().isScalarValue()) {
                    String text = JsonCells.text(at);
                    if (text != null) {
                        constants.put(name, text);
                    }
                } else {
                    at.skipChildren();
                }
            }
            return found;
        }

        private void walkRows() throws Refused {
            long rows = 0;
            JsonToken token;
            while ((token = at.nextToken()) != JsonToken.END_ARRAY && token != null) {
                if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                    if (!JsonCells.names(at, columns)) {
                        throw new Refused(JsonCells.tooManyNames(file.path()));
                    }
                }
                if (++rows % ROWS_PER_REPORT == 0) {
                    progress.accept(file.bytesRead());
                }
            }
        }
    }

    /// Goes to the start of the array of rows, which is known to be there.
    private static void enter(JsonParser at, List<String> path) {
        at.nextToken();
        for (String name : path) {
            while (at.nextToken() == JsonToken.PROPERTY_NAME) {
                String found = at.currentName();
                at.nextToken();
                if (found.equals(name)) {
                    break;
                }
                at.skipChildren();
            }
        }
    }

    @Override
    public Next next(Row row) throws IOException {
        try {
            JsonToken token = parser.nextToken();
            if (token == null || token == JsonToken.END_ARRAY) {
                return Next.END;
            }
            var place = parser.currentTokenLocation();
            if (token != JsonToken.START_OBJECT && token != JsonToken.START_ARRAY) {
                malformed =
                        new ImportProblem(
                                file.path(),
                                place.getLineNr(),
                                place.getColumnNr(),
                                "",
                                "an object or array for a row",
                                String.valueOf(JsonCells.text(parser)),
                                "correct it; the other rows are kept");
                return Next.MALFORMED;
            }
            row.start(place.getLineNr());
            JsonCells.read(parser, row, slots, 0);
            return Next.ROW;
        } catch (JacksonException e) {
            throw new IOException("the file changed while it was read", e);
        }
    }

    @Override
    public List<String> columns() {
        return new ArrayList<>(survey.columns);
    }

    @Override
    public Map<String, String> constants() {
        return survey.constants;
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
        return Optional.empty();
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
