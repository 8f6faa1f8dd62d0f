package spillway.margin.tiers;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import spillway.market.Venue;

/// A tier table as a file printed it, before floors are joined and deductions computed.
record TierDraft(
        Venue venue,
        String symbol,
        LocalDate seen,
        TierUnit unit,
        Shape shape,
        String source,
        List<Row> rows) {
    enum Shape {
        MARGINAL,
        FLAT
    }

    /// One printed tier.
    ///
    /// @param floor null where the file leaves it to the cap before
    /// @param cap null where unbounded
    /// @param deduction null where the file has none
    record Row(
            int number,
            @Nullable BigDecimal floor,
            @Nullable BigDecimal cap,
            BigDecimal maxLeverage,
            BigDecimal rate,
            @Nullable BigDecimal deduction) {
        /// Venues print the largest `long`, or its nearest binary number, for "no limit".
        private static final BigDecimal NO_LIMIT = new BigDecimal("9.2e18");

        Optional<BigDecimal> limit() {
            return cap == null || cap.compareTo(NO_LIMIT) >= 0
                    ? Optional.empty()
                    : Optional.of(cap);
        }
    }

    /// Venues whose tiers are flat; all others that print tiers print marginal ones.
    static Shape shapeAt(Venue venue) {
        return switch (venue.code()) {
            case "okx", "bitget" -> Shape.FLAT;
            default -> Shape.MARGINAL;
        };
    }

    String name() {
        return venue + " " + symbol + " as of " + seen;
    }
}
