package spillway.tape.imports;

import java.util.List;

/// A mapping file that cannot be used, with everything that is wrong with it at once.
public final class MappingException extends RuntimeException {
    private final transient List<MappingProblem> problems;

    MappingException(String name, List<MappingProblem> problems) {
        super(message(name, problems));
        this.problems = List.copyOf(problems);
    }

    private static String message(String name, List<MappingProblem> problems) {
        var text = new StringBuilder("the mapping file " + name + " cannot be used:");
        for (var problem : problems) {
            text.append("\n  ").append(problem);
        }
        return text.append("\nEvery key is described in docs/reference/mapping-files.md.")
                .toString();
    }

    /// All of them, in the order of the file.
    public List<MappingProblem> problems() {
        return problems;
    }
}
