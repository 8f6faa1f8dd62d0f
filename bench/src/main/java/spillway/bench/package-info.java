/// Speed, measured: what `spillway bench` runs, each figure beside the bound or the peer that was
/// measured in the same run.
///
/// Nothing depends on it, and it decides nothing: a missed target is said, not enforced.
@NullMarked
package spillway.bench;

import org.jspecify.annotations.NullMarked;
