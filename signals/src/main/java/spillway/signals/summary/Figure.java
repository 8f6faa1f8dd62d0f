package spillway.signals.summary;

import spillway.market.Decimal;
import spillway.market.TimeWindow;

/// One exact number with what makes it worth something.
///
/// @param value in the unit of its place, without trailing zeros after the point: a source's column
///   of prices has two decimals throughout, but 60000 is 60000
/// @param when it held: a moment `[t, t)` where the moment is known, else the interval whose value
///   it is; an hourly close belongs to the hour that it closes, and is named by that hour's start
/// @param source who says so: a venue with its symbol, or an aggregator
/// @param kind how it came about
public record Figure(Decimal value, TimeWindow when, String source, FigureKind kind) {
    public Figure {
        value = withoutTrailingZeros(value);
    }

    private static Decimal withoutTrailingZeros(Decimal number) {
        long mantissa = number.mantissa();
        int scale = number.scale();
        while (scale > 0 && mantissa % 10 == 0) {
            mantissa /= 10;
            scale--;
        }
        return new Decimal(mantissa, scale);
    }
}
