package spillway.testing;

import java.util.stream.LongStream;

/// How much a randomised test tries: little in `mvn verify`, all that is promised in `mvn verify -P
/// long`.
public final class Counts {
    private static final boolean LONG = Boolean.getBoolean("spillway.test.long");

    private Counts() {}

    /// Whether everything is tried.
    public static boolean all() {
        return LONG;
    }

    /// `few` or `all` of something.
    public static int of(int few, int all) {
        return LONG ? all : few;
    }

    /// The seeds 1 to `few`, or to `all`, as the source of a parameterized test.
    public static LongStream seeds(int few, int all) {
        return LongStream.rangeClosed(1, of(few, all));
    }
}
