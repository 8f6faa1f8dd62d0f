package spillway.tape.imports;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import spillway.market.Decimal;

/// One row as text by slot; filled by a [RowSource], reused from row to row.
final class Row {
    private static final String CORRECT = "correct the cell or leave it empty, and import again";

    private final @Nullable String[] cells;
    private final long[] lines;
    private final long[] positions;
    private final Set<String> missing;
    private long line;

    /// @param slots how many columns
    /// @param missing texts that mean "not collected", lower case
    Row(int slots, Set<String> missing) {
        cells = new @Nullable String[slots];
        lines = new long[slots];
        positions = new long[slots];
        this.missing = missing;
    }

    void start(long newLine, int clearedSlots) {
        line = newLine;
        java.util.Arrays.fill(cells, 0, clearedSlots, null);
    }

    /// Puts a cell, read at a line and a place in it.
    void set(int slot, @Nullable String text, long cellLine, long position) {
        cells[slot] = text;
        lines[slot] = cellLine;
        positions[slot] = position;
    }

    long line() {
        return line;
    }

    long lineOf(int slot) {
        return slot < 0 || lines[slot] == 0 ? line : lines[slot];
    }

    long positionOf(int slot) {
        return slot < 0 ? 0 : positions[slot];
    }

    /// The cell without surrounding blanks; null when it says that nothing was collected.
    @Nullable String text(int slot) {
        String cell = cells[slot];
        if (cell == null) {
            return null;
        }
        String text = cell.strip();
        if (text.isEmpty() || (text.length() <= 8 && missing.contains(lower(text)))) {
            return null;
        }
        return text;
    }

    private static String lower(String text) {
        return text.toLowerCase(java.util.Locale.ROOT);
    }

    String requiredText(int slot, String what) throws BadCell {
        String text = text(slot);
        if (text == null) {
            String cell = cells[slot];
            String found = cell == null || cell.isBlank() ? "nothing" : "'" + cell + "'";
            throw new BadCell(slot, what, found, CORRECT);
        }
        return text;
    }

    /// The number in the cell, null when nothing was collected.
    @Nullable Decimal number(int slot) throws BadCell {
        String text = text(slot);
        if (text == null) {
            return null;
        }
        try {
            return Decimal.parse(text);
        } catch (NumberFormatException e) {
            throw new BadCell(slot, "a decimal number", "'" + text + "'", CORRECT);
        }
    }

    Decimal requiredNumber(int slot) throws BadCell {
        requiredText(slot, "a decimal number");
        Decimal number = number(slot);
        if (number == null) {
            throw new IllegalStateException("a cell with text has no number");
        }
        return number;
    }

    Decimal positive(int slot) throws BadCell {
        Decimal number = requiredNumber(slot);
        if (number.mantissa() <= 0) {
            throw bad(slot, "a number > 0");
        }
        return number;
    }

    BadCell bad(int slot, String expected) {
        return new BadCell(slot, expected, "'" + cells[slot] + "'", CORRECT);
    }
}
