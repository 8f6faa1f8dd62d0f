package spillway.emulator;

import spillway.market.Channel;

/// Something that a feed said went wrong.
///
/// @param what of which kind
/// @param venue the protocol
/// @param connection the connection's name
/// @param channel the channel; [Channel#INSTRUMENTS] where it is of no channel
/// @param symbol the instrument; empty where only the channel is known
/// @param fromNs not before
/// @param toNs not after
/// @param said in the feed's words
record Finding(
        What what,
        String venue,
        String connection,
        Channel channel,
        String symbol,
        long fromNs,
        long toNs,
        String said) {
    enum What {
        /// The connection was lost.
        LOSS,
        /// The connection carried nothing for a while, and what was published then was missed.
        PAUSE,
        /// Something came late, and nothing was missed.
        LATE,
        /// The connection lags.
        LAG,
        /// A stretch of one feed was missed.
        HOLE,
        /// The changes of a book do not chain.
        BREAK,
        DUPLICATE,
        /// Something came after a younger one.
        REORDERED,
        MALFORMED
    }

    boolean isIn(long notBeforeNs, long notAfterNs) {
        return fromNs <= notAfterNs && toNs >= notBeforeNs;
    }
}
