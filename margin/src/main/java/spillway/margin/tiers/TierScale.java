package spillway.margin.tiers;

import java.util.List;
import java.util.Optional;
import spillway.margin.Rational;

/// How maintenance margin grows with size, in the venue's own numbers.
public sealed interface TierScale {
    /// Tiers like tax brackets, with a deduction.
    record Marginal(List<TierRow> rows) implements TierScale {
        public Marginal {
            rows = List.copyOf(rows);
        }
    }

    /// Tiers whose rate applies to the whole position.
    record Flat(List<TierRow> rows) implements TierScale {
        public Flat {
            rows = List.copyOf(rows);
        }
    }

    /// A rate that grows along a line with the size in coins.
    ///
    /// @param initialBase initial margin rate at size zero
    /// @param maintenanceBase maintenance margin rate at size zero
    /// @param slopePerCoin added to both rates by each coin
    record Continuous(Rational initialBase, Rational maintenanceBase, Rational slopePerCoin)
            implements TierScale {}

    /// The tiers, ascending; none for a continuous scale.
    default List<TierRow> tiers() {
        return switch (this) {
            case Marginal(List<TierRow> rows) -> rows;
            case Flat(List<TierRow> rows) -> rows;
            case Continuous _ -> List.of();
        };
    }

    /// The tier that holds `size`; empty beyond the last one, and for a continuous scale.
    default Optional<TierRow> tierOf(Rational size) {
        for (TierRow row : tiers()) {
            if (row.cap().isEmpty() || size.compareTo(row.cap().get()) <= 0) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    /// `marginal`, `flat` or `continuous`, as files write it.
    default String word() {
        return switch (this) {
            case Marginal _ -> "marginal";
            case Flat _ -> "flat";
            case Continuous _ -> "continuous";
        };
    }
}
