package spillway.emulator.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spillway.emulator.ClientLink;
import spillway.emulator.ClientSession;
import spillway.emulator.Emulation;
import spillway.emulator.FaultPlan;
import spillway.market.EventRecorder;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.venues.bybit.BybitProtocol;
import spillway.venues.time.SimulatedTimeline;

/// A recording, played again, is told as it was heard, at another time.
final class RecordedMarketTest {
    private static final long NOW_NS = 1_900_000_000_000_000_000L;

    private final Instruments instruments = new Instruments();

    /// Hears the texts of one connection.
    private static final class Ear implements ClientLink {
        private final List<String> heard = new ArrayList<>();

        @Override
        public void send(byte[] bytes, int from, int to) {
            heard.add(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        }

        @Override
        public void sendHalf(byte[] bytes, int from, int to) {}

        @Override
        public void ping() {}

        @Override
        public void close(int code, String reason) {}

        @Override
        public void cut() {}
    }

    @Test
    void aSessionIsToldAgain(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("session.txt");
        Files.writeString(
                file,
                """
                1770285600.100: {"topic":"orderbook.200.BTCUSDT","type":"snapshot","ts":17702856\
                00100,"data":{"s":"BTCUSDT","b":[["70000","1"]],"a":[["70001","2"]],"u":5,"seq":\
                5},"cts":1770285600100}
                1770285601.000: {"topic":"publicTrade.BTCUSDT","type":"snapshot","ts":1770285601\
                000,"data":[{"T":1770285601000,"s":"BTCUSDT","S":"Sell","v":"0.5","p":"70000","i\
                ":"17","BT":false}]}
                1770285601.200: {"topic":"orderbook.200.BTCUSDT","type":"delta","ts":17702856012\
                00,"data":{"s":"BTCUSDT","b":[["70000","0.5"]],"a":[],"u":6,"seq":6},"cts":17702\
                85601200}
                1770285602.000: {"topic":"allLiquidation.BTCUSDT","type":"snapshot","ts":1770285\
                602000,"data":[{"T":1770285601900,"s":"BTCUSDT","S":"Buy","v":"0.25","p":"69000"}]}
                """);
        var rejected = new ArrayList<String>();
        RecordedMarket market =
                RecordedMarket.ofSessions(
                        BybitProtocol.LINEAR,
                        List.of(file),
                        instruments,
                        (line, _, _, _, why) -> rejected.add(line + " " + why));
        assertThat(rejected).isEmpty();
        assertThat(market.events()).isEqualTo(4);
        var timeline = new SimulatedTimeline(NOW_NS);
        var emulation =
                new Emulation(
                        List.of(BybitProtocol.LINEAR),
                        market,
                        instruments,
                        timeline,
                        FaultPlan.none());
        var ear = new Ear();
        ClientSession client = emulation.fronts().getFirst().connect("/v5/public/linear", ear);
        byte[] subscribe =
                ("{\"req_id\":\"1\",\"op\":\"subscribe\",\"args\":[\"orderbook.200.BTCUSDT\","
                                + "\"publicTrade.BTCUSDT\",\"allLiquidation.BTCUSDT\"]}")
                        .getBytes(StandardCharsets.UTF_8);
        client.message(subscribe, 0, subscribe.length);
        emulation.start();
        timeline.runFor(Duration.ofSeconds(10));
        assertThat(emulation.isOver()).isTrue();
        assertThat(ear.heard.subList(1, ear.heard.size()))
                .containsExactlyElementsOf(
                        """
                        {"topic":"orderbook.200.BTCUSDT","type":"snapshot","ts":1900000000000,"d\
                        ata":{"s":"BTCUSDT","b":[["70000","1"]],"a":[["70001","2"]],"u":1,"seq":\
                        1},"cts":1900000000000}
                        {"topic":"publicTrade.BTCUSDT","type":"snapshot","ts":1900000000900,"dat\
                        a":[{"T":1900000000900,"s":"BTCUSDT","S":"Sell","v":"0.5","p":"70000","i\
                        ":"17","BT":false}]}
                        {"topic":"orderbook.200.BTCUSDT","type":"delta","ts":1900000001100,"data\
                        ":{"s":"BTCUSDT","b":[["70000","0.5"]],"a":[],"u":2,"seq":2},"cts":19000\
                        00001100}
                        {"topic":"allLiquidation.BTCUSDT","type":"snapshot","ts":1900000001900,"\
                        data":[{"T":1900000001800,"s":"BTCUSDT","S":"Buy","v":"0.25","p":"69000"}]}
                        """
                                .lines()
                                .toList());
        assertThat(emulation.truth().wireOf("bybit").longMicroUsd()).isEqualTo(17_250_000_000L);
        assertThat(emulation.truth().economic()).isEqualTo(emulation.truth().wire());
    }

    @Test
    void eventsComeInTheOrderInWhichTheyWereHeard() {
        var settings =
                new ScriptedSettings(
                        1,
                        NOW_NS,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(500),
                        0.15);
        var market = new ScriptedMarket(settings, List.of(BybitProtocol.LINEAR), instruments);
        var events = new ArrayList<MarketEvent>();
        var recorder = new EventRecorder(instruments, events::add);
        while (market.nextTimeNs() != Long.MAX_VALUE) {
            market.advance(recorder);
        }
        RecordedMarket again = RecordedMarket.of(events, instruments);
        var replayed = new ArrayList<MarketEvent>();
        var taker = new EventRecorder(instruments, replayed::add);
        while (again.nextTimeNs() != Long.MAX_VALUE) {
            again.advance(taker);
        }
        assertThat(replayed).isEqualTo(events);
        // Ticks and lots are those of the venue, as far as they were seen.
        assertThat(again.listings()).hasSameSizeAs(market.listings());
        for (int i = 0; i < again.listings().size(); i++) {
            assertThat(again.listings().get(i).tick()).isEqualTo(market.listings().get(i).tick());
        }
    }
}
