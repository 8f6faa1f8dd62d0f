package spillway.margin;

import java.util.ArrayList;
import java.util.List;

/// Positions that share one wallet, at given mark prices. A liquidation price asked of it holds
/// only while all other prices stay as they are here.
///
/// @param wallet money units of the settlement currency before unrealised profit
/// @param holdings positions; those of one instrument share its [MarginTerms] object and mark
public record CrossAccount(long wallet, List<Holding> holdings) {
    /// One leg and where its market stands.
    ///
    /// @param markTicks present mark price, `> 0`
    public record Holding(MarginTerms terms, Leg leg, long markTicks) {
        /// Unrealised profit in money units.
        long profit() {
            ContractTerms contract = terms.contract();
            return contract.profit(
                    leg.side(), leg.entryValue(), contract.value(leg.lots(), markTicks));
        }

        /// What equity is held against for this leg alone, in money units, rounded up.
        long requirement() {
            return terms.requirement(leg.lots(), leg.entryValue(), markTicks);
        }
    }

    public CrossAccount {
        holdings = List.copyOf(holdings);
        for (Holding holding : holdings) {
            ContractTerms first = holdings.getFirst().terms().contract();
            ContractTerms contract = holding.terms().contract();
            if (!contract.settlement().equals(first.settlement())
                    || contract.moneyScale() != first.moneyScale()) {
                throw new IllegalArgumentException(
                        "a cross account is kept in one currency at one scale, found "
                                + first
                                + " and "
                                + contract);
            }
        }
    }

    /// Wallet plus the unrealised profit of every position.
    public long equity() {
        long equity = wallet;
        for (Holding holding : holdings) {
            equity = Math.addExact(equity, holding.profit());
        }
        return equity;
    }

    /// What equity is held against, all positions together.
    public long requirement() {
        long requirement = 0;
        for (Holding holding : charged()) {
            requirement = Math.addExact(requirement, holding.requirement());
        }
        return requirement;
    }

    /// Whether the venue liquidates the account: its equity against the sum of requirements, each
    /// rounded up to a money unit. False for an account that holds nothing.
    public boolean isLiquidated() {
        if (holdings.isEmpty()) {
            return false;
        }
        return switch (holdings.getFirst().terms().rule().trigger()) {
            case BELOW -> equity() < requirement();
            case AT_OR_BELOW -> equity() <= requirement();
        };
    }

    private List<Holding> charged() {
        var charged = new ArrayList<Holding>();
        for (Holding holding : holdings) {
            MarginTerms terms = holding.terms();
            if (terms.charged(legsOf(terms)).contains(holding.leg())) {
                charged.add(holding);
            }
        }
        return charged;
    }

    private List<Leg> legsOf(MarginTerms terms) {
        return holdings.stream().filter(h -> h.terms() == terms).map(Holding::leg).toList();
    }

    /// What backs the legs of one instrument: wallet less the requirement of all others plus their
    /// unrealised profit, `WB − TMM + UPNL`
    /// (binance.com/en/support/faq/b3c689c1f50a44cabb3a84e663b81d93).
    public long collateralOf(MarginTerms terms) {
        long collateral = wallet;
        for (Holding holding : holdings) {
            if (holding.terms() != terms) {
                collateral = Math.addExact(collateral, holding.profit());
            }
        }
        for (Holding holding : charged()) {
            if (holding.terms() != terms) {
                collateral = Math.subtractExact(collateral, holding.requirement());
            }
        }
        return collateral;
    }

    /// Where the account would be liquidated if only this instrument's price moved.
    ///
    /// @throws IllegalArgumentException if the account holds nothing of it
    public LiquidationPrices liquidationPrices(MarginTerms terms) {
        Holding holding =
                holdings.stream()
                        .filter(h -> h.terms() == terms)
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "the account holds nothing of " + terms.contract()));
        return terms.liquidationPrices(
                legsOf(terms), Rational.of(collateralOf(terms)), Rational.of(holding.markTicks()));
    }
}
