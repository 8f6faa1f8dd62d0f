package spillway.signals.liquidity;

import spillway.market.Contract;
import spillway.market.Instrument;
import spillway.market.LevelBook;

/// Sums of a book within distances of its middle, and the cost of taking from it. Estimates: what
/// is shown need not be there when one comes to take it.
final class DepthBands {
    /// Distances from the middle, as fractions, ascending.
    private static final double[] DISTANCES = {
        0.001, 0.0025, 0.005, 0.0075, 0.01, 0.02, 0.03, 0.05, 0.1
    };

    /// The place of 1 %, which refill and history are measured at.
    static final int ONE_PERCENT = 4;

    private DepthBands() {}

    static int count() {
        return DISTANCES.length;
    }

    static double distance(int band) {
        return DISTANCES[band];
    }

    /// Whether both sides have a level, and the bid lies below the ask.
    static boolean isWhole(LevelBook book) {
        return book.bids() > 0 && book.asks() > 0 && !book.isCrossed();
    }

    /// The middle, as a mantissa. Only of a whole book.
    static double mid(LevelBook book) {
        return (book.bidPrice(0) + (double) book.askPrice(0)) / 2;
    }

    /// Dollars of one lot at a price.
    ///
    /// @param perLot contract size over the scales: see [#perLot(Instrument)]
    static double usd(Instrument on, double price, long quantity, double perLot) {
        return on.contract() == Contract.INVERSE ? quantity * perLot : price * quantity * perLot;
    }

    /// Dollars of one unit of the quantity's mantissa (inverse), or of that times a unit of the
    /// price's (linear).
    static double perLot(Instrument on) {
        double size =
                spillway.market.Decimal.toDouble(
                        on.contractSize().mantissa(), on.contractSize().scale());
        double lots = size / Math.pow(10, on.quantityScale());
        return on.contract() == Contract.INVERSE ? lots : lots / Math.pow(10, on.priceScale());
    }

    /// Dollars of bids within each distance, into `into`. Only of a whole book.
    static void bids(LevelBook book, Instrument on, double perLot, double[] into) {
        double mid = mid(book);
        double sum = 0;
        int band = 0;
        for (int level = 0; level < book.bids(); level++) {
            double price = book.bidPrice(level);
            while (band < DISTANCES.length && price < mid * (1 - DISTANCES[band])) {
                into[band++] = sum;
            }
            if (band == DISTANCES.length) {
                return;
            }
            sum += usd(on, price, book.bidQuantity(level), perLot);
        }
        while (band < DISTANCES.length) {
            into[band++] = sum;
        }
    }

    /// Dollars of asks within each distance.
    static void asks(LevelBook book, Instrument on, double perLot, double[] into) {
        double mid = mid(book);
        double sum = 0;
        int band = 0;
        for (int level = 0; level < book.asks(); level++) {
            double price = book.askPrice(level);
            while (band < DISTANCES.length && price > mid * (1 + DISTANCES[band])) {
                into[band++] = sum;
            }
            if (band == DISTANCES.length) {
                return;
            }
            sum += usd(on, price, book.askQuantity(level), perLot);
        }
        while (band < DISTANCES.length) {
            into[band++] = sum;
        }
    }

    /// By how much of the middle the average price of selling `usd` into the bids is worse; NaN
    /// where the book is too thin.
    static double sellSlippage(LevelBook book, Instrument on, double perLot, double usd) {
        double mid = mid(book);
        double left = usd;
        double units = 0;
        for (int level = 0; level < book.bids() && left > 0; level++) {
            double price = book.bidPrice(level);
            double taken = Math.min(left, usd(on, price, book.bidQuantity(level), perLot));
            units += taken / price;
            left -= taken;
        }
        return left > usd * EXHAUSTED ? Double.NaN : 1 - usd / units / mid;
    }

    /// The same of buying from the asks.
    static double buySlippage(LevelBook book, Instrument on, double perLot, double usd) {
        double mid = mid(book);
        double left = usd;
        double units = 0;
        for (int level = 0; level < book.asks() && left > 0; level++) {
            double price = book.askPrice(level);
            double taken = Math.min(left, usd(on, price, book.askQuantity(level), perLot));
            units += taken / price;
            left -= taken;
        }
        return left > usd * EXHAUSTED ? Double.NaN : usd / units / mid - 1;
    }

    /// What rounding may leave of an order that was filled.
    private static final double EXHAUSTED = 1e-12;
}
