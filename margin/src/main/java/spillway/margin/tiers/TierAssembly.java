package spillway.margin.tiers;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import spillway.margin.MarginalTiers;
import spillway.margin.Rational;

/// Turns printed tiers into checked tables: joins floors, restores fractions that were printed
/// rounded, computes deductions that were not printed, and refuses what breaks a rule.
final class TierAssembly {
    /// Decimals from which a printed rate is taken for a rounded fraction. Venues set rates with at
    /// most five; 1/30 is printed as 0.0333333333.
    private static final int ROUNDED_FROM_DECIMALS = 8;

    private final String file;
    private final List<TierTable> tables = new ArrayList<>();
    private final List<TierProblem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    TierAssembly(String file) {
        this.file = file;
    }

    void unreadable(String table, int row, String expected, String found) {
        problems.add(
                new TierProblem(
                        TierRule.READABLE,
                        table,
                        row,
                        expected,
                        found,
                        "correct the file; its format is described in"
                                + " docs/reference/tier-tables.md"));
    }

    void add(TierDraft draft) {
        check(assemble(draft));
    }

    void check(TierTable table) {
        List<TierProblem> found = TierCheck.problems(table);
        if (found.isEmpty()) {
            tables.add(table);
        } else {
            problems.addAll(found);
        }
    }

    TierImport result() {
        return new TierImport(file, tables, problems, notes);
    }

    private TierTable assemble(TierDraft draft) {
        boolean restored = false;
        boolean computed = false;
        boolean joined = false;
        var rows = new ArrayList<TierRow>();
        for (TierDraft.Row printed : draft.rows()) {
            Optional<TierRow> before =
                    rows.isEmpty() ? Optional.empty() : Optional.of(rows.getLast());
            Rational floor = floor(draft.shape(), printed, before);
            joined |= printed.floor() != null && !Rational.of(printed.floor()).equals(floor);
            Rational rate = exactRate(printed);
            restored |= !rate.equals(Rational.of(printed.rate()));
            Rational expected =
                    before.map(b ->
                                    MarginalTiers.nextDeduction(
                                            b.deduction(), floor, rate, b.maintenanceRate()))
                            .orElse(Rational.ZERO);
            computed |= printed.deduction() == null && draft.shape() == TierDraft.Shape.MARGINAL;
            rows.add(
                    new TierRow(
                            printed.number(),
                            floor,
                            printed.limit().map(Rational::of),
                            Rational.of(printed.maxLeverage()),
                            rate,
                            deduction(draft.shape(), printed, expected, restored)));
        }
        note(draft, restored, "rates printed rounded were restored to 1/(2 x max leverage)");
        note(draft, computed, "deductions are not printed; computed from floors and rates");
        note(draft, joined, "floors one step above the cap before were joined to it");
        TierScale scale =
                switch (draft.shape()) {
                    case MARGINAL -> new TierScale.Marginal(rows);
                    case FLAT -> new TierScale.Flat(rows);
                };
        return new TierTable(
                draft.venue(), draft.symbol(), draft.seen(), draft.unit(), draft.source(), scale);
    }

    private void note(TierDraft draft, boolean applies, String text) {
        if (applies) {
            notes.add(draft.name() + ": " + text);
        }
    }

    /// The printed floor; the cap before where none is printed, or where a flat table prints the
    /// first size that no longer belongs to the tier before (1000.01 after 1000).
    private static Rational floor(
            TierDraft.Shape shape, TierDraft.Row printed, Optional<TierRow> before) {
        Optional<Rational> cap = before.flatMap(TierRow::cap);
        if (printed.floor() == null) {
            return cap.orElse(Rational.ZERO);
        }
        Rational floor = Rational.of(printed.floor());
        if (shape == TierDraft.Shape.FLAT && cap.isPresent()) {
            Rational gap = floor.minus(cap.get());
            if (gap.signum() > 0 && gap.compareTo(Rational.ONE) <= 0) {
                return cap.get();
            }
        }
        return floor;
    }

    private static Rational exactRate(TierDraft.Row printed) {
        Rational rate = Rational.of(printed.rate());
        int decimals = printed.rate().stripTrailingZeros().scale();
        if (decimals < ROUNDED_FROM_DECIMALS || printed.maxLeverage().signum() <= 0) {
            return rate;
        }
        Rational half = Rational.ONE.dividedBy(Rational.of(printed.maxLeverage()).times(2));
        return isRounding(half, rate, decimals) ? half : rate;
    }

    private static boolean isRounding(Rational exact, Rational printed, int decimals) {
        Rational halfUnit =
                Rational.of(BigDecimal.ONE.movePointLeft(decimals)).dividedBy(Rational.of(2));
        return exact.minus(printed).abs().compareTo(halfUnit) <= 0;
    }

    private static Rational deduction(
            TierDraft.Shape shape, TierDraft.Row printed, Rational expected, boolean restored) {
        if (shape == TierDraft.Shape.FLAT) {
            return Rational.ZERO;
        }
        if (printed.deduction() == null) {
            return expected;
        }
        Rational deduction = Rational.of(printed.deduction());
        boolean rounded =
                restored
                        && isRounding(
                                expected, deduction, Math.max(0, printed.deduction().scale()));
        return rounded ? expected : deduction;
    }
}
