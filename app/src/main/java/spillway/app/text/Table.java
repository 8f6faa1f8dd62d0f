package spillway.app.text;

import java.util.ArrayList;
import java.util.List;

/// Rows of text in aligned columns.
public final class Table {
    /// On which side a column is ragged.
    public enum Align {
        LEFT,
        RIGHT
    }

    private static final String GAP = "  ";

    private final List<Align> aligns;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(Align... aligns) {
        this.aligns = List.of(aligns);
    }

    /// Adds a row, of as many cells as there are columns.
    public Table row(String... cells) {
        if (cells.length != aligns.size()) {
            throw new IllegalArgumentException(
                    "a row must have " + aligns.size() + " cells, had " + cells.length);
        }
        rows.add(List.of(cells));
        return this;
    }

    /// The table's lines, each after `indent`.
    public List<String> lines(String indent) {
        int[] widths = new int[aligns.size()];
        for (var row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        var lines = new ArrayList<String>();
        for (var row : rows) {
            var line = new StringBuilder(indent);
            for (int i = 0; i < widths.length; i++) {
                String pad = " ".repeat(widths[i] - width(row.get(i)));
                boolean left = aligns.get(i) == Align.LEFT;
                line.append(i == 0 ? "" : GAP).append(left ? "" : pad).append(row.get(i));
                line.append(left ? pad : "");
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
