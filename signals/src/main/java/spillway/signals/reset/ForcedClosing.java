package spillway.signals.reset;

/// How much of what was closed was closed by force: what was liquidated, over the gross fall of
/// open interest. An estimate.
///
/// @param liquidatedUsd during the event's 24 hours
/// @param closedUsd sum of all falls of open interest in coin from interval to interval, at the
///   interval's closing price
/// @param share the first over the second; above 1 positions were opened again as others closed, or
///   the two sources do not cover the same venues
public record ForcedClosing(double liquidatedUsd, double closedUsd, double share) {}
