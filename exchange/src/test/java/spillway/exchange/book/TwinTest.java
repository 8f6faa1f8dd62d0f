package spillway.exchange.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The book does what its obvious twin does, command by command.
class TwinTest {
    private static final boolean LONG = Boolean.getBoolean("spillway.test.long");

    static LongStream seeds() {
        return LongStream.rangeClosed(1, LONG ? 6 : 3);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void tellsTheSameEventsAndHoldsTheSameOrders(long seed) {
        new Duel(seed).run(LONG ? 1_000_000 : 50_000);
    }

    @Test
    void theRandomCommandsReachEveryReason() {
        var duel = new Duel(4);
        duel.run(60_000);

        Set<RejectReason> rejects = EnumSet.allOf(RejectReason.class);
        rejects.remove(RejectReason.DUPLICATE_CLIENT_ID);
        assertThat(duel.rejects.keySet()).isEqualTo(rejects);
        assertThat(duel.cancels.keySet()).isEqualTo(EnumSet.allOf(CancelReason.class));
        var kinds = new TreeSet<String>();
        duel.kinds.keySet().forEach(kind -> kinds.add(kind.getSimpleName()));
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
