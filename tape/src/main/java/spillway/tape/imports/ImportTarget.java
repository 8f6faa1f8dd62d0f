package spillway.tape.imports;

import spillway.market.EventSink;
import spillway.market.Instruments;

/// Where imported events go: a tape, or a test's set. It alone knows which of them it has already.
public interface ImportTarget {
    /// The numbering behind the codes that will be pushed.
    Instruments instruments();

    /// Takes the events, one thread at a time.
    EventSink sink();

    /// How many of the events pushed so far were new to it. True at once after each push: the
    /// importer reads it before and after every row.
    long added();
}
