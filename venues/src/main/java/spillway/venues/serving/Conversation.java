package spillway.venues.serving;

/// What a venue says to one client and understands of it.
public interface Conversation {
    /// The connection stands: subscribes to what its path names.
    void opened();

    /// The client sent a text message, the bytes in `[from, to)`.
    void message(byte[] bytes, int from, int to);

    /// What this client gets before each message of a stream; empty where messages come bare.
    String before(Stream stream);

    /// What it gets behind, where there is something before.
    String after();
}
