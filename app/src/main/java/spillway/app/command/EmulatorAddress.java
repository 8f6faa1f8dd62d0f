package spillway.app.command;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import spillway.venues.connect.HttpAnswer;
import spillway.venues.protocol.Endpoints;
import spillway.venues.socket.SocketNetwork;
import spillway.venues.time.LiveTimeline;
import spillway.venues.time.RunClock;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What an emulator said of itself when it was asked.
///
/// @param clock that goes with its own: a client's timers have to run as fast as the venues do
/// @param endpoints by protocol
record EmulatorAddress(RunClock clock, SortedMap<String, Endpoints> endpoints) {
    private static final Duration ANSWER_TAKES = Duration.ofSeconds(5);

    /// Asks the emulator at `baseUrl`.
    ///
    /// @throws IOException if there is none
    static EmulatorAddress ask(String baseUrl) throws IOException {
        URI uri;
        try {
            uri = URI.create(trimmed(baseUrl) + "/" + EmulatorFront.NAME + EmulatorFront.CLOCK);
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "--base-url: expected a URL such as http://127.0.0.1:7879, found '"
                            + baseUrl
                            + "'");
        }
        var answer = new CompletableFuture<HttpAnswer>();
        try (var network = new SocketNetwork();
                var timeline =
                        new LiveTimeline(
                                "spillway-asking",
                                RunClock.wall(),
                                answer::completeExceptionally)) {
            timeline.execute(() -> network.get(uri, timeline, answer::complete));
            HttpAnswer got = answer.get(ANSWER_TAKES.toMillis(), TimeUnit.MILLISECONDS);
            if (!got.isGood()) {
                throw missing(baseUrl, new String(got.body(), StandardCharsets.UTF_8));
            }
            return read(JsonMapper.shared().readTree(got.body()));
        } catch (TimeoutException e) {
            throw missing(baseUrl, "no answer within " + ANSWER_TAKES.toSeconds() + " s");
        } catch (ExecutionException | JacksonException e) {
            throw missing(baseUrl, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String trimmed(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static IOException missing(String baseUrl, String why) {
        return new IOException(
                baseUrl
                        + ": expected an emulator, found "
                        + why
                        + "; start one with `spillway emulate`, which prints its address, or name a"
                        + " venue's own address as NAME=URL");
    }

    private static EmulatorAddress read(JsonNode said) {
        var endpoints = new TreeMap<String, Endpoints>();
        for (var one : said.path("endpoints")) {
            endpoints.put(
                    one.path("protocol").asString(""),
                    new Endpoints(
                            one.path("webSocket").asString(""), one.path("rest").asString("")));
        }
        return new EmulatorAddress(
                RunClock.of(said.path("timeNs").asLong(), said.path("speed").asDouble()),
                endpoints);
    }

    /// Base URLs of one venue from a URL of either kind.
    static Endpoints endpoints(String url) {
        String base = trimmed(url);
        int scheme = base.indexOf("://");
        String rest = scheme < 0 ? "" : base.substring(scheme);
        return switch (scheme < 0 ? "" : base.substring(0, scheme)) {
            case "http", "ws" -> new Endpoints("ws" + rest, "http" + rest);
            case "https", "wss" -> new Endpoints("wss" + rest, "https" + rest);
            default ->
                    throw new UsageException(
                            "--base-url: expected a URL that starts with http, https, ws or wss,"
                                    + " found '"
                                    + url
                                    + "'");
        };
    }
}
