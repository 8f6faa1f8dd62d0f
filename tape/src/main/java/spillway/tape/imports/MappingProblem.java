package spillway.tape.imports;

/// One thing wrong with a mapping file.
///
/// @param mapping name of the file
/// @param line line in it, from 1; 0 where it has none
/// @param key full name of the key: `reported[2].metric`; empty where the file as a whole is meant
/// @param complaint what was expected, what was found, and what is allowed
public record MappingProblem(String mapping, int line, String key, String complaint) {
    @Override
    public String toString() {
        String place = mapping + (line > 0 ? ":" + line : "");
        return place + (key.isEmpty() ? "" : ": " + key) + ": " + complaint;
    }
}
