package spillway.tape.imports;

import java.util.List;
import spillway.market.Decimal;
import spillway.market.Instrument;
import spillway.market.Instruments;

/// One instrument within an import, whose definition grows as rows bring more decimals.
final class Subject {
    private final Instruments instruments;
    private final Instrument first;
    private final int firstCode;
    private Instrument widest;
    private Instrument last;
    private int lastCode;

    Subject(Instrument instrument, Instruments instruments) {
        this.instruments = instruments;
        first = instrument;
        firstCode = instruments.code(instrument);
        widest = instrument;
        last = instrument;
        lastCode = firstCode;
    }

    /// The definition before any row.
    Instrument instrument() {
        return first;
    }

    /// Its code.
    int code() {
        return firstCode;
    }

    /// The definition that has room for all of these numbers. Scales only grow, so that most rows
    /// share one definition. Where a number is so large that it does not fit at the grown scale, a
    /// definition of fewer decimals serves that row, and digits past the 18th are rounded.
    Instrument fitting(List<Decimal> prices, List<Decimal> quantities) {
        int priceScale = widest.priceScale();
        for (var price : prices) {
            priceScale = Math.max(priceScale, price.scale());
        }
        int quantityScale = widest.quantityScale();
        for (var quantity : quantities) {
            quantityScale = Math.max(quantityScale, quantity.scale());
        }
        int priceFits = most(prices, priceScale);
        int quantityFits = most(quantities, quantityScale);
        if (priceFits == widest.priceScale() && quantityFits == widest.quantityScale()) {
            return use(widest);
        }
        Instrument grown = first.withScales(priceFits, quantityFits, first.validFromNs());
        if (priceFits == priceScale && quantityFits == quantityScale) {
            widest = grown;
        }
        return use(grown);
    }

    private static int most(List<Decimal> numbers, int wanted) {
        int fits = wanted;
        for (var number : numbers) {
            fits = Math.min(fits, Exact.mostDecimals(number));
        }
        return fits;
    }

    private Instrument use(Instrument instrument) {
        if (!instrument.equals(last)) {
            last = instrument;
            lastCode = instruments.code(instrument);
        }
        return instrument;
    }

    /// The code of what [#fitting] returned last.
    int fittingCode() {
        return lastCode;
    }
}
