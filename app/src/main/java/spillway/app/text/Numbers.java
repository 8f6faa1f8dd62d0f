package spillway.app.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import spillway.market.Decimal;
import spillway.market.MicroUsd;

/// Numbers as people read them: `544,019.79`, `26.5 %`.
public final class Numbers {
    private Numbers() {}

    /// Dollars to the cent: `544,019.79`.
    public static String usd(long microUsd) {
        return usd(BigDecimal.valueOf(microUsd, MicroUsd.SCALE));
    }

    /// Dollars to the cent: `544,019.79`.
    public static String usd(BigDecimal dollars) {
        return String.format(Locale.ROOT, "%,.2f", dollars.setScale(2, RoundingMode.HALF_EVEN));
    }

    /// A large amount in three or four digits: `503.2 M`.
    public static String compactUsd(double dollars) {
        double size = Math.abs(dollars);
        if (size >= 1e9) {
            return String.format(Locale.ROOT, "%.2f B", dollars / 1e9);
        }
        if (size >= 1e6) {
            return String.format(Locale.ROOT, "%.1f M", dollars / 1e6);
        }
        return size >= 1e3
                ? String.format(Locale.ROOT, "%.1f K", dollars / 1e3)
                : String.format(Locale.ROOT, "%.0f", dollars);
    }

    /// A number on an axis whose marks are `step` apart.
    public static String axis(double number, double step) {
        int decimals = step >= 1 ? 0 : (int) Math.ceil(-Math.log10(step));
        return String.format(Locale.ROOT, "%,." + decimals + "f", number);
    }

    /// A whole number: `2,045`.
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /// An exact number with its own decimals: `64,123.5`.
    public static String exact(Decimal number) {
        return exact(number, number.scale());
    }

    /// An exact number with at least `decimals` decimals, so that a column lines up.
    public static String exact(Decimal number, int decimals) {
        var plain = number.toBigDecimal();
        int shown = Math.max(0, Math.max(plain.scale(), decimals));
        return String.format(Locale.ROOT, "%,." + shown + "f", plain);
    }

    /// An exact number without trailing zeros or separators: `60000`.
    public static String shortest(Decimal number) {
        var stripped = number.toBigDecimal().stripTrailingZeros();
        return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
    }

    /// A share of 0 to 1 as a percentage: `26.5 %`.
    public static String share(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    /// A change in per cent, with its sign: `-20.17 %`.
    public static String change(double pct) {
        return String.format(Locale.ROOT, "%+.2f %%", pct);
    }

    /// A fraction as a percentage with all its digits: `-0.025318 %`.
    public static String percent(Decimal fraction) {
        return percentOf(fraction).toPlainString() + " %";
    }

    /// A fraction in per cent, exactly.
    public static BigDecimal percentOf(Decimal fraction) {
        var percent = fraction.toBigDecimal().movePointRight(2).stripTrailingZeros();
        return percent.scale() < 0 ? percent.setScale(0) : percent;
    }
}
