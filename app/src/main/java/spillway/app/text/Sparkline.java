package spillway.app.text;

/// Numbers as a line of blocks, the largest the highest: `▁▁▂█▃▁`.
public final class Sparkline {
    private static final String BLOCKS = "▁▂▃▄▅▆▇█";

    /// More would not fit on a terminal of usual width.
    private static final int MOST_CELLS = 72;

    private Sparkline() {}

    /// The line. More numbers than fit are summed in equal groups.
    ///
    /// @param values `>= 0`
    public static String of(double[] values) {
        int perCell = Math.max(1, (values.length + MOST_CELLS - 1) / MOST_CELLS);
        int cells = (values.length + perCell - 1) / perCell;
        var sums = new double[cells];
        double largest = 0;
        for (int i = 0; i < values.length; i++) {
            sums[i / perCell] += values[i];
        }
        for (double sum : sums) {
            largest = Math.max(largest, sum);
        }
        var line = new StringBuilder(cells);
        for (double sum : sums) {
            int level = largest == 0 ? 0 : (int) (sum / largest * BLOCKS.length());
            line.append(BLOCKS.charAt(Math.min(BLOCKS.length() - 1, level)));
        }
        return line.toString();
    }
}
