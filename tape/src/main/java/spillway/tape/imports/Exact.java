package spillway.tape.imports;

import java.math.RoundingMode;
import spillway.market.Decimal;

/// Decimals moved between scales without losing more than a mantissa cannot hold.
final class Exact {
    private Exact() {}

    /// `number` with its point moved by `places`, at 0 to 18 decimals; digits past the 18th are
    /// rounded half-even.
    static Decimal shifted(Decimal number, int places) {
        if (places == 0) {
            return number;
        }
        var exact = number.toBigDecimal().scaleByPowerOfTen(places).stripTrailingZeros();
        int scale = Math.clamp(exact.scale(), 0, Decimal.MAX_SCALE);
        exact = exact.setScale(scale, RoundingMode.HALF_EVEN);
        return new Decimal(exact.unscaledValue().longValueExact(), scale);
    }

    /// The most decimals, at most 18, at which `number` still fits a mantissa.
    static int mostDecimals(Decimal number) {
        long left = number.mantissa();
        int digits = 0;
        while (left != 0) {
            left /= 10;
            digits++;
        }
        return Math.clamp(Decimal.MAX_SCALE - (digits - number.scale()), 0, Decimal.MAX_SCALE);
    }

    /// The mantissa of `number` at `scale`, rounded half-even where it has more decimals.
    static long at(Decimal number, int scale) {
        if (number.scale() <= scale) {
            return number.mantissaAt(scale);
        }
        return number.toBigDecimal()
                .setScale(scale, RoundingMode.HALF_EVEN)
                .unscaledValue()
                .longValueExact();
    }
}
