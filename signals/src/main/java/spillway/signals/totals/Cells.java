package spillway.signals.totals;

import spillway.market.Completeness;
import spillway.market.PositionSide;
import spillway.market.PriceKind;

/// The dense numbering of everything that orders are summed by: instrument × closed side × price
/// kind × completeness.
// Ordinals of append-only enums are the numbering.
@SuppressWarnings("EnumOrdinal")
final class Cells {
    private static final PositionSide[] SIDES = PositionSide.values();
    private static final PriceKind[] PRICE_KINDS = PriceKind.values();
    private static final Completeness[] COMPLETENESSES = Completeness.values();

    /// Cells of one instrument.
    static final int PER_INSTRUMENT = SIDES.length * PRICE_KINDS.length * COMPLETENESSES.length;

    private Cells() {}

    static int cell(
            int instrument, PositionSide closedSide, PriceKind kind, Completeness completeness) {
        int side = closedSide.ordinal();
        int bySideAndKind = side * PRICE_KINDS.length + kind.ordinal();
        return instrument * PER_INSTRUMENT
                + bySideAndKind * COMPLETENESSES.length
                + completeness.ordinal();
    }

    static int instrument(int cell) {
        return cell / PER_INSTRUMENT;
    }

    /// Place among the cells of its instrument.
    static int within(int cell) {
        return cell % PER_INSTRUMENT;
    }

    static PositionSide closedSide(int cell) {
        return SIDES[within(cell) / (PRICE_KINDS.length * COMPLETENESSES.length)];
    }

    static PriceKind priceKind(int cell) {
        return PRICE_KINDS[within(cell) / COMPLETENESSES.length % PRICE_KINDS.length];
    }

    static Completeness completeness(int cell) {
        return COMPLETENESSES[within(cell) % COMPLETENESSES.length];
    }
}
