package spillway.e2e;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import spillway.emulator.LiquidationSums;
import spillway.emulator.MarketSource;
import spillway.market.BookLevels;
import spillway.market.EventKind;
import spillway.market.EventSink;
import spillway.market.Instrument;
import spillway.market.Instruments;
import spillway.market.LevelBook;
import spillway.market.RoutingSink;
import spillway.market.SelectiveSink;
import spillway.market.TakerSide;
import spillway.venues.serving.ListedInstrument;

/// A market of which every trade and the present books are remembered, to compare with what a
/// client was told. Used on the market's timeline.
final class WitnessedMarket implements MarketSource {
    /// A trade as it happened.
    record Happened(long venueTimeNs, long price, long quantity, TakerSide takerSide) {}

    private final MarketSource market;
    private final Instruments instruments;
    private final Map<String, List<Happened>> trades = new HashMap<>();
    private final Map<String, LevelBook> books = new HashMap<>();

    WitnessedMarket(MarketSource market, Instruments instruments) {
        this.market = market;
        this.instruments = instruments;
    }

    private static String key(Instrument instrument) {
        return instrument.toString();
    }

    /// All trades of an instrument so far, in order.
    List<Happened> trades(Instrument instrument) {
        return List.copyOf(trades.getOrDefault(key(instrument), List.of()));
    }

    /// Its book now.
    LevelBook book(Instrument instrument) {
        return books.computeIfAbsent(key(instrument), _ -> new LevelBook());
    }

    @Override
    public List<ListedInstrument> listings() {
        return market.listings();
    }

    @Override
    public long nextTimeNs() {
        return market.nextTimeNs();
    }

    @Override
    public SortedMap<String, LiquidationSums> economic() {
        return market.economic();
    }

    @Override
    public void advance(EventSink sink) {
        var both = new EventSink[] {sink, new Witness()};
        market.advance(
                new RoutingSink() {
                    @Override
                    protected EventSink[] route(
                            EventKind kind, int instrument, long venueTimeNs, long receiveTimeNs) {
                        return both;
                    }
                });
    }

    private final class Witness implements SelectiveSink {
        @Override
        public void trade(
                int instrument,
                long venueTimeNs,
                long receiveTimeNs,
                long priceMantissa,
                long quantityMantissa,
                TakerSide takerSide,
                long venueId) {
            trades.computeIfAbsent(key(instruments.get(instrument)), _ -> new ArrayList<>())
                    .add(new Happened(venueTimeNs, priceMantissa, quantityMantissa, takerSide));
        }

        @Override
        public void bookSnapshot(
                int instrument,
                long venueTimeNs,
                long receiveTimeNs,
                long updateId,
                BookLevels levels) {
            book(instruments.get(instrument)).replace(levels);
        }

        @Override
        public void bookDelta(
                int instrument,
                long venueTimeNs,
                long receiveTimeNs,
                long firstUpdateId,
                long lastUpdateId,
                long previousUpdateId,
                BookLevels levels) {
            book(instruments.get(instrument)).apply(levels);
        }
    }
}
