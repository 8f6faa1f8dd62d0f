package spillway.venues.protocol;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import spillway.market.Channel;
import spillway.market.EventSink;
import spillway.market.Instrument;
import spillway.market.Venue;
import spillway.venues.serving.MarketState;
import spillway.venues.serving.VenueServer;

/// One venue's market of one kind, as Spillway speaks with it, in both directions. Immutable; what
/// it makes is not.
public interface VenueProtocol {
    /// What people call it by: `binance-usdm`, `bybit-inverse`. Several protocols may serve one
    /// venue.
    String name();

    /// The venue under which its instruments are known: `binance-usdm`.
    Venue venue();

    /// The channels that the venue has, by stream or by request.
    Set<Channel> channels();

    /// The venue's own addresses.
    Endpoints endpoints();

    /// What symbols say by themselves.
    SymbolRule symbolRule();

    /// Reads the venue's bytes.
    ///
    /// @param symbols that know the venue's instruments, and learn more from what is read
    /// @param sink gets the events
    WireDecoder decoder(Symbols symbols, EventSink sink);

    /// Speaks as the venue: turns events into its bytes. Events of other venues and of kinds that
    /// the venue has no message for are dropped. What a message holds beyond the event (second
    /// clocks, first and last ids of an aggregate) is filled with the nearest that the event knows.
    ///
    /// @param symbols that number the events
    /// @param out gets raw messages, each with the topic or request that it belongs to
    EventSink encoder(Symbols symbols, WireMessages out);

    /// Keeps house as the venue: understands clients, answers them, and tells them what happens.
    ///
    /// @param market what there is to tell
    VenueServer server(MarketState market);

    /// How the messages of a book chain.
    ContinuityRule continuity();

    /// The connections, and frames on them, that subscribe to what is wanted.
    List<ConnectionPlan> connections(Wanted wanted);

    /// Texts that end the subscription of a topic and begin it anew, as it must be said to get a
    /// whole book where whole books come on subscribing.
    List<String> renewal(String topic);

    /// The topic that a message of the stream says it belongs to, also if it is broken further on;
    /// empty if it does not say.
    String topicOf(byte[] bytes, int from, int to);

    /// Requests whose answers tell how much open interest instruments have, with a price where it
    /// takes one to value it; empty where the venue has none.
    List<String> openInterestRequests(List<Instrument> instruments);

    /// Requests whose answers list all instruments.
    List<String> catalogueRequests();

    /// Requests to repeat for what has no stream.
    List<RestPoll> polls(Wanted wanted);

    /// The request for a whole book, where books come by request.
    Optional<String> bookRequest(Instrument instrument);

    /// The limits of a connection.
    SessionRules rules();

    /// Why nothing of a recording of `url` is read, if its protocol is no longer spoken:
    /// `retired-v2`.
    Optional<String> retired(String url);
}
