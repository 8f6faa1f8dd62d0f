package spillway.margin.golden;

import java.util.List;

/// What came of a file of golden cases.
///
/// @param source name of the file
/// @param results one a case, in the order of the file
public record GoldenReport(String source, List<GoldenResult> results) {
    public GoldenReport {
        results = List.copyOf(results);
    }

    public long passed() {
        return results.stream().filter(GoldenResult::passed).count();
    }

    public long failed() {
        return results.size() - passed();
    }

    /// `89 passed, 0 failed`.
    public String summary() {
        return passed() + " passed, " + failed() + " failed";
    }
}
