package spillway.margin.tiers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import spillway.margin.MarginalTiers;
import spillway.margin.Rational;

/// The rules that a tier table must keep before anything is computed with it.
///
/// Tiers join without gap or overlap; rates lie in 0 to 1 and never fall; leverage never rises;
/// initial margin at the highest leverage covers maintenance margin; and on marginal tables every
/// deduction is `c_k = c_(k−1) + floor_k × (m_k − m_(k−1))`, which makes margin continuous. All
/// exact: a deduction off by a cent is a misread table.
final class TierCheck {
    private static final String READ_AGAIN = "read the table from the venue again";

    private final TierTable table;
    private final List<TierProblem> problems = new ArrayList<>();

    private TierCheck(TierTable table) {
        this.table = table;
    }

    /// Everything that is wrong with `table`, in the order of its tiers.
    static List<TierProblem> problems(TierTable table) {
        var check = new TierCheck(table);
        switch (table.scale()) {
            case TierScale.Marginal(List<TierRow> rows) -> {
                check.tiers(rows);
                check.deductions(rows);
            }
            case TierScale.Flat(List<TierRow> rows) -> check.tiers(rows);
            case TierScale.Continuous line -> check.line(line);
        }
        return List.copyOf(check.problems);
    }

    private void problem(TierRule rule, int row, String expected, Object found) {
        problems.add(
                new TierProblem(
                        rule, table.toString(), row, expected, String.valueOf(found), READ_AGAIN));
    }

    private void tiers(List<TierRow> rows) {
        if (rows.isEmpty()) {
            problem(TierRule.JOINED, 0, "at least one tier", "none");
            return;
        }
        TierRow first = rows.getFirst();
        if (first.floor().signum() != 0) {
            problem(TierRule.JOINED, first.number(), "a first tier from 0", first.floor());
        }
        for (int i = 0; i < rows.size(); i++) {
            bounds(rows.get(i));
            if (i > 0) {
                neighbours(rows.get(i - 1), rows.get(i));
            }
        }
    }

    private void bounds(TierRow row) {
        Optional<Rational> cap = row.cap();
        if (cap.isPresent() && cap.get().compareTo(row.floor()) < 0) {
            problem(
                    TierRule.JOINED,
                    row.number(),
                    "a cap of at least the floor " + row.floor(),
                    cap.get());
        }
        Rational rate = row.maintenanceRate();
        if (rate.signum() <= 0 || rate.compareTo(Rational.ONE) > 0) {
            problem(TierRule.RATES, row.number(), "a maintenance rate above 0 and at most 1", rate);
        }
        if (row.maxLeverage().compareTo(Rational.ONE) < 0) {
            problem(TierRule.LEVERAGE, row.number(), "a leverage of at least 1", row.maxLeverage());
        } else if (Rational.ONE.dividedBy(row.maxLeverage()).compareTo(rate) < 0) {
            problem(
                    TierRule.RATES,
                    row.number(),
                    "initial margin at the highest leverage not below maintenance margin",
                    "1/" + row.maxLeverage() + " against " + rate);
        }
    }

    private void neighbours(TierRow before, TierRow row) {
        if (before.cap().isEmpty() || !row.floor().equals(before.cap().get())) {
            problem(
                    TierRule.JOINED,
                    row.number(),
                    "the floor to be the cap of the tier before, "
                            + before.cap().map(Rational::toString).orElse("which has none"),
                    row.floor());
        }
        if (row.maintenanceRate().compareTo(before.maintenanceRate()) < 0) {
            problem(
                    TierRule.RATES,
                    row.number(),
                    "a rate of at least " + before.maintenanceRate(),
                    row.maintenanceRate());
        }
        if (row.maxLeverage().compareTo(before.maxLeverage()) > 0) {
            problem(
                    TierRule.LEVERAGE,
                    row.number(),
                    "a leverage of at most " + before.maxLeverage(),
                    row.maxLeverage());
        }
    }

    private void deductions(List<TierRow> rows) {
        if (!rows.isEmpty() && rows.getFirst().deduction().signum() != 0) {
            problem(
                    TierRule.RECURSION,
                    rows.getFirst().number(),
                    "a deduction of 0",
                    rows.getFirst().deduction());
        }
        for (int i = 1; i < rows.size(); i++) {
            TierRow before = rows.get(i - 1);
            TierRow row = rows.get(i);
            Rational expected =
                    MarginalTiers.nextDeduction(
                            before.deduction(),
                            row.floor(),
                            row.maintenanceRate(),
                            before.maintenanceRate());
            if (!expected.equals(row.deduction())) {
                problem(
                        TierRule.RECURSION,
                        row.number(),
                        "a deduction of "
                                + expected
                                + " = "
                                + before.deduction()
                                + " + "
                                + row.floor()
                                + " x ("
                                + row.maintenanceRate()
                                + " - "
                                + before.maintenanceRate()
                                + ")",
                        row.deduction());
            }
        }
    }

    private void line(TierScale.Continuous line) {
        if (line.maintenanceBase().signum() <= 0 || line.slopePerCoin().signum() < 0) {
            problem(
                    TierRule.RATES,
                    0,
                    "a base rate above 0 and a slope of at least 0",
                    line.maintenanceBase() + " and " + line.slopePerCoin());
        }
        if (line.initialBase().compareTo(line.maintenanceBase()) < 0) {
            problem(
                    TierRule.RATES,
                    0,
                    "an initial rate of at least " + line.maintenanceBase(),
                    line.initialBase());
        }
    }
}
