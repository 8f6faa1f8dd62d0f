package spillway.venues.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.market.TimeWindow;
import spillway.testing.Counts;
import spillway.venues.connect.TradeNumbers.Verdict;

/// Numbers given one by one: which trades are new, and which are missing.
class TradeNumbersTest {
    static LongStream seeds() {
        return Counts.seeds(100, 10_000);
    }

    @Test
    void aHoleIsToldOnceAndOnlyAfterItsPatience() {
        var numbers = new TradeNumbers();
        numbers.take(10, 1_000, 1_000);
        numbers.take(14, 2_000, 2_000);
        assertThat(numbers.missing(1_999)).isEmpty();
        assertThat(numbers.missing(2_000)).containsExactly(new TimeWindow(1_000, 2_001));
        assertThat(numbers.missing(9_000)).isEmpty();
        assertThat(numbers.take(12, 1_500, 9_500))
                .as("late, and still new")
                .isEqualTo(Verdict.LATE);
        assertThat(numbers.take(12, 1_500, 9_600)).isEqualTo(Verdict.AGAIN);
    }

    @Test
    void aNumberingThatBeginsAnewIsFollowedAfterAWhile() {
        var numbers = new TradeNumbers();
        numbers.take(1_000_000, 0, 0);
        int taken = 0;
        for (int i = 1; i <= 200; i++) {
            taken += numbers.take(i, i, i) == Verdict.NEXT ? 1 : 0;
        }
        assertThat(taken).isEqualTo(100);
    }

    /// A hole of a trillion numbers costs no memory.
    @Test
    void aWildNumberIsAHole() {
        var numbers = new TradeNumbers();
        numbers.take(1, 0, 0);
        assertThat(numbers.take(Long.MAX_VALUE - 1, 1, 1)).isEqualTo(Verdict.NEXT);
        assertThat(numbers.missing(Long.MAX_VALUE)).hasSize(1);
    }

    /// Trades in any order with some left out and some told again: each is taken once, and a hole
    /// is told exactly if something in it never came.
    @ParameterizedTest
    @MethodSource("seeds")
    void eachIsTakenOnceAndWhatIsMissingIsTold(long seed) {
        var random = new SplittableRandom(seed);
        List<Long> sent = new ArrayList<>();
        Set<Long> dropped = new HashSet<>();
        for (long id = 1; id <= 200; id++) {
            if (id > 1 && id < 200 && random.nextInt(20) == 0) {
                dropped.add(id);
                continue;
            }
            sent.add(id);
            if (random.nextInt(15) == 0) {
                sent.add(id);
            }
        }
        for (int i = 2; i < sent.size() - 1; i++) {
            if (random.nextInt(10) == 0) {
                sent.add(i - 1, sent.remove(i));
            }
        }
        var numbers = new TradeNumbers();
        Set<Long> taken = new HashSet<>();
        for (long id : sent) {
            if (numbers.take(id, id, id) != Verdict.AGAIN) {
                assertThat(taken.add(id)).as("number " + id + " taken once").isTrue();
            }
        }
        assertThat(taken).isEqualTo(new HashSet<>(sent));
        List<TimeWindow> missing = numbers.missing(Long.MAX_VALUE);
        for (long id : dropped) {
            assertThat(missing).as("number " + id).anyMatch(w -> w.contains(id));
        }
        for (TimeWindow window : missing) {
            assertThat(dropped).anyMatch(window::contains);
        }
    }
}
