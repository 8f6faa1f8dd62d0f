package spillway.emulator.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import spillway.emulator.Emulation;
import spillway.emulator.FaultKind;
import spillway.emulator.FaultPlan;
import spillway.emulator.LiquidationSums;
import spillway.emulator.LiquidationTally;
import spillway.emulator.Truth;
import spillway.emulator.market.ScriptedMarket;
import spillway.emulator.market.ScriptedSettings;
import spillway.market.Completeness;
import spillway.market.Instruments;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.SelectiveSink;
import spillway.venues.binance.BinanceProtocol;
import spillway.venues.bybit.BybitProtocol;
import spillway.venues.okx.OkxProtocol;
import spillway.venues.protocol.Decoded;
import spillway.venues.protocol.Symbols;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.protocol.WireDecoder;
import spillway.venues.time.LiveTimeline;
import spillway.venues.time.RunClock;

/// Real sockets on loopback: what a client hears over them, and what clients cannot do to others.
final class EmulatorServerTest {
    private static final long START_NS = 1_770_285_600_000_000_000L;
    private static final long WITHIN_SECONDS = 60;
    private static final List<VenueProtocol> PROTOCOLS =
            List.of(BinanceProtocol.USDM, BybitProtocol.LINEAR, OkxProtocol.SWAP);

