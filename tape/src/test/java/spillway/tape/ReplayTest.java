package spillway.tape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.market.EventDigest;
import spillway.market.EventKind;
import spillway.market.EventSource;
import spillway.market.MarketEvent;
import spillway.market.RandomEvents;
import spillway.market.TimeWindow;
import spillway.market.Venue;
import spillway.testing.Counts;

/// Whatever lies where (in the journal, sealed, merged, imported), a replay gives what a list in
/// memory would: by place, or by what happened.
class ReplayTest {
    private static final long START_NS = 1_770_336_000_000_000_000L; // 2026-02-06T00:00:00Z
    private static final long DAY_NS = 86_400_000_000_000L;
    private static final List<EventKind> KINDS = List.of(EventKind.values());
    private static final int STEPS = 12;
    private static final int SELECTIONS = 12;

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    static LongStream seeds() {
        return LongStream.range(0, Counts.of(5, 200));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void bothOrdersGiveWhatAListWould(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        var slow = new SlowTape();
        try (var writer = TapeWriter.open(folder)) {
            var history = new History(writer, slow, random, seed);
            for (int step = 0; step < STEPS; step++) {
                history.step();
            }
            try (var tape = Tape.open(folder)) {
                check(tape, slow, Selection.all(), "seed " + seed);
                for (int i = 0; i < SELECTIONS; i++) {
                    Selection selection = selection(random, slow.arrival());
                    check(tape, slow, selection, "seed " + seed + ", " + selection);
                    long fromSeq = random.nextLong(slow.arrival().size() + 2);
                    assertThat(SlowTape.all(tape.arrival(selection, fromSeq)))
                            .as("seed %d, %s from place %d", seed, selection, fromSeq)
                            .isEqualTo(
                                    slow.arrival(selection).stream()
                                            .filter(event -> event.seq() >= fromSeq)
                                            .toList());
                }
            }
        }
    }

    private static void check(Tape tape, SlowTape slow, Selection selection, String what)
            throws IOException {
        assertThat(SlowTape.all(tape.arrival(selection)))
                .as("%s by place", what)
                .isEqualTo(slow.arrival(selection));
        assertThat(SlowTape.all(tape.happening(selection)))
                .as("%s by what happened", what)
                .isEqualTo(slow.happening(selection));
        assertThat(digest(tape.happening(selection)))
                .as("%s twice", what)
                .isEqualTo(digest(tape.happening(selection)));
    }

    private static long digest(EventSource source) throws IOException {
        var digest = new EventDigest();
        source.pour(digest);
        return digest.value();
    }

    private static Selection selection(SplittableRandom random, List<MarketEvent> events) {
        var kinds = EnumSet.noneOf(EventKind.class);
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            kinds.add(KINDS.get(random.nextInt(KINDS.size())));
        }
        var selection = new Selection(kinds, Set.of(), null);
        if (random.nextBoolean()) {
            selection = selection.from(Set.of(new Venue("alpha"), new Venue("gamma")));
        }
        if (random.nextInt(3) > 0) {
            long a = events.get(random.nextInt(events.size())).venueTimeNs();
            long b = events.get(random.nextInt(events.size())).venueTimeNs();
            selection = selection.within(new TimeWindow(Math.min(a, b), Math.max(a, b)));
        }
        return selection;
    }

    /// Some hours of a tape's life.
    private static final class History {
        private final TapeWriter writer;
        private final SlowTape slow;
        private final SplittableRandom random;
        private final RandomEvents live;
        private final RandomEvents before;

        History(TapeWriter writer, SlowTape slow, SplittableRandom random, long seed) {
            this.writer = writer;
            this.slow = slow;
            this.random = random;
            // Close enough to midnight that some events are received the day after.
            live = new RandomEvents(seed, START_NS + DAY_NS - 200_000_000_000L);
            before = new RandomEvents(seed, START_NS - DAY_NS);
        }

        void step() throws IOException {
            switch (random.nextInt(8)) {
                case 0 -> writer.seal();
                case 1 -> writer.sealAll();
                case 2 -> writer.compact(START_NS + random.nextInt(3) * DAY_NS);
                case 3, 4 -> importSome();
                default -> append(live.next(1 + random.nextInt(900)));
            }
        }

        private void append(List<MarketEvent> events) throws IOException {
            for (var event : events) {
                event.sendTo(writer.sink(), writer.instruments());
                if (random.nextInt(40) == 0) {
                    writer.commit();
                }
            }
            writer.commit();
            slow.appendAll(events);
        }

        /// History, the same again, and what was heard live.
        private void importSome() throws IOException {
            var events = new ArrayList<>(before.next(1 + random.nextInt(400)));
            List<MarketEvent> known = slow.arrival();
            for (int i = 0; i < known.size() && i < 200; i++) {
                events.add(known.get(random.nextInt(known.size())));
            }
            int size = slow.size();
            slow.importAll(events);
            try (var session = writer.beginImport()) {
                events.forEach(e -> e.sendTo(session.sink(), session.instruments()));
                session.finish();
                assertThat(session.added()).isEqualTo(slow.size() - size);
                assertThat(session.dropped()).isEqualTo(events.size() - session.added());
            }
        }
    }
}
