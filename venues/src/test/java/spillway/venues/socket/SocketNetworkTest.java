package spillway.venues.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import spillway.venues.connect.HttpAnswer;
import spillway.venues.connect.WireConnection;
import spillway.venues.connect.WireListener;
import spillway.venues.time.LiveTimeline;
import spillway.venues.time.RunClock;

/// What comes over real sockets, and what becomes of those who misbehave on them.
class SocketNetworkTest {
    private static final long WAIT_S = 20;

    private final CompletableFuture<Throwable> broken = new CompletableFuture<>();
    private LiveTimeline timeline;
    private SocketNetwork network;
    private RawVenue venue;

    @BeforeEach
    void open() throws IOException {
        timeline = new LiveTimeline("test", RunClock.wall(), broken::complete);
        network = new SocketNetwork();
        venue = new RawVenue();
    }

    @AfterEach
    void close() throws IOException {
        venue.close();
        network.close();
        timeline.close();
        assertThat(broken).isNotDone();
    }

    /// Hears a connection, as texts.
    private static class Ear implements WireListener {
        final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();

        @Override
        public void opened() {
            heard.add("opened");
        }

        @Override
        public void message(byte[] bytes, int from, int to, long receiveTimeNs) {
            heard.add("message " + new String(bytes, from, to - from, StandardCharsets.UTF_8));
        }

        @Override
        public void pinged() {
            heard.add("pinged");
        }

        @Override
        public void closed(String reason) {
            heard.add("closed " + reason);
        }

        String next() throws InterruptedException {
            String next = heard.poll(WAIT_S, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing was heard within " + WAIT_S + " s");
            }
            return next;
        }
    }

    private WireConnection connect(int port, String path, WireListener ear) {
        return network.open(URI.create("ws://127.0.0.1:" + port + path), timeline, ear);
    }

    private void onTimeline(Runnable action) throws Exception {
        var done = new CompletableFuture<Boolean>();
        timeline.execute(() -> {
            action.run();
            done.complete(true);
        });
        done.get(WAIT_S, TimeUnit.SECONDS);
    }

    @Test
    void messagesPassInBothDirections() throws Exception {
        var ear = new Ear();
        WireConnection connection = connect(venue.port(), "/ws", ear);
        RawVenue.Client client = venue.client();
        assertThat(ear.next()).isEqualTo("opened");
        onTimeline(() -> connection.send("{\"op\":\"subscribe\"}"));
        assertThat(client.hear()).isEqualTo("81 {\"op\":\"subscribe\"}");
        client.text("one");
        client.text("");
        client.text("zwei ß");
        assertThat(ear.next()).isEqualTo("message one");
        assertThat(ear.next()).isEqualTo("message ");
        assertThat(ear.next()).isEqualTo("message zwei ß");
    }

    @Test
    void aLargeMessageInFragmentsComesWhole() throws Exception {
        var ear = new Ear();
        connect(venue.port(), "/ws", ear);
        RawVenue.Client client = venue.client();
        String large = "0123456789".repeat(200_000);
        client.fragments(large, 7);
        client.text("after");
        assertThat(ear.next()).isEqualTo("opened");
        assertThat(ear.next().equals("message " + large)).isTrue();
        assertThat(ear.next()).isEqualTo("message after");
    }

    @Test
    void aPingIsAnsweredAndHeard() throws Exception {
        var ear = new Ear();
        connect(venue.port(), "/ws", ear);
        RawVenue.Client client = venue.client();
        client.frame(0x89, "are you there".getBytes(StandardCharsets.US_ASCII), 13);
        assertThat(client.hear()).isEqualTo("8a are you there");
        assertThat(ear.next()).isEqualTo("opened");
        assertThat(ear.next()).isEqualTo("pinged");
    }

    @Test
    void aCutInsideAMessageIsToldAndTheHalfIsNot() throws Exception {
        var ear = new Ear();
        connect(venue.port(), "/ws", ear);
        RawVenue.Client client = venue.client();
        client.text("whole");
        client.frame(0x81, "half".getBytes(StandardCharsets.US_ASCII), 100);
        client.close();
        assertThat(ear.next()).isEqualTo("opened");
        assertThat(ear.next()).isEqualTo("message whole");
        assertThat(ear.next()).startsWith("closed cut inside a message, after 4 bytes");
    }

    @Test
    void aCutWithoutAWordIsTold() throws Exception {
        var ear = new Ear();
        connect(venue.port(), "/ws", ear);
        RawVenue.Client client = venue.client();
        assertThat(ear.next()).isEqualTo("opened");
        client.cut();
        assertThat(ear.next()).startsWith("closed ");
    }

