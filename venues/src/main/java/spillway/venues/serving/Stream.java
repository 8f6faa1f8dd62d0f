package spillway.venues.serving;

import java.time.Duration;

/// A stream of a venue, as a client asked for it.
///
/// @param name in the venue's words, the same for each way of asking
/// @param kind what it carries
/// @param symbol of the instrument; [#ALL] for all of them
/// @param depth levels of each side, of a book; else 0
/// @param every least time between two of its messages about an instrument, over which it sums up;
///   zero where each event is told
/// @param opening what comes first
public record Stream(
        String name, StreamKind kind, String symbol, int depth, Duration every, Opening opening) {
    /// Stands for every instrument.
    public static final String ALL = "";

    /// A stream that tells each event as it comes and nothing first.
    public static Stream live(String name, StreamKind kind, String symbol) {
        return new Stream(name, kind, symbol, 0, Duration.ZERO, Opening.NOTHING);
    }

    /// The same with something told first.
    public Stream opening(Opening first) {
        return new Stream(name, kind, symbol, depth, every, first);
    }

    /// The same with at least `time` between messages.
    public Stream every(Duration time) {
        return new Stream(name, kind, symbol, depth, time, opening);
    }

    /// The same, of `levels` a side.
    public Stream depth(int levels) {
        return new Stream(name, kind, symbol, levels, every, opening);
    }

    /// Whether it carries every instrument.
    public boolean isOfAll() {
        return symbol.equals(ALL);
    }
}
