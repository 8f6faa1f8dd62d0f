package spillway.exchange.account;

import java.util.List;
import spillway.margin.Rational;
import spillway.margin.collateral.HaircutTable;
import spillway.market.Decimal;

/// One asset that backs cross accounts besides the settlement currency, and how much of it counts.
///
/// Amounts are whole units of `10^-amountScale` of the asset; a price is settlement money units for
/// one whole asset.
public final class CollateralTerms {
    private static final long MILLION = 1_000_000;

    private final String asset;
    private final int amountScale;
    private final long[] upTo;
    private final long[] keptPpm;

    private CollateralTerms(String asset, int amountScale, long[] upTo, long[] keptPpm) {
        this.asset = asset;
        this.amountScale = amountScale;
        this.upTo = upTo;
        this.keptPpm = keptPpm;
    }

    /// An asset of which one fraction counts, whatever the amount.
    ///
    /// @param haircut what does not count, 0 to 1
    public static CollateralTerms flat(String asset, int amountScale, Rational haircut) {
        return new CollateralTerms(
                asset, amountScale, new long[] {Long.MAX_VALUE}, new long[] {kept(haircut)});
    }

    /// An asset under a table of haircuts, which work like tax brackets; nothing counts beyond the
    /// last step.
    public static CollateralTerms of(HaircutTable table, int amountScale) {
        List<HaircutTable.Step> steps = table.steps();
        Rational unit = Rational.of(Decimal.powerOfTen(amountScale));
        return new CollateralTerms(
                table.asset(),
                amountScale,
                steps.stream()
                        .mapToLong(step ->
                                step.upTo()
                                        .map(end -> end.times(unit).floor())
                                        .orElse(Long.MAX_VALUE))
                        .toArray(),
                steps.stream().mapToLong(step -> kept(step.haircut())).toArray());
    }

    private static long kept(Rational haircut) {
        if (haircut.signum() < 0 || haircut.compareTo(Rational.ONE) > 0) {
            throw new IllegalArgumentException("haircut must be 0 to 1, was " + haircut);
        }
        return Rational.ONE.minus(haircut).times(MILLION).floor();
    }

    public String asset() {
        return asset;
    }

    public int amountScale() {
        return amountScale;
    }

    /// What an amount is worth, in settlement money units, rounded down.
    public long value(long amount, long price) {
        return Proportion.down(amount, price, Decimal.powerOfTen(amountScale));
    }

    /// The amount that must be sold to bring in `money`, rounded up.
    ///
    /// @param price `> 0`
    public long amountFor(long money, long price) {
        return Proportion.up(money, Decimal.powerOfTen(amountScale), price);
    }

    /// What an amount counts for as collateral, in settlement money units, rounded down.
    public long counted(long amount, long price) {
        if (amount == 0) {
            return 0;
        }
        long counted = 0;
        long from = 0;
        for (int i = 0; i < upTo.length && from < amount; i++) {
            long to = Math.min(amount, upTo[i]);
            counted += Proportion.down(to - from, keptPpm[i], MILLION);
            from = to;
        }
        return value(counted, price);
    }
}
