package spillway.app.web;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import spillway.app.json.Json;
import spillway.app.json.LiveJson;
import spillway.app.live.CandleInterval;
import spillway.app.live.LiveQuestions;
import spillway.app.live.PictureTaker;
import spillway.market.Coin;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Serves the dashboard and its data on 127.0.0.1, and nowhere else: `docs/reference/api.md`.
public final class WebServer implements AutoCloseable {
    private static final String ADDRESS = "127.0.0.1";
    private static final String CLIENT = "spillway.client";

    private static final int DEFAULT_LIQUIDATIONS = 500;
    private static final int MOST_LIQUIDATIONS = 10_000;
    private static final int DEFAULT_CANDLES = 1_000;
    private static final int MOST_CANDLES = 1_000;

    /// Candles that one client may ask for: every interval of the coins of a wide screen.
    private static final int MOST_WISHES = 64;

    /// A list of that many.
    private static final int MOST_MESSAGE_BYTES = 1 << 14;

    /// How long an answer waits for the timeline, which is busy for milliseconds.
    private static final long ANSWER_WAITS_MS = 2_000;

    private static final int POLICY_VIOLATION = 1008;
    private static final int TRY_AGAIN_LATER = 1013;

    private static final String CONTENT_POLICY =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:;"
                    + " frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private final StreamHub hub;
    private final Javalin server;
    private @Nullable LiveQuestions questions;

    private WebServer(String version, String title) {
        hub = new StreamHub(UUID.randomUUID().toString(), version, title);
        server = Javalin.create(this::configure);
    }

    /// Starts to listen. Until [#answer(LiveQuestions)] it answers that it has nothing yet.
    ///
    /// @param port 0 for any that is free
    /// @param title of the page
    /// @throws IOException if the port is taken
    public static WebServer start(int port, String version, String title) throws IOException {
        var made = new WebServer(version, title);
        try {
            made.server.start(ADDRESS, port);
            return made;
        } catch (JavalinBindException e) {
            made.hub.close();
            throw new IOException(
                    "port "
                            + port
                            + " of "
                            + ADDRESS
                            + " is taken by another program; name another with --port, or --port 0"
                            + " for any that is free",
                    e);
        }
    }

    /// Who knows the answers.
    public void answer(LiveQuestions asked) {
        synchronized (hub) {
            questions = asked;
        }
    }

    /// Who gets the pictures.
    public PictureTaker pictures() {
        return hub;
    }

    /// Where the dashboard is.
    public String url() {
        return "http://" + ADDRESS + ":" + server.port() + "/";
    }

    private void configure(JavalinConfig config) {
        config.concurrency.useVirtualThreads = true;
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = CompressionStrategy.GZIP;
        config.http.defaultContentType = "application/json";
        config.jetty.modifyServer(jetty -> jetty.setStopTimeout(0));
        config.jetty.modifyWebSocketServletFactory(
                factory -> factory.setMaxTextMessageSize(MOST_MESSAGE_BYTES));
        routes(config.routes);
    }

    private void routes(RoutesConfig routes) {
        routes.before(WebServer::refuseForeign);
        routes.wsBeforeUpgrade(WebServer::refuseForeign);
        routes.get("/health", ctx -> json(ctx, Json.object().put("status", "ok")));
        routes.get("/api/v1/state", this::state);
        routes.get("/api/v1/liquidations", this::liquidations);
        routes.get("/api/v1/candles", this::candles);
        routes.ws("/api/v1/stream", this::stream);
        routes.get("/api/*", ctx -> problem(ctx, 404, "no such path; docs/reference/api.md lists them"));
        routes.get("/*", WebServer::page);
        routes.exception(
                IllegalArgumentException.class,
                (e, ctx) -> problem(ctx, 400, String.valueOf(e.getMessage())));
    }

    private static void refuseForeign(Context ctx) {
        ctx.header("X-Content-Type-Options", "nosniff");
        ctx.header("Content-Security-Policy", CONTENT_POLICY);
        ctx.header("Referrer-Policy", "no-referrer");
        ctx.header("Cache-Control", "no-store");
        if (!LocalOnly.isAllowed(ctx.header("Host"), ctx.header("Origin"))) {
            problem(
                    ctx,
                    403,
                    "only pages of this machine may ask: open http://127.0.0.1 with the port that"
                            + " Spillway printed");
            ctx.skipRemainingHandlers();
        }
    }

    private static void page(Context ctx) throws IOException {
        var file = PageFiles.of(ctx.path());
        if (file.isEmpty()) {
            problem(ctx, 404, "no such file");
            return;
        }
        if (file.get().isForever) {
            ctx.header("Cache-Control", "public, max-age=31536000, immutable");
        }
        ctx.contentType(file.get().type).result(file.get().bytes);
    }

    private void state(Context ctx) {
        String state = hub.state();
        if (state.isEmpty()) {
            problem(ctx, 503, "nothing is known yet; ask again in a second");
            return;
        }
        ctx.contentType("application/json").result(state);
    }

