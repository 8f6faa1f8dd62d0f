package spillway.app.command;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import spillway.app.json.Json;
import spillway.app.json.LiveJson;
import spillway.emulator.ClientLink;
import spillway.emulator.ClientSession;
import spillway.emulator.VenueFront;
import spillway.market.TimeWindow;
import spillway.venues.connect.HttpAnswer;
import tools.jackson.databind.node.ObjectNode;

/// What an emulator says of itself, beside its venues: `/emulator/v1/clock`, so that a client's
/// clock can run as fast as its own, and `/emulator/v1/truth`.
final class EmulatorFront implements VenueFront {
    static final String NAME = "emulator";
    static final String CLOCK = "/v1/clock";
    private static final String TRUTH = "/v1/truth";

    private final EmulatedVenues venues;

    EmulatorFront(EmulatedVenues venues) {
        this.venues = venues;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ClientSession connect(String target, ClientLink link) {
        throw new IllegalArgumentException("the emulator itself has no stream");
    }

    @Override
    public void get(String target, Consumer<HttpAnswer> answer) {
        answer.accept(
                switch (target) {
                    case CLOCK -> good(clock());
                    case TRUTH -> good(LiveJson.demo(venues.known()));
                    default ->
                            new HttpAnswer(
                                    404,
                                    0,
                                    ("expected " + CLOCK + " or " + TRUTH)
                                            .getBytes(StandardCharsets.UTF_8));
                });
    }

    private ObjectNode clock() {
        var clock = venues.settings().clock();
        long nowNs = clock.nowNs();
        var node =
                Json.object()
                        .put("at", TimeWindow.iso(nowNs))
                        .put("timeNs", nowNs)
                        .put("speed", clock.speed());
        node.set("endpoints", LiveAnswer.endpoints(venues.served()));
        return node;
    }

    private static HttpAnswer good(ObjectNode node) {
        return new HttpAnswer(200, 0, Json.oneLine(node).getBytes(StandardCharsets.UTF_8));
    }
}
