package spillway.app.command;

/// A command line that cannot be meant: says what was expected, what was found and what to do.
public final class UsageException extends RuntimeException {
    public UsageException(String message) {
        super(message);
    }
}
