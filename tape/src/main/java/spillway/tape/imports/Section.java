package spillway.tape.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// One table of a mapping file, read key by key. Whatever is wrong is noted, a stand-in is
/// returned, and reading goes on, so that one look finds every problem. [#end()] notes the keys
/// that nobody asked for.
final class Section {
    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,5})(ms|s|m|h|d)");

    /// What the sections of one file share.
    ///
    /// @param problems everything found wrong so far
    /// @param keys full names of all keys asked for, places in lists left out: `reported.metric`
    record Reading(String file, List<MappingProblem> problems, Set<String> keys) {}

    private final Reading reading;
    private final String path;
    private final int line;
    private final TomlTable table;
    private final TreeSet<String> asked = new TreeSet<>();

    Section(Reading reading, TomlTable table) {
        this(reading, "", 0, table);
    }

    private Section(Reading reading, String path, int line, TomlTable table) {
        this.reading = reading;
        this.path = path;
        this.line = line;
        this.table = table;
    }

    private String full(String key) {
        return path.isEmpty() ? key : key.isEmpty() ? path : path + "." + key;
    }

    void problem(String key, String complaint) {
        reading.problems.add(new MappingProblem(reading.file, lineOf(key), full(key), complaint));
    }

    /// The line of a key, of the section where the key is missing.
    private int lineOf(String key) {
        TomlPosition at = key.isEmpty() ? null : table.inputPositionOf(List.of(key));
        return at == null ? line : at.line();
    }

    private @Nullable Object value(String key) {
        asked.add(key);
        reading.keys.add(full(key).replaceAll("\\[[0-9]+]", ""));
        return table.get(List.of(key));
    }

    boolean has(String key) {
        return value(key) != null;
    }

    @Nullable String text(String key) {
        Object value = value(key);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        problem(key, "expected a text in quotes, found " + kind(value));
        return null;
    }

    String text(String key, String otherwise) {
        String found = text(key);
        return found == null ? otherwise : found;
    }

    /// A text that must be there and not empty.
    String required(String key) {
        Object value = value(key);
        if (value == null) {
            problem(key, "is missing; expected a text in quotes");
            return "?";
        }
        String found = text(key);
        if (found != null && found.isBlank()) {
            problem(key, "must not be empty");
        }
        return found == null || found.isBlank() ? "?" : found;
    }

    /// A text, or a list of texts.
    List<String> texts(String key) {
        Object value = value(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof String one) {
            return List.of(one);
        }
        if (!(value instanceof TomlArray array)) {
            problem(key, "expected a text or a list of texts, found " + kind(value));
            return List.of();
        }
        var texts = new ArrayList<String>();
        for (int i = 0; i < array.size(); i++) {
            if (array.get(i) instanceof String text) {
                texts.add(text);
            } else {
                problem(key, "expected a list of texts, found " + kind(array.get(i)) + " in it");
            }
        }
        return texts;
    }

    int integer(String key, int otherwise, int least, int most) {
        Object value = value(key);
        if (value == null) {
            return otherwise;
        }
        if (!(value instanceof Long number) || number < least || number > most) {
            problem(
                    key,
                    "expected a whole number from "
                            + least
                            + " to "
                            + most
                            + ", found "
                            + kind(value));
            return otherwise;
        }
        return number.intValue();
    }

    boolean flag(String key) {
        Object value = value(key);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        problem(key, "expected true or false, found " + kind(value));
        return false;
    }

    /// One of `allowed`, by name.
    <T> @Nullable T choice(String key, Map<String, T> allowed) {
        String name = text(key);
        if (name == null) {
            return null;
        }
        T found = allowed.get(name);
        if (found == null) {
            problem(key, "'" + name + "' is not one of: " + String.join(", ", allowed.keySet()));
        }
        return found;
    }

    <T> T choice(String key, Map<String, T> allowed, T otherwise) {
        T found = choice(key, allowed);
        return found == null ? otherwise : found;
    }

    <T> T requiredChoice(String key, Map<String, T> allowed, T standIn) {
        if (!has(key)) {
            problem(key, "is missing; expected one of: " + String.join(", ", allowed.keySet()));
        }
        return choice(key, allowed, standIn);
    }

    @Nullable Pattern pattern(String key) {
        String regex = text(key);
        if (regex == null) {
            return null;
        }
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            problem(key, "is not a regular expression: " + e.getDescription());
            return null;
        }
    }

    /// A regular expression that must be there.
    Pattern requiredPattern(String key, Pattern standIn) {
        required(key);
        Pattern found = pattern(key);
        return found == null ? standIn : found;
    }

    /// A length of time, `250ms`, `1s`, `10m`, `1h` or `1d`, in nanoseconds; 0 when absent.
    long duration(String key) {
        String text = text(key);
        if (text == null) {
            return 0;
        }
        var parts = DURATION.matcher(text);
        if (!parts.matches()) {
            problem(
                    key,
                    "expected a length of time such as 250ms, 1s, 10m, 1h or 1d, found '"
                            + text
                            + "'");
            return 0;
        }
        long count = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> count * 1_000_000;
            case "s" -> count * 1_000_000_000;
            case "m" -> count * 60_000_000_000L;
            case "h" -> count * 3_600_000_000_000L;
            default -> count * 86_400_000_000_000L;
        };
    }

    /// A table of texts or whole numbers by name, in the order of the file.
    Map<String, String> pairs(String key) {
        Object value = value(key);
        var pairs = new LinkedHashMap<String, String>();
        if (value == null) {
            return pairs;
        }
        if (!(value instanceof TomlTable pairTable)) {
            problem(key, "expected a table of name = value, found " + kind(value));
            return pairs;
        }
        for (String name : pairTable.keySet()) {
            Object one = pairTable.get(List.of(name));
            if (one instanceof String || one instanceof Long) {
                pairs.put(name, one.toString());
            } else {
                problem(key, "expected a text for " + name + ", found " + kind(one));
            }
        }
        return pairs;
    }

    /// A table of its own; empty when absent, so that its required keys are reported.
    Section section(String key) {
        Object value = value(key);
        if (value != null && !(value instanceof TomlTable)) {
            problem(key, "expected a table [" + key + "], found " + kind(value));
        }
        TomlTable child = value instanceof TomlTable t ? t : Toml.parse("");
        return new Section(reading, full(key), lineOf(key), child);
    }

    /// A list of tables, `[[key]]`.
    List<Section> sections(String key) {
        Object value = value(key);
        var sections = new ArrayList<Section>();
        if (value == null) {
            return sections;
        }
        if (!(value instanceof TomlArray array)) {
            problem(key, "expected a list of tables [[" + key + "]], found " + kind(value));
            return sections;
        }
        for (int i = 0; i < array.size(); i++) {
            String name = full(key) + "[" + (i + 1) + "]";
            if (array.get(i) instanceof TomlTable child) {
                TomlPosition at = array.inputPositionOf(i);
                sections.add(new Section(reading, name, at == null ? line : at.line(), child));
            } else {
                problem(key, "expected tables [[" + key + "]], found " + kind(array.get(i)));
            }
        }
        return sections;
    }

    /// Notes every key that nobody asked for.
    void end() {
        for (String key : table.keySet()) {
            if (!asked.contains(key)) {
                problem(key, "is not a key here; expected one of: " + String.join(", ", asked));
            }
        }
    }

    /// Enum constants by their name in a mapping file: `LEADING_MISSING` is `leading-missing`.
    static <E extends Enum<E>> Map<String, E> names(E[] constants) {
        var names = new LinkedHashMap<String, E>();
        for (E constant : constants) {
            names.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
        }
        return names;
    }

    private static String kind(@Nullable Object value) {
        return switch (value) {
            case null -> "nothing";
            case String text -> "the text '" + text + "'";
            case Long number -> "the number " + number;
            case Double number -> "the number " + number;
            case Boolean flag -> flag.toString();
            case TomlArray _ -> "a list";
            case TomlTable _ -> "a table";
            default -> value.toString();
        };
    }
}
