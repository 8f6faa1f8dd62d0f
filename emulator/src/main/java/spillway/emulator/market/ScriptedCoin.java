package spillway.emulator.market;

import java.util.List;

/// A coin of the scripted market.
///
/// @param symbol of the coin
/// @param priceUsd of one coin at the start
/// @param beta how far it falls for each part that bitcoin falls
/// @param ownMove standard deviation of its own move in an hour, beside the market's
record ScriptedCoin(String symbol, double priceUsd, double beta, double ownMove) {
    /// All of them. Prices are made up, of the size of early February 2026.
    static final List<ScriptedCoin> ALL =
            List.of(
                    new ScriptedCoin("BTC", 73_000, 1, 0.001),
                    new ScriptedCoin("ETH", 2_150, 1.2, 0.002),
                    new ScriptedCoin("SOL", 96, 1.4, 0.003),
                    new ScriptedCoin("XRP", 1.5, 1.35, 0.003),
                    new ScriptedCoin("BNB", 700, 0.9, 0.002),
                    new ScriptedCoin("DOGE", 0.105, 1.5, 0.004),
                    new ScriptedCoin("ADA", 0.29, 1.45, 0.004),
                    new ScriptedCoin("PEPE", 0.0000042, 1.8, 0.006));
}
