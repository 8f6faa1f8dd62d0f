package spillway.exchange.positions;

/// What a price move liquidates, summed.
///
/// @param positions how many
/// @param lots their sizes, longs positive and shorts negative
/// @param cost entry values, `lots × entry price` in tick-lots, signed as the lots
/// @param margin what backs them, in tick-lots
public record ForcedFlow(long positions, long lots, long cost, long margin) {}
