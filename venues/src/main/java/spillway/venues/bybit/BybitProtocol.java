package spillway.venues.bybit;

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

/// Bybit v5, one of its three markets that are read.
public final class BybitProtocol implements VenueProtocol {
    /// Perpetuals and futures in USDT and USDC.
    public static final VenueProtocol LINEAR = new BybitProtocol(BybitMarket.LINEAR);

    /// Perpetuals and futures margined in the coin.
    public static final VenueProtocol INVERSE = new BybitProtocol(BybitMarket.INVERSE);

    public static final VenueProtocol SPOT = new BybitProtocol(BybitMarket.SPOT);

    private static final Set<Channel> SPOT_CHANNELS =
            EnumSet.of(Channel.TRADES, Channel.QUOTES, Channel.BOOK, Channel.INSTRUMENTS);
    private static final Set<Channel> DERIVATIVE_CHANNELS =
            EnumSet.of(
                    Channel.TRADES,
                    Channel.QUOTES,
                    Channel.BOOK,
                    Channel.INSTRUMENTS,
                    Channel.LIQUIDATIONS,
                    Channel.MARK_PRICE,
                    Channel.INDEX_PRICE,
                    Channel.FUNDING,
                    Channel.OPEN_INTEREST,
                    Channel.LONG_SHORT_RATIO);

    /// A ping every 20 seconds from us; 500 connections in 5 minutes; 600 requests in 5 seconds.
    private static final SessionRules RULES =
            new SessionRules(
                    "{\"op\":\"ping\"}",
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(30),
                    Duration.ofDays(365),
                    Duration.ofMillis(100),
                    Duration.ofMillis(600),
                    Duration.ofMillis(50),
                    Duration.ZERO);

    private static final TopicField TOPIC = TopicField.text("topic");

    private final BybitMarket market;
    private final BybitSymbols symbolRule;
    private final BybitSubscriptions subscriptions;

    private BybitProtocol(BybitMarket market) {
        this.market = market;
        symbolRule = new BybitSymbols(market);
        subscriptions = new BybitSubscriptions(market);
    }

    @Override
    public String name() {
        return "bybit-" + market.category;
    }

    @Override
    public Venue venue() {
        return market.venue();
    }

    @Override
    public Set<Channel> channels() {
        return Set.copyOf(market == BybitMarket.SPOT ? SPOT_CHANNELS : DERIVATIVE_CHANNELS);
    }

    @Override
    public Endpoints endpoints() {
        return new Endpoints("wss://stream.bybit.com", "https://api.bybit.com");
    }

    @Override
    public SymbolRule symbolRule() {
        return symbolRule;
    }

    @Override
    public WireDecoder decoder(Symbols symbols, EventSink sink) {
        return new BybitDecoder(market, symbols, sink);
    }

    @Override
    public EventSink encoder(Symbols symbols, WireMessages out) {
        return new BybitEncoder(market, symbols, out);
    }

    @Override
    public VenueServer server(MarketState state) {
        return new BybitServer(market, symbolRule, state);
    }

    @Override
    public ContinuityRule continuity() {
        return BybitContinuity.CONSECUTIVE;
    }

    @Override
    public List<ConnectionPlan> connections(Wanted wanted) {
        return subscriptions.connections(wanted);
    }

    @Override
    public List<String> renewal(String topic) {
        return BybitSubscriptions.renewal(topic);
    }

    @Override
    public String topicOf(byte[] bytes, int from, int to) {
        return TOPIC.in(bytes, from, to);
    }

    @Override
    public List<String> openInterestRequests(List<Instrument> instruments) {
        return market == BybitMarket.SPOT
                ? List.of()
                : List.of("/v5/market/tickers?category=" + market.category);
    }

    @Override
    public List<String> catalogueRequests() {
        return List.of("/v5/market/instruments-info?category=" + market.category + "&limit=1000");
    }

    @Override
    public List<RestPoll> polls(Wanted wanted) {
        return subscriptions.polls(wanted);
    }

    @Override
    public Optional<String> bookRequest(Instrument instrument) {
        return Optional.empty();
    }

    @Override
    public SessionRules rules() {
        return RULES;
    }

    /// Version 2 lived on `/realtime…` and `/v2/…`, version 3 on paths that name it.
    @Override
    public Optional<String> retired(String url) {
        int scheme = url.indexOf("://");
        int slash = scheme < 0 ? -1 : url.indexOf('/', scheme + 3);
        String path = slash < 0 ? "" : url.substring(slash);
        if (path.startsWith("/realtime") || path.startsWith("/v2/")) {
            return Optional.of("retired-v2");
        }
        return path.contains("/v3") ? Optional.of("retired-v3") : Optional.empty();
    }

    @Override
    public String toString() {
        return name();
    }
}
