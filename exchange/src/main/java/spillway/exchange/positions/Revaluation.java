package spillway.exchange.positions;

/// All positions valued at one price, in tick-lots.
///
/// @param gains unrealised profits of those that gain
/// @param losses unrealised losses of those that lose, as a positive number
/// @param bankrupt how many have lost more than backs them
/// @param shortfall by how much, as a positive number: what an insurance fund would have to cover
///   if the price jumped there at once
public record Revaluation(long gains, long losses, long bankrupt, long shortfall) {}
