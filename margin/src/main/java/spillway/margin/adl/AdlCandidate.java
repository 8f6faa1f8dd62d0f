package spillway.margin.adl;

import spillway.market.PositionSide;

/// A position on the opposite side of a bankrupt one, as the rankings see it. All amounts in money
/// units of the settlement currency, at the mark price.
///
/// @param account who holds it
/// @param side which way it faces
/// @param lots its size, `> 0`
/// @param value what it is worth at the mark price, `> 0`
/// @param entryValue what it was worth when opened, `> 0`
/// @param profit unrealised profit
/// @param wallet account balance before unrealised profit
/// @param maintenance maintenance margin of the account
/// @param unit money units that are one whole unit of the currency: 1,000,000 at six decimals
public record AdlCandidate(
        long account,
        PositionSide side,
        long lots,
        long value,
        long entryValue,
        long profit,
        long wallet,
        long maintenance,
        long unit) {
    public AdlCandidate {
        if (lots <= 0 || value <= 0 || entryValue <= 0 || unit <= 0) {
            throw new IllegalArgumentException(
                    "ADL candidate "
                            + account
                            + ": lots, value, entryValue and unit must be > 0, were "
                            + lots
                            + ", "
                            + value
                            + ", "
                            + entryValue
                            + " and "
                            + unit);
        }
    }

    /// Wallet plus unrealised profit.
    public long equity() {
        return Math.addExact(wallet, profit);
    }
}
