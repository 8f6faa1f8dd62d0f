package spillway.venues.okx;

import spillway.market.EventSink;
import spillway.market.SelectiveSink;
import spillway.venues.serving.ServedMessages;
import spillway.venues.serving.Stream;
import spillway.venues.serving.VenueServer;
import spillway.venues.wire.JsonWriter;

/// Tells the catalogue once, to who subscribes: nothing is listed anew while an emulation runs.
final class OkxCatalogueStream implements VenueServer.StreamEncoder, SelectiveSink {
    private final String type;
    private final OkxReplies replies;
    private final ServedMessages out;
    private boolean told;

    OkxCatalogueStream(Stream stream, OkxReplies replies, ServedMessages out) {
        type = stream.name().substring(stream.name().indexOf(':') + 1);
        this.replies = replies;
        this.out = out;
    }

    @Override
    public EventSink events() {
        return this;
    }

    @Override
    public void flush() {
        if (told) {
            return;
        }
        told = true;
        var json = new JsonWriter();
        json.beginObject().field("arg").beginObject().field("channel").text("instruments");
        json.field("instType").text(type).endObject().field("data").beginArray();
        replies.definitions(type, "", json);
        json.endArray().endObject();
        out.message(json.bytes(), json.length());
    }
}
