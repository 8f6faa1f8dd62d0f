package spillway.exchange.book;

import java.util.HashMap;
import java.util.Map;

/// Net position of each account, long positive.
final class Positions {
    private final Map<Integer, Long> lots = new HashMap<>();

    Positions() {}

    Positions(Positions other) {
        lots.putAll(other.lots);
    }

    long of(int account) {
        return lots.getOrDefault(account, 0L);
    }

    long reducibleLots(int account, OrderSide orderSide) {
        return Math.max(0, orderSide == OrderSide.SELL ? of(account) : -of(account));
    }

    void trade(int taker, OrderSide takerSide, int maker, long traded) {
        long signed = takerSide == OrderSide.BUY ? traded : -traded;
        lots.merge(taker, signed, Long::sum);
        lots.merge(maker, -signed, Long::sum);
    }
}
