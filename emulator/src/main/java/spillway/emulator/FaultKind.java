package spillway.emulator;

import java.util.Locale;

/// What can go wrong between a venue and a client. Nothing of it changes what the venue publishes.
public enum FaultKind {
    /// The connection is cut without a word.
    DISCONNECT,
    /// The connection stands and carries nothing, not even answers.
    SILENCE,
    /// Messages of one stream are left out.
    GAP,
    /// A message comes twice.
    DUPLICATE,
    /// A message comes after the one that followed it.
    REORDER,
    /// The connection is cut in the middle of a message.
    HALF_FRAME,
    /// A message comes that is none of the protocol.
    GARBAGE,
    /// Everything comes late, in order.
    SLOW;

    /// The name on the command line and in JSON: `half-frame`.
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
