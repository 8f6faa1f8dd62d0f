package spillway.signals.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import spillway.market.Coin;
import spillway.market.TimeWindow;

/// Price, funding and open interest of one coin in one window.
///
/// @param coin whose
/// @param window only intervals wholly inside count
/// @param price in USD per coin
/// @param funding as a fraction per funding interval
/// @param openInterest in USD and in coin, one side
/// @param notObserved for each of the three that is empty, what is missing
public record WindowSummary(
        Coin coin,
        TimeWindow window,
        Optional<PriceSummary> price,
        Optional<FundingSummary> funding,
        Optional<OpenInterestSummary> openInterest,
        List<String> notObserved) {
    public WindowSummary {
        notObserved = List.copyOf(notObserved);
    }

    /// The summary of bars, from wherever they come.
    ///
    /// @param openInterestUsd one side
    /// @param openInterestCoins one side; empty where nobody gives it: then coins are estimated
    public static WindowSummary of(
            Coin coin,
            TimeWindow window,
            Bars price,
            Bars funding,
            Bars openInterestUsd,
            Bars openInterestCoins) {
        Bars prices = price.within(window);
        Bars rates = funding.within(window);
        Bars usd = openInterestUsd.within(window);
        Bars coins = openInterestCoins.within(window);
        var missing = new ArrayList<String>();
        note(prices, "price", missing);
        note(rates, "funding", missing);
        note(usd, "openInterest", missing);
        return new WindowSummary(
                coin,
                window,
                prices.isEmpty() ? Optional.empty() : Optional.of(PriceSummary.of(prices)),
                rates.isEmpty() ? Optional.empty() : Optional.of(FundingSummary.of(rates)),
                usd.isEmpty()
                        ? Optional.empty()
                        : Optional.of(OpenInterestSummary.of(usd, coins, prices)),
                missing);
    }

    private static void note(Bars bars, String name, List<String> missing) {
        if (bars.isEmpty()) {
            missing.add(name + ": nothing on the tape for this coin in this window");
        }
    }
}
