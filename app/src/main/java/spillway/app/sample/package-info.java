/// A small synthetic event that comes with Spillway, so that there is something to look at without
/// any recording. It takes the way of every import: files, mappings, a tape.
///
/// Knows no report.
@NullMarked
package spillway.app.sample;

import org.jspecify.annotations.NullMarked;
