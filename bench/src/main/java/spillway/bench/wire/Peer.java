package spillway.bench.wire;

/// A general JSON parser, used in the fastest way that its documentation shows, which finds in a
/// message what the venue's decoder finds and pushes the same events.
public interface Peer {
    /// What it is and its version.
    String name();

    /// Reads one message.
    void message(byte[] bytes, long receiveTimeNs);
}
