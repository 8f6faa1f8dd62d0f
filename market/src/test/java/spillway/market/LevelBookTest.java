package spillway.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.testing.Counts;

class LevelBookTest {
    static LongStream seeds() {
        return LongStream.range(0, Counts.of(8, 500));
    }

    /// The slow twin: two sorted maps.
    @ParameterizedTest
    @MethodSource("seeds")
    void equalsTwoSortedMaps(long seed) {
        var random = new SplittableRandom(seed);
        var book = new LevelBook();
        Map<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
        Map<Long, Long> asks = new TreeMap<>();
        int prices = random.nextInt(2, 3_000);
        for (int message = 0; message < 400; message++) {
            var levels = new BookLevels();
            boolean replaces = random.nextInt(50) == 0;
            if (replaces) {
                bids.clear();
                asks.clear();
            }
            for (int n = random.nextInt(30); n > 0; n--) {
                change(levels, true, bids, random, prices);
                change(levels, false, asks, random, prices);
            }
            if (replaces) {
                book.replace(levels);
            } else {
                book.apply(levels);
            }
            same(seed, book, bids, asks);
        }
    }

    private static void change(
            BookLevels levels,
            boolean bid,
            Map<Long, Long> side,
            SplittableRandom random,
            int prices) {
        long price = bid ? random.nextInt(prices) : prices + random.nextInt(prices);
        if (contains(levels, bid, price)) {
            return;
        }
        long size = random.nextInt(3) == 0 ? 0 : random.nextLong(1, 1_000);
        if (bid) {
            levels.addBid(price, size);
        } else {
            levels.addAsk(price, size);
        }
        if (size == 0) {
            side.remove(price);
        } else {
            side.put(price, size);
        }
    }

    private static boolean contains(BookLevels levels, boolean bid, long price) {
        for (int i = 0; i < (bid ? levels.bids() : levels.asks()); i++) {
            if ((bid ? levels.bidPrice(i) : levels.askPrice(i)) == price) {
                return true;
            }
        }
        return false;
    }

    private static void same(
            long seed, LevelBook book, Map<Long, Long> bids, Map<Long, Long> asks) {
        assertThat(book.bids()).as("seed %d", seed).isEqualTo(bids.size());
        assertThat(book.asks()).as("seed %d", seed).isEqualTo(asks.size());
        int level = 0;
        for (var bid : bids.entrySet()) {
            assertThat(book.bidPrice(level)).as("seed %d", seed).isEqualTo(bid.getKey());
            assertThat(book.bidQuantity(level++)).as("seed %d", seed).isEqualTo(bid.getValue());
        }
        level = 0;
        for (var ask : asks.entrySet()) {
            assertThat(book.askPrice(level)).as("seed %d", seed).isEqualTo(ask.getKey());
            assertThat(book.askQuantity(level++)).as("seed %d", seed).isEqualTo(ask.getValue());
        }
    }

    @Test
    void isCrossedWhereTheBestBidReachesTheBestAsk() {
        var book = new LevelBook();
        assertThat(book.isCrossed()).isFalse();
        var levels = new BookLevels();
        levels.addBid(99, 1);
        levels.addAsk(100, 1);
        book.apply(levels);
        assertThat(book.isCrossed()).isFalse();
        levels.clear();
        levels.addBid(100, 1);
        book.apply(levels);
        assertThat(book.isCrossed()).isTrue();
    }

    @Test
    void givesTheBestLevelsFirst() {
        var book = new LevelBook();
        var levels = new BookLevels();
        levels.addBid(98, 1);
        levels.addBid(99, 2);
        levels.addAsk(101, 3);
        levels.addAsk(100, 4);
        book.apply(levels);
        var top = new BookLevels();
        book.top(1, top);
        assertThat(top.bids()).isOne();
        assertThat(top.bidPrice(0)).isEqualTo(99);
        assertThat(top.askQuantity(0)).isEqualTo(4);
    }
}
