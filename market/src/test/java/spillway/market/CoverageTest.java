package spillway.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoverageTest {
    private static final Instrument BTC =
            Instrument.linear(new Venue("alpha"), "BTCUSDT", new Coin("BTC"), "USDT", 2, 3);

    /// What a feed told, as `STATE from to` separated by `;`, and what was covered by time 100.
    @ParameterizedTest
    @CsvSource({
        "CONNECTED 10 10, 10-100",
        "CONNECTED 10 10; LOST 30 30, 10-30",
        "CONNECTED 10 10; LOST 30 30; CONNECTED 40 40, 10-30 40-100",
        "CONNECTED 10 10; SILENT 25 25; RESYNCED 60 60, 10-25 60-100",
        "CONNECTED 10 10; GAP 20 25, 10-20 25-100",
        "CONNECTED 10 10; GAP 20 25; LOST 50 50, 10-20 25-50",
        "CONNECTED 10 10; CONNECTED 20 20; LOST 30 30; LOST 40 40, 10-30",
        "CONNECTED 10 10; LOST 30 30; REPLAYED 30 40, 10-40",
        "COVERED 5 10; COVERED 10 20; COVERED 40 50, 5-20 40-50",
        "COVERED 5 50; GAP 20 30, 5-20 30-50",
        "LOST 30 30, ''",
        "GAP 1 2, ''",
    })
    void foldsWhatHappenedIntoWhatWasCovered(String told, String covered) {
        var fold = new CoverageFold();
        var feed = Feed.of(BTC, Channel.LIQUIDATIONS);
        for (String one : told.split("; ")) {
            String[] parts = one.split(" ");
            fold.feedHealth(
                    feed,
                    FeedState.valueOf(parts[0]),
                    Long.parseLong(parts[1]),
                    Long.parseLong(parts[2]));
        }
        var found = new StringBuilder();
        for (var window : fold.at(100).of(BTC, Channel.LIQUIDATIONS).windows()) {
            found.append(found.isEmpty() ? "" : " ")
                    .append(window.fromNs())
                    .append('-')
                    .append(window.toNs());
        }
        assertThat(found).hasToString(covered);
    }

    @Test
    void aWholeMarketFeedCoversEachInstrumentOfItsVenue() {
        var fold = new CoverageFold();
        fold.feedHealth(
                Feed.of(Instrument.wholeMarket(new Venue("alpha")), Channel.LIQUIDATIONS),
                FeedState.COVERED,
                0,
                9);
        assertThat(fold.at(9).of(BTC, Channel.LIQUIDATIONS).lengthNs()).isEqualTo(9);
        assertThat(fold.at(9).of(BTC, Channel.TRADES).isEmpty()).isTrue();
    }

    /// The set operations against one bit for each instant.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void spansBehaveAsSetsOfInstants(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 2_000; round++) {
            var a = spans(random);
            var b = spans(random);
            int from = random.nextInt(40);
            var bounds = new TimeWindow(from, from + random.nextInt(1, 40));
            BitSet union = bits(a);
            union.or(bits(b));
            BitSet difference = bits(a);
            difference.andNot(bits(b));
            BitSet inside = bits(a);
            BitSet all = new BitSet();
            all.set((int) bounds.fromNs(), (int) bounds.toNs());
            inside.and(all);
            all.andNot(bits(a));
            assertThat(bits(a.plus(b))).as("seed %d round %d", seed, round).isEqualTo(union);
            assertThat(bits(a.minus(b))).as("seed %d round %d", seed, round).isEqualTo(difference);
            assertThat(bits(a.within(bounds)))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(inside);
            assertThat(bits(a.gapsWithin(bounds)))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(all);
            assertThat(a.lengthNs()).isEqualTo(bits(a).cardinality());
        }
    }

    private static TimeSpans spans(SplittableRandom random) {
        List<TimeWindow> windows = new ArrayList<>();
        for (int n = random.nextInt(6); n > 0; n--) {
            int from = random.nextInt(60);
            windows.add(new TimeWindow(from, from + random.nextInt(12)));
        }
        return TimeSpans.of(windows);
    }

    private static BitSet bits(TimeSpans spans) {
        var bits = new BitSet();
        for (var window : spans.windows()) {
            bits.set((int) window.fromNs(), (int) window.toNs());
        }
        return bits;
    }
}
