package spillway.app.text;

import java.util.Arrays;

/// Numbers as a line of blocks, the largest the highest: `▁▁▂█▃▁`.
public final class Sparkline {
    private static final String BLOCKS = "▁▂▃▄▅▆▇█";

    /// More would not fit on a terminal of usual width.
    private static final int MOST_CELLS = 72;

    private Sparkline() {}

    /// The line. More numbers than fit are summed in equal groups.
    ///
    /// @param values `>= 0`, or NaN where there is none: a group of nothing but those is blank
    public static String of(double[] values) {
        int perCell = Math.max(1, (values.length + MOST_CELLS - 1) / MOST_CELLS);
        int cells = (values.length + perCell - 1) / perCell;
        var sums = new double[cells];
        Arrays.fill(sums, Double.NaN);
        double largest = 0;
        for (int i = 0; i < values.length; i++) {
            int cell = i / perCell;
            if (!Double.isNaN(values[i])) {
                sums[cell] = (Double.isNaN(sums[cell]) ? 0 : sums[cell]) + values[i];
                largest = Math.max(largest, sums[cell]);
            }
        }
        var line = new StringBuilder(cells);
        for (double sum : sums) {
            line.append(Double.isNaN(sum) ? ' ' : block(sum, largest));
        }
        return line.toString();
    }

    private static char block(double sum, double largest) {
        int level = largest == 0 ? 0 : (int) (sum / largest * BLOCKS.length());
        return BLOCKS.charAt(Math.min(BLOCKS.length() - 1, level));
    }
}
