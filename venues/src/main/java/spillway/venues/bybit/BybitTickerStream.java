package spillway.venues.bybit;

import java.util.HashMap;
import java.util.Map;
import spillway.market.SelectiveSink;
import spillway.venues.protocol.WireTime;
import spillway.venues.serving.InstrumentState;
import spillway.venues.serving.MarketState;
import spillway.venues.serving.ServedMessages;
import spillway.venues.wire.JsonWriter;

/// Tells the ticker of an instrument with each mark price: all of it first, then what changed.
final class BybitTickerStream implements SelectiveSink {
    private final MarketState state;
    private final String topic;
    private final ServedMessages out;
    private final JsonWriter json = new JsonWriter();
    private final Map<String, String> told = new HashMap<>();

    BybitTickerStream(MarketState state, String topic, ServedMessages out) {
        this.state = state;
        this.topic = topic;
        this.out = out;
    }

    @Override
    public void markPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        InstrumentState of = state.find(instrument);
        if (of == null) {
            return;
        }
        String type = told.isEmpty() ? "snapshot" : "delta";
        json.clear().beginObject().field("topic").text(topic).field("type").text(type);
        json.field("data").beginObject().field("symbol").text(of.symbol());
        BybitTickerFields.of(of)
                .forEach((field, value) -> {
                    if (!value.equals(told.put(field, value)) && !field.equals("symbol")) {
                        json.field(field).text(value);
                    }
                });
        json.endObject().field("cs").integer(of.bookId());
        json.field("ts").integer(WireTime.milliseconds(venueTimeNs)).endObject();
        out.message(json.bytes(), json.length());
    }
}
