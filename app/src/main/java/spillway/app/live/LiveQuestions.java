package spillway.app.live;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import spillway.market.Coin;

/// What can be asked of a running Spillway from any thread.
public interface LiveQuestions {
    /// Up to `limit` liquidations with an id below `before`, newest first.
    CompletableFuture<List<RecentLiquidation>> liquidations(long before, int limit);

    /// The last `limit` candles of a coin, oldest first.
    CompletableFuture<CoinCandles> candles(Coin coin, CandleInterval interval, int limit);
}
