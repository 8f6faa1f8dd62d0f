package spillway.venues.protocol;

import spillway.venues.wire.JsonScanner;

/// What one message of a venue turned out to be.
///
/// Of a message that is anything but [Events] nothing reached the sink.
public sealed interface Decoded {
    /// Facts, all of them in the sink now. A message may carry none, such as a keep-alive of a
    /// book.
    enum Events implements Decoded {
        DECODED
    }

    /// Talk about the connection itself.
    ///
    /// @param kind what about
    /// @param text the venue's own words for a refusal or notice; else empty
    record Control(ControlKind kind, String text) implements Decoded {
        public static final Control ACK = new Control(ControlKind.ACK, "");
        public static final Control PING = new Control(ControlKind.PING, "");
        public static final Control PONG = new Control(ControlKind.PONG, "");
    }

    /// Understood, and left out on purpose.
    ///
    /// @param rule why, in words joined by hyphens: `klines-not-read`
    record Ignored(String rule) implements Decoded {}

    /// Not what the protocol says.
    ///
    /// @param path where in the message: `data[0].p`; empty for the whole
    /// @param expected what should be there
    /// @param found what is there, cut
    record Malformed(String path, String expected, String found) implements Decoded {
        /// Why `scanner` failed.
        public static Malformed of(JsonScanner scanner) {
            return new Malformed(scanner.path(), scanner.expected(), scanner.found());
        }

        /// `data[0].p: expected a number, found x`.
        @Override
        public String toString() {
            return (path.isEmpty() ? "message" : path)
                    + ": expected "
                    + expected
                    + ", found "
                    + found;
        }
    }
}
