package spillway.venues.session;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What became of the lines of a session: `lines = messages + control + ignored + malformed`.
///
/// @param lines all of them
/// @param messages that were facts
/// @param control about the connection: acknowledgements, pings, what the client sent, the
///   recorder's own notes
/// @param ignored left out on purpose, by rule
/// @param malformed not what the protocol says, by what was expected where
public record SessionAccount(
        long lines,
        long messages,
        long control,
        SortedMap<String, Long> ignored,
        SortedMap<String, Long> malformed) {
    public SessionAccount {
        ignored = Collections.unmodifiableSortedMap(new TreeMap<>(ignored));
        malformed = Collections.unmodifiableSortedMap(new TreeMap<>(malformed));
        long sum = messages + control + sum(ignored) + sum(malformed);
        if (sum != lines) {
            throw new IllegalArgumentException(
                    "session: expected every one of "
                            + lines
                            + " lines in one class, found "
                            + sum);
        }
    }

    private static long sum(SortedMap<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /// Lines left out on purpose.
    public long ignoredLines() {
        return sum(ignored);
    }

    /// Lines that were not what the protocol says.
    public long malformedLines() {
        return sum(malformed);
    }

    /// Both together.
    public SessionAccount plus(SessionAccount other) {
        return new SessionAccount(
                lines + other.lines,
                messages + other.messages,
                control + other.control,
                merged(ignored, other.ignored),
                merged(malformed, other.malformed));
    }

    private static SortedMap<String, Long> merged(
            SortedMap<String, Long> one, SortedMap<String, Long> other) {
        var all = new TreeMap<>(one);
        other.forEach((key, count) -> all.merge(key, count, Long::sum));
        return all;
    }
}
