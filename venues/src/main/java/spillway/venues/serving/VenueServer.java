package spillway.venues.serving;

import spillway.market.EventSink;
import spillway.market.Instrument;
import spillway.venues.wire.JsonWriter;

/// The venue's side of a protocol, over one market. Used by one thread.
public interface VenueServer {
    ServerRules rules();

    /// Whether the venue lists `instrument` on this market of it.
    boolean lists(Instrument instrument);

    /// Begins to talk with a client.
    ///
    /// @param target path and query of the connection
    /// @throws IllegalArgumentException if there is no such path
    Conversation talk(String target, ClientDesk desk);

    /// Makes the messages of `stream` from events, all of instruments that the stream is of.
    ///
    /// @param out gets them
    StreamEncoder encoder(Stream stream, ServedMessages out);

    /// Answers a REST request.
    ///
    /// @param target path and query
    /// @param out gets the body
    /// @return the HTTP status
    int answer(String target, JsonWriter out);

    /// Makes messages from events.
    interface StreamEncoder {
        /// Where the events go.
        EventSink events();

        /// Sends what was held back to be told in one message: the end of a while in which several
        /// things happened. Does nothing where each event makes a message.
        default void flush() {}
    }
}
