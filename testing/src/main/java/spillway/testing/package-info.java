/// What the tests of all modules share: how much they try, where recordings lie, and where they
/// write what they found. Never on the shipped class path.
@NullMarked
package spillway.testing;

import org.jspecify.annotations.NullMarked;
