package spillway.tape.imports;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import spillway.market.Decimal;

/// One row as text by slot; filled by a [RowSource], reused from row to row. Slots behind those of
/// the source hold constants.
final class Row {
    private static final String CORRECT = "correct the cell or leave it empty, and import again";
    private static final String ENCODING = "save the file as UTF-8 and import it again";

    private final int sourceSlots;
    private final @Nullable String[] cells;
    private final long[] lines;
    private final long[] positions;
    private final Set<String> missing;
    private final int longestMissing;
    private final boolean missingNumbers;
    private long line;

    /// @param sourceSlots columns of the source
    /// @param constants values of the slots behind them
    /// @param missing texts that mean "not collected", lower case
    Row(int sourceSlots, Collection<String> constants, Set<String> missing) {
        this.sourceSlots = sourceSlots;
        int slots = sourceSlots + constants.size();
        cells = new @Nullable String[slots];
        lines = new long[slots];
        positions = new long[slots];
        int slot = sourceSlots;
        for (String constant : constants) {
            cells[slot++] = constant;
        }
        this.missing = missing;
        longestMissing = missing.stream().mapToInt(String::length).max().orElse(0);
        missingNumbers = missing.stream().anyMatch(w -> !w.isEmpty() && isDigit(w.charAt(0)));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /// Begins a row at a line of the file.
    void start(long newLine) {
        line = newLine;
        Arrays.fill(cells, 0, sourceSlots, null);
    }

    /// Puts a cell of a row that stands on one line, whose place is that of its column.
    void set(int slot, String text) {
        cells[slot] = text;
        lines[slot] = line;
        positions[slot] = slot + 1L;
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

    /// Whether a slot is not of the source.
    boolean isConstant(int slot) {
        return slot >= sourceSlots;
    }

    /// The line of a cell; of a constant, and of a cell that is not there, the row's.
    long lineOf(int slot) {
        return slot < 0 || slot >= sourceSlots || cells[slot] == null ? line : lines[slot];
    }

    /// The place of a cell in its line, 0 where it has none.
    long positionOf(int slot) {
        return slot < 0 || slot >= sourceSlots || cells[slot] == null ? 0 : positions[slot];
    }

    /// The cell without surrounding blanks; null when it says that nothing was collected.
    @Nullable String text(int slot) {
        String cell = cells[slot];
        if (cell == null) {
            return null;
        }
        String text = cell.strip();
        if (text.isEmpty()) {
            return null;
        }
        boolean mayBeMissing =
                text.length() <= longestMissing && (missingNumbers || !isDigit(text.charAt(0)));
        return mayBeMissing && missing.contains(text.toLowerCase(Locale.ROOT)) ? null : text;
    }

    /// The cell as a name or a word, null when nothing was collected.
    ///
    /// @throws BadCell if it holds bytes that are no UTF-8, which would make two names one
    @Nullable String word(int slot) throws BadCell {
        String text = text(slot);
        if (text != null && text.indexOf('\ufffd') >= 0) {
            throw new BadCell(slot, "text in UTF-8", "'" + text + "'", ENCODING);
        }
        return text;
    }

    String requiredText(int slot, String what) throws BadCell {
        String text = word(slot);
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
        Decimal number = number(slot);
        if (number == null) {
            requiredText(slot, "a decimal number");
            throw new IllegalStateException("a cell with text has no number");
        }
        return number;
    }

    /// A number `>= 0`, null when nothing was collected.
    @Nullable Decimal notNegative(int slot) throws BadCell {
        Decimal number = number(slot);
        if (number != null && number.mantissa() < 0) {
            throw bad(slot, "a number >= 0");
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
