package spillway.margin.tiers;

import java.util.Optional;
import spillway.margin.Rational;

/// One tier as a venue prints it.
///
/// @param number the venue's number of the tier
/// @param floor lower bound in the table's unit; the tier begins above it
/// @param cap upper bound, itself in the tier; empty where there is none
/// @param maxLeverage highest leverage that a position of this tier may choose
/// @param maintenanceRate maintenance margin as a fraction of value
/// @param deduction amount taken off in the currency of the value; zero in a flat table
public record TierRow(
        int number,
        Rational floor,
        Optional<Rational> cap,
        Rational maxLeverage,
        Rational maintenanceRate,
        Rational deduction) {
    /// Whether no size falls into this tier: venues close a tier by setting its cap to its floor.
    public boolean isEmpty() {
        return cap.map(floor::equals).orElse(false);
    }

    /// `floor 300000, cap 800000, max leverage 100, rate 0.005, deduction 300`.
    @Override
    public String toString() {
        return "floor "
                + floor
                + ", cap "
                + cap.map(Rational::toString).orElse("none")
                + ", max leverage "
                + maxLeverage
                + ", rate "
                + maintenanceRate
                + ", deduction "
                + deduction;
    }
}
