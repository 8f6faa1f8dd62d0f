/// Runs a file of golden cases: each case is put through the types that the simulator and the
/// estimators call, and its published figures are compared.
///
/// Holds no formula of its own beyond naming which type answers which case.
@NullMarked
package spillway.margin.golden;

import org.jspecify.annotations.NullMarked;
