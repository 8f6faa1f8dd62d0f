package spillway.venues.serving;

import java.time.Duration;
import spillway.market.PriceKind;

/// How a venue keeps its connections and sums up what it publishes. Sources are in each venue's
/// package. A duration of zero means that there is no such rule.
///
/// @param pingEvery between two WebSocket pings of the venue
/// @param clientSilenceAtMost how long a client may say nothing
/// @param silenceAtMost how long a connection may carry nothing either way
/// @param lifeAtMost how long a connection may last
/// @param framesPerSecond messages of a client in a second; a connection with more is ended
/// @param quotesRepeatEvery after how long best prices that did not change are told again
/// @param bookNumbers how the messages of a book are numbered
/// @param liquidations which of the liquidations of an instrument are told
/// @param liquidationsEvery over how long
/// @param liquidationPrice what price they carry
public record ServerRules(
        Duration pingEvery,
        Duration clientSilenceAtMost,
        Duration silenceAtMost,
        Duration lifeAtMost,
        int framesPerSecond,
        Duration quotesRepeatEvery,
        BookNumbers bookNumbers,
        Sampling liquidations,
        Duration liquidationsEvery,
        PriceKind liquidationPrice) {
    /// How the messages of a book are numbered.
    public enum BookNumbers {
        /// By the changes of levels in them: a message spans several numbers.
        CHANGES,
        /// One by one, apart for each stream.
        MESSAGES
    }

    /// Which orders of a while are told.
    public enum Sampling {
        /// All, together.
        ALL,
        /// The last.
        LAST
    }
}