    private final AtomicReference<Throwable> failed = new AtomicReference<>();
    private final LiveTimeline timeline =
            new LiveTimeline("emulated", RunClock.of(START_NS, 60), failed::set);
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<EmulatorServer> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(EmulatorServer::close);
        timeline.close();
        http.shutdownNow();
        assertThat(failed.get()).isNull();
    }

    private <T> T onTimeline(Supplier<T> action) throws Exception {
        var done = new CompletableFuture<T>();
        timeline.execute(() -> done.complete(action.get()));
        return done.get(WITHIN_SECONDS, TimeUnit.SECONDS);
    }

    private Emulation emulation(FaultPlan plan) throws Exception {
        return onTimeline(() -> {
            var numbering = new Instruments();
            var settings =
                    new ScriptedSettings(
                            3,
                            START_NS,
                            Duration.ofMinutes(1),
                            Duration.ofMinutes(3),
                            Duration.ofMinutes(1),
                            Duration.ofMillis(500),
                            0.15);
            var market = new ScriptedMarket(settings, PROTOCOLS, numbering);
            return new Emulation(PROTOCOLS, market, numbering, timeline, plan);
        });
    }

    private EmulatorServer serve(Emulation emulation) throws IOException {
        var server = new EmulatorServer(emulation.fronts(), timeline, 0);
        servers.add(server);
        return server;
    }

    /// Hears whole texts.
    private static final class Ear implements WebSocket.Listener {
        private final List<String> heard = new ArrayList<>();
        private final CountDownLatch acknowledged = new CountDownLatch(1);
        private final CountDownLatch answered = new CountDownLatch(1);
        private final StringBuilder part = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                String text = part.toString();
                part.setLength(0);
                synchronized (this) {
                    heard.add(text);
                }
                acknowledged.countDown();
                if (text.contains("\"pong\"")) {
                    answered.countDown();
                }
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        synchronized List<String> heard() {
            return List.copyOf(heard);
        }
    }

    private WebSocket open(EmulatorServer server, String protocol, String path, Ear ear)
            throws Exception {
        URI uri = URI.create(server.endpoints(protocol).webSocket() + path);
        return http.newWebSocketBuilder()
                .buildAsync(uri, ear)
                .get(WITHIN_SECONDS, TimeUnit.SECONDS);
    }

    private String get(EmulatorServer server, String protocol, String target) throws Exception {
        URI uri = URI.create(server.endpoints(protocol).rest() + target);
        return http.send(
                        HttpRequest.newBuilder(uri).build(),
                        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                .body();
    }

    private static final String ALL_LIQUIDATIONS =
            "{\"req_id\":\"1\",\"op\":\"subscribe\",\"args\":[\"allLiquidation.BTCUSDT\","
                    + "\"allLiquidation.ETHUSDT\",\"allLiquidation.SOLUSDT\","
                    + "\"allLiquidation.XRPUSDT\",\"allLiquidation.BNBUSDT\","
                    + "\"allLiquidation.DOGEUSDT\",\"allLiquidation.ADAUSDT\","
                    + "\"allLiquidation.1000PEPEUSDT\"]}";

    private LiquidationSums decoded(List<String> messages) {
        var instruments = new Instruments();
        var tally = new LiquidationTally(List.of());
        var sink =
                new SelectiveSink() {
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
                        tally.add("all", LiquidationTally.one(closedSide, notionalMicroUsd));
                    }
                };
        WireDecoder decoder =
                BybitProtocol.LINEAR.decoder(
                        new Symbols(instruments, BybitProtocol.LINEAR.symbolRule()), sink);
        for (String text : messages) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertThat(decoder.message(bytes, 0, bytes.length, START_NS))
                    .isNotInstanceOf(Decoded.Malformed.class);
        }
        return tally.sums().getOrDefault("all", LiquidationSums.NONE);
    }

    /// Of three clients one never reads; the two others hear all that is published.
    @Test
    void oneThatNeverReadsCostsOthersNothing() throws Exception {
        Emulation emulation = emulation(FaultPlan.none());
        EmulatorServer server = serve(emulation);
        var ears = List.of(new Ear(), new Ear());
        var sockets = new ArrayList<WebSocket>();
        for (Ear ear : ears) {
            WebSocket socket = open(server, "bybit-linear", "/v5/public/linear", ear);
            sockets.add(socket);
            socket.sendText(ALL_LIQUIDATIONS, true).get(WITHIN_SECONDS, TimeUnit.SECONDS);
            assertThat(ear.acknowledged.await(WITHIN_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        try (Socket deaf = deaf(server)) {
            timeline.execute(emulation::start);
            var over = new CountDownLatch(1);
            timeline.execute(() -> untilOver(emulation, over));
            assertThat(over.await(WITHIN_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(deaf.isConnected()).isTrue();
        }
        Truth truth = onTimeline(emulation::truth);
        assertThat(truth.wireOf("bybit").count()).isGreaterThan(100);
        for (int i = 0; i < ears.size(); i++) {
            // What is answered now comes behind all that was published.
            sockets.get(i)
                    .sendText("{\"op\":\"ping\"}", true)
                    .get(WITHIN_SECONDS, TimeUnit.SECONDS);
            assertThat(ears.get(i).answered.await(WITHIN_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(decoded(ears.get(i).heard())).isEqualTo(truth.wireOf("bybit"));
        }
    }

    private void untilOver(Emulation emulation, CountDownLatch over) {
        if (emulation.isOver()) {
            over.countDown();
        } else {
            timeline.after(Duration.ofSeconds(1), () -> untilOver(emulation, over));
        }
    }

    /// A client that subscribes by its path, and of which nothing is read from then on.
    private static Socket deaf(EmulatorServer server) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        String request =
                "GET /binance-usdm/public/stream?streams=btcusdt@depth@100ms/ethusdt@depth@100ms"
                        + "/btcusdt@bookTicker/ethusdt@bookTicker/btcusdt@trade HTTP/1.1\r\n"
                        + "Host: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "Sec-WebSocket-Version: 13\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        var answer = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (!answer.toString().endsWith("\r\n\r\n")) {
            answer.append((char) in.read());
        }
        assertThat(answer.toString()).startsWith("HTTP/1.1 101");
        return socket;
    }

    @Test
    void answersRequestsAndRefusesUnknownPaths() throws Exception {
        EmulatorServer server = serve(emulation(FaultPlan.none()));
        assertThat(get(server, "binance-usdm", "/fapi/v1/ping")).isEqualTo("{}");
        assertThat(get(server, "bybit-linear", "/v5/market/time")).contains("\"retCode\":0");
        assertThat(get(server, "okx-swap", "/api/v5/public/instruments?instType=SWAP"))
                .contains("BTC-USDT-SWAP");
        assertThat(get(server, "binance-usdm", "/fapi/v1/depth?symbol=NONE"))
                .isEqualTo("{\"code\":-1121,\"msg\":\"Invalid symbol.\"}");
        assertThatThrownBy(() -> open(server, "binance-usdm", "/nowhere", new Ear()))
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        e -> assertThat(e.getResponse().statusCode()).isEqualTo(404));
        assertThatThrownBy(() -> server.endpoints("mtgox"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("binance-usdm");
    }

    /// Whole frames and then the end, or half of one and then the end, on the socket itself.
    @Test
    void faultsCutRealConnections() throws Exception {
        for (FaultKind kind : List.of(FaultKind.DISCONNECT, FaultKind.HALF_FRAME)) {
            Emulation emulation =
                    emulation(FaultPlan.random(Set.of(kind), 1, Duration.ofSeconds(5)));
            EmulatorServer server = serve(emulation);
            try (Socket socket = deaf(server)) {
                socket.setSoTimeout((int) Duration.ofSeconds(WITHIN_SECONDS).toMillis());
                timeline.execute(emulation::start);
                byte[] heard = socket.getInputStream().readAllBytes();
                assertThat(missing(heard) > 0)
                        .as("%s", kind)
                        .isEqualTo(kind == FaultKind.HALF_FRAME);
            }
            assertThat(onTimeline(emulation::faults))
                    .singleElement()
                    .satisfies(f -> assertThat(f.kind()).isEqualTo(kind));
            timeline.execute(emulation::stop);
        }
    }

    /// How much of the last frame did not come.
    private static int missing(byte[] heard) {
        int at = 0;
        while (at < heard.length) {
            assertThat(heard[at] & 0xFF).isEqualTo(0x81);
            int length = heard[at + 1];
            int head = 2;
            if (length == 126) {
                length = (heard[at + 2] & 0xFF) << 8 | (heard[at + 3] & 0xFF);
                head = 4;
            }
            at += head + length;
        }
        return at - heard.length;
    }

    @Test
    void aPortThatIsTakenIsSaid() throws Exception {
        Emulation emulation = emulation(FaultPlan.none());
        EmulatorServer server = serve(emulation);
        assertThatThrownBy(() -> new EmulatorServer(emulation.fronts(), timeline, server.port()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("choose another port");
    }

    @Test
    void halfOfAMessageSaysItsWholeLength() {
        byte[] text = "x".repeat(300).getBytes(StandardCharsets.UTF_8);
        byte[] half = SocketClient.half(text, 0, text.length);
        assertThat(half).hasSize(4 + 150);
        assertThat(half).startsWith(0x81, 126, 1, 44);
    }
}
