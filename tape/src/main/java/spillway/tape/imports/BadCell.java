package spillway.tape.imports;

/// A cell that is not what the mapping says; rejects its row. Thrown often, so without a stack.
final class BadCell extends Exception {
    final int slot;
    final String expected;
    final transient CharSequence found;
    final String advice;

    /// @param slot the column, −1 for the row as a whole
    BadCell(int slot, String expected, CharSequence found, String advice) {
        super(expected, null, false, false);
        this.slot = slot;
        this.expected = expected;
        this.found = found;
        this.advice = advice;
    }
}
