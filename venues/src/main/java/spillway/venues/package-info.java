/// The venues that Spillway speaks with.
///
/// Knows of each venue's package its protocol only.
@NullMarked
package spillway.venues;

import org.jspecify.annotations.NullMarked;
