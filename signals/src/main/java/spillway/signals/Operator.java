package spillway.signals;

import java.util.Set;
import spillway.market.EventKind;
import spillway.market.SelectiveSink;

/// One piece of understanding: `(state, event) → outputs`.
///
/// Single-threaded and deterministic, without clock, file or randomness that is not in its
/// arguments. A host pushes events into it and says from time to time that all events up to a
/// moment are in; the outputs are asked for by the operator's own methods, and are final as of the
/// last [#onWatermark(long)]. A host supplies nothing but these calls, so operators answer alike on
/// every host.
///
/// Between two watermarks events come in [spillway.market.EventOrder], unless [#needsEventOrder()]
/// says that they need not. An event at or before the last watermark is a correction: it is
/// announced by [#onCorrection(long)] and changes answers already given.
public interface Operator extends SelectiveSink {
    /// Stable name, in lower case with hyphens: names the state in a snapshot.
    String name();

    /// What its state is kept for.
    KeyScope keyScope();

    /// The kinds of event it takes; a host pushes no others.
    Set<EventKind> kinds();

    /// Whether the events between two watermarks must come in event order. An operator that puts
    /// them in order itself says no: a host then need not keep its events back, which costs more
    /// than most operators do.
    default boolean needsEventOrder() {
        return true;
    }

    /// All events up to and including `watermarkNs` are in, as far as anybody knows. Ascends.
    void onWatermark(long watermarkNs);

    /// The event pushed next lies at or before the last watermark.
    ///
    /// @param venueTimeNs of that event
    default void onCorrection(long venueTimeNs) {}

    /// Writes the whole state in canonical form: the same events give the same bytes, whatever the
    /// numbering of instruments and the order in which the events arrived.
    void saveTo(StateWriter out);

    /// Takes the state that [#saveTo(StateWriter)] wrote. Only for an operator that has seen
    /// nothing yet, constructed with the same settings.
    ///
    /// @throws IllegalArgumentException if the bytes are not such a state, or of other settings
    void restoreFrom(StateReader in);

    /// 64 bits that two operators share only if they are in the same state.
    default long stateHash() {
        var out = new StateWriter();
        saveTo(out);
        return out.hash();
    }
}
