package spillway.tape;

import java.io.IOException;

/// A tape that cannot be read or written: says where, what was expected, what was found and what to
/// do.
public final class TapeException extends IOException {
    public TapeException(String message) {
        super(message);
    }

    public TapeException(String message, Throwable cause) {
        super(message, cause);
    }
}
