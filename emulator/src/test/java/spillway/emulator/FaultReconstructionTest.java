package spillway.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.market.Channel;
import spillway.market.CoverageFold;
import spillway.market.Feed;
import spillway.market.FeedState;
import spillway.market.MarketEvent;
import spillway.market.TimeSpans;
import spillway.market.TimeWindow;
import spillway.testing.Counts;
import spillway.testing.Results;

/// Faults of every kind at random: what feeds say about them is what happened, nothing missing and
/// nothing invented.
class FaultReconstructionTest {
    private static final Duration MEAN_BETWEEN_FAULTS = Duration.ofSeconds(40);
    private static final Duration HOUR = Duration.ofHours(1);

    /// So near the end faults are not told yet, and those that last are not recorded.
    private static final long LAST_NS = Duration.ofSeconds(70).toNanos();

    private static final long NEAR_NS = Duration.ofSeconds(30).toNanos();

    private static final AtomicLong FAULTS = new AtomicLong();
    private static final AtomicLong HOURS = new AtomicLong();

    @TempDir Path folder;

    static LongStream seeds() {
        return Counts.seeds(20, 500);
    }

    private EmulatedHour run(long seed, Set<FaultKind> kinds, Duration length) throws Exception {
        FaultPlan plan =
                kinds.isEmpty()
                        ? FaultPlan.none()
                        : FaultPlan.random(kinds, seed, MEAN_BETWEEN_FAULTS);
        return new EmulatedHour(seed, plan, length, folder.resolve("rejected-" + kinds.size()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatFeedsSayIsWhatHappenedInAnHour(long seed) throws Exception {
        whatFeedsSayIsWhatHappened(seed, HOUR);
    }

    /// Open interest that does not change is not told again, and that is no silence.
    @Test
    void nothingIsToldOfAnHourInWhichNothingGoesWrong() throws Exception {
        var channels = EnumSet.allOf(Channel.class);
        channels.removeAll(Set.of(Channel.QUOTES, Channel.BOOK));
        var hour = new EmulatedHour(1, FaultPlan.none(), channels, HOUR, folder);
        assertThat(hour.findings.all).isEmpty();
        assertThat(hour.health)
                .extracting(MarketEvent.FeedHealth::state)
                .containsOnly(FeedState.CONNECTED);
    }

    /// The day renews connections and falls longer.
    @Test
    void whatFeedsSayIsWhatHappenedInADay() throws Exception {
        Assumptions.assumeTrue(Counts.all(), "a day is for the long run");
        whatFeedsSayIsWhatHappened(0, Duration.ofDays(1));
    }

    /// One run with faults and one without are enough for all of it.
    private void whatFeedsSayIsWhatHappened(long seed, Duration length) throws Exception {
        EmulatedHour faulty = run(seed, EnumSet.allOf(FaultKind.class), length);
        everyFaultThatShowsIsToldAndNothingElse(seed, faulty);
        everyMalformedMessageIsKeptAsItCame(faulty);
        whatIsToldFoldsToTheSameCoverageInBothOrders(faulty);
        whatIsCoveredIsComplete(seed, run(seed, Set.of(), length), faulty);
        FAULTS.addAndGet(faulty.faults.size());
        HOURS.addAndGet(length.toHours());
    }

    @AfterAll
    static void keep() {
        Results.held(
                "feeds", "emulated hours in which what was told is what happened", HOURS.get());
        Results.held("feeds", "faults in them", FAULTS.get());
    }

    private static void everyFaultThatShowsIsToldAndNothingElse(long seed, EmulatedHour hour) {
        Findings findings = hour.findings;
        var unexplained = new ArrayList<>(findings.all);
        var missing = new ArrayList<InjectedFault>();
        Map<FaultKind, Integer> found = new EnumMap<>(FaultKind.class);
        for (InjectedFault fault : hour.faults) {
            String connection = findings.connection(fault);
            boolean isFound = takeOne(unexplained, fault, connection);
            found.merge(fault.kind(), isFound ? 1 : 0, Integer::sum);
            boolean isExpected =
                    FaultTable.visible(fault) == FaultTable.Visible.YES
                            && fault.messages() != partOf(fault)
                            && fault.toNs() < hour.endNs - LAST_NS
                            && FaultTable.wasUp(findings, fault, connection);
            if (isExpected && !isFound) {
                missing.add(fault);
            }
        }
        for (InjectedFault fault : hour.faults) {
            String connection = findings.connection(fault);
            unexplained.removeIf(f -> FaultTable.bringsAbout(fault, f, connection));
        }
        unexplained.removeIf(FaultReconstructionTest::isRepeatedQuote);
        unexplained.removeIf(f -> f.fromNs() > hour.endNs - LAST_NS);
        assertThat(missing)
                .as("faults not told, seed %d, among %s", seed, around(missing, findings.all))
                .isEmpty();
        assertThat(unexplained).as("told without a fault, seed %d", seed).isEmpty();
        assertThat(found.keySet()).as("kinds of faults that came").hasSize(8);
    }

    /// What was found near some faults, for people.
    private static List<Finding> around(List<InjectedFault> faults, List<Finding> findings) {
        return findings.stream()
                .filter(f ->
                        faults.stream()
                                .anyMatch(fault ->
                                        f.venue().equals(fault.venue())
                                                && Math.abs(f.fromNs() - fault.fromNs()) < NEAR_NS))
                .toList();
    }

    /// A swap that ended before its second message is none.
    private static int partOf(InjectedFault fault) {
        return fault.kind() == FaultKind.REORDER ? 1 : -1;
    }

    /// Bybit tells a best price that does not change every three seconds; emulated, in the same
    /// bytes.
    private static boolean isRepeatedQuote(Finding finding) {
        return finding.what() == Finding.What.DUPLICATE
                && finding.channel() == Channel.QUOTES
                && finding.venue().equals("bybit-linear");
    }

    private static boolean takeOne(List<Finding> open, InjectedFault fault, String connection) {
        for (int i = 0; i < open.size(); i++) {
            if (FaultTable.says(open.get(i), fault, connection)) {
                open.remove(i);
                return true;
            }
        }
        return false;
    }

    private static void everyMalformedMessageIsKeptAsItCame(EmulatedHour hour) {
        var kept = new ArrayList<>(hour.rejected);
        int sent = 0;
        for (InjectedFault fault : hour.faults) {
            if (fault.kind() != FaultKind.GARBAGE) {
                continue;
            }
            String text = ",\"message\":" + quoted(fault.detail()) + "}";
            boolean isKept = removeOne(kept, text);
            boolean isExpected =
                    FaultTable.wasUp(hour.findings, fault, hour.findings.connection(fault));
            assertThat(isKept || !isExpected).as("%s kept", fault).isTrue();
            sent++;
        }
        assertThat(kept).as("kept and never sent").isEmpty();
        assertThat(sent).isPositive();
    }

    private static boolean removeOne(List<String> lines, String end) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).endsWith(end)) {
                lines.remove(i);
                return true;
            }
        }
        return false;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /// Trades and liquidations of the times that a feed says it covered are those that were
    /// published then: as heard in a run of the same market without faults. The faults that do not
    /// show are taken out of the times, by what was injected.
    private static void whatIsCoveredIsComplete(
            long seed, EmulatedHour clean, EmulatedHour faulty) {
        int compared = 0;
        for (Feed feed : clean.facts.keySet()) {
            TimeSpans times = bothCovered(clean, faulty, feed);
            List<EmulatedHour.Fact> published = within(times, clean, feed);
            List<EmulatedHour.Fact> heard = within(times, faulty, feed);
            assertThat(without(published, heard)).as("missed, %s, seed %d", feed, seed).isEmpty();
            assertThat(without(heard, published)).as("invented, %s, seed %d", feed, seed).isEmpty();
            compared += published.size();
        }
        assertThat(compared).isGreaterThan(10_000);
    }

