package spillway.tape.imports;

/// What rows say about when the file's maker was listening.
///
/// @param mode how stretches are made of rows
/// @param silenceNs longest silence within one stretch, for [Mode#SILENCE]; between two files of
///   one stretch, for [Mode#SPAN]; else 0
/// @param wholeMarket whether the rows of all instruments speak for the venue's whole market
record CoverageRule(Mode mode, long silenceNs, boolean wholeMarket) {
    /// How stretches are made of rows.
    enum Mode {
        /// Each row stands for its interval; intervals without a row were missed.
        GRID,
        /// All of each file from its first row to its last.
        SPAN,
        /// From row to row while none is longer away than a silence.
        SILENCE,
        /// Rows say nothing.
        NONE
    }
}
