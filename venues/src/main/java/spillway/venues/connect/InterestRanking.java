package spillway.venues.connect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import spillway.market.Instrument;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.market.SelectiveSink;

/// Ranks instruments by the value of their open interest, as far as answers told it.
final class InterestRanking implements SelectiveSink {
    private final Instruments instruments;
    private final Map<String, Long> quantities = new HashMap<>();
    private final Map<String, Long> prices = new HashMap<>();
    private final Map<String, Long> values = new HashMap<>();

    InterestRanking(Instruments instruments) {
        this.instruments = instruments;
    }

    @Override
    public void openInterest(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long quantityMantissa,
            long notionalMicroUsd) {
        String symbol = instruments.get(instrument).symbol();
        quantities.put(symbol, quantityMantissa);
        if (notionalMicroUsd != MarketEvent.NONE) {
            values.put(symbol, notionalMicroUsd);
        }
    }

    @Override
    public void markPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        prices.put(instruments.get(instrument).symbol(), priceMantissa);
    }

    /// The most valuable first, those of unknown value last, by symbol where values are equal.
    List<Instrument> ranked(List<Instrument> some) {
        Map<String, Long> known = new HashMap<>();
        some.forEach(instrument -> known.put(instrument.symbol(), microUsd(instrument)));
        var ranked = new ArrayList<>(some);
        ranked.sort((a, b) -> {
            long one = known.getOrDefault(a.symbol(), 0L);
            long other = known.getOrDefault(b.symbol(), 0L);
            return one != other ? Long.compare(other, one) : a.symbol().compareTo(b.symbol());
        });
        return ranked;
    }

    private long microUsd(Instrument instrument) {
        String symbol = instrument.symbol();
        Long value = values.get(symbol);
        Long quantity = quantities.get(symbol);
        Long price = prices.get(symbol);
        if (value != null) {
            return value;
        }
        if (quantity == null || price == null) {
            return 0;
        }
        try {
            return instrument.notionalMicroUsd(quantity, price);
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }
}
