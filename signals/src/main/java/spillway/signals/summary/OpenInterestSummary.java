package spillway.signals.summary;

import java.util.Optional;
import java.util.OptionalDouble;

/// How far open interest fell: from its peak to the lowest that followed, both of interval closes.
///
/// Peak is the highest close in the window, trough the lowest close after the peak; of equals the
/// first. So a low before the peak, from which open interest rose, is not a fall.
///
/// @param peak in USD, one side
/// @param trough in USD, one side; empty where the peak is the last close
/// @param changePct `100 × (trough / peak − 1)`, not above 0; empty without a trough
/// @param inCoin the same two intervals in coin; empty where they cannot be had
/// @param reason what is empty, and why; empty text where nothing is
public record OpenInterestSummary(
        Figure peak,
        Optional<Figure> trough,
        OptionalDouble changePct,
        Optional<InCoin> inCoin,
        String reason) {
    /// Open interest in coin at the two intervals at which open interest in USD had its peak and
    /// its trough. USD open interest falls with the price alone; this does not.
    ///
    /// @param peakCoins at the peak in USD
    /// @param troughCoins at the trough in USD
    /// @param changePct `100 × (troughCoins / peakCoins − 1)`
    /// @param source who says so
    /// @param kind `ESTIMATED` where USD was divided by price
    /// @param method how the coins were had, in words
    public record InCoin(
            double peakCoins,
            double troughCoins,
            double changePct,
            String source,
            FigureKind kind,
            String method) {}

    /// @param usd open interest in USD, not empty
    /// @param coins open interest in coins; empty where nobody gives it
    /// @param price in USD per coin, by the same intervals; empty where not known
    static OpenInterestSummary of(Bars usd, Bars coins, Bars price) {
        Bar peak = usd.bars().getFirst();
        for (var bar : usd.bars()) {
            peak = bar.close().compareTo(peak.close()) > 0 ? bar : peak;
        }
        Bar trough = null;
        for (var bar : usd.bars()) {
            boolean after = bar.interval().fromNs() > peak.interval().fromNs();
            if (after && (trough == null || bar.close().compareTo(trough.close()) < 0)) {
                trough = bar;
            }
        }
        if (trough == null) {
            return new OpenInterestSummary(
                    usd.close(peak),
                    Optional.empty(),
                    OptionalDouble.empty(),
                    Optional.empty(),
                    "no trough: the highest close is the last of the window");
        }
        var inCoin = inCoin(usd, peak, trough, coins, price);
        return new OpenInterestSummary(
                usd.close(peak),
                Optional.of(usd.close(trough)),
                change(peak.close().toDouble(), trough.close().toDouble()),
                inCoin,
                inCoin.isPresent() ? "" : "not in coin: no coins and no price of both intervals");
    }

    private static OptionalDouble change(double peak, double trough) {
        return peak > 0 ? OptionalDouble.of(100 * (trough / peak - 1)) : OptionalDouble.empty();
    }

    private static Optional<InCoin> inCoin(Bars usd, Bar peak, Bar trough, Bars coins, Bars price) {
        var coinsAtPeak = coins.startingAt(peak.interval().fromNs());
        var coinsAtTrough = coins.startingAt(trough.interval().fromNs());
        if (coinsAtPeak.isPresent() && coinsAtTrough.isPresent()) {
            return inCoin(
                    coinsAtPeak.get().close().toDouble(),
                    coinsAtTrough.get().close().toDouble(),
                    coins.source(),
                    coins.kind(),
                    "open interest in coins at the same two intervals");
        }
        var priceAtPeak = price.startingAt(peak.interval().fromNs());
        var priceAtTrough = price.startingAt(trough.interval().fromNs());
        if (priceAtPeak.isEmpty() || priceAtTrough.isEmpty()) {
            return Optional.empty();
        }
        return inCoin(
                peak.close().toDouble() / priceAtPeak.get().close().toDouble(),
                trough.close().toDouble() / priceAtTrough.get().close().toDouble(),
                usd.source().equals(price.source())
                        ? usd.source()
                        : usd.source() + " and " + price.source(),
                FigureKind.ESTIMATED,
                "open interest in USD over the price at the close of the same interval");
    }

    private static Optional<InCoin> inCoin(
            double atPeak, double atTrough, String source, FigureKind kind, String method) {
        boolean sensible = atPeak > 0 && Double.isFinite(atPeak) && Double.isFinite(atTrough);
        return sensible
                ? Optional.of(
                        new InCoin(
                                atPeak,
                                atTrough,
                                100 * (atTrough / atPeak - 1),
                                source,
                                kind,
                                method))
                : Optional.empty();
    }
}
