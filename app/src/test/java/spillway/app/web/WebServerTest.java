package spillway.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
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
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import spillway.app.live.FakeVenue;
import spillway.app.live.LiveRun;
import spillway.app.live.LiveView;
import spillway.app.reading.Universes;
import spillway.market.Instruments;
import spillway.market.PositionSide;
import spillway.venues.time.LiveTimeline;
import spillway.venues.time.RunClock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The server over real sockets, asked by the JDK's client.
class WebServerTest {
    private static final long START_NS = 1_893_456_000_000_000_000L; // 2030-01-01T00:00:00Z
    private static final long WAIT_S = 20;

    /// Of a run's speed: a tick every 50 ms.
    private static final double PICTURES_FASTER = 0.2;
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final HttpClient http = HttpClient.newHttpClient();
    private WebServer server;
    private LiveTimeline timeline;
    private LiveRun run;
    private FakeVenue venue;

    @BeforeEach
    void start() throws IOException {
        server = WebServer.start(0, "Spillway test", "Spillway");
        timeline = new LiveTimeline("test-run", RunClock.of(START_NS, 1), Throwable::printStackTrace);
        var instruments = new Instruments();
        run =
                new LiveRun(
                        timeline,
                        PICTURES_FASTER,
                        new LiveView(instruments, Universes.Choice.TAPE),
                        Optional.empty(),
                        server.pictures(),
                        new LiveRun.Sources(
                                timeline::nowNs,
                                () -> {},
                                java.util.List::of,
                                Optional::empty));
        server.answer(run);
        venue = new FakeVenue("here", "BTC", instruments, run.sink());
        doNow(() -> venue.connects(START_NS));
        doNow(run::start);
    }

    @AfterEach
    void stop() {
        timeline.close();
        server.close();
    }

    private void doNow(Runnable action) {
        run.ask(() -> {
                    action.run();
                    return true;
                })
                .join();
    }

    private void liquidate(int orders) {
        doNow(() -> {
            for (int i = 0; i < orders; i++) {
                venue.liquidates(timeline.nowNs(), PositionSide.LONG, 1, 100);
                venue.trades(timeline.nowNs(), 100);
            }
        });
    }

    private URI uri(String path) {
        return URI.create(server.url()).resolve(path);
    }

