/// Spillway as others meet it: browsers on its pages, and programs that know nothing of it on its
/// emulated venues.
@NullMarked
package spillway.e2e;

import org.jspecify.annotations.NullMarked;
