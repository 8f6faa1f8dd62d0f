package spillway.exchange.account;

import java.util.Optional;
import spillway.margin.FlatTiers;
import spillway.margin.MarginTerms;
import spillway.margin.tiers.TierTable;

/// What the accounts of a venue must know of one instrument.
///
/// @param symbol the venue's own name
/// @param margin units, tiers and rule
/// @param leverage what an account may choose
/// @param tiers the table behind both, which liquidation engines step down by; empty for a single
///   rate
public record InstrumentTerms(
        String symbol, MarginTerms margin, LeverageLadder leverage, Optional<TierTable> tiers) {
    public InstrumentTerms {
        if (margin.requirement() instanceof FlatTiers flat && flat.pieces(1).size() > 1) {
            throw new IllegalArgumentException(
                    symbol
                            + ": expected margin that does not jump as the price moves, found flat"
                            + " tiers by value; count the tiers in contracts, or use marginal ones");
        }
    }

    /// An instrument under a tier table.
    public static InstrumentTerms of(String symbol, MarginTerms margin, TierTable table) {
        return new InstrumentTerms(
                symbol, margin, LeverageLadder.of(table, margin.contract()), Optional.of(table));
    }

    /// An instrument of one maintenance rate and one highest leverage.
    public static InstrumentTerms single(String symbol, MarginTerms margin, int highestLeverage) {
        return new InstrumentTerms(
                symbol, margin, LeverageLadder.flat(highestLeverage), Optional.empty());
    }
}
