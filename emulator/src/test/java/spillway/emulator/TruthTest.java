package spillway.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import spillway.emulator.market.ScriptedMarket;
import spillway.emulator.market.ScriptedSettings;
import spillway.market.Completeness;
import spillway.market.Instruments;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.SelectiveSink;
import spillway.venues.Venues;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.time.SimulatedTimeline;

/// A client that hears everything hears exactly what the venues published.
final class TruthTest {
    private static final long START_NS = 1_770_285_600_000_000_000L;

    private static final class Sums implements SelectiveSink {
        private final Instruments instruments;
        private final LiquidationTally tally;

        Sums(Instruments instruments, Iterable<String> venues) {
            this.instruments = instruments;
            tally = new LiquidationTally(venues);
        }

        @Override
        public void liquidation(
                int instrument,
                long venueTimeNs,
                long receiveTimeNs,
                PositionSide closedSide,
                long quantityMantissa,
                long priceMantissa,
                PriceKind priceKind,
                long notionalMicroUsd,
                Completeness completeness,
                long venueId) {
            tally.add(
                    instruments.get(instrument).venue().code(),
                    LiquidationTally.one(closedSide, notionalMicroUsd));
        }
    }

    @Test
    void aPlainClientHearsTheWire() {
        var timeline = new SimulatedTimeline(START_NS);
        var numbering = new Instruments();
        var market = new ScriptedMarket(ScriptedSettings.of(1, START_NS), Venues.all(), numbering);
        var emulation = new Emulation(Venues.all(), market, numbering, timeline, FaultPlan.none());
        var instruments = new Instruments();
        var sums = new Sums(instruments, emulation.truth().wire().keySet());
        var clients = new ArrayList<PlainClient>();
        List<VenueFront> fronts = emulation.fronts();
        for (int i = 0; i < fronts.size(); i++) {
            VenueProtocol protocol = Venues.all().get(i);
            var client = new PlainClient(protocol, fronts.get(i), timeline, instruments, sums);
            client.start(protocol.channels());
            clients.add(client);
        }
        emulation.start();
        timeline.runFor(Duration.ofMinutes(61));
        for (PlainClient client : clients) {
            assertThat(client.problems).isEmpty();
            assertThat(client.closed).isZero();
        }
        assertThat(emulation.isOver()).isTrue();
        assertThat(sums.tally.sums()).isEqualTo(emulation.truth().wire());
    }
}
