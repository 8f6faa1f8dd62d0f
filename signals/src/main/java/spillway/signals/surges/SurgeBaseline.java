package spillway.signals.surges;

/// What a surge is measured against.
///
/// @param kind how much is known of what is normal
/// @param normal the 99.9 % quantile of what a minute holds beside its largest order; 0 where it is
///   not used or there are no such minutes
/// @param threshold a surge needs at least this in 60 seconds
/// @param positiveMinutes minutes behind `normal`
/// @param sinceNs the subject has been known since
/// @param rule how the threshold came about, in words
public record SurgeBaseline(
        Kind kind, long normal, long threshold, int positiveMinutes, long sinceNs, String rule) {
    /// How much is known of what is normal.
    public enum Kind {
        /// All of the seven days before.
        HISTORY,
        /// A day or more, and less than seven.
        WARM_UP,
        /// Less than a day: a floor decides.
        FLOOR
    }
}
