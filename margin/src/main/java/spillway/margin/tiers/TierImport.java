package spillway.margin.tiers;

import java.util.List;

/// What came of reading tier tables from a file: the tables that passed every check, and what was
/// wrong with the others.
///
/// @param source name of the file
/// @param tables accepted, in the order of the file
/// @param problems of the tables that were refused
/// @param notes what was done to accepted tables: deductions computed, rounded rates restored
public record TierImport(
        String source, List<TierTable> tables, List<TierProblem> problems, List<String> notes) {
    public TierImport {
        tables = List.copyOf(tables);
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /// Whether nothing was refused.
    public boolean isClean() {
        return problems.isEmpty();
    }

    /// Tiers in all accepted tables.
    public int brackets() {
        return tables.stream().mapToInt(table -> table.scale().tiers().size()).sum();
    }

    /// Problems that are failures of the deductions' recursion.
    public long recursionViolations() {
        return problems.stream().filter(p -> p.rule() == TierRule.RECURSION).count();
    }
}
