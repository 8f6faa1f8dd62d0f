package spillway.tape.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// One table of a mapping file, read key by key. Whatever is wrong is noted, a stand-in is
/// returned, and reading goes on, so that one look finds every problem. [#end()] notes the keys
/// that nobody asked for.
final class Section {
    private final String file;
    private final String path;
    private final int line;
    private final TomlTable table;
    private final List<MappingProblem> problems;
    private final TreeSet<String> asked = new TreeSet<>();

    Section(String file, TomlTable table, List<MappingProblem> problems) {
        this(file, "", 0, table, problems);
    }

    private Section(
            String file, String path, int line, TomlTable table, List<MappingProblem> problems) {
        this.file = file;
        this.path = path;
        this.line = line;
        this.table = table;
        this.problems = problems;
    }

    void problem(String key, String complaint) {
        String full = path.isEmpty() ? key : key.isEmpty() ? path : path + "." + key;
        TomlPosition at = key.isEmpty() ? null : table.inputPositionOf(List.of(key));
        problems.add(new MappingProblem(file, at == null ? line : at.line(), full, complaint));
    }

    private @Nullable Object value(String key) {
        asked.add(key);
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
                    "expected a whole number from " + least + " to " + most + ", found " + value);
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

    /// A length of time, `250ms`, `1s`, `10m`, `1h` or `1d`, in nanoseconds; 0 when absent.
    long duration(String key) {
        String text = text(key);
        if (text == null) {
            return 0;
        }
        var parts = Pattern.compile("([1-9][0-9]{0,5})(ms|s|m|h|d)").matcher(text);
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
                problem(key, "expected a text for " + name + ", found another kind of value");
            }
        }
        return pairs;
    }

    /// A table of its own; empty when absent, so that its required keys are reported.
    Section section(String key) {
        Object value = value(key);
        TomlPosition at = table.inputPositionOf(List.of(key));
        int childLine = at == null ? line : at.line();
        if (value != null && !(value instanceof TomlTable)) {
            problem(key, "expected a table [" + key + "], found " + kind(value));
        }
        TomlTable child = value instanceof TomlTable t ? t : org.tomlj.Toml.parse("");
        return new Section(
                file, path.isEmpty() ? key : path + "." + key, childLine, child, problems);
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
            String name = (path.isEmpty() ? key : path + "." + key) + "[" + (i + 1) + "]";
            if (array.get(i) instanceof TomlTable child) {
                TomlPosition at = array.inputPositionOf(i);
                sections.add(
                        new Section(file, name, at == null ? line : at.line(), child, problems));
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

    private static String kind(Object value) {
        return switch (value) {
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