    private HttpResponse<String> get(String path, String... headers) {
        var request = HttpRequest.newBuilder(uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode json(String path) {
        return JsonMapper.shared().readTree(get(path).body());
    }

    /// Collects the messages of a stream.
    private final class Page implements WebSocket.Listener, AutoCloseable {
        final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
        final CountDownLatch closed = new CountDownLatch(1);
        final WebSocket socket;
        private final StringBuilder text = new StringBuilder();

        Page(String query) {
            String address = server.url().replace("http:", "ws:") + "api/v1/stream" + query;
            socket = http.newWebSocketBuilder().buildAsync(URI.create(address), this).join();
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket ws, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                messages.add(JsonMapper.shared().readTree(text.toString()));
                text.setLength(0);
            }
            ws.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket ws, int code, String reason) {
            closed.countDown();
            return null;
        }

        JsonNode next(String type) throws InterruptedException {
            while (true) {
                JsonNode message = messages.poll(WAIT_S, TimeUnit.SECONDS);
                assertThat(message).as("a message of type " + type).isNotNull();
                if (message.path("type").asString("").equals(type)) {
                    return message;
                }
            }
        }

        @Override
        public void close() {
            socket.abort();
        }
    }

    @Test
    void pageGetsTheStateAndWhatHappens() throws InterruptedException {
        try (var page = new Page("")) {
            JsonNode hello = page.next("hello");
            assertThat(hello.path("version").asString()).isEqualTo("Spillway test");
            liquidate(3);
            JsonNode told = page.next("liquidations");
            assertThat(told.path("items")).hasSize(3);
            JsonNode first = told.path("items").get(0);
            assertThat(first.path("usd").asString()).isEqualTo("100.000000");
            assertThat(first.path("closedSide").asString()).isEqualTo("long");
            assertThat(first.path("quantity").asString()).isEqualTo("1.000");
            JsonNode state;
            do {
                state = page.next("state");
            } while (state.path("totals").path("24h").path("total").path("count").asInt() != 3);
            assertThat(state.path("coins").get(0).asString()).isEqualTo("BTC");
            assertThat(json("/api/v1/liquidations?limit=2").path("items")).hasSize(2);
            long id = first.path("id").asLong();
            assertThat(json("/api/v1/liquidations?before=" + (id + 1)).path("items")).hasSize(1);
            assertThat(json("/api/v1/candles?coin=BTC&interval=10s").path("source").asString())
                    .isEqualTo("here BTCUSDT, trades");
        }
    }

    @Test
    void pageGetsTheCandlesThatItAsksFor() throws InterruptedException {
        try (var page = new Page("")) {
            page.next("hello");
            page.socket.sendText("{\"candles\":[{\"coin\":\"BTC\",\"interval\":\"1m\"}]}", true).join();
            liquidate(1);
            JsonNode items = page.next("candles").path("items");
            assertThat(items).hasSize(1);
            assertThat(items.get(0).path("interval").asString()).isEqualTo("1m");
            assertThat(items.get(0).path("close").asDouble()).isEqualTo(100);
            assertThat(items.get(0).path("time").asLong()).isEqualTo(START_NS / 1_000_000_000L);
        }
    }

    @Test
    void pageThatComesBackGetsWhatItMissedAndNothingTwice() throws InterruptedException {
        String hello;
        long seen;
        try (var page = new Page("")) {
            hello = page.next("hello").path("run").asString();
            liquidate(2);
            seen = page.next("liquidations").path("seq").asLong();
        }
        liquidate(5);
        try (var other = new Page("")) {
            other.next("state");
            other.next("state");
        }
        try (var page = new Page("?run=" + hello + "&after=" + seen)) {
            assertThat(page.next("hello").path("seq").asLong()).isEqualTo(seen);
            JsonNode missed = page.messages.poll(WAIT_S, TimeUnit.SECONDS);
            assertThat(missed).isNotNull();
            assertThat(missed.path("type").asString()).isEqualTo("liquidations");
            assertThat(missed.path("items")).hasSize(5);
            assertThat(missed.path("seq").asLong()).isGreaterThan(seen);
        }
        try (var page = new Page("?run=another&after=" + seen)) {
            page.next("hello");
            page.next("reset");
        }
        try (var page = new Page("?run=" + hello + "&after=" + (seen + 1_000_000))) {
            page.next("reset");
        }
    }

    @Test
    void clientThatDoesNotReadIsClosedAndOthersHearEverything() throws Exception {
        try (var slow = stalled();
                var page = new Page("")) {
            page.next("hello");
            int heard = 0;
            int sent = 0;
            // Half a megabyte a round: more than the system's buffers hold, and then the queue.
            while (sent < 80) {
                liquidate(2_500);
                sent++;
                while (heard < sent * 2_500) {
                    heard += page.next("liquidations").path("items").size();
                }
            }
            assertThat(heard).isEqualTo(sent * 2_500);
            assertThat(endOf(slow)).isTrue();
        }
    }

    /// A client that opens the stream and then reads nothing.
    private Socket stalled() throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(WAIT_S));
        socket.connect(new InetSocketAddress(LOOPBACK, uri("/").getPort()));
        socket.getOutputStream()
                .write(
                        ("GET /api/v1/stream HTTP/1.1\r\nHost: 127.0.0.1:"
                                        + uri("/").getPort()
                                        + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                                        + "Sec-WebSocket-Version: 13\r\n"
                                        + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /// Whether the server ended it: what is buffered can be read, and then no more.
    private static boolean endOf(Socket socket) {
        var bytes = new byte[1 << 16];
        try (InputStream in = socket.getInputStream()) {
            while (in.read(bytes) >= 0) {
                // on to the end
            }
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true; // cut
        }
    }

    @Test
    void pagesOfElsewhereAreRefused() throws IOException {
        assertThat(get("/api/v1/state", "Origin", "http://evil.example").statusCode())
                .isEqualTo(403);
        assertThat(raw("/health", "evil.example")).startsWith("HTTP/1.1 403");
        assertThat(raw("/health", "127.0.0.1:" + uri("/").getPort())).startsWith("HTTP/1.1 200");
        assertThat(upgradeFrom("http://evil.example")).isEqualTo(403);
        assertThat(upgradeFrom(server.url().replaceAll("/$", ""))).isEqualTo(101);
    }

    private int upgradeFrom(String origin) {
        String address = server.url().replace("http:", "ws:") + "api/v1/stream";
        try {
            http.newWebSocketBuilder()
                    .header("Origin", origin)
                    .buildAsync(URI.create(address), new WebSocket.Listener() {})
                    .join()
                    .abort();
            return 101;
        } catch (CompletionException e) {
            return e.getCause() instanceof WebSocketHandshakeException refused
                    ? refused.getResponse().statusCode()
                    : 0;
        }
    }

    /// The JDK's client does not let a header `Host` be set.
    private String raw(String path, String host) throws IOException {
        try (var socket = new Socket(LOOPBACK, uri("/").getPort())) {
            socket.getOutputStream()
                    .write(
                            ("GET "
                                            + path
                                            + " HTTP/1.1\r\nHost: "
                                            + host
                                            + "\r\nConnection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            var all = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(all);
            return all.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void filesAndMistakesAreAnsweredAsBrowsersNeed() {
        var index = get("/");
        assertThat(index.statusCode()).isEqualTo(200);
        assertThat(index.headers().firstValue("Content-Type"))
                .hasValueSatisfying(t -> assertThat(t).startsWith("text/html"));
        assertThat(index.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(get("/health").body()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(get("/assets/%2e%2e/%2e%2e/secret").statusCode()).isIn(400, 404);
        assertThat(get("/spillway/app/Main.class").statusCode()).isEqualTo(404);
        assertThat(get("/nothing.js").statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/nothing").statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/candles?coin=BTC&interval=2s").statusCode()).isEqualTo(400);
        assertThat(get("/api/v1/candles?coin=BTC&interval=2s").body()).contains("expected 1s, 10s");
        assertThat(get("/api/v1/candles?interval=1s").body()).contains("expected a coin");
        assertThat(get("/api/v1/liquidations?limit=-1").body()).contains("found '-1'");
    }

    @Test
    void messagesThatMeanNothingEndTheConnection() throws InterruptedException {
        try (var page = new Page("")) {
            page.next("hello");
            page.socket.sendText("{\"candles\":7}", true).join();
            assertThat(page.closed.await(WAIT_S, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void secondServerOnThePortIsToldWhatToDo() {
        int port = uri("/").getPort();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() ->
                        WebServer.start(port, "Spillway test", "Spillway")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("port " + port + " of 127.0.0.1 is taken")
                .hasMessageContaining("--port 0");
    }
}
