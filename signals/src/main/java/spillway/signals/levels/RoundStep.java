package spillway.signals.levels;

import java.math.BigDecimal;
import spillway.market.Decimal;

/// The distance of the round numbers that people watch at a price: the largest of 1, 2 and 5 times
/// a power of ten that is not above a tenth of it. 5,000 at 73,000; 200 at 2,100; 0.02 at 0.27.
final class RoundStep {
    private static final int[] FIRST_DIGITS = {5, 2, 1};

    private RoundStep() {}

    /// @param price `> 0`
    static BigDecimal at(Decimal price) {
        BigDecimal tenth = price.toBigDecimal().movePointLeft(1);
        int power = tenth.precision() - tenth.scale() - 1;
        for (int digit : FIRST_DIGITS) {
            BigDecimal step = BigDecimal.valueOf(digit).scaleByPowerOfTen(power);
            if (step.compareTo(tenth) <= 0) {
                return step;
            }
        }
        throw new IllegalStateException("no round step for a price of " + price);
    }
}