    /// A tape is replayed in either order.
    private static void whatIsToldFoldsToTheSameCoverageInBothOrders(EmulatedHour hour) {
        var byVenueTime = new ArrayList<>(hour.health);
        byVenueTime.sort(Comparator.comparingLong(MarketEvent.FeedHealth::venueTimeNs));
        var fold = new CoverageFold();
        for (MarketEvent.FeedHealth health : byVenueTime) {
            fold.feedHealth(
                    Feed.of(health.instrument(), health.channel()),
                    health.state(),
                    health.fromNs(),
                    health.toNs());
        }
        assertThat(fold.at(hour.endNs)).isEqualTo(hour.coverage.at(hour.endNs));
        assertThat(hour.health).hasSizeGreaterThan(100);
    }

    private static TimeSpans bothCovered(EmulatedHour clean, EmulatedHour faulty, Feed feed) {
        TimeSpans one = covered(clean, feed);
        TimeSpans other = covered(faulty, feed);
        var bounds = new TimeWindow(0, faulty.endNs - LAST_NS);
        TimeSpans both = one.within(bounds).minus(TimeSpans.of(List.of(bounds)).minus(other));
        return both.minus(TimeSpans.of(hidden(faulty, feed)));
    }

    private static TimeSpans covered(EmulatedHour hour, Feed feed) {
        var of = new HashMap<>(hour.coverage.at(hour.endNs).byFeed());
        var whole = new Feed(feed.venue(), feed.channel(), "*");
        TimeSpans own = of.getOrDefault(feed, TimeSpans.EMPTY);
        return own.plus(of.getOrDefault(whole, TimeSpans.EMPTY));
    }

    /// The times of what a fault kept back without a trace.
    private static List<TimeWindow> hidden(EmulatedHour hour, Feed feed) {
        var windows = new ArrayList<TimeWindow>();
        for (InjectedFault fault : hour.faults) {
            boolean keptBack =
                    fault.kind() == FaultKind.GAP
                            || (fault.kind() == FaultKind.REORDER && fault.messages() == 1);
            boolean isOfFeed =
                    FaultTable.channelOf(fault.topic()) == feed.channel()
                            && fault.symbols().contains(feed.symbol())
                            && fault.venue().startsWith(feed.venue().code());
            boolean isShown =
                    FaultTable.visible(fault) == FaultTable.Visible.YES
                            && FaultTable.wasUp(
                                    hour.findings, fault, hour.findings.connection(fault));
            if (keptBack && isOfFeed && !isShown) {
                windows.add(
                        new TimeWindow(
                                fault.fromNs() - 1_100_000_000L, fault.toNs() + 1_100_000_000L));
            }
        }
        return windows;
    }

    private static List<EmulatedHour.Fact> within(TimeSpans times, EmulatedHour hour, Feed feed) {
        return hour.facts.getOrDefault(feed, List.of()).stream()
                .filter(f -> times.windows().stream().anyMatch(w -> w.contains(f.venueTimeNs())))
                .toList();
    }

    /// Those of `all` that `some` has less often.
    private static List<EmulatedHour.Fact> without(
            List<EmulatedHour.Fact> all, List<EmulatedHour.Fact> some) {
        Map<EmulatedHour.Fact, Integer> left = new HashMap<>();
        some.forEach(fact -> left.merge(fact, 1, Integer::sum));
        return all.stream().filter(fact -> left.merge(fact, -1, Integer::sum) < 0).toList();
    }
}
