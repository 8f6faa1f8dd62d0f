package spillway.exchange.venue;

import java.util.List;
import spillway.exchange.account.CollateralTerms;
import spillway.exchange.account.InstrumentTerms;
import spillway.market.Venue;

/// All rules of one simulated venue. One settlement currency: a venue's coin-margined contracts are
/// another one.
///
/// @param venue whose rules they are
/// @param instruments in the order of their numbers
/// @param collaterals in the order of their numbers
/// @param fees on fills
/// @param engine liquidation, fund and ADL
/// @param mark price
/// @param funding payments
/// @param bandPpm how far from the mark price orders may trade, in millionths, below 1,000,000
/// @param accounts how many there can be, the house's included
public record VenueTerms(
        Venue venue,
        List<InstrumentTerms> instruments,
        List<CollateralTerms> collaterals,
        FeeTerms fees,
        EngineTerms engine,
        MarkTerms mark,
        FundingTerms funding,
        long bandPpm,
        int accounts) {
    public VenueTerms {
        instruments = List.copyOf(instruments);
        collaterals = List.copyOf(collaterals);
        if (bandPpm < 1 || bandPpm >= 1_000_000) {
            throw new IllegalArgumentException(
                    venue + ": bandPpm must be in 1..999,999, was " + bandPpm);
        }
        if (accounts < 2) {
            throw new IllegalArgumentException(
                    venue
                            + ": accounts must be at least 2, the first is the house's, were "
                            + accounts);
        }
    }

    /// The same with another liquidation engine.
    public VenueTerms with(EngineTerms other) {
        return new VenueTerms(
                venue, instruments, collaterals, fees, other, mark, funding, bandPpm, accounts);
    }

    /// The same with other fees.
    public VenueTerms with(FeeTerms other) {
        return new VenueTerms(
                venue, instruments, collaterals, other, engine, mark, funding, bandPpm, accounts);
    }
}
