package spillway.tape.imports;

import org.jspecify.annotations.Nullable;
import spillway.market.Channel;
import spillway.market.EventSink;
import spillway.market.Instrument;

/// An [EventRule] bound to the columns of one file. Holds what it read of the row at hand between
/// [#read] and [#push], so that a row with a bad cell pushes nothing at all.
interface BoundRule {
    /// Reads its cells of a row whose time is `timeNs`.
    ///
    /// @param subject the row's instrument; null where every rule knows its own
    void read(Row row, long timeNs, @Nullable Subject subject) throws BadCell;

    /// Whether the row holds an event of this rule.
    boolean present();

    /// Pushes it.
    void push(EventSink sink, long timeNs);

    /// The feed whose coverage the row speaks for.
    Channel channel();

    /// The instrument of that feed, for the row at hand.
    Instrument instrument();

    /// Length of the row's interval, 0 for a moment.
    long intervalNs();
}
