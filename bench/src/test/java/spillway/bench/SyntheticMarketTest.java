package spillway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import spillway.market.EventDigest;
import spillway.market.EventRecorder;
import spillway.market.MarketEvent;

/// The synthetic market has the shape that its figures are said to be of.
class SyntheticMarketTest {
    private static final int EVENTS = 20_000;
    private static final long SPAN_NS = Duration.ofHours(1).toNanos();

    private static List<MarketEvent> events(long seed, SyntheticMarket.Mix mix) throws IOException {
        var stream = Stream.of(seed, mix, EVENTS, SPAN_NS);
        var events = new ArrayList<MarketEvent>();
        stream.push(new EventRecorder(stream.instruments(), events::add), 1 << 16, () -> {});
        return events;
    }

    private static long digest(long seed, SyntheticMarket.Mix mix) throws IOException {
        var digest = new EventDigest();
        Stream.of(seed, mix, EVENTS, SPAN_NS).push(digest, 1 << 16, () -> {});
        return digest.value();
    }

    @ParameterizedTest
    @EnumSource(SyntheticMarket.Mix.class)
    void isTheSameForTheSameSeedAndAnotherForAnother(SyntheticMarket.Mix mix) throws IOException {
        assertThat(digest(1, mix)).isEqualTo(digest(1, mix)).isNotEqualTo(digest(2, mix));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void comesInOrderOfReceiptWithinItsTime(long seed) throws IOException {
        long last = SyntheticMarket.START_NS;
        for (var event : events(seed, SyntheticMarket.Mix.BOTH)) {
            assertThat(event.receiveTimeNs()).isGreaterThanOrEqualTo(last);
            assertThat(event.venueTimeNs()).isLessThan(event.receiveTimeNs());
            last = event.receiveTimeNs();
        }
        assertThat(last).isLessThan(SyntheticMarket.START_NS + SPAN_NS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void hasManyInstrumentsAFewBusyOnesAndHeavyTails(long seed) throws IOException {
        var events = events(seed, SyntheticMarket.Mix.LIQUIDATIONS);
        var instruments = new HashSet<String>();
        long total = 0;
        long largest = 0;
        int first = 0;
        for (var event : events) {
            var order = (MarketEvent.Liquidation) event;
            instruments.add(order.instrument().toString());
            first += order.instrument().toString().equals("binance-usdm BTCUSDT") ? 1 : 0;
            total = Math.addExact(total, order.notionalMicroUsd());
            largest = Math.max(largest, order.notionalMicroUsd());
        }
        assertThat(events).hasSize(EVENTS);
        assertThat(instruments).hasSizeGreaterThan(450);
        assertThat(first).isBetween(EVENTS / 14, EVENTS / 8);
        assertThat(largest).isGreaterThan(500 * (total / EVENTS));
    }
}
