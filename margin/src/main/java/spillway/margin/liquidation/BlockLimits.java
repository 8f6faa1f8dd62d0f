package spillway.margin.liquidation;

import spillway.margin.Rational;

/// How much of a subaccount dYdX v4 liquidates in one block
/// (`protocol/testing/mainnet/genesis.json`, `x/clob/keeper/liquidations.go`).
///
/// @param fractionPerBlock of a position: 0.1
/// @param leastValue but at least this much: 1,000 USDC
/// @param mostValue and at most this much of a subaccount: 100,000 USDC
/// @param mostLoss insurance fund loss on one subaccount: 1,000,000 USDC
public record BlockLimits(
        Rational fractionPerBlock, Rational leastValue, Rational mostValue, Rational mostLoss) {
    /// The values of the main network's first block.
    public static final BlockLimits GENESIS =
            new BlockLimits(
                    Rational.of(1, 10),
                    Rational.of(1_000),
                    Rational.of(100_000),
                    Rational.of(1_000_000));

    /// The value to liquidate of a position worth `value`, of which `done` of the subaccount's was
    /// liquidated in this block already.
    public Rational valueToLiquidate(Rational value, Rational done) {
        Rational part = value.times(fractionPerBlock).max(leastValue);
        return part.min(mostValue.minus(done)).min(value).max(Rational.ZERO);
    }
}
