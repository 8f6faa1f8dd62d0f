package spillway.venues.bybit;

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

/// Bybit as its clients meet it.
///
/// Sources: bybit-exchange.github.io/docs/v5, "Connect" (a ping every 20 seconds is asked for, a
/// connection that says nothing for ten minutes is ended), "All Liquidation" (all of them, every
/// 500 ms), "Orderbook" (level 1 is told again after 3 seconds).
final class BybitServer implements VenueServer {
    /// More than any client sends: the venue documents no limit.
    private static final int FRAMES_PER_SECOND = 1_000;

    private static final ServerRules RULES =
            new ServerRules(
                    Duration.ZERO,
                    Duration.ofMinutes(10),
                    Duration.ZERO,
                    Duration.ZERO,
                    FRAMES_PER_SECOND,
                    Duration.ofSeconds(3),
                    ServerRules.BookNumbers.MESSAGES,
                    ServerRules.Sampling.ALL,
                    Duration.ofMillis(500),
                    PriceKind.BANKRUPTCY);

    private final BybitMarket market;
    private final SymbolRule symbolRule;
    private final MarketState state;
    private final BybitReplies replies;

    BybitServer(BybitMarket market, SymbolRule symbolRule, MarketState state) {
        this.market = market;
        this.symbolRule = symbolRule;
        this.state = state;
        replies = new BybitReplies(market, state);
    }

    @Override
    public ServerRules rules() {
        return RULES;
    }

    @Override
    public boolean lists(Instrument instrument) {
        boolean isContract = instrument.kind() != InstrumentKind.SPOT;
        boolean ofMarket =
                switch (market) {
                    case LINEAR -> isContract && instrument.contract() == Contract.LINEAR;
                    case INVERSE -> isContract && instrument.contract() == Contract.INVERSE;
                    case SPOT -> !isContract;
                };
        return ofMarket && instrument.venue().equals(market.venue()) && !instrument.isWholeMarket();
    }

    @Override
    public Conversation talk(String target, ClientDesk desk) {
        return new BybitTalk(market, state, target, desk);
    }

    @Override
    public StreamEncoder encoder(Stream stream, ServedMessages out) {
        if (stream.kind() == StreamKind.LIQUIDATIONS) {
            return new BybitLiquidationBatch(state, stream.name(), out);
        }
        if (stream.kind() == StreamKind.MARKS) {
            var ticker = new BybitTickerStream(state, stream.name(), out);
            return () -> ticker;
        }
        var symbols = new Symbols(state.instruments(), symbolRule);
        EventSink sink =
                new BybitEncoder(
                        market,
                        symbols,
                        (_, bytes, length) -> out.message(bytes, length),
                        "orderbook." + stream.depth() + ".");
        return () -> sink;
    }

    @Override
    public int answer(String target, JsonWriter out) {
        return replies.answer(target, out);
    }
}
