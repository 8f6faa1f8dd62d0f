package spillway.venues.binance;

import java.time.Duration;
import spillway.market.Contract;
import spillway.market.EventSink;
import spillway.market.Instrument;
import spillway.market.InstrumentKind;
import spillway.market.PriceKind;
import spillway.venues.protocol.SymbolRule;
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

/// Binance as its clients meet it.
///
/// Sources: developers.binance.com, "Connect", "Live subscribing/unsubscribing to streams",
/// "Liquidation order streams": pings every 3 minutes (spot every 20 seconds), a connection of 24
/// hours, 10 messages a second (spot 5), the last liquidation of a symbol in each 1000 ms.
final class BinanceServer implements VenueServer {
    private static final Duration LIFE = Duration.ofHours(24);
    private static final ServerRules FUTURES_RULES = rules(Duration.ofMinutes(3), 10);
    private static final ServerRules SPOT_RULES = rules(Duration.ofSeconds(20), 5);

    private final BinanceMarket market;
    private final SymbolRule symbolRule;
    private final MarketState state;
    private final BinanceReplies replies;

    BinanceServer(BinanceMarket market, SymbolRule symbolRule, MarketState state) {
        this.market = market;
        this.symbolRule = symbolRule;
        this.state = state;
        replies = new BinanceReplies(market, state);
    }

    private static ServerRules rules(Duration pingEvery, int framesPerSecond) {
        return new ServerRules(
                pingEvery,
                Duration.ZERO,
                Duration.ZERO,
                LIFE,
                framesPerSecond,
                Duration.ZERO,
                ServerRules.BookNumbers.CHANGES,
                ServerRules.Sampling.LAST,
                Duration.ofSeconds(1),
                PriceKind.FILL);
    }

    @Override
    public ServerRules rules() {
        return market.isFutures() ? FUTURES_RULES : SPOT_RULES;
    }

    @Override
    public boolean lists(Instrument instrument) {
        boolean ofMarket =
                switch (market) {
                    case USDM -> instrument.contract() == Contract.LINEAR;
                    case COINM -> instrument.contract() == Contract.INVERSE;
                    case SPOT -> instrument.kind() == InstrumentKind.SPOT;
                };
        return ofMarket && instrument.venue().equals(market.venue()) && !instrument.isWholeMarket();
    }

    @Override
    public Conversation talk(String target, ClientDesk desk) {
        return new BinanceTalk(market, state, target, desk);
    }

    @Override
    public StreamEncoder encoder(Stream stream, ServedMessages out) {
        var symbols = new Symbols(state.instruments(), symbolRule);
        if (stream.kind() == StreamKind.MARKS && stream.isOfAll()) {
            return new BinanceArray(market, symbols, out);
        }
        EventSink sink =
                stream.kind() == StreamKind.ALL_TRADES || stream.kind() == StreamKind.BOOK_TOPS
                        ? new BinanceOtherForms(market, symbols, out)
                        : new BinanceEncoder(
                                market,
                                symbols,
                                (topic, bytes, length) -> {
                                    if (isOf(stream, topic)) {
                                        out.message(bytes, length);
                                    }
                                });
        return () -> sink;
    }

    /// Whether a message belongs on `stream`: what a mark price is told with are events that have
    /// messages of their own elsewhere.
    private static boolean isOf(Stream stream, String topic) {
        return switch (stream.kind()) {
            case MARKS -> topic.endsWith(BinanceEncoder.MARKS);
            case INDEX -> topic.endsWith(BinanceEncoder.INDEX);
            default -> true;
        };
    }

    @Override
    public int answer(String target, JsonWriter out) {
        return replies.answer(target, out);
    }
}
