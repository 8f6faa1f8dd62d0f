package spillway.margin;

import java.util.List;

/// Maintenance margin as a function of a position's size and value, bound to the units of one
/// contract. Three strategies, none a special case of another: [MarginalTiers] is continuous in
/// value, [FlatTiers] jumps at every boundary, [ContinuousMargin] has no boundary.
///
/// The two evaluations allocate nothing. Sizes are lots, values money units, both `>= 0`.
public sealed interface TierSchedule permits MarginalTiers, FlatTiers, ContinuousMargin {
    /// The margin of a position in money units, rounded up: what the owner must keep.
    ///
    /// @throws ArithmeticException if it does not fit a `long`
    long roundedUp(long lots, long value);

    /// The margin of a position in money units, rounded down.
    long roundedDown(long lots, long value);

    /// The tier that a position falls into, from 0. A position beyond the last tier stays in it:
    /// whether the venue would have allowed it is asked of the table, not here.
    int tierOf(long lots, long value);

    /// The same schedule with `rate` of value on top, where a venue asks for the fee to close.
    TierSchedule plus(Rational rate);

    /// The requirement of `lots` as polynomials of the value of one lot, ascending.
    List<RequirementPiece> pieces(long lots);

    /// The unrounded margin of a position, in money units.
    ///
    /// @param lots `> 0`
    default Rational exact(long lots, Rational value) {
        Rational x = value.dividedBy(Rational.of(lots));
        List<RequirementPiece> pieces = pieces(lots);
        RequirementPiece found = pieces.getFirst();
        for (RequirementPiece piece : pieces) {
            if (piece.from().compareTo(x) < 0) {
                found = piece;
            }
        }
        return found.at(x);
    }
}
