package spillway.signals.coverage;

/// How far one venue of a universe was listened to in a window.
///
/// @param rule what its feed leaves out, at worst, in that window; names the venue
/// @param timeShare mean over the venue's feeds of covered time over the window, 0 to 1
public record VenueCoverage(CompletenessRule rule, double timeShare) {}
