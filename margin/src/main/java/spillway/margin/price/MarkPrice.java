package spillway.margin.price;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import spillway.margin.Rational;

/// The price that margin is computed at, from index, funding and quotes.
///
/// Binance (faq/360033525071, faq/fff6ec1b3f5845d19f1fb924644a0877) and Bybit
/// (What-is-Dual-Price-mechanism) take the median of two fair prices and the last trade;
/// Hyperliquid (trading/robust-price-indices) the median of oracle plus average basis, its own book
/// and other venues' perpetuals; dYdX has the oracle only.
public final class MarkPrice {
    private MarkPrice() {}

    /// "Price 1": the index carried to the next funding, `index × (1 + rate × timeLeft ÷
    /// interval)`.
    ///
    /// @param rate last funding rate, a fraction for one interval
    /// @param timeLeft until funding, in the unit of `interval`
    public static Rational carried(
            Rational index, Rational rate, Rational timeLeft, Rational interval) {
        return index.times(Rational.ONE.plus(rate.times(timeLeft).dividedBy(interval)));
    }

    /// "Price 2": the index plus the moving average of what the book's middle is above it.
    public static Rational withBasis(Rational index, Rational basisAverage) {
        return index.plus(basisAverage);
    }

    /// The middle one of three prices.
    public static Rational median(Rational first, Rational second, Rational third) {
        return first.max(second).min(first.min(second).max(third));
    }

    /// The middle one, or the mean of the two middle ones.
    ///
    /// @throws IllegalArgumentException if there is none
    public static Rational median(List<Rational> prices) {
        if (prices.isEmpty()) {
            throw new IllegalArgumentException("a median needs at least one price, found none");
        }
        var sorted = new ArrayList<>(prices);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : sorted.get(middle - 1).plus(sorted.get(middle)).dividedBy(Rational.of(2));
    }
}
