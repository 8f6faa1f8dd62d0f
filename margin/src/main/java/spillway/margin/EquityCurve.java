package spillway.margin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Equity less requirement of one or more legs that share a price, as exact polynomials of the
/// value `x` of one lot, stretch by stretch:
///
/// `g(x) = C + Σ t_i (lots_i·x − E_i) − Σ requirement_i(lots_i·x)`, t = 1 for a leg that gains with
/// value and −1 for one that loses. Liquidation is where g changes sign.
///
/// On continuous schedules g is concave, so its positive part is one interval and each end of it is
/// found at the first root seen from the present price. On flat schedules g jumps; the first
/// crossing seen from the present price is then the one that happens.
final class EquityCurve {
    private final List<Stretch> stretches;

    /// `k + b·x + a·x²` above `from`.
    private record Stretch(Rational from, Rational k, Rational b, Rational a) {
        Rational at(Rational x) {
            return k.plus(b.times(x)).plus(a.times(x).times(x));
        }

        List<Rational> roots() {
            if (a.signum() == 0) {
                return b.signum() == 0 ? List.of() : List.of(k.negated().dividedBy(b));
            }
            Rational discriminant = b.times(b).minus(a.times(k).times(4));
            if (discriminant.signum() < 0) {
                return List.of();
            }
            Rational root = discriminant.squareRoot();
            Rational twice = a.times(2);
            return List.of(
                    b.negated().minus(root).dividedBy(twice),
                    b.negated().plus(root).dividedBy(twice));
        }
    }

    private EquityCurve(List<Stretch> stretches) {
        this.stretches = stretches;
    }

    /// The curve of `legs` on one collateral.
    ///
    /// @param collateral money units that back them all, before profit
    /// @param requirements of each leg, ascending from zero
    static EquityCurve of(
            ContractTerms contract,
            List<Leg> legs,
            Rational collateral,
            List<List<RequirementPiece>> requirements) {
        Rational constant = collateral;
        Rational slope = Rational.ZERO;
        for (Leg leg : legs) {
            long sign = contract.gainsWithValue(leg.side()) ? 1 : -1;
            constant = constant.minus(Rational.of(leg.entryValue()).times(sign));
            slope = slope.plus(Rational.of(leg.lots()).times(sign));
        }
        var starts = new TreeSet<Rational>();
        requirements.forEach(pieces -> pieces.forEach(piece -> starts.add(piece.from())));
        var stretches = new ArrayList<Stretch>();
        for (Rational from : starts) {
            var stretch = new Stretch(from, constant, slope, Rational.ZERO);
            for (List<RequirementPiece> pieces : requirements) {
                stretch = less(stretch, pieceFrom(pieces, from));
            }
            stretches.add(stretch);
        }
        return new EquityCurve(stretches);
    }

    private static Stretch less(Stretch stretch, RequirementPiece piece) {
        return new Stretch(
                stretch.from,
                stretch.k.minus(piece.constant()),
                stretch.b.minus(piece.linear()),
                stretch.a.minus(piece.quadratic()));
    }

    private static RequirementPiece pieceFrom(List<RequirementPiece> pieces, Rational from) {
        RequirementPiece found = pieces.getFirst();
        for (RequirementPiece piece : pieces) {
            if (piece.from().compareTo(from) <= 0) {
                found = piece;
            }
        }
        return found;
    }

    /// Whether equity covers the requirement at `x`.
    boolean covers(Rational x) {
        return stretches.get(indexAt(x)).at(x).signum() >= 0;
    }

    private int indexAt(Rational x) {
        int index = 0;
        while (index + 1 < stretches.size() && stretches.get(index + 1).from.compareTo(x) < 0) {
            index++;
        }
        return index;
    }

    /// The first change of sign below `start`; none down to zero.
    Optional<Rational> crossingBelow(Rational start) {
        boolean covered = covers(start);
        Rational high = start;
        for (int j = indexAt(start); j >= 0; j--) {
            Stretch stretch = stretches.get(j);
            if ((stretch.at(high).signum() >= 0) != covered) {
                return Optional.of(high);
            }
            Rational top = high;
            Optional<Rational> root =
                    stretch.roots().stream()
                            .filter(r -> r.compareTo(stretch.from) > 0 && r.compareTo(top) <= 0)
                            .max(Rational::compareTo);
            if (root.isPresent()) {
                return root;
            }
            high = stretch.from;
        }
        return Optional.empty();
    }

    /// The first change of sign above `start`; none up to infinity.
    Optional<Rational> crossingAbove(Rational start) {
        boolean covered = covers(start);
        Rational low = start;
        for (int j = indexAt(start); j < stretches.size(); j++) {
            Stretch stretch = stretches.get(j);
            if ((stretch.at(low).signum() >= 0) != covered) {
                return Optional.of(low);
            }
            Rational bottom = low;
            Optional<Rational> end =
                    j + 1 < stretches.size()
                            ? Optional.of(stretches.get(j + 1).from)
                            : Optional.empty();
            Optional<Rational> root =
                    stretch.roots().stream()
                            .filter(r -> r.compareTo(bottom) >= 0)
                            .filter(r -> end.isEmpty() || r.compareTo(end.get()) <= 0)
                            .min(Rational::compareTo);
            if (root.isPresent()) {
                return root;
            }
            low = end.orElse(low);
        }
        return Optional.empty();
    }
}
