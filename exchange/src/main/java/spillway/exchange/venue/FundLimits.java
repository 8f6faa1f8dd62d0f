package spillway.exchange.venue;

/// What the house takes over before auto-deleveraging begins.
///
/// @param takes whether accounts below zero are taken too
/// @param positionPpm gross value of all it may hold, in millionths of its equity; [Long#MAX_VALUE]
///   without limit
/// @param drawdownPpm fall of its equity from the highest of eight hours at which it stops, in
///   millionths; 0 if it never does
public record FundLimits(Takes takes, long positionPpm, long drawdownPpm) {
    /// Which accounts the house takes over.
    public enum Takes {
        /// Any, as long as its equity lasts.
        ANY,
        /// Those whose equity is not negative.
        SOLVENT
    }

    /// Without limits but its equity.
    public static final FundLimits EQUITY_ONLY = new FundLimits(Takes.ANY, Long.MAX_VALUE, 0);
}
