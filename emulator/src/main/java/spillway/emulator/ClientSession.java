package spillway.emulator;

/// One client of an emulated venue, as its transport sees it. Used on the venue's timeline.
public interface ClientSession {
    /// The client sent a text message, the bytes in `[from, to)`.
    void message(byte[] bytes, int from, int to);

    /// The client is gone. The last call.
    void closed();
}
