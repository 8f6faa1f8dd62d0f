package spillway.venues.session;

import spillway.venues.protocol.Decoded;

/// Gets the lines that were not what the protocol says, to be kept for people to look at.
@FunctionalInterface
public interface RejectedLines {
    /// Takes one.
    ///
    /// @param line its number, from 1
    /// @param bytes the line in `[from, to)`; read it inside the call
    void rejected(long line, byte[] bytes, int from, int to, Decoded.Malformed why);
}
