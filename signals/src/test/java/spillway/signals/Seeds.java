package spillway.signals;

import java.util.stream.LongStream;

/// The seeds over which properties are checked: few by default, many with
/// `-Dspillway.test.long=true`.
public final class Seeds {
    private Seeds() {}

    /// For `@MethodSource`.
    public static LongStream some() {
        return LongStream.rangeClosed(1, Boolean.getBoolean("spillway.test.long") ? 500 : 12);
    }
}
