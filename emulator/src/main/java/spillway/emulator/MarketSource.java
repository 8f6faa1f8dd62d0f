package spillway.emulator;

import java.util.List;
import java.util.SortedMap;
import spillway.market.EventSink;
import spillway.venues.serving.ListedInstrument;

/// A market whose events are pulled in order of time: scripted, recorded or simulated. Knows no
/// wire. Used by one thread.
///
/// Its first moment is the state in which it opens: whole books, marks, open interest. Books are
/// told as a snapshot and then changes without a hole; their update numbers do not matter.
/// Liquidations carry the price that the venue prints.
public interface MarketSource {
    /// What its venues list.
    List<ListedInstrument> listings();

    /// Nanoseconds since the Unix epoch at which something happens next; `Long.MAX_VALUE` at the
    /// end.
    long nextTimeNs();

    /// Pushes what happens at [#nextTimeNs()] and moves on.
    void advance(EventSink sink);

    /// What was liquidated so far, every order at the price of its fill, by the code of the venue.
    SortedMap<String, LiquidationSums> economic();
}