    private void liquidations(Context ctx) {
        long before = number(ctx, "before", Long.MAX_VALUE, Long.MAX_VALUE);
        int limit = (int) number(ctx, "limit", DEFAULT_LIQUIDATIONS, MOST_LIQUIDATIONS);
        answered(
                ctx,
                asked -> asked.liquidations(before, limit),
                found -> {
                    var node = Json.object();
                    node.set("items", LiveJson.liquidations(found));
                    return node;
                });
    }

    private void candles(Context ctx) {
        String coin = ctx.queryParam("coin");
        if (coin == null) {
            throw new IllegalArgumentException("expected a coin, such as coin=BTC, found none");
        }
        CandleInterval interval = interval(String.valueOf(ctx.queryParam("interval")));
        int limit = (int) number(ctx, "limit", DEFAULT_CANDLES, MOST_CANDLES);
        answered(
                ctx, asked -> asked.candles(new Coin(coin), interval, limit), LiveJson::candles);
    }

    private static CandleInterval interval(String key) {
        return CandleInterval.of(key)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "interval: expected "
                                        + String.join(
                                                ", ",
                                                CandleInterval.ALL.stream()
                                                        .map(CandleInterval::key)
                                                        .toList())
                                        + ", found '"
                                        + key
                                        + "'"));
    }

    private static long number(Context ctx, String name, long byDefault, long most) {
        String text = ctx.queryParam(name);
        if (text == null) {
            return byDefault;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return Math.min(number, most);
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw new IllegalArgumentException(
                name + ": expected a whole number from 0 on, found '" + text + "'");
    }

    private <T> void answered(
            Context ctx,
            Function<LiveQuestions, CompletableFuture<T>> question,
            Function<T, ObjectNode> shown) {
        LiveQuestions asked;
        synchronized (hub) {
            asked = questions;
        }
        if (asked == null) {
            problem(ctx, 503, "nothing is known yet; ask again in a second");
            return;
        }
        try {
            T answer = question.apply(asked).get(ANSWER_WAITS_MS, TimeUnit.MILLISECONDS);
            json(ctx, shown.apply(answer));
        } catch (TimeoutException | ExecutionException e) {
            problem(ctx, 503, "busy; ask again in a second");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problem(ctx, 503, "the server stops");
        }
    }

    private static void json(Context ctx, ObjectNode node) {
        ctx.contentType("application/json").result(Json.oneLine(node));
    }

    private static void problem(Context ctx, int status, String message) {
        ctx.status(status);
        json(ctx, Json.object().put("error", message));
    }

    private void stream(WsConfig ws) {
        ws.onConnect(this::connected);
        ws.onMessage(ctx -> told(ctx, ctx.message()));
        ws.onClose(ctx -> client(ctx).ifLeft(hub));
        ws.onError(ctx -> client(ctx).ifLeft(hub));
    }

    /// A client that may be none: one that was refused.
    private record Joined(@Nullable StreamClient client) {
        void ifLeft(StreamHub hub) {
            if (client != null) {
                client.close(1000, "");
                hub.leave(client);
            }
        }
    }

    private static Joined client(WsContext ctx) {
        return new Joined(ctx.attribute(CLIENT));
    }

    private void connected(WsContext ctx) {
        var link = new SessionLink(ctx.session);
        var client = new StreamClient(link);
        OptionalLong after;
        try {
            String text = ctx.queryParam("after");
            after = text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            link.close(POLICY_VIOLATION, "after: expected the seq of a message");
            return;
        }
        String run = ctx.queryParam("run");
        ctx.attribute(CLIENT, client);
        if (!hub.join(client, run == null ? "" : run, after)) {
            link.close(
                    TRY_AGAIN_LATER,
                    "expected at most " + StreamHub.MOST_CLIENTS + " clients; close another page");
        }
    }

    private void told(WsContext ctx, String message) {
        StreamClient client = client(ctx).client();
        if (client == null) {
            return;
        }
        try {
            hub.subscribe(client, wishes(JsonMapper.shared().readTree(message)));
        } catch (JacksonException | IllegalArgumentException e) {
            client.close(
                    POLICY_VIOLATION,
                    "expected {\"candles\":[{\"coin\":\"BTC\",\"interval\":\"10s\"}]}");
        }
    }

    private static Set<String> wishes(JsonNode told) {
        JsonNode candles = told.path("candles");
        if (!candles.isArray() || candles.size() > MOST_WISHES) {
            throw new IllegalArgumentException("candles: expected a list");
        }
        var wishes = new LinkedHashSet<String>();
        for (var wish : candles) {
            String coin = wish.path("coin").asString("");
            wishes.add(coin + " " + interval(wish.path("interval").asString("")).key());
        }
        return wishes;
    }

    /// Ends all clients and stops listening.
    @Override
    public void close() {
        hub.close();
        server.stop();
    }
}
