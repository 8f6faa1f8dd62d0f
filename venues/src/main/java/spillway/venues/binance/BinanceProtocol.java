package spillway.venues.binance;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import spillway.market.Channel;
import spillway.market.EventSink;
import spillway.market.Instrument;
import spillway.market.Venue;
import spillway.venues.protocol.ConnectionPlan;
import spillway.venues.protocol.ContinuityRule;
import spillway.venues.protocol.Endpoints;
import spillway.venues.protocol.RestPoll;
import spillway.venues.protocol.SessionRules;
import spillway.venues.protocol.SymbolRule;
import spillway.venues.protocol.Symbols;
import spillway.venues.protocol.TopicField;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.protocol.Wanted;
import spillway.venues.protocol.WireDecoder;
import spillway.venues.protocol.WireMessages;
import spillway.venues.serving.MarketState;
import spillway.venues.serving.VenueServer;

/// Binance, one of its three markets.
public final class BinanceProtocol implements VenueProtocol {
    /// USD-margined futures.
    public static final VenueProtocol USDM = new BinanceProtocol(BinanceMarket.USDM);

    /// Coin-margined futures.
    public static final VenueProtocol COINM = new BinanceProtocol(BinanceMarket.COINM);

    public static final VenueProtocol SPOT = new BinanceProtocol(BinanceMarket.SPOT);

    private static final Set<Channel> SPOT_CHANNELS =
            EnumSet.of(Channel.TRADES, Channel.QUOTES, Channel.BOOK, Channel.INSTRUMENTS);
    private static final Set<Channel> FUTURES_CHANNELS =
            EnumSet.of(
                    Channel.TRADES,
                    Channel.QUOTES,
                    Channel.BOOK,
                    Channel.INSTRUMENTS,
                    Channel.LIQUIDATIONS,
                    Channel.DELEVERAGING,
                    Channel.MARK_PRICE,
                    Channel.INDEX_PRICE,
                    Channel.FUNDING,
                    Channel.OPEN_INTEREST,
                    Channel.LONG_SHORT_RATIO);

    /// Futures ping every 3 minutes, spot every 20 seconds; 10 and 5 messages a second from us. Of
    /// 2,400 of weight a minute on futures, requests of weight 1 take 1,200 at most, and whole
    /// books of weight 20 take 1,000; on spot a whole book weighs 250 of 6,000.
    private static final SessionRules FUTURES_RULES =
            new SessionRules(
                    "",
                    Duration.ZERO,
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(30),
                    Duration.ofHours(24),
                    Duration.ofMillis(125),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(50),
                    Duration.ofMillis(1_200));

    private static final SessionRules SPOT_RULES =
            new SessionRules(
                    "",
                    Duration.ZERO,
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(30),
                    Duration.ofHours(24),
                    Duration.ofMillis(250),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(100),
                    Duration.ofSeconds(3));

    private static final TopicField TOPIC = TopicField.text("stream");

    private final BinanceMarket market;
    private final BinanceSymbols symbolRule;
    private final BinanceSubscriptions subscriptions;

    private BinanceProtocol(BinanceMarket market) {
        this.market = market;
        symbolRule = new BinanceSymbols(market);
        subscriptions = new BinanceSubscriptions(market);
    }

    @Override
    public String name() {
        return market.venue().code();
    }

    @Override
    public Venue venue() {
        return market.venue();
    }

    @Override
    public Set<Channel> channels() {
        return Set.copyOf(market.isFutures() ? FUTURES_CHANNELS : SPOT_CHANNELS);
    }

    @Override
    public Endpoints endpoints() {
        return market.endpoints();
    }

    @Override
    public SymbolRule symbolRule() {
        return symbolRule;
    }

    @Override
    public WireDecoder decoder(Symbols symbols, EventSink sink) {
        return new BinanceDecoder(market, symbols, sink);
    }

    @Override
    public EventSink encoder(Symbols symbols, WireMessages out) {
        return new BinanceEncoder(market, symbols, out);
    }

    @Override
    public VenueServer server(MarketState state) {
        return new BinanceServer(market, symbolRule, state);
    }

    @Override
    public ContinuityRule continuity() {
        return market.isFutures() ? BinanceContinuity.FUTURES : BinanceContinuity.SPOT;
    }

    @Override
    public List<ConnectionPlan> connections(Wanted wanted) {
        return subscriptions.connections(wanted);
    }

    @Override
    public List<String> renewal(String topic) {
        return BinanceSubscriptions.renewal(topic);
    }

    @Override
    public String topicOf(byte[] bytes, int from, int to) {
        return TOPIC.in(bytes, from, to);
    }

    @Override
    public List<String> openInterestRequests(List<Instrument> instruments) {
        return subscriptions.openInterestRequests(instruments);
    }

    @Override
    public List<String> catalogueRequests() {
        String definitions = market.restPath + "/exchangeInfo";
        return market.isFutures()
                ? List.of(definitions, market.restPath + "/fundingInfo")
                : List.of(definitions);
    }

    @Override
    public List<RestPoll> polls(Wanted wanted) {
        return subscriptions.polls(wanted);
    }

    @Override
    public Optional<String> bookRequest(Instrument instrument) {
        int limit = market.isFutures() ? 1000 : 5000;
        return Optional.of(
                market.restPath + "/depth?symbol=" + instrument.symbol() + "&limit=" + limit);
    }

    @Override
    public SessionRules rules() {
        return market.isFutures() ? FUTURES_RULES : SPOT_RULES;
    }

    @Override
    public Optional<String> retired(String url) {
        return Optional.empty();
    }

    @Override
    public String toString() {
        return name();
    }
}
