package spillway.venues.okx;

import spillway.market.BookLevels;
import spillway.market.Instrument;
import spillway.market.SelectiveSink;
import spillway.venues.protocol.Symbols;
import spillway.venues.protocol.WireTime;
import spillway.venues.serving.ServedMessages;
import spillway.venues.wire.JsonWriter;

/// Speaks as OKX on `books5`: the best levels, whole each time.
final class OkxTops implements SelectiveSink {
    private final String channel;
    private final Symbols symbols;
    private final ServedMessages out;
    private final JsonWriter json = new JsonWriter();

    OkxTops(String channel, Symbols symbols, ServedMessages out) {
        this.channel = channel;
        this.symbols = symbols;
        this.out = out;
    }

    @Override
    public void bookSnapshot(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long updateId,
            BookLevels levels) {
        Instrument on = symbols.instruments().get(instrument);
        json.clear().beginObject().field("arg").beginObject().field("channel").text(channel);
        json.field("instId").text(on.symbol()).endObject();
        json.field("data").beginArray();
        write(json, on, levels, venueTimeNs, updateId);
        json.endArray().endObject();
        out.message(json.bytes(), json.length());
    }

    /// Writes a whole book as an object.
    static void write(
            JsonWriter json, Instrument on, BookLevels levels, long timeNs, long updateId) {
        json.beginObject().field("asks").beginArray();
        for (int i = 0; i < levels.asks(); i++) {
            OkxEncoder.level(json, on, levels.askPrice(i), levels.askQuantity(i));
        }
        json.endArray().field("bids").beginArray();
        for (int i = 0; i < levels.bids(); i++) {
            OkxEncoder.level(json, on, levels.bidPrice(i), levels.bidQuantity(i));
        }
        json.endArray().field("instId").text(on.symbol());
        json.field("ts").quotedInteger(WireTime.milliseconds(timeNs));
        json.field("seqId").integer(updateId).endObject();
    }
}
