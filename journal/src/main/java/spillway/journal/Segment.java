package spillway.journal;

import java.util.Locale;
import java.util.OptionalLong;

/// One file of a journal.
///
/// @param firstPosition position of its first record, and its name
/// @param nextPosition position after its last record; equal to `firstPosition` if it is empty
/// @param sizeBytes bytes that blocks and header take
/// @param state whether more can come
public record Segment(long firstPosition, long nextPosition, long sizeBytes, State state) {
    /// Whether blocks are still appended.
    public enum State {
        OPEN,
        SEALED
    }

    static final String SUFFIX = ".journal";
    static final String UNFINISHED_SUFFIX = ".journal.new";
    private static final int DIGITS = 20; // Long.MAX_VALUE has 19

    /// Its file name: twenty digits and `.journal`.
    public String name() {
        return nameOf(firstPosition);
    }

    static String nameOf(long firstPosition) {
        return String.format(Locale.ROOT, "%0" + DIGITS + "d", firstPosition) + SUFFIX;
    }

    /// The first position that a file name tells; empty if it is no segment's name.
    static OptionalLong positionIn(String name) {
        if (name.length() != DIGITS + SUFFIX.length() || !name.endsWith(SUFFIX)) {
            return OptionalLong.empty();
        }
        for (int i = 0; i < DIGITS; i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return OptionalLong.empty();
            }
        }
        try {
            return OptionalLong.of(Long.parseLong(name, 0, DIGITS, 10));
        } catch (NumberFormatException tooLarge) {
            return OptionalLong.empty();
        }
    }
}
