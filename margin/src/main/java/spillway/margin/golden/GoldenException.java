package spillway.margin.golden;

/// A case, or a file of cases, that does not say what its formula needs.
public final class GoldenException extends RuntimeException {
    GoldenException(String message) {
        super(message);
    }
}
