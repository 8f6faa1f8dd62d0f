package spillway.signals.liquidity;

import java.util.OptionalDouble;

/// What an order at the market would cost against the middle, half the spread included.
///
/// @param usd size of the order
/// @param sellBps selling into the bids; empty where they are too thin
/// @param buyBps buying from the asks; empty where they are too thin
public record Slippage(double usd, OptionalDouble sellBps, OptionalDouble buyBps) {}
