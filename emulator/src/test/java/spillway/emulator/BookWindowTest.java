package spillway.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.market.BookLevels;
import spillway.market.Coin;
import spillway.market.Decimal;
import spillway.market.Instrument;
import spillway.market.Instruments;
import spillway.market.LevelBook;
import spillway.market.Venue;
import spillway.testing.Counts;
import spillway.venues.serving.InstrumentState;
import spillway.venues.serving.ListedInstrument;
import spillway.venues.serving.MarketState;

/// What a window tells, applied to what it told before, is the best of the book; and where books
/// are handed out by request, applied to any book handed out since the last message.
final class BookWindowTest {
    private static final Instrument ON =
            Instrument.linear(new Venue("emulated"), "XUSDT", new Coin("X"), "USDT", 2, 3);

    static LongStream seeds() {
        return Counts.seeds(50, 2_000);
    }

    private static Map<Long, Long> side(BookLevels levels, boolean bids) {
        var side = new TreeMap<Long, Long>();
        int count = bids ? levels.bids() : levels.asks();
        for (int i = 0; i < count; i++) {
            side.put(
                    bids ? levels.bidPrice(i) : levels.askPrice(i),
                    bids ? levels.bidQuantity(i) : levels.askQuantity(i));
        }
        return side;
    }

    private static void apply(Map<Long, Long> side, Map<Long, Long> changes) {
        changes.forEach((price, quantity) -> {
            if (quantity == 0) {
                side.remove(price);
            } else {
                side.put(price, quantity);
            }
        });
    }

    private static BookLevels randomChange(SplittableRandom random) {
        var levels = new BookLevels();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            long quantity = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(5);
            if (random.nextBoolean()) {
                levels.addBid(100 - random.nextInt(12), quantity);
            } else {
                levels.addAsk(101 + random.nextInt(12), quantity);
            }
        }
        return levels;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void tellsTheBestOfTheBook(long seed) {
        var random = new SplittableRandom(seed);
        for (int depth : List.of(1, 5, 1_000)) {
            check(random, depth);
        }
    }

    private static void check(SplittableRandom random, int depth) {
        boolean onRequest = depth == 1_000;
        var listed = new ListedInstrument(ON, new Decimal(1, 2), new Decimal(1, 3), Duration.ZERO);
        var state = new MarketState(new Instruments(), () -> 0, List.of(listed), LevelBook::new);
        InstrumentState of = state.listed().getFirst();
        state.bookSnapshot(of.code(), 0, 0, 0, randomChange(random));
        var window = new BookWindow(depth, onRequest);
        window.open(of);
        var bids = side(window.told(), true);
        var asks = side(window.told(), false);
        for (int message = 0; message < 20; message++) {
            Map<Long, Long> handedOutBids = new TreeMap<>(bids);
            Map<Long, Long> handedOutAsks = new TreeMap<>(asks);
            int changes = random.nextInt(4);
            int handedOutAfter = random.nextInt(4);
            for (int i = 0; i < changes; i++) {
                BookLevels levels = randomChange(random);
                if (random.nextInt(10) == 0) {
                    window.replaced(levels);
                    state.bookSnapshot(of.code(), 0, 0, 0, levels);
                } else {
                    window.touched(levels);
                    state.bookDelta(of.code(), 0, 0, 0, 0, 0, levels);
                }
                if (i == handedOutAfter) {
                    var whole = new BookLevels();
                    of.book(depth, whole);
                    handedOutBids = side(whole, true);
                    handedOutAsks = side(whole, false);
                }
            }
            BookLevels told = window.tell(of);
            apply(bids, side(told, true));
            apply(asks, side(told, false));
            var best = new BookLevels();
            of.book(depth, best);
            assertThat(bids).isEqualTo(side(best, true));
            assertThat(asks).isEqualTo(side(best, false));
            if (onRequest) {
                apply(handedOutBids, side(told, true));
                apply(handedOutAsks, side(told, false));
                assertThat(handedOutBids).isEqualTo(bids);
                assertThat(handedOutAsks).isEqualTo(asks);
            }
        }
    }
}
