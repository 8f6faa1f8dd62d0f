/// Recordings of a venue's wire, put on a tape through the decoder that a live connection would
/// use.
///
/// Knows no command.
@NullMarked
package spillway.app.recording;

import org.jspecify.annotations.NullMarked;
