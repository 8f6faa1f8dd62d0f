package spillway.venues.bybit;

import spillway.market.Completeness;
import spillway.market.EventSink;
import spillway.market.Instrument;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.SelectiveSink;
import spillway.venues.protocol.WireTime;
import spillway.venues.serving.MarketState;
import spillway.venues.serving.ServedMessages;
import spillway.venues.serving.VenueServer;
import spillway.venues.wire.JsonWriter;

/// Tells all liquidations of a symbol in half a second in one message.
final class BybitLiquidationBatch implements VenueServer.StreamEncoder, SelectiveSink {
    private final MarketState state;
    private final String topic;
    private final ServedMessages out;
    private final JsonWriter json = new JsonWriter();
    private int held;

    BybitLiquidationBatch(MarketState state, String topic, ServedMessages out) {
        this.state = state;
        this.topic = topic;
        this.out = out;
    }

    @Override
    public EventSink events() {
        return this;
    }

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
        if (held++ == 0) {
            json.clear().beginObject().field("topic").text(topic).field("type").text("snapshot");
            json.field("ts").integer(WireTime.milliseconds(state.nowNs()));
            json.field("data").beginArray();
        }
        Instrument on = state.instruments().get(instrument);
        json.beginObject().field("T").integer(WireTime.milliseconds(venueTimeNs));
        json.field("s").text(on.symbol());
        json.field("S").text(closedSide == PositionSide.LONG ? "Buy" : "Sell");
        json.field("v").decimal(quantityMantissa, on.quantityScale());
        json.field("p").decimal(priceMantissa, on.priceScale()).endObject();
    }

    @Override
    public void flush() {
        if (held > 0) {
            json.endArray().endObject();
            held = 0;
            out.message(json.bytes(), json.length());
        }
    }
}
