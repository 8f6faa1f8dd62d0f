package spillway.venues.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimelinesTest {
    private static final long START_NS = 1_770_000_000_000_000_000L;

    @Test
    void doesThingsByTimeThenByOrderOfScheduling() {
        var timeline = new SimulatedTimeline(START_NS);
        var done = new ArrayList<String>();
        timeline.at(START_NS + 20, () -> done.add("third"));
        timeline.at(START_NS + 10, () -> done.add("first"));
        timeline.at(START_NS + 10, () -> done.add("second"));
        timeline.at(START_NS + 31, () -> done.add("never"));
        timeline.runUntil(START_NS + 30);
        assertThat(done).containsExactly("first", "second", "third");
        assertThat(timeline.nowNs()).isEqualTo(START_NS + 30);
    }

    @Test
    void leavesCancelledThingsUndone() {
        var timeline = new SimulatedTimeline(START_NS);
        var done = new ArrayList<String>();
        timeline.after(Duration.ofSeconds(1), () -> done.add("cancelled")).cancel();
        timeline.after(Duration.ofSeconds(1), () -> done.add("kept"));
        timeline.runFor(Duration.ofSeconds(2));
        assertThat(done).containsExactly("kept");
    }

    @Test
    void takesWhatItSchedulesWhileRunning() {
        var timeline = new SimulatedTimeline(START_NS);
        var times = new ArrayList<Long>();
        var tick =
                new Runnable() {
                    @Override
                    public void run() {
                        times.add(timeline.nowNs() - START_NS);
                        timeline.after(Duration.ofSeconds(1), this);
                    }
                };
        timeline.execute(tick);
        timeline.runFor(Duration.ofSeconds(3));
        assertThat(times).containsExactly(0L, 1_000_000_000L, 2_000_000_000L, 3_000_000_000L);
    }

    @Test
    void runsFasterThanTimeAndInOrder() throws Exception {
        var failure = new CompletableFuture<Throwable>();
        try (var timeline =
                new LiveTimeline("test", RunClock.of(START_NS, 1_000), failure::complete)) {
            var done = new ArrayList<String>();
            var both = new CountDownLatch(1);
            timeline.execute(() -> {
                timeline.after(
                        Duration.ofSeconds(20),
                        () -> {
                            done.add("later");
                            both.countDown();
                        });
                timeline.after(Duration.ofSeconds(10), () -> done.add("sooner"));
            });
            assertThat(both.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(done).containsExactly("sooner", "later");
            assertThat(timeline.nowNs()).isGreaterThan(START_NS + 20_000_000_000L);
        }
        assertThat(failure).isNotDone();
    }

    @Test
    void stopsAndTellsWhenAnActionThrows() throws Exception {
        var failure = new CompletableFuture<Throwable>();
        try (var timeline = new LiveTimeline("test", RunClock.wall(), failure::complete)) {
            timeline.execute(() -> {
                throw new IllegalStateException("broken");
            });
            assertThat(failure.get(1, TimeUnit.MINUTES)).hasMessage("broken");
        }
    }

    @Test
    void refusesToScheduleForOthers() {
        try (var timeline = new LiveTimeline("test", RunClock.wall(), _ -> {})) {
            assertThatThrownBy(() -> timeline.at(0, () -> {}))
                    .hasMessageContaining("expected to be called on the thread test");
        }
        assertThat(List.of(0.0, -1.0, 1001.0, Double.NaN))
                .allSatisfy(speed ->
                        assertThatThrownBy(() -> RunClock.of(0, speed))
                                .hasMessageContaining("speed must be above 0"));
    }
}
