package spillway.venues.okx;

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

/// OKX v5, its contracts or its spot market. A decoder of either reads what both say.
public final class OkxProtocol implements VenueProtocol {
    /// Perpetual swaps and dated futures.
    public static final VenueProtocol SWAP = new OkxProtocol(OkxMarket.SWAP);

    public static final VenueProtocol SPOT = new OkxProtocol(OkxMarket.SPOT);

    private static final Set<Channel> SPOT_CHANNELS =
            EnumSet.of(Channel.TRADES, Channel.QUOTES, Channel.BOOK, Channel.INSTRUMENTS);
    private static final Set<Channel> CONTRACT_CHANNELS =
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

    /// Closed after 30 seconds of silence; 3 connections a second; 480 subscriptions an hour on
    /// each; 5 requests of ratios in 2 seconds.
    private static final SessionRules RULES =
            new SessionRules(
                    "ping",
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(30),
                    Duration.ofDays(365),
                    Duration.ofMillis(500),
                    Duration.ofMillis(400),
                    Duration.ofMillis(500),
                    Duration.ZERO);

    private static final TopicField TOPIC = TopicField.object("arg");

    private final OkxMarket market;
    private final OkxSubscriptions subscriptions;

    private OkxProtocol(OkxMarket market) {
        this.market = market;
        subscriptions = new OkxSubscriptions(market);
    }

    @Override
    public String name() {
        return market == OkxMarket.SWAP ? "okx-swap" : "okx-spot";
    }

    @Override
    public Venue venue() {
        return market.venue();
    }

    @Override
    public Set<Channel> channels() {
        return Set.copyOf(market == OkxMarket.SWAP ? CONTRACT_CHANNELS : SPOT_CHANNELS);
    }

    @Override
    public Endpoints endpoints() {
        return new Endpoints("wss://ws.okx.com:8443", "https://www.okx.com");
    }

    @Override
    public SymbolRule symbolRule() {
        return new OkxSymbols();
    }

    @Override
    public WireDecoder decoder(Symbols symbols, EventSink sink) {
        return new OkxDecoder(symbols, sink);
    }

    @Override
    public EventSink encoder(Symbols symbols, WireMessages out) {
        return new OkxEncoder(market, symbols, out);
    }

    @Override
    public VenueServer server(MarketState state) {
        return new OkxServer(market, state);
    }

    @Override
    public ContinuityRule continuity() {
        return OkxContinuity.LINKED;
    }

    @Override
    public List<ConnectionPlan> connections(Wanted wanted) {
        return subscriptions.connections(wanted);
    }

    @Override
    public List<String> renewal(String topic) {
        return OkxSubscriptions.renewal(topic);
    }

    @Override
    public String topicOf(byte[] bytes, int from, int to) {
        return TOPIC.in(bytes, from, to);
    }

    @Override
    public List<String> openInterestRequests(List<Instrument> instruments) {
        String request = "/api/v5/public/open-interest?instType=";
        return market == OkxMarket.SPOT
                ? List.of()
                : List.of(request + "SWAP", request + "FUTURES");
    }

    @Override
    public List<String> catalogueRequests() {
        String request = "/api/v5/public/instruments?instType=";
        return market == OkxMarket.SPOT
                ? List.of(request + "SPOT")
                : List.of(request + "SWAP", request + "FUTURES");
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

    /// Version 3 lived on `real.okex.com`.
    @Override
    public Optional<String> retired(String url) {
        return url.contains("/ws/v3") || url.contains("/api/v3") || url.contains("/v3/")
                ? Optional.of("retired-v3")
                : Optional.empty();
    }

    @Override
    public String toString() {
        return name();
    }
}
