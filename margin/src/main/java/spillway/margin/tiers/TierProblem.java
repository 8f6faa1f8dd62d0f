package spillway.margin.tiers;

/// Why a tier table is refused.
///
/// @param rule what it breaks
/// @param table the table, or the file where no table could be read
/// @param row the venue's number of the tier; 0 where the whole table is meant
/// @param expected what should have been there
/// @param found what was there
/// @param advice what to do
public record TierProblem(
        TierRule rule, String table, int row, String expected, String found, String advice) {
    /// `binance-usdm BTCUSDT as of 2026-01-29, tier 4: expected …, found …; …`.
    @Override
    public String toString() {
        return table
                + (row > 0 ? ", tier " + row : "")
                + ": expected "
                + expected
                + ", found "
                + found
                + "; "
                + advice;
    }
}
