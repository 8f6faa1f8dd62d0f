package spillway.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.exchange.book.OrderSide;
import spillway.market.BookLevels;
import spillway.market.Coin;
import spillway.market.Completeness;
import spillway.market.Instrument;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.SelectiveSink;

/// What a venue tells as market events is what happened in it.
class VenueEventsTest {
    private static final int DEPTH = 50_000;

    static List<String> markets() {
        return List.of(Markets.REAL.getFirst(), Markets.REAL.get(1), "okx BTC-USDT-SWAP");
    }

    /// Keeps books from deltas, and what was liquidated.
    private static final class Listener implements SelectiveSink {
        private final List<TreeMap<Long, Long>> bids = new ArrayList<>();
        private final List<TreeMap<Long, Long>> asks = new ArrayList<>();
        private long liquidatedMantissa;
        private long lastUpdate;

        @Override
        public void bookDelta(
                int instrument,
                long venueTimeNs,
                long receiveTimeNs,
                long firstUpdateId,
                long lastUpdateId,
                long previousUpdateId,
                BookLevels levels) {
            if (instrument == 0) {
                assertThat(previousUpdateId).isEqualTo(lastUpdate);
                lastUpdate = lastUpdateId;
            }
            for (int n = 0; n < levels.bids(); n++) {
                set(bids.get(instrument), levels.bidPrice(n), levels.bidQuantity(n));
            }
            for (int n = 0; n < levels.asks(); n++) {
                set(asks.get(instrument), levels.askPrice(n), levels.askQuantity(n));
            }
        }

        private static void set(Map<Long, Long> side, long price, long quantity) {
            if (quantity == 0) {
                side.remove(price);
            } else {
                side.put(price, quantity);
            }
        }

        @Override
        public void liquidation(
                int instrument,
                long venueTimeNs,
                long receiveTimeNs,
                PositionSide closedSide,
                long quantityMantissa,
                long priceMantissa,
                PriceKind priceKind,
                long notionalMicroUsd,
                Completeness completeness,
                long venueId) {
            assertThat(notionalMicroUsd).isPositive();
            assertThat(priceMantissa).isPositive();
            liquidatedMantissa += quantityMantissa;
        }
    }

    @ParameterizedTest
    @MethodSource("markets")
    void deltasRebuildTheBooks(String market) {
        VenueTerms terms = Markets.real(market, 24);
        var listener = new Listener();
        var instruments = new ArrayList<Instrument>();
        var codes = new ArrayList<Integer>();
        for (int i = 0; i < terms.instruments().size(); i++) {
            String symbol = terms.instruments().get(i).symbol();
            instruments.add(
                    Instrument.linear(terms.venue(), symbol, new Coin("BTC"), "USDT", 4, 6));
            codes.add(i);
            listener.bids.add(new TreeMap<>());
            listener.asks.add(new TreeMap<>());
        }
        var events = new VenueEvents(terms, instruments, codes, PriceKind.FILL, listener);
        var venue = new Venue(terms, events);
        var traffic = new Traffic(5, venue);
        traffic.begin();
        for (int n = 0; n < 800; n++) {
            traffic.next();
            events.flush(venue);
        }

        for (int i = 0; i < codes.size(); i++) {
            assertThat(listener.bids.get(i))
                    .as("bids of %d", i)
                    .isEqualTo(side(venue, i, OrderSide.BUY));
            assertThat(listener.asks.get(i))
                    .as("asks of %d", i)
                    .isEqualTo(side(venue, i, OrderSide.SELL));
        }
        assertThat(listener.liquidatedMantissa).isPositive();
    }

    private static Map<Long, Long> side(Venue venue, int instrument, OrderSide orderSide) {
        var contract = venue.accounts().margin(instrument).contract();
        long tick = contract.tick().mantissaAt(4);
        long lot = contract.lot().mantissaAt(6);
        var prices = new long[DEPTH];
        var lots = new long[DEPTH];
        int count = venue.book(instrument).depth(orderSide, prices, lots);
        var side = new TreeMap<Long, Long>();
        for (int n = 0; n < count; n++) {
            side.put(prices[n] * tick, lots[n] * lot);
        }
        return side;
    }
}
