package spillway.signals.levels;

import spillway.signals.summary.Figure;

/// The deepest fall inside a window: from a high to the lowest that followed.
///
/// @param from the high
/// @param to the low after it
/// @param changePct `100 × (to / from − 1)`, not above 0
/// @param hours from the start of the bar of the high to that of the low
public record Fall(Figure from, Figure to, double changePct, double hours) {}
