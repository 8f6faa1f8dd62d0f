package spillway.margin.liquidation;

import java.util.List;
import spillway.margin.Rational;
import spillway.margin.tiers.TierRow;

/// Closing down to the cap of a lower tier: Bybit by one tier (UTA-Trading-Rules), OKX and Bitget
/// cross by two (okx.com/help/introduction-to-clearing-mechanism), OKX's older rule straight to the
/// first (article 360020411711).
public final class StepDown {
    private StepDown() {}

    /// What has to be closed of `size` to reach `targetCap`; zero if it is there already.
    public static Rational toCap(Rational size, Rational targetCap) {
        return size.minus(targetCap).max(Rational.ZERO);
    }

    /// Whether OKX closes only a part: equity still covers what the lowest tier would ask of the
    /// whole position. Otherwise its engine takes over everything.
    ///
    /// @param equity of the position, money units
    /// @param value of the whole position at the mark price, money units
    /// @param lowestRate maintenance rate of the first tier plus the closing fee rate
    public static boolean coversLowestTier(long equity, long value, Rational lowestRate) {
        return Rational.of(equity).compareTo(lowestRate.times(value)) > 0;
    }

    /// What has to be closed of `size` to fall `tiers` tiers; the whole size where there is no such
    /// tier, as in the lowest ones venues take over everything.
    ///
    /// @param rows ascending, in the unit of `size`
    public static Rational byTiers(List<TierRow> rows, Rational size, int tiers) {
        int present = 0;
        while (present + 1 < rows.size()
                && rows.get(present).cap().filter(cap -> size.compareTo(cap) > 0).isPresent()) {
            present++;
        }
        int target = present - tiers;
        return target < 0
                ? size
                : rows.get(target).cap().map(cap -> toCap(size, cap)).orElse(Rational.ZERO);
    }
}
