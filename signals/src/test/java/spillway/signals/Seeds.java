package spillway.signals;

import java.util.stream.LongStream;
import spillway.testing.Counts;

/// The seeds over which the properties of operators are tried.
public final class Seeds {
    /// How many there are.
    public static final int COUNT = Counts.of(12, 500);

    private Seeds() {}

    /// For `@MethodSource`.
    public static LongStream some() {
        return LongStream.rangeClosed(1, COUNT);
    }
}
