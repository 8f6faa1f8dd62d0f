package spillway.margin.adl;

/// How much of a winner's position is closed.
///
/// @param account who is closed
/// @param lots how many, `> 0`
public record AdlFill(long account, long lots) {}
