package spillway.margin.collateral;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import spillway.margin.Rational;
import spillway.market.Venue;

/// What a venue takes off the value of one asset held as collateral, as seen on one date. Haircuts
/// work like tax brackets: each applies to the part of the amount that lies in its step.
///
/// Kraken `balance × (1 − haircut)` (support.kraken.com/hc/articles/4844463246100) is the case of
/// one step; OKX's discount tiers and Bybit's collateral ratios have several.
///
/// @param venue who set it
/// @param asset what is held
/// @param seen date at which it was in force
/// @param source where it was read
/// @param steps ascending; the last may be unbounded
public record HaircutTable(
        Venue venue, String asset, LocalDate seen, String source, List<Step> steps) {
    /// One step.
    ///
    /// @param upTo amount at which it ends, in the asset; empty where it does not
    /// @param haircut fraction of the value that does not count, 0 to 1
    public record Step(Optional<Rational> upTo, Rational haircut) {}

    public HaircutTable {
        steps = List.copyOf(steps);
    }

    /// What is wrong with this table; empty if nothing is.
    public List<String> problems() {
        var problems = new ArrayList<String>();
        if (steps.isEmpty()) {
            problems.add(this + ": expected at least one step, found none");
        }
        Rational before = Rational.ZERO;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            String where = this + ", step " + (i + 1) + ": expected ";
            if (step.haircut().signum() < 0 || step.haircut().compareTo(Rational.ONE) > 0) {
                problems.add(where + "a haircut of 0 to 1, found " + step.haircut());
            }
            if (i > 0 && step.haircut().compareTo(steps.get(i - 1).haircut()) < 0) {
                problems.add(
                        where
                                + "a haircut of at least "
                                + steps.get(i - 1).haircut()
                                + ", found "
                                + step.haircut());
            }
            if (step.upTo().isPresent() && step.upTo().get().compareTo(before) <= 0) {
                problems.add(where + "an end above " + before + ", found " + step.upTo().get());
            }
            if (step.upTo().isEmpty() && i + 1 < steps.size()) {
                problems.add(where + "an end, since more steps follow, found none");
            }
            before = step.upTo().orElse(before);
        }
        return problems;
    }

    /// The part of `amount` that counts. What lies beyond the last step does not count; a debt
    /// counts in full.
    public Rational counted(Rational amount) {
        if (amount.signum() <= 0) {
            return amount;
        }
        Rational counted = Rational.ZERO;
        Rational from = Rational.ZERO;
        for (Step step : steps) {
            Rational to = step.upTo().map(amount::min).orElse(amount);
            if (to.compareTo(from) <= 0) {
                break;
            }
            counted = counted.plus(to.minus(from).times(Rational.ONE.minus(step.haircut())));
            from = to;
        }
        return counted;
    }

    /// `kraken-futures AAVE as of 2025-02-28`.
    @Override
    public String toString() {
        return venue + " " + asset + " as of " + seen;
    }
}
