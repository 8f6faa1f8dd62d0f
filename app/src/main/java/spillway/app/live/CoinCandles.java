package spillway.app.live;

import java.util.List;
import spillway.market.Coin;

/// Candles of one coin, oldest first.
///
/// @param source whose prices they are: `binance-usdm BTCUSDT, trades`; empty while none was heard
public record CoinCandles(Coin coin, CandleInterval interval, String source, List<Candle> items) {
    public CoinCandles {
        items = List.copyOf(items);
    }
}
