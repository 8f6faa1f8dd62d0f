package spillway.venues;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import spillway.market.EventRecorder;
import spillway.market.EventSink;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.venues.protocol.Decoded;
import spillway.venues.protocol.Symbols;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.protocol.WireDecoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A workbench for wire tests: decodes a message, encodes what came out, decodes that, and compares
/// all three.
public final class WireBench {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// A time of receipt that no message carries.
    public static final long RECEIVED_NS = 1_790_000_000_123_456_789L;

    public final Instruments instruments = new Instruments();
    public final Symbols symbols;
    public final List<MarketEvent> events = new ArrayList<>();
    private final VenueProtocol protocol;
    private final WireDecoder decoder;

    public WireBench(VenueProtocol protocol) {
        this.protocol = protocol;
        symbols = new Symbols(instruments, protocol.symbolRule());
        decoder = protocol.decoder(symbols, new EventRecorder(instruments, events::add));
    }

    /// Decodes `message`; [#events] holds what came out of it.
    public Decoded message(String message) {
        events.clear();
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        return decoder.message(bytes, 0, bytes.length, RECEIVED_NS);
    }

    /// Decodes `body` as the answer to `request`.
    public Decoded answer(String request, String body) {
        events.clear();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return decoder.answer(request, bytes, 0, bytes.length, RECEIVED_NS);
    }

    /// What a message says, with its topic.
    public record Said(String topic, String message) {}

    private static String text(byte[] bytes, int length) {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /// What their venues would send for `these`; of all protocols only theirs speaks.
    public List<Said> encode(List<MarketEvent> these) {
        var said = new ArrayList<Said>();
        var encoders = new ArrayList<EventSink>();
        for (VenueProtocol one : Venues.all()) {
            encoders.add(
                    one.encoder(
                            symbols,
                            (topic, bytes, length) ->
                                    said.add(new Said(topic, text(bytes, length)))));
        }
        for (MarketEvent event : these) {
            encoders.forEach(encoder -> event.sendTo(encoder, instruments));
        }
        return said;
    }

    /// Checks that the events of the message decoded last come out again if encoded and decoded by
    /// a decoder that has seen nothing else, and that every field written, but those named in
    /// `free`, is one of the original with the same value.
    ///
    /// Open interest of OKX has decimals that no contract has, and is compared as rounded.
    ///
    /// @param isAnswer whether topics are requests
    public void comesOutAgain(String original, boolean isAnswer, Set<String> free) {
        var before = List.copyOf(events);
        var said = encode(before);
        var again = new ArrayList<MarketEvent>();
        WireDecoder fresh = protocol.decoder(symbols, new EventRecorder(instruments, again::add));
        for (Said one : said) {
            byte[] bytes = one.message().getBytes(StandardCharsets.UTF_8);
            Decoded kind =
                    isAnswer
                            ? fresh.answer(one.topic(), bytes, 0, bytes.length, RECEIVED_NS)
                            : fresh.message(bytes, 0, bytes.length, RECEIVED_NS);
            assertThat(kind).as(one.message()).isEqualTo(Decoded.Events.DECODED);
        }
        assertThat(again).as(original).isEqualTo(before);
        if (said.size() == 1) {
            JsonNode wanted = JSON.readTree(original);
            JsonNode data = wanted.has("stream") ? wanted.get("data") : wanted;
            sameFields("", data, JSON.readTree(said.getFirst().message()), free);
        }
    }

    private static void sameFields(
            String path, JsonNode wanted, JsonNode written, Set<String> free) {
        if (written.isObject()) {
            written.properties()
                    .forEach(f -> {
                        if (!free.contains(f.getKey())) {
                            String at = path + "." + f.getKey();
                            JsonNode same = wanted.path(f.getKey());
                            assertThat(same.isMissingNode())
                                    .as(at + " is not in " + wanted)
                                    .isFalse();
                            sameFields(at, same, f.getValue(), free);
                        }
                    });
        } else if (written.isArray()) {
            // A level may have more columns than price and size, which no event holds.
            boolean isLevel = path.matches(".*(bids|asks)\\[\\d+]");
            for (int i = 0; i < (isLevel ? 2 : written.size()); i++) {
                sameFields(path + "[" + i + "]", wanted.path(i), written.get(i), free);
            }
        } else if (isNumber(written) && isNumber(wanted)) {
            BigDecimal exact = number(wanted);
            boolean rounds = path.endsWith(".oi") || path.endsWith(".oiUsd");
            assertThat(number(written))
                    .as(path)
                    .isEqualByComparingTo(
                            rounds
                                    ? exact.setScale(
                                            number(written).scale(), RoundingMode.HALF_EVEN)
                                    : exact);
        } else {
            assertThat(written.toString()).as(path).isEqualTo(wanted.toString());
        }
    }

    private static boolean isNumber(JsonNode node) {
        return node.isNumber() || (node.isString() && node.stringValue().matches("-?[0-9.]+"));
    }

    private static BigDecimal number(JsonNode node) {
        return new BigDecimal(node.isNumber() ? node.numberValue().toString() : node.stringValue());
    }
}
