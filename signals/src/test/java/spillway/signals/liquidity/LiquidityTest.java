package spillway.signals.liquidity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.market.BookLevels;
import spillway.market.Channel;
import spillway.market.Coin;
import spillway.market.Contract;
import spillway.market.Decimal;
import spillway.market.EventOrder;
import spillway.market.FeedState;
import spillway.market.Instrument;
import spillway.market.InstrumentKind;
import spillway.market.Instruments;
import spillway.market.Level;
import spillway.market.Levels;
import spillway.market.MarketEvent;
import spillway.market.TimeWindow;
import spillway.market.Venue;
import spillway.signals.OperatorHost;
import spillway.signals.Scope;
import spillway.signals.StateReader;
import spillway.signals.StateWriter;
import spillway.signals.Watermarks;

class LiquidityTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long START_NS = TimeWindow.nanos(Instant.parse("2026-02-05T00:00:00Z"));
    private static final Venue VENUE = new Venue("alpha");
    private static final Instrument BTC =
            Instrument.linear(VENUE, "BTCUSDT", new Coin("BTC"), "USDT", 2, 3);
    private static final Duration STEP = Duration.ofSeconds(1);

    private final Instruments instruments = new Instruments();
    private final Liquidity liquidity = new Liquidity(instruments, STEP, Duration.ofHours(1));

    /// Prices in cents, quantities in thousandths, as `price×quantity` with bids before the bar.
    private static BookLevels levels(String text) {
        var levels = new BookLevels();
        String[] sides = text.split("\\|", -1);
        for (int side = 0; side < 2; side++) {
            for (String cell : sides[side].strip().split(" +")) {
                if (cell.isEmpty()) {
                    continue;
                }
                long price = Math.round(100 * Double.parseDouble(cell.split("x")[0]));
                long quantity = Math.round(1_000 * Double.parseDouble(cell.split("x")[1]));
                if (side == 0) {
                    levels.addBid(price, quantity);
                } else {
                    levels.addAsk(price, quantity);
                }
            }
        }
        return levels;
    }

    private void whole(double second, long id, String levels) {
        liquidity.bookSnapshot(
                instruments.code(BTC), at(second), at(second) - SECOND_NS, id, levels(levels));
    }

    private void change(double second, long id, String levels) {
        liquidity.bookDelta(
                instruments.code(BTC),
                at(second),
                at(second) + SECOND_NS / 10,
                id,
                id,
                MarketEvent.NONE,
                levels(levels));
    }

    private static long at(double second) {
        return START_NS + Math.round(second * SECOND_NS);
    }

    private BookLiquidity asOf(double second) {
        liquidity.onWatermark(at(second));
        return liquidity.books(Scope.MARKET).getFirst();
    }

    @Test
    void sumsWhatStandsWithinADistanceOfTheMiddle() {
        whole(0, 1, "999x1 995x2 990x3 | 1001x1 1005x2 1020x4");
        var book = asOf(1);
        assertThat(book.mid().orElseThrow()).isEqualTo(1_000);
        assertThat(book.spreadBps().orElseThrow()).isEqualTo(20, within(1e-9));
        var tenth = book.depth().getFirst();
        assertThat(tenth.bidUsd()).as("999 is exactly 0.1 % below").isEqualTo(999, within(1e-9));
        var one = book.depth().get(4);
        assertThat(one.bidUsd()).isEqualTo(999 + 2 * 995 + 3 * 990.0, within(1e-9));
        assertThat(one.askUsd()).isEqualTo(1001 + 2 * 1005.0, within(1e-9));
        assertThat(one.imbalance().orElseThrow()).isEqualTo((5959 - 3011) / 8970.0, within(1e-9));
        assertThat(one.bidsReach()).as("nothing is published beyond 1 %").isFalse();
        assertThat(one.asksReach()).isTrue();
        assertThat(book.latencyMs().orElseThrow()).as("our clock is behind").isEqualTo(-1_000);
    }

    @Test
    void slippageWalksTheBookAndIsNullWhereItIsTooThin() {
        whole(0, 1, "999x10 990x10 | 1001x10 1010x10");
        var sizes = asOf(1).slippage();
        var tenThousand = sizes.getFirst();
        double sold = 9_990 / 999.0 + 10 / 990.0;
        assertThat(tenThousand.sellBps().orElseThrow())
                .isEqualTo(1e4 * (1 - 10_000 / sold / 1_000), within(1e-6));
        double bought = 10_000 / 1001.0;
        assertThat(tenThousand.buyBps().orElseThrow())
                .isEqualTo(1e4 * (10_000 / bought / 1_000 - 1), within(1e-6));
        assertThat(sizes.get(1).usd()).isEqualTo(50_000);
        assertThat(sizes.get(1).sellBps()).as("19,890 are there").isEmpty();
    }

    @Test
    void inverseContractsAreWorthTheirSize() {
        var inverse =
                new Instrument(
                        VENUE,
                        "BTCUSD",
                        new Coin("BTC"),
                        "USD",
                        InstrumentKind.PERPETUAL,
                        Contract.INVERSE,
                        new Decimal(100, 0),
                        1,
                        1,
                        0,
                        0);
        var levels = new BookLevels();
        levels.addBid(9_999, 7);
        levels.addAsk(10_001, 3);
        liquidity.bookSnapshot(instruments.code(inverse), at(0), at(0), 1, levels);
        var depth = asOf(1).depth().getFirst();
        assertThat(depth.bidUsd()).isEqualTo(700);
        assertThat(depth.askUsd()).isEqualTo(300);
    }

    @Test
    void aCrossedBookHasNoDepthAndALostOneStandsAsItWasSeen() {
        whole(0, 1, "999x1 | 1001x1");
        change(1, 2, "1002x1 |");
        assertThat(asOf(2).depth()).isEmpty();
        assertThat(asOf(2).reason()).isEqualTo("its book is crossed");
        whole(3, 9, "999x1 | 1001x1");
        assertThat(asOf(4).depth()).isNotEmpty();
        liquidity.feedHealth(
                instruments.code(BTC),
                at(5),
                at(5),
                Channel.BOOK,
                FeedState.LOST,
                at(5),
                at(5),
                "");
        change(5.5, 10, "999x5 |");
        assertThat(asOf(6).lost()).isTrue();
        assertThat(asOf(6).asOfNs()).isEqualTo(at(3));
        assertThat(asOf(6).depth().getFirst().bidUsd()).isEqualTo(999, within(1e-9));
        whole(7, 9, "999x2 | 1001x1");
        assertThat(asOf(8).lost()).isFalse();
        assertThat(asOf(8).depth().getFirst().bidUsd())
                .as("the change after 9 was held")
                .isEqualTo(5 * 999, within(1e-9));
    }

    @Test
    void holdsChangesForTheBookThatTheyFollow() {
        change(0, 5, "998x7 |");
        change(0.1, 6, "998x0 997x4 |");
        change(0.2, 4, "990x1000 |");
        whole(1.5, 4, "999x1 998x2 | 1001x1");
        change(1.6, 3, "999x0 |");
        var book = asOf(2);
        assertThat(book.depth().getLast().bidUsd())
                .as("number 3 and 4 are in it already")
                .isEqualTo(999 + 4 * 997.0, within(1e-9));
    }

    @Test
    void aBookThatDoesNotMoveIsStale() {
        whole(0, 1, "999x1 | 1001x1");
        change(4, 2, "999x2 |");
        assertThat(asOf(9).isStale()).isFalse();
        assertThat(asOf(14).staleS()).isEqualTo(10);
        assertThat(asOf(14).isStale()).isTrue();
        change(15, 3, "999x3 |");
        assertThat(asOf(16).staleS()).isEqualTo(11);
    }

    /// 1,000 USD a side for twenty seconds, a tenth of it, and half of what was missing after four.
    @Test
    void measuresHowSoonABookRefills() {
        whole(0, 1, "999x1 | 1001x1");
        for (int s = 1; s < 20; s++) {
            change(s, 1 + s, "998x0." + (s % 2 + 1) + " |");
        }
        change(20, 50, "999x0.1 998x0 | 1001x0.1");
        change(24, 51, "999x0.6 | 1001x0.6");
        change(25, 52, "999x1 | 1001x1");
        change(26, 53, "999x1 | 1001x1");
        change(27, 54, "999x1 | 1001x1");
        var refill = asOf(30).refill().orElseThrow();
        assertThat(refill.lowestUsd()).isEqualTo(200, within(1e-6));
        assertThat(refill.halfLifeS()).isEqualTo(4);
        assertThat(refill.collapse()).isBetween(10.0, 12.0);
    }

    @Test
    void depthOfAnHourIsItsLastSample() {
        whole(0, 1, "999x1 | 1001x1");
        change(3_000, 2, "999x2 |");
        change(3_601, 3, "999x3 |");
        change(3_700, 4, "999x4 |");
        liquidity.onWatermark(at(3_800));
        var hours = liquidity.depthHours(new Coin("BTC")).bars();
        assertThat(hours).hasSize(2);
        assertThat(hours.getFirst().close().toDouble()).isEqualTo(2 * 999 + 1_001);
        assertThat(hours.getLast().close().toDouble()).isEqualTo(3 * 999 + 1_001);
    }

    private static List<MarketEvent> stream(long seed, int messages, long lateNs) {
        var random = new SplittableRandom(seed);
        record Arriving(MarketEvent event, long atNs) {}
        var arriving = new ArrayList<Arriving>();
        long timeNs = START_NS;
        for (int id = 1; id <= messages; id++) {
            timeNs += random.nextLong(SECOND_NS / 2);
            boolean whole = id == 1 || random.nextInt(50) == 0;
            int count = whole ? 40 : 1 + random.nextInt(4);
            var bids = new TreeMap<Long, Long>(Comparator.reverseOrder());
            var asks = new TreeMap<Long, Long>();
            for (int i = 0; i < count; i++) {
                long far = (long) (2_000 / (0.05 + random.nextDouble()));
                long size = whole ? 1 + random.nextInt(900) : random.nextInt(900);
                bids.put(99_990 - far, size);
                asks.put(100_010 + far, size);
            }
            var levels = new Levels(list(bids), list(asks));
            MarketEvent event =
                    whole
                            ? new MarketEvent.BookSnapshot(id, BTC, timeNs, timeNs, id, levels)
                            : new MarketEvent.BookDelta(
                                    id, BTC, timeNs, timeNs, id, id, MarketEvent.NONE, levels);
            arriving.add(new Arriving(event, timeNs + random.nextLong(lateNs)));
        }
        arriving.sort(Comparator.comparingLong(Arriving::atNs));
        return arriving.stream().map(Arriving::event).toList();
    }

    private static List<Level> list(Map<Long, Long> side) {
        return side.entrySet().stream().map(e -> new Level(e.getKey(), e.getValue())).toList();
    }

    /// Messages up to two seconds late: both orders end in the same state, a snapshot goes on
    /// alike, and depth is what two sorted maps give.
    @ParameterizedTest
    @MethodSource("spillway.signals.Seeds#some")
    void agreesWithTwoSortedMapsInBothOrders(long seed) {
        List<MarketEvent> arrival = stream(seed, 400, 2 * SECOND_NS);
        var happening = new ArrayList<>(arrival);
        happening.sort(EventOrder.BY_VENUE_TIME);
        var numbering = new Instruments();
        numbering.code(BTC);
        var late = new Liquidity(numbering, STEP, Duration.ofHours(1));
        var never = Duration.ofDays(3_650);
        var byArrival =
                OperatorHost.byArrival(
                        numbering,
                        List.of(late),
                        new Watermarks(numbering, Duration.ofSeconds(3), never, STEP));
        arrival.forEach(event -> event.sendTo(byArrival, numbering));
        byArrival.finish();
        var ordered = new Liquidity(numbering, STEP, Duration.ofHours(1));
        var inOrder = OperatorHost.inEventOrder(numbering, List.of(ordered), STEP);
        happening.forEach(event -> event.sendTo(inOrder, numbering));
        inOrder.finish();
        assertThat(late.stateHash()).as("seed %d", seed).isEqualTo(ordered.stateHash());
        var out = new StateWriter();
        ordered.saveTo(out);
        var restored = new Liquidity(numbering, STEP, Duration.ofHours(1));
        restored.restoreFrom(new StateReader(out.written()));
        assertThat(restored.stateHash()).isEqualTo(ordered.stateHash());
        assertThat(restored.books(Scope.MARKET)).isEqualTo(ordered.books(Scope.MARKET));
        compare(seed, happening, ordered.books(Scope.MARKET).getFirst());
    }

    private static void compare(long seed, List<MarketEvent> events, BookLiquidity book) {
        var bids = new TreeMap<Long, Long>(Comparator.reverseOrder());
        var asks = new TreeMap<Long, Long>();
        for (var event : events) {
            Levels levels =
                    switch (event) {
                        case MarketEvent.BookSnapshot e -> {
                            bids.clear();
                            asks.clear();
                            yield e.levels();
                        }
                        case MarketEvent.BookDelta e -> e.levels();
                        default -> throw new AssertionError(event);
                    };
            levels.bids().forEach(l -> put(bids, l));
            levels.asks().forEach(l -> put(asks, l));
        }
        double mid = (bids.firstKey() + (double) asks.firstKey()) / 2;
        for (var depth : book.depth()) {
            double bidUsd = 0;
            for (var level : bids.entrySet()) {
                boolean within = level.getKey() >= mid * (1 - depth.distance());
                bidUsd += within ? level.getKey() * level.getValue() / 1e5 : 0;
            }
            assertThat(depth.bidUsd())
                    .as("seed %d, %s", seed, depth)
                    .isEqualTo(bidUsd, within(1e-6 * (1 + bidUsd)));
            assertThat(depth.bidsReach()).isEqualTo(bids.lastKey() < mid * (1 - depth.distance()));
        }
    }

    private static void put(Map<Long, Long> side, Level level) {
        if (level.quantityMantissa() == 0) {
            side.remove(level.priceMantissa());
        } else {
            side.put(level.priceMantissa(), level.quantityMantissa());
        }
    }
}
