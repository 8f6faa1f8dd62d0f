package spillway.margin.golden;

import java.util.List;
import java.util.Optional;

/// What came of one golden case.
///
/// @param id of the case: `BN-U-01`
/// @param venue the case is about
/// @param formula it names
/// @param basis what the expected figures rest on, as the file says
/// @param source where they come from, as the file says
/// @param figures compared, in the order of the file
/// @param problem why the case could not be computed; empty if it could
public record GoldenResult(
        String id,
        String venue,
        String formula,
        String basis,
        String source,
        List<GoldenFigure> figures,
        Optional<String> problem) {
    public GoldenResult {
        figures = List.copyOf(figures);
    }

    /// Whether the case was computed and every figure holds.
    public boolean passed() {
        return problem.isEmpty()
                && !figures.isEmpty()
                && figures.stream().allMatch(GoldenFigure::holds);
    }
}