    @Test
    void aCloseInTheVenuesWordsIsTold() throws Exception {
        var ear = new Ear();
        connect(venue.port(), "/ws", ear);
        RawVenue.Client client = venue.client();
        client.frame(0x88, new byte[] {0x0F, (byte) 0xA1, 'b', 'y', 'e'}, 5);
        assertThat(ear.next()).isEqualTo("opened");
        assertThat(ear.next()).contains("4001", "bye");
    }

    @Test
    void whoDoesNotListenIsToldAsClosed() throws Exception {
        int free;
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = server.getLocalPort();
        }
        var ear = new Ear();
        connect(free, "/ws", ear);
        assertThat(ear.next()).startsWith("closed no connection: ");
    }

    @Test
    void anHttpErrorInPlaceOfAConnectionIsTold() throws Exception {
        venue.answers.put("/banned", "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
        var ear = new Ear();
        connect(venue.port(), "/banned", ear);
        assertThat(ear.next()).isEqualTo("closed HTTP 403 instead of a WebSocket");
    }

    @Test
    void nothingIsHeardAfterClosing() throws Exception {
        var ear = new Ear();
        WireConnection connection = connect(venue.port(), "/ws", ear);
        RawVenue.Client client = venue.client();
        assertThat(ear.next()).isEqualTo("opened");
        onTimeline(connection::close);
        tryToSay(client, "too late");
        var other = new Ear();
        connect(venue.port(), "/ws", other);
        venue.client().text("other");
        assertThat(other.next()).isEqualTo("opened");
        assertThat(other.next()).isEqualTo("message other");
        assertThat(ear.heard).isEmpty();
    }

    /// Whether it arrives does not matter.
    private static void tryToSay(RawVenue.Client client, String text) {
        try {
            client.text(text);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("pipe");
        }
    }

    /// The flood stops at the inbox of its own connection; another gets all of its messages.
    @Test
    void aFloodCostsOthersNothing() throws Exception {
        var held = new CountDownLatch(1);
        var flooded =
                new Ear() {
                    @Override
                    public void message(byte[] bytes, int from, int to, long receiveTimeNs) {
                        heard.add("message");
                    }
                };
        connect(venue.port(), "/ws", flooded);
        RawVenue.Client flooding = venue.client();
        var quiet = new Ear();
        connect(venue.port(), "/ws", quiet);
        RawVenue.Client client = venue.client();
        assertThat(flooded.next()).isEqualTo("opened");
        assertThat(quiet.next()).isEqualTo("opened");
        int messages = 40_000;
        byte[] bulk = new byte[1_000];
        java.util.Arrays.fill(bulk, (byte) 'x');
        timeline.execute(() -> await(held));
        var sent = new CompletableFuture<Boolean>();
        Thread.ofPlatform()
                .daemon(true)
                .start(() -> {
                    try {
                        for (int i = 0; i < messages; i++) {
                            flooding.frame(0x81, bulk, bulk.length);
                        }
                        sent.complete(true);
                    } catch (IOException e) {
                        sent.completeExceptionally(e);
                    }
                });
        client.text("hello");
        assertThat(sent).as("the venue cannot send 40 MB to one who does not read").isNotDone();
        held.countDown();
        assertThat(quiet.next()).isEqualTo("message hello");
        for (int i = 0; i < messages; i++) {
            assertThat(flooded.next()).isEqualTo("message");
        }
        sent.get(WAIT_S, TimeUnit.SECONDS);
    }

    private static void await(CountDownLatch held) {
        try {
            held.await(WAIT_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpAnswer get(String path) throws Exception {
        var answer = new CompletableFuture<HttpAnswer>();
        network.get(
                URI.create("http://127.0.0.1:" + venue.port() + path), timeline, answer::complete);
        return answer.get(WAIT_S, TimeUnit.SECONDS);
    }

    @Test
    void answersComeWithStatusBodyAndTheWaitThatIsAskedFor() throws Exception {
        venue.answers.put(
                "/good", "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
        venue.answers.put(
                "/often",
                "HTTP/1.1 429 Too Many\r\nConnection: close\r\nRetry-After: 17\r\n"
                        + "Content-Length: 4\r\n\r\nslow");
        HttpAnswer good = get("/good");
        assertThat(good.isGood()).isTrue();
        assertThat(new String(good.body(), StandardCharsets.UTF_8)).isEqualTo("{}");
        assertThat(good.retryAfterSeconds()).isZero();
        HttpAnswer often = get("/often");
        assertThat(often.status()).isEqualTo(429);
        assertThat(often.retryAfterSeconds()).isEqualTo(17);
        assertThat(new String(often.body(), StandardCharsets.UTF_8)).isEqualTo("slow");
    }

    @Test
    void anAnswerThatBreaksOffIsNone() throws Exception {
        venue.answers.put("/half", "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"a\":");
        HttpAnswer half = get("/half");
        assertThat(half.status()).isZero();
        assertThat(new String(half.body(), StandardCharsets.UTF_8)).startsWith("no answer: ");
    }
}
