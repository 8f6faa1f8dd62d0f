package spillway.margin.price;

import java.math.RoundingMode;
import spillway.margin.Rational;

/// Funding rates as fractions for one interval.
public final class Funding {
    private Funding() {}

    /// `P + clamp(interest − P, −band, band)`: Binance, Bybit, BitMEX and Hyperliquid. Inside the
    /// band the rate is the interest exactly (Binance, Liquidation FAQ of 2019-2020: with 0.01 %
    /// interest and a band of 0.05 %, for premiums of −0.04 % to 0.06 %).
    ///
    /// @param premium average premium of the interval
    public static Rational clampedToInterest(Rational premium, Rational interest, Rational band) {
        return premium.plus(interest.minus(premium).clamp(band.negated(), band));
    }

    /// `clamp(P, floor, cap)` without a band: OKX, text of January 2024
    /// (okx.com/help/360053909272).
    public static Rational capped(Rational premium, Rational floor, Rational cap) {
        return premium.clamp(floor, cap);
    }

    /// `max(d, P) + min(−d, P)`: nothing inside the band, what exceeds it outside (Deribit, paid
    /// continuously).
    public static Rational beyondBand(Rational premium, Rational band) {
        return premium.max(band).plus(premium.min(band.negated()));
    }

    /// The largest 8 h rate either way on dYdX: `factor × (IMF − MMF)`
    /// (`protocol/x/perpetuals/types/liquidity_tier.go`, GetMaxAbsFundingClampPpm).
    public static Rational clampOfLiquidityTier(
            Rational initialFraction, Rational maintenanceFraction, Rational factor) {
        return initialFraction.minus(maintenanceFraction).times(factor);
    }

    /// The premium of a book over its index by impact prices: `(max(0, impactBid − index) − max(0,
    /// index − impactAsk)) ÷ index`.
    public static Rational premium(Rational impactBid, Rational impactAsk, Rational index) {
        Rational above = impactBid.minus(index).max(Rational.ZERO);
        Rational below = index.minus(impactAsk).max(Rational.ZERO);
        return above.minus(below).dividedBy(index);
    }

    /// What a long pays a short of the same value, in money units, rounded half-even once, so that
    /// one pays what the other receives. Negative when shorts pay.
    ///
    /// @param value position value in money units at the price the venue uses for funding: mark on
    ///   most, oracle on Hyperliquid
    /// @param rate a fraction for the interval that is being paid
    public static long payment(long value, Rational rate) {
        return rate.times(value).rounded(RoundingMode.HALF_EVEN);
    }
}
