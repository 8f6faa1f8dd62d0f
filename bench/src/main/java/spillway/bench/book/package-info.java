/// Order streams, and the engines that take them: Spillway's book in its three ways of naming
/// orders, and exchange-core's.
///
/// Knows nothing of how time is taken or results are shown.
@NullMarked
package spillway.bench.book;

import org.jspecify.annotations.NullMarked;
