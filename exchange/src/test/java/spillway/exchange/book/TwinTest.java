package spillway.exchange.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.testing.Counts;
import spillway.testing.Results;

/// The book does what its obvious twin does, command by command.
class TwinTest {
    private static final int COMMANDS = Counts.of(50_000, 1_000_000);
    private static final AtomicLong AGREED = new AtomicLong();

    @AfterAll
    static void keepTheCount() {
        Results.held("book", "random commands in which book and twin agree", AGREED.get());
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Counts.of(3, 6));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void tellsTheSameEventsAndHoldsTheSameOrders(long seed) {
        new Duel(seed).run(COMMANDS);
        AGREED.addAndGet(COMMANDS);
    }

    @Test
    void theRandomCommandsReachEveryReason() {
        var rejected = EnumSet.noneOf(RejectReason.class);
        var cancelled = EnumSet.noneOf(CancelReason.class);
        var kinds = new TreeSet<String>();
        for (long seed = 11; seed < 15; seed++) {
            var duel = new Duel(seed);
            duel.run(20_000);
            rejected.addAll(duel.rejects.keySet());
            cancelled.addAll(duel.cancels.keySet());
            duel.kinds.keySet().forEach(kind -> kinds.add(kind.getSimpleName()));
        }

        Set<RejectReason> rejects = EnumSet.allOf(RejectReason.class);
        rejects.remove(RejectReason.DUPLICATE_CLIENT_ID);
        assertThat(rejected).isEqualTo(rejects);
        assertThat(cancelled).isEqualTo(EnumSet.allOf(CancelReason.class));
        assertThat(kinds)
                .containsExactly(
                        "Accepted",
                        "Armed",
                        "Cancelled",
                        "Filled",
                        "Reduced",
                        "Rejected",
                        "Replaced",
                        "Rested",
                        "Triggered");
    }
}
