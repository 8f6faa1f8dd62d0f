package spillway.exchange.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.testing.Counts;

/// The tree of prices is a sorted set, for near, far, clustered and colliding prices.
class PriceTreeTest {
    static LongStream seeds() {
        return LongStream.rangeClosed(1, Counts.of(8, 80));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void stepsFromPriceToPriceAsASortedSetDoes(long seed) {
        var random = new SplittableRandom(seed);
        var tree = new PriceTree(2);
        var twin = new TreeSet<Integer>();
        // From all prices in one leaf to one price in each; strides that share all low bits.
        int stride = 1 << random.nextInt(22);
        for (int i = 0; i < 30_000; i++) {
            int price = 1 + ((random.nextInt(200) * stride) & (OrderBook.MAX_PRICE_TICKS - 1));
            if (twin.contains(price)) {
                assertThat(tree.price(tree.find(price))).isEqualTo(price);
                if (random.nextBoolean()) {
                    tree.remove(tree.cell(price));
                    twin.remove(price);
                }
            } else {
                assertThat(tree.find(price)).isZero();
                tree.add(tree.cell(price));
                twin.add(price);
            }
            int asked = random.nextInt(-1, 2) + price;
            if (asked >= 0) {
                Integer above = twin.higher(asked);
                Integer below = twin.lower(asked);
                assertThat(tree.above(asked)).isEqualTo(above == null ? PriceTree.NONE : above);
                assertThat(tree.below(asked)).isEqualTo(below == null ? PriceTree.NONE : below);
            }
        }
    }
}
