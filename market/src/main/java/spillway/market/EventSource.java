package spillway.market;

/// Something that has events: a tape, a recording, a venue, a simulated market.
public interface EventSource {
    /// The numbering of the codes that the events carry. Complete for an event once that event is
    /// out.
    Instruments instruments();

    /// Pushes every event into `sink`, in this source's order.
    ///
    /// @throws java.io.IOException if the source cannot be read, with where and why
    void pour(EventSink sink) throws java.io.IOException;
}
