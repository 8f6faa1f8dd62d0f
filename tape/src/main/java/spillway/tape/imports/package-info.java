/// Importing other people's CSV and JSON files by a mapping file that says what their columns mean.
///
/// Start reading at [spillway.tape.imports.Importer]; the mapping files that ship are resources of
/// this package. Knows the market's events and nothing of how they are stored: duplicates are found
/// by the [spillway.tape.imports.ImportTarget]. Must not know venues' protocols, operators, or the
/// network.
@NullMarked
package spillway.tape.imports;

import org.jspecify.annotations.NullMarked;
