package spillway.margin.statement;

/// What came of a question: a statement, or the reason why there is none.
public sealed interface MarginResult permits MarginStatement, MarginResult.Refused {
    /// A question that cannot be answered.
    ///
    /// @param where what it was about: `binance-usdm BTCUSDT`
    /// @param expected what should have been given
    /// @param found what was given
    /// @param advice what to do
    record Refused(String where, String expected, String found, String advice)
            implements MarginResult {
        /// `binance-usdm BTCUSDT: expected …, found …; …`.
        @Override
        public String toString() {
            return where + ": expected " + expected + ", found " + found + "; " + advice;
        }
    }
}
