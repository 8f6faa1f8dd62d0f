package spillway.margin;

/// A stretch on which a position's requirement is one polynomial of the value `x` of one lot:
/// `constant + linear·x + quadratic·x²` money units.
///
/// @param from the stretch begins above this value of one lot and ends at the next one's `from`
record RequirementPiece(Rational from, Rational constant, Rational linear, Rational quadratic) {
    static RequirementPiece proportional(Rational from, Rational constant, Rational linear) {
        return new RequirementPiece(from, constant, linear, Rational.ZERO);
    }

    Rational at(Rational x) {
        return constant.plus(linear.times(x)).plus(quadratic.times(x).times(x));
    }
}
