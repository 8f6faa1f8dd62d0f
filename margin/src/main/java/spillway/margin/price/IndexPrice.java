package spillway.margin.price;

import java.util.List;
import spillway.margin.Rational;

/// A weighted basket of spot prices with guards against a source that is wrong or silent.
public final class IndexPrice {
    private IndexPrice() {}

    /// One spot market in the basket.
    ///
    /// @param price its last price, `> 0`
    /// @param weight its weight, `>= 0`; weights need not add up to one
    /// @param silenceMs milliseconds since its last update
    public record Source(Rational price, Rational weight, long silenceMs) {}

    /// Binance's basket, text of 2019-2020: a source silent for 10 s has no weight; one that is
    /// more than 5 % from the median has none; if more than one is, the median is the index.
    ///
    /// @throws IllegalArgumentException if no source is fresh and of positive weight
    public static Rational guarded(List<Source> sources, long silenceMsMax, Rational deviationMax) {
        List<Source> fresh =
                sources.stream()
                        .filter(s -> s.silenceMs() < silenceMsMax && s.weight().signum() > 0)
                        .toList();
        Rational median = MarkPrice.median(fresh.stream().map(Source::price).toList());
        List<Source> near =
                fresh.stream()
                        .filter(s ->
                                s.price().minus(median).abs().compareTo(median.times(deviationMax))
                                        <= 0)
                        .toList();
        if (fresh.size() - near.size() > 1) {
            return median;
        }
        Rational weights = Rational.ZERO;
        Rational sum = Rational.ZERO;
        for (Source source : near) {
            weights = weights.plus(source.weight());
            sum = sum.plus(source.weight().times(source.price()));
        }
        return sum.dividedBy(weights);
    }
}
