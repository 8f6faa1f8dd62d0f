package spillway.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.exchange.account.Examination;
import spillway.testing.Counts;
import spillway.testing.Results;

/// What holds of every venue after every command, whatever the commands.
class ConservationTest {
    private static final int ACCOUNTS = 24;
    private static final int COMMANDS = 1_000;
    private static final TreeMap<String, Long> HAPPENED = new TreeMap<>();

    static Stream<Arguments> runs() {
        return Markets.REAL.stream()
                .flatMap(market ->
                        Counts.seeds(2, 200).mapToObj(seed -> Arguments.of(market, seed)));
    }

    @AfterAll
    static void everythingHappened() {
        assertThat(HAPPENED.keySet())
                .contains(
                        "converted",
                        "deleveraged",
                        "debt",
                        "fee",
                        "filled",
                        "funded",
                        "liquidated",
                        "shared loss",
                        "surplus",
                        "taken over");
        Results.held(
                "venue",
                "random runs with exact books after every command",
                Markets.REAL.size() * 200L);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void nothingIsLostOrMadeAndLongsEqualShorts(String market, long seed) {
        var sink = new EventCounts();
        var venue = new Venue(Markets.real(market, ACCOUNTS), sink);
        var traffic = new Traffic(seed, venue);
        traffic.begin();
        venue.audit();
        for (int n = 0; n < COMMANDS; n++) {
            traffic.next();
            venue.audit();
        }
        sink.counts().forEach((what, count) -> HAPPENED.merge(what, count, Long::sum));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void lookingAtThoseNearAloneLiquidatesTheSame(String market, long seed) {
        VenueTerms terms = Markets.real(market, ACCOUNTS);
        var near = new EventCounts();
        var all = new EventCounts();
        var one = new Venue(terms, near);
        var other = new Venue(terms, all, Examination.ALL);
        var traffic = new Traffic(seed, one);
        var same = new Traffic(seed, other);
        traffic.begin();
        same.begin();
        for (int n = 0; n < COMMANDS; n++) {
            traffic.next();
            same.next();
            assertThat(near.digest()).as("command %d", n).isEqualTo(all.digest());
        }
        assertThat(one.stateHash()).isEqualTo(other.stateHash());
    }

    @ParameterizedTest
    @MethodSource("runs")
    void goingOnFromASnapshotIsRunningThrough(String market, long seed) throws IOException {
        VenueTerms terms = Markets.real(market, ACCOUNTS);
        var through = new Venue(terms, VenueSink.SILENT);
        var traffic = new Traffic(seed, through);
        traffic.begin();
        for (int n = 0; n < COMMANDS; n++) {
            traffic.next();
        }
        var bytes = new ByteArrayOutputStream();
        through.save(bytes);
        var resumed = new Venue(terms, VenueSink.SILENT);
        resumed.load(new ByteArrayInputStream(bytes.toByteArray()));

        assertThat(resumed.stateHash()).isEqualTo(through.stateHash());
        Traffic here = Traffic.goingOn(seed + 1, through);
        Traffic there = Traffic.goingOn(seed + 1, resumed);
        for (int n = 0; n < COMMANDS / 3; n++) {
            here.next();
            there.next();
        }
        assertThat(resumed.stateHash()).isEqualTo(through.stateHash());
        resumed.audit();
    }
}
