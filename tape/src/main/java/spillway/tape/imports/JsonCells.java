package spillway.tape.imports;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/// Takes JSON values apart into cells. Fields of nested objects are named `outer.inner`; the values
/// of a row that is an array are named by their place, from `0`. Numbers keep their digits.
final class JsonCells {
    /// More names than any file of these markets has; where there are more, they are data.
    static final int MOST_NAMES = 10_000;

    /// `NaN`, which some programs write, is read as the word it is. A name that stands twice in an
    /// object is an error: nobody knows which of the values is meant.
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private JsonCells() {}

    static JsonParser parser(java.io.Reader reader) {
        return FACTORY.createParser(ObjectReadContext.empty(), reader);
    }

    /// Reads the object or array at hand into `row`.
    ///
    /// @param lineOffset added to the parser's lines
    static void read(JsonParser at, Row row, Map<String, Integer> slots, long lineOffset) {
        walk(
                at,
                "",
                name -> {
                    Integer slot = slots.get(name);
                    if (slot != null) {
                        TokenStreamLocation place = at.currentTokenLocation();
                        row.set(
                                slot,
                                text(at),
                                place.getLineNr() + lineOffset,
                                place.getColumnNr());
                    }
                });
    }

    /// Collects the names of the cells of the object or array at hand.
    ///
    /// @return false if there are more than [#MOST_NAMES]
    static boolean names(JsonParser at, Set<String> into) {
        walk(
                at,
                "",
                name -> {
                    if (into.size() <= MOST_NAMES) {
                        into.add(name);
                    }
                });
        return into.size() <= MOST_NAMES;
    }

    /// What is wrong with the text, without what the parser says of itself.
    static String complaint(JacksonException e) {
        String message = String.valueOf(e.getOriginalMessage());
        int ofParser = message.indexOf(" (start marker at ");
        return ofParser < 0 ? message : message.substring(0, ofParser);
    }

    /// Objects whose names are data.
    static ImportProblem tooManyNames(Path file) {
        return new ImportProblem(
                file,
                0,
                0,
                "",
                "rows that share at most " + MOST_NAMES + " names",
                "more",
                "nothing of the file is kept; write each row as an object with fixed names");
    }

    private static void walk(JsonParser at, String prefix, Consumer<String> cell) {
        boolean array = at.currentToken() == JsonToken.START_ARRAY;
        int index = 0;
        while (true) {
            JsonToken token = at.nextToken();
            if (token == null || token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
                return;
            }
            String name;
            if (array) {
                name = prefix + index++;
            } else {
                name = prefix + at.currentName();
                token = at.nextToken();
            }
            if (token == JsonToken.START_OBJECT) {
                walk(at, name + ".", cell);
            } else if (token == JsonToken.START_ARRAY) {
                at.skipChildren();
            } else {
                cell.accept(name);
            }
        }
    }

    /// The scalar at hand as text; null for `null`.
    static @Nullable String text(JsonParser at) {
        return at.currentToken() == JsonToken.VALUE_NULL ? null : at.getString();
    }
}
