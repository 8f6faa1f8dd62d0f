package spillway.tape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spillway.market.EventKind;
import spillway.market.EventOrder;
import spillway.market.MarketEvent;
import spillway.market.RandomEvents;
import spillway.testing.Counts;

/// Readers that come at any moment, while one thread commits and another seals and merges, see all
/// that was committed before they came, in order and without a hole, and keep seeing it.
class ConcurrentReadersTest {
    private static final long START_NS = 1_770_336_000_000_000_000L;
    private static final int ROUNDS = Counts.of(100, 1_000);
    private static final int READERS = 2;

    private static final EventKind[] KINDS = {
        EventKind.TRADE, EventKind.BOOK_DELTA, EventKind.LIQUIDATION
    };

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    private final List<MarketEvent> events = new ArrayList<>();
    private final AtomicInteger committed = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();

    /// A permit for each sealing: the committing thread waits for one now and then, so that all
    /// three really meet.
    private final Semaphore sealings = new Semaphore(0);

    @Test
    void readersSeeAConsistentTapeWhileItIsWrittenSealedAndMerged() throws Exception {
        var random = new RandomEvents(1, START_NS);
        for (int i = 0; i < ROUNDS * 20; i++) {
            events.add(random.one(KINDS[i % KINDS.length]));
        }
        var slow = new SlowTape();
        slow.appendAll(events);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor();
                var writer = TapeWriter.open(folder)) {
            var tasks = new ArrayList<Future<Integer>>();
            for (int i = 0; i < READERS; i++) {
                tasks.add(pool.submit(() -> read(slow.arrival())));
            }
            Future<Integer> sealing = pool.submit(() -> seal(writer));
            try {
                for (int from = 0; from < events.size(); from += 20) {
                    for (var event : events.subList(from, from + 20)) {
                        event.sendTo(writer.sink(), writer.instruments());
                    }
                    writer.commit();
                    committed.set(from + 20);
                    if (from % 100 == 0) {
                        sealings.acquire();
                    }
                }
            } finally {
                over.set(true);
            }
            for (var task : tasks) {
                assertThat(task.get()).as("tapes read").isPositive();
            }
            assertThat(sealing.get()).as("sealings").isPositive();
            writer.sealAll();
            assertThat(writer.manifest().garbage()).isEmpty();
        }
    }

    private int seal(TapeWriter writer) throws IOException {
        int done = 0;
        try {
            do {
                writer.sealAll();
                writer.compact(Long.MAX_VALUE);
                done++;
                sealings.release();
            } while (!over.get());
            return done;
        } finally {
            sealings.release(ROUNDS); // nobody waits for one that has ended
        }
    }

    private int read(List<MarketEvent> expected) throws IOException {
        int opened = 0;
        boolean last;
        do {
            last = over.get();
            int before = committed.get();
            try (var tape = Tape.open(folder)) {
                List<MarketEvent> found = SlowTape.all(tape.arrival(Selection.all()));
                assertThat(found.size()).isGreaterThanOrEqualTo(before);
                assertThat(found).isEqualTo(expected.subList(0, found.size()));
                var happened = new ArrayList<>(SlowTape.all(tape.happening(Selection.all())));
                assertThat(happened.size()).isGreaterThanOrEqualTo(found.size());
                var sorted = new ArrayList<>(expected.subList(0, happened.size()));
                sorted.sort(EventOrder.BY_VENUE_TIME);
                assertThat(happened).isEqualTo(sorted);
            }
            opened++;
        } while (!last);
        return opened;
    }
}
