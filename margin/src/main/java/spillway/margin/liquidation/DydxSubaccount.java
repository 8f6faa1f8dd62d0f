package spillway.margin.liquidation;

import java.math.RoundingMode;
import java.util.List;
import spillway.margin.Rational;

/// A subaccount of dYdX v4 and the prices at which its positions are closed, as the chain computes
/// them (`protocol/x/clob/keeper/liquidations.go`, main branch of 2026-03-04). All money in USDC.
///
/// @param quoteBalance USDC held, negative for what longs owe
/// @param positions by oracle price; a short has a negative size
public record DydxSubaccount(Rational quoteBalance, List<Position> positions) {
    private static final int QUANTUM_DECIMALS = 6;

    /// One position.
    ///
    /// @param size in base coins, not zero
    /// @param oraclePrice in USDC, `> 0`
    /// @param maintenanceFraction of notional, by the liquidity tier of its market
    public record Position(Rational size, Rational oraclePrice, Rational maintenanceFraction) {
        Rational netNotional() {
            return size.times(oraclePrice);
        }

        Rational maintenance() {
            return netNotional().abs().times(maintenanceFraction);
        }
    }

    public DydxSubaccount {
        positions = List.copyOf(positions);
    }

    /// Total net collateral at oracle prices.
    public Rational netCollateral() {
        Rational total = quoteBalance;
        for (Position position : positions) {
            total = total.plus(position.netNotional());
        }
        return total;
    }

    /// Total maintenance margin requirement.
    public Rational maintenance() {
        Rational total = Rational.ZERO;
        for (Position position : positions) {
            total = total.plus(position.maintenance());
        }
        return total;
    }

    /// Liquidatable: maintenance is above zero and net collateral below it.
    public boolean isLiquidatable() {
        Rational required = maintenance();
        return required.signum() > 0 && netCollateral().compareTo(required) < 0;
    }

    /// The USDC that closing `delta` must bring in (a long) or may cost (a short, negative) for the
    /// subaccount to end at zero: `−DNNV − TNC × |DMMR| ÷ TMMR`, rounded up to a quantum of 1e-6.
    ///
    /// @param delta change of size, opposite in sign to the position
    public Rational bankruptcyQuote(int position, Rational delta) {
        Position closed = positions.get(position);
        Rational deltaNotional = delta.times(closed.oraclePrice());
        Rational share =
                netCollateral()
                        .times(deltaNotional.abs().times(closed.maintenanceFraction()))
                        .dividedBy(maintenance());
        Rational quote = deltaNotional.negated().minus(share);
        return Rational.of(quote.toDecimal(QUANTUM_DECIMALS, RoundingMode.CEILING));
    }

    /// The limit price of the protocol's order: `(PNNV − ABR × SMMR × PMMR) ÷ PS`, with `ABR =
    /// clamp(BA × (1 − TNC ÷ TMMR), 0, 1)`. It moves from the oracle price towards bankruptcy as
    /// the account decays.
    ///
    /// @param bankruptcyAdjustment BA: 1 on the main network
    /// @param spreadToMaintenance SMMR: 1.5
    public Rational fillablePrice(
            int position, Rational bankruptcyAdjustment, Rational spreadToMaintenance) {
        Position closed = positions.get(position);
        Rational decay = Rational.ONE.minus(netCollateral().dividedBy(maintenance()));
        Rational rating = bankruptcyAdjustment.times(decay).clamp(Rational.ZERO, Rational.ONE);
        Rational spread = rating.times(spreadToMaintenance).times(closed.maintenance());
        return closed.netNotional().minus(spread).dividedBy(closed.size());
    }

    /// What the insurance fund receives when the whole position is closed; negative where it pays.
    ///
    /// @param fillQuote USDC that changed hands, `> 0`
    /// @param feeMax largest fee as a fraction of it: 0.015
    public Rational insuranceDelta(int position, Rational fillQuote, Rational feeMax) {
        Rational size = positions.get(position).size();
        Rational proceeds = size.signum() > 0 ? fillQuote : fillQuote.negated();
        Rational surplus = proceeds.minus(bankruptcyQuote(position, size.negated()));
        Rational fee =
                Rational.of(
                        fillQuote.times(feeMax).toDecimal(QUANTUM_DECIMALS, RoundingMode.FLOOR));
        return FundRule.FEE_UP_TO_SURPLUS.receives(surplus, fee);
    }

    /// The initial margin fraction after scaling with the market's open interest: `min(1, IMF +
    /// max(0, (OI − lower) ÷ (upper − lower)) × (1 − IMF))`
    /// (`protocol/x/perpetuals/types/liquidity_tier.go`, GetAdjustedInitialMarginPpm).
    public static Rational initialFraction(
            Rational base, Rational openInterest, Rational lower, Rational upper) {
        if (upper.compareTo(lower) <= 0) {
            return base;
        }
        Rational scale = openInterest.minus(lower).dividedBy(upper.minus(lower)).max(Rational.ZERO);
        return base.plus(scale.times(Rational.ONE.minus(base))).min(Rational.ONE);
    }
}
