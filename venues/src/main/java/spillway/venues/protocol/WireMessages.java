package spillway.venues.protocol;

/// Takes encoded messages, one by one.
@FunctionalInterface
public interface WireMessages {
    /// Takes one message.
    ///
    /// @param topic what a client has to be subscribed to for this message, in the venue's words
    /// @param bytes the message in `[0, length)`; reused, read it inside the call
    void message(String topic, byte[] bytes, int length);
}
