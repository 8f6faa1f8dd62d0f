package spillway.emulator.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.emulator.LiquidationTally;
import spillway.market.BookLevels;
import spillway.market.Completeness;
import spillway.market.EventRecorder;
import spillway.market.Instruments;
import spillway.market.LevelBook;
import spillway.market.MarketEvent;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.SelectiveSink;
import spillway.market.TakerSide;
import spillway.testing.Counts;
import spillway.venues.Venues;
import spillway.venues.serving.ListedInstrument;

/// What holds of a scripted market at every moment, for every seed.
final class ScriptedMarketTest {
    private static final long START_NS = 1_770_285_600_000_000_000L;

    static LongStream seeds() {
        return Counts.seeds(4, 100);
    }

    private static ScriptedSettings settings(long seed) {
        return new ScriptedSettings(
                seed,
                START_NS,
                Duration.ofMinutes(1),
                Duration.ofMinutes(3),
                Duration.ofMinutes(1),
                Duration.ofMillis(500),
                0.15);
    }

    /// Checks each event against the book and the ones before.
    private static final class Checks implements SelectiveSink {
        private final Instruments instruments;
        private final Map<Integer, LevelBook> books = new HashMap<>();
        private final Map<Integer, Long> tradeIds = new HashMap<>();
        private final Map<Integer, ListedInstrument> listed = new HashMap<>();
        private final List<MarketEvent.Liquidation> liquidations = new ArrayList<>();
        private final Map<Integer, Long> lastTrades = new HashMap<>();
        private final Set<String> coins = new HashSet<>();
        private double bitcoinLow = Double.MAX_VALUE;
        private double bitcoinFirst;

        Checks(Instruments instruments, List<ListedInstrument> listings) {
            this.instruments = instruments;
            for (ListedInstrument listing : listings) {
                listed.put(instruments.code(listing.instrument()), listing);
                coins.add(listing.instrument().coin().symbol());
            }
        }

        private static <T> T known(Map<Integer, T> of, int instrument) {
            return Objects.requireNonNull(of.get(instrument));
        }

        private void checkPrice(int instrument, long price) {
            ListedInstrument of = known(listed, instrument);
            long tick = of.tick().mantissaAt(of.instrument().priceScale());
            assertThat(price).isPositive();
            assertThat(price % tick).as("%s on its tick", of.instrument()).isZero();
        }

        private void checkQuantity(int instrument, long quantity) {
            ListedInstrument of = known(listed, instrument);
            long lot = of.lot().mantissaAt(of.instrument().quantityScale());
            assertThat(quantity).isPositive();
            assertThat(quantity % lot).as("%s in lots", of.instrument()).isZero();
        }

        @Override
        public void bookSnapshot(
                int instrument,
                long venueTimeNs,
                long receiveTimeNs,
                long updateId,
                BookLevels levels) {
            var book = new LevelBook();
            book.replace(levels);
            assertThat(book.isCrossed()).isFalse();
            books.put(instrument, book);
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
            LevelBook book = known(books, instrument);
            book.apply(levels);
            assertThat(book.isCrossed()).isFalse();
            assertThat(book.bids()).isEqualTo(GridBook.LEVELS);
            assertThat(book.asks()).isEqualTo(GridBook.LEVELS);
            checkPrice(instrument, book.bidPrice(0));
            checkQuantity(instrument, book.bidQuantity(0));
        }

        @Override
        public void quote(
                int instrument,
                long venueTimeNs,
                long receiveTimeNs,
                long bidPriceMantissa,
                long bidQuantityMantissa,
                long askPriceMantissa,
                long askQuantityMantissa,
                long updateId) {
            LevelBook book = known(books, instrument);
            assertThat(bidPriceMantissa).isEqualTo(book.bidPrice(0));
            assertThat(bidQuantityMantissa).isEqualTo(book.bidQuantity(0));
            assertThat(askPriceMantissa).isEqualTo(book.askPrice(0));
            assertThat(askQuantityMantissa).isEqualTo(book.askQuantity(0));
        }

