package spillway.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.market.Channel;
import spillway.testing.Counts;
import spillway.venues.Venues;
import spillway.venues.protocol.VenueProtocol;

/// A client that hears everything hears exactly what the venues published, to the micro-dollar.
final class TruthTest {
    static LongStream seeds() {
        return Counts.seeds(3, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aPlainClientHearsTheWire(long seed) {
        var run = new EmulatedRun(seed, Duration.ofMinutes(6), Venues.all(), FaultPlan.none());
        var sums = new LiquidationSink(run.clientInstruments(), run.venues());
        var clients = new ArrayList<PlainClient>();
        for (VenueProtocol protocol : Venues.all()) {
            PlainClient client = run.client(protocol, sums);
            client.start(protocol.channels());
            clients.add(client);
        }
        run.toTheEnd();
        for (PlainClient client : clients) {
            assertThat(client.problems()).isEmpty();
            assertThat(client.closed()).isZero();
        }
        Truth truth = run.emulation().truth();
        assertThat(sums.sums()).isEqualTo(truth.wire());
        assertThat(truth.swallowed().values()).allMatch(s -> s.count() == 0);
        for (String venue : List.of("binance-usdm", "binance-coinm", "bybit", "okx")) {
            assertThat(truth.wireOf(venue).longCount()).as(venue).isGreaterThan(20);
        }
    }

    @Test
    void throttlesTellAsManyAsTheVenueWould() {
        var run = new EmulatedRun(4, Duration.ofMinutes(6), Venues.all(), FaultPlan.none());
        run.toTheEnd();
        Truth truth = run.emulation().truth();
        LiquidationSums bybit = truth.economicOf("bybit");
        assertThat(truth.wireOf("bybit").longCount()).isEqualTo(bybit.longCount());
        assertThat(truth.wireOf("bybit").shortCount()).isEqualTo(bybit.shortCount());
        for (String venue : List.of("binance-usdm", "binance-coinm", "okx")) {
            assertThat(truth.wireOf(venue).count())
                    .as(venue)
                    .isLessThan(truth.economicOf(venue).count());
        }
    }

    @Test
    void bankruptcyPricesLieBeyondTheFills() {
        var run = new EmulatedRun(5, Duration.ofMinutes(6), Venues.all(), FaultPlan.none());
        run.toTheEnd();
        Truth truth = run.emulation().truth();
        LiquidationSums wire = truth.wireOf("bybit");
        LiquidationSums fills = truth.economicOf("bybit");
        // A long is sold below the book, a short bought above it. Inverse contracts are worth the
        // same at any price, so the sums differ by less than the prices.
        assertThat(wire.longMicroUsd())
                .isBetween(fills.longMicroUsd() / 20 * 19, fills.longMicroUsd());
        assertThat(wire.shortMicroUsd())
                .isBetween(fills.shortMicroUsd(), fills.shortMicroUsd() / 20 * 21);
    }

    @Test
    void whatIsHeardDoesNotDependOnWhoElseListens() {
        Set<Channel> few = EnumSet.of(Channel.LIQUIDATIONS);
        var alone = new EmulatedRun(6, Duration.ofMinutes(6), Venues.all(), FaultPlan.none());
        alone.toTheEnd();
        var crowded = new EmulatedRun(6, Duration.ofMinutes(6), Venues.all(), FaultPlan.none());
        for (VenueProtocol protocol : Venues.all()) {
            for (int i = 0; i < 3; i++) {
                crowded.client(
                                protocol,
                                new LiquidationSink(crowded.clientInstruments(), List.of()))
                        .start(few);
            }
        }
        crowded.toTheEnd();
        assertThat(crowded.emulation().truth()).isEqualTo(alone.emulation().truth());
    }
}
