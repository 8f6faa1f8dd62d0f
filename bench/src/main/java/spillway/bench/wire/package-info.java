/// What the decoders are measured with: messages of the venues' shapes, general JSON parsers that
/// read the same from them, and both ends of a loopback socket.
///
/// Knows nothing of how figures are reported.
@NullMarked
package spillway.bench.wire;

import org.jspecify.annotations.NullMarked;