        @Override
        public void trade(
                int instrument,
                long venueTimeNs,
                long receiveTimeNs,
                long priceMantissa,
                long quantityMantissa,
                TakerSide takerSide,
                long venueId) {
            checkPrice(instrument, priceMantissa);
            checkQuantity(instrument, quantityMantissa);
            Long before = tradeIds.put(instrument, venueId);
            assertThat(before == null || venueId == before + 1).isTrue();
            lastTrades.put(instrument, priceMantissa);
            LevelBook book = known(books, instrument);
            if (takerSide == TakerSide.SELL) {
                assertThat(priceMantissa).isLessThanOrEqualTo(book.bidPrice(0));
            } else {
                assertThat(priceMantissa).isGreaterThanOrEqualTo(book.askPrice(0));
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
            checkPrice(instrument, priceMantissa);
            checkQuantity(instrument, quantityMantissa);
            // The trade that filled it came just before.
            long fill = known(lastTrades, instrument);
            double beyondBps = (double) (priceMantissa - fill) * 10_000.0 / (double) fill;
            boolean isLong = closedSide == PositionSide.LONG;
            if (priceKind == PriceKind.FILL) {
                assertThat(priceMantissa).isEqualTo(fill);
            } else {
                // Rounded to a tick.
                assertThat(isLong ? -beyondBps : beyondBps).isBetween(45.0, 505.0);
            }
            liquidations.add(
                    new MarketEvent.Liquidation(
                            MarketEvent.NONE,
                            instruments.get(instrument),
                            venueTimeNs,
                            receiveTimeNs,
                            closedSide,
                            quantityMantissa,
                            fill,
                            PriceKind.FILL,
                            instruments.get(instrument).notionalMicroUsd(quantityMantissa, fill),
                            completeness,
                            venueId));
        }

        @Override
        public void indexPrice(
                int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
            if (instruments.get(instrument).symbol().equals("BTCUSDT")) {
                bitcoinFirst = bitcoinFirst == 0 ? (double) priceMantissa : bitcoinFirst;
                bitcoinLow = Math.min(bitcoinLow, (double) priceMantissa);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void booksTradesAndLiquidationsAgree(long seed) {
        var instruments = new Instruments();
        var market = new ScriptedMarket(settings(seed), Venues.all(), instruments);
        var checks = new Checks(instruments, market.listings());
        long beforeNs = 0;
        while (market.nextTimeNs() != Long.MAX_VALUE) {
            assertThat(market.nextTimeNs()).isGreaterThanOrEqualTo(beforeNs);
            beforeNs = market.nextTimeNs();
            market.advance(checks);
        }
        assertThat(checks.coins)
                .containsExactlyInAnyOrder(
                        "BTC", "ETH", "SOL", "XRP", "BNB", "DOGE", "ADA", "PEPE");
        assertThat(checks.bitcoinLow / checks.bitcoinFirst).isBetween(0.80, 0.90);
        var tally = new LiquidationTally(market.economic().keySet());
        long longs = 0;
        long total = 0;
        for (MarketEvent.Liquidation one : checks.liquidations) {
            tally.add(
                    one.instrument().venue().code(),
                    LiquidationTally.one(one.closedSide(), one.notionalMicroUsd()));
            longs += one.closedSide() == PositionSide.LONG ? one.notionalMicroUsd() : 0;
            total += one.notionalMicroUsd();
        }
        assertThat(tally.sums()).isEqualTo(market.economic());
        assertThat((double) longs / (double) total).isBetween(0.6, 0.98);
    }

    private static List<MarketEvent> events(long seed) {
        var instruments = new Instruments();
        var market = new ScriptedMarket(settings(seed), Venues.all(), instruments);
        var events = new ArrayList<MarketEvent>();
        var recorder = new EventRecorder(instruments, events::add);
        for (int i = 0; i < 5_000 && market.nextTimeNs() != Long.MAX_VALUE; i++) {
            market.advance(recorder);
        }
        return events;
    }

    @Test
    void sameSeedSameEvents() {
        assertThat(events(1)).isEqualTo(events(1)).isNotEqualTo(events(2));
    }
}
