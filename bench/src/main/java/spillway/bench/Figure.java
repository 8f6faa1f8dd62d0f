package spillway.bench;

import org.jspecify.annotations.Nullable;

/// One thing measured.
///
/// @param part the benchmark that measured it
/// @param name what it is, unique within the part
/// @param unit of the values: `ratio`, `rows/s`, `MB/s`, `bytes/event`
/// @param target what is promised; null where nothing is, and the figure only explains others
record Figure(String part, String name, String unit, Spread spread, @Nullable Target target) {
    /// Whether the target is missed; not, where there is none.
    boolean isMissed() {
        return target != null && !target.isMetBy(spread.median());
    }
}
