/// A durable append-only log of opaque blocks: checksummed frames, recovery, proof against torn
/// writes.
///
/// Knows nothing of what it stores.
@NullMarked
package spillway.journal;

import org.jspecify.annotations.NullMarked;
