/// Takes events off a tape into files for other programs: CSV, JSON lines, Parquet.
///
/// Knows the tape's replay and its Parquet writer; no database, no command line.
@NullMarked
package spillway.tape.export;

import org.jspecify.annotations.NullMarked;
