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
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.market.Channel;
import spillway.market.CoverageFold;
import spillway.market.Feed;
import spillway.market.MarketEvent;
import spillway.market.TimeSpans;
import spillway.market.TimeWindow;
import spillway.testing.Counts;

/// Faults of every kind at random: what feeds say about them is what happened, nothing missing and
/// nothing invented.
class FaultReconstructionTest {
    private static final Duration MEAN_BETWEEN_FAULTS = Duration.ofSeconds(40);
    private static final Duration LENGTH =
            Counts.all() ? Duration.ofHours(24) : Duration.ofHours(1);

    /// Faults so near the end are not told yet.
    private static final long LAST_NS = Duration.ofSeconds(70).toNanos();

    @TempDir Path folder;

    static LongStream seeds() {
        return Counts.seeds(2, 500);
    }

    private EmulatedHour hour(long seed, Set<FaultKind> kinds) throws Exception {
        FaultPlan plan =
                kinds.isEmpty()
                        ? FaultPlan.none()
                        : FaultPlan.random(kinds, seed, MEAN_BETWEEN_FAULTS);
        return new EmulatedHour(seed, plan, LENGTH, folder.resolve("rejected-" + kinds.size()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyFaultThatShowsIsToldAndNothingElse(long seed) throws Exception {
        EmulatedHour hour = hour(seed, EnumSet.allOf(FaultKind.class));
        var findings = new Findings(hour);
        var unexplained = new ArrayList<>(findings.all);
        var missing = new ArrayList<InjectedFault>();
        Map<FaultKind, Integer> found = new EnumMap<>(FaultKind.class);
        for (InjectedFault fault : hour.faults) {
            String connection = findings.connection(fault.venue(), fault.connection());
            boolean isFound = takeOne(unexplained, fault, connection);
            found.merge(fault.kind(), isFound ? 1 : 0, Integer::sum);
            boolean isExpected =
                    FaultTable.visible(fault) == FaultTable.Visible.YES
                            && fault.messages() != partOf(fault)
                            && fault.toNs() < hour.endNs - LAST_NS
                            && FaultTable.wasUp(hour, fault, connection);
            if (isExpected && !isFound) {
                missing.add(fault);
            }
        }
        for (InjectedFault fault : hour.faults) {
            String connection = findings.connection(fault.venue(), fault.connection());
            unexplained.removeIf(f -> FaultTable.bringsAbout(fault, f, connection));
        }
        unexplained.removeIf(FaultReconstructionTest::isRepeatedQuote);
        assertThat(missing).as("faults not told, seed %d", seed).isEmpty();
        assertThat(unexplained).as("told without a fault, seed %d", seed).isEmpty();
        assertThat(found.keySet()).as("kinds of faults that came").hasSize(8);
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

    @ParameterizedTest
    @MethodSource("seeds")
    void everyMalformedMessageIsKeptAsItCame(long seed) throws Exception {
        EmulatedHour hour = hour(seed, EnumSet.of(FaultKind.GARBAGE));
        var injected = new ArrayList<String>();
        hour.faults.forEach(fault -> injected.add(quoted(fault.detail())));
        assertThat(injected).hasSizeGreaterThan(50);
        assertThat(hour.rejected).hasSameSizeAs(injected);
        for (String text : injected) {
            assertThat(hour.rejected).anyMatch(line -> line.endsWith(",\"message\":" + text + "}"));
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /// Trades and liquidations of the times that a feed says it covered are those that were
    /// published then: as heard in a run of the same market without faults. The faults that do not
    /// show are taken out of the times, by what was injected.
    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsCoveredIsComplete(long seed) throws Exception {
        EmulatedHour clean = hour(seed, Set.of());
        EmulatedHour faulty = hour(seed, EnumSet.allOf(FaultKind.class));
        int compared = 0;
        for (Feed feed : clean.facts.keySet()) {
            TimeSpans times = bothCovered(clean, faulty, feed);
            List<EmulatedHour.Fact> published = within(times, clean, feed);
            List<EmulatedHour.Fact> heard = within(times, faulty, feed);
            assertThat(counted(heard)).as("%s, seed %d", feed, seed).isEqualTo(counted(published));
            compared += published.size();
        }
        assertThat(compared).isGreaterThan(10_000);
    }

    /// A tape is replayed in either order.
    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsToldFoldsToTheSameCoverageInBothOrders(long seed) throws Exception {
        EmulatedHour hour = hour(seed, EnumSet.allOf(FaultKind.class));
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
            if (keptBack && isOfFeed && FaultTable.visible(fault) != FaultTable.Visible.YES) {
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

    private static Map<EmulatedHour.Fact, Integer> counted(List<EmulatedHour.Fact> facts) {
        Map<EmulatedHour.Fact, Integer> counted = new HashMap<>();
        facts.forEach(fact -> counted.merge(fact, 1, Integer::sum));
        return counted;
    }
}
