package spillway.margin.liquidation;

import java.util.OptionalLong;
import spillway.margin.Rational;

/// Hyperliquid's sizing (hyperliquid.gitbook.io, trading/liquidations): above a value only a
/// fraction is sent; during the seconds after a partial liquidation all orders for that user are
/// for the entire position, so waiting *escalates*; afterwards the fraction applies again.
///
/// @param wholeUpTo value up to which everything is sent: 100,000 USDC, 10,000 on testnet
/// @param fraction of the size that is sent above it: 0.2
/// @param cooldownSeconds after a partial liquidation, per user: 30
public record Chunking(Rational wholeUpTo, Rational fraction, long cooldownSeconds) {
    /// The documented values of the main network.
    public static final Chunking MAINNET =
            new Chunking(Rational.of(100_000), Rational.of(1, 5), 30);

    /// The size of the next order.
    ///
    /// @param secondsSincePartial since this user's last partial liquidation; empty if none
    public Rational orderSize(Rational size, Rational mark, OptionalLong secondsSincePartial) {
        boolean cooling =
                secondsSincePartial.isPresent()
                        && secondsSincePartial.getAsLong() < cooldownSeconds;
        boolean small = size.times(mark).compareTo(wholeUpTo) <= 0;
        return cooling || small ? size : size.times(fraction);
    }
}
