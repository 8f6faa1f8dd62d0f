package spillway.venues.serving;

/// Takes the messages of a stream, one by one.
@FunctionalInterface
public interface ServedMessages {
    /// Takes one message, in `[0, length)`; reused, read it inside the call.
    void message(byte[] bytes, int length);
}
