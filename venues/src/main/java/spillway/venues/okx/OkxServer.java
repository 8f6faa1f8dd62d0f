package spillway.venues.okx;

import java.time.Duration;
import spillway.market.EventSink;
import spillway.market.Instrument;
import spillway.market.PriceKind;
import spillway.venues.protocol.Symbols;
import spillway.venues.serving.ClientDesk;
import spillway.venues.serving.Conversation;
import spillway.venues.serving.MarketState;
import spillway.venues.serving.ServedMessages;
import spillway.venues.serving.ServerRules;
import spillway.venues.serving.Stream;
import spillway.venues.serving.StreamKind;
import spillway.venues.serving.VenueServer;
import spillway.venues.wire.JsonWriter;

/// OKX as its clients meet it.
///
/// Sources: www.okx.com/docs-v5/en, "Connect" (a connection that carries nothing for 30 seconds is
/// ended), "Liquidation orders channel" (not all orders; until 2025 the page said one order for
/// each contract in a second, which is what is emulated: the last).
final class OkxServer implements VenueServer {
    /// More than any client sends; the venue limits requests by the hour, see [OkxTalk].
    private static final int FRAMES_PER_SECOND = 1_000;

    private static final ServerRules RULES =
            new ServerRules(
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ofSeconds(30),
                    Duration.ZERO,
                    FRAMES_PER_SECOND,
                    Duration.ZERO,
                    ServerRules.BookNumbers.CHANGES,
                    ServerRules.Sampling.LAST,
                    Duration.ofSeconds(1),
                    PriceKind.BANKRUPTCY);

    private final OkxMarket market;
    private final MarketState state;
    private final OkxReplies replies;

    OkxServer(OkxMarket market, MarketState state) {
        this.market = market;
        this.state = state;
        replies = new OkxReplies(market, state);
    }

    @Override
    public ServerRules rules() {
        return RULES;
    }

    @Override
    public boolean lists(Instrument instrument) {
        return instrument.venue().equals(market.venue()) && !instrument.isWholeMarket();
    }

    @Override
    public Conversation talk(String target, ClientDesk desk) {
        return new OkxTalk(state, target, desk);
    }

    @Override
    public StreamEncoder encoder(Stream stream, ServedMessages out) {
        if (stream.kind() == StreamKind.INSTRUMENTS) {
            return new OkxCatalogueStream(stream, replies, out);
        }
        var symbols = new Symbols(state.instruments(), new OkxSymbols());
        String channel = stream.name().substring(0, stream.name().indexOf(':'));
        if (stream.kind() == StreamKind.BOOK_TOPS) {
            var tops = new OkxTops(channel, symbols, out);
            return () -> tops;
        }
        EventSink sink =
                new OkxEncoder(
                        market,
                        symbols,
                        (topic, bytes, length) -> {
                            // A mark price is told with events that have channels of their own.
                            if (topic.startsWith(channel + ":")) {
                                out.message(bytes, length);
                            }
                        },
                        channel);
        return () -> sink;
    }

    @Override
    public int answer(String target, JsonWriter out) {
        return replies.answer(target, out);
    }
}
