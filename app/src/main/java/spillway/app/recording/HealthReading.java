package spillway.app.recording;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import spillway.market.Channel;
import spillway.market.EventSink;
import spillway.market.FeedState;
import spillway.market.Instrument;
import spillway.market.Venue;
import spillway.venues.protocol.Decoded;
import spillway.venues.protocol.Listing;
import spillway.venues.protocol.Symbols;
import spillway.venues.session.HealthLines;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads what [SessionRecorder] wrote down of feeds.
final class HealthReading implements HealthLines {
    private final Venue venue;
    private final Symbols symbols;
    private final EventSink sink;

    HealthReading(Venue venue, Symbols symbols, EventSink sink) {
        this.venue = venue;
        this.symbols = symbols;
        this.sink = sink;
    }

    @Override
    public Decoded read(byte[] bytes, int from, int to, long timeNs) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        JsonNode node;
        try {
            node = JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            return new Decoded.Malformed("feed", "a JSON object", text);
        }
        Integer code = code(node.path("symbol").asString(""));
        Channel channel = named(Channel.values(), node.path("channel").asString(""));
        FeedState state = named(FeedState.values(), node.path("state").asString(""));
        long fromNs = node.path("from").asLong(-1);
        long toNs = node.path("to").asLong(-1);
        if (code == null || channel == null || state == null || fromNs < 0 || toNs < 0) {
            return new Decoded.Malformed(
                    "feed", "a symbol, channel, state, from and to that are known", text);
        }
        sink.feedHealth(
                code,
                timeNs,
                timeNs,
                channel,
                state,
                fromNs,
                toNs,
                node.path("reason").asString(""));
        return Decoded.Events.DECODED;
    }

    private @Nullable Integer code(String symbol) {
        if (symbol.equals(Instrument.WHOLE_MARKET)) {
            return symbols.instruments().code(Instrument.wholeMarket(venue));
        }
        Listing listing = symbols.find(symbol);
        return listing == null ? null : listing.code();
    }

    /// The constant of that name, in capitals or in camel case.
    private static <T extends Enum<T>> @Nullable T named(T[] constants, String name) {
        String plain = name.replace("_", "").toLowerCase(Locale.ROOT);
        for (T constant : constants) {
            if (constant.name().replace("_", "").toLowerCase(Locale.ROOT).equals(plain)) {
                return constant;
            }
        }
        return null;
    }
}
