package spillway.tape;

import java.io.IOException;
import spillway.market.EventKind;
import spillway.market.EventSink;

/// Walks through stored events in ascending order of their place on the tape. Stands on one after
/// each [#next()] that is true.
interface EventCursor extends AutoCloseable {
    boolean next() throws IOException;

    long seq();

    long venueTimeNs();

    EventKind kind();

    int instrument();

    /// Pushes the event it stands on, its place first.
    void push(EventSink sink);

    @Override
    void close() throws IOException;
}
