package spillway.market;

/// The price levels of one book message. Reused by its owner from message to message: read it
/// inside the call that hands it over, copy what must last.
///
/// Flat arrays, best price first where the venue sends them so. A quantity of 0 in a delta removes
/// the level.
public final class BookLevels {
    private static final int FIRST_CAPACITY = 64;

    private long[] bidPrices = new long[FIRST_CAPACITY];
    private long[] bidQuantities = new long[FIRST_CAPACITY];
    private long[] askPrices = new long[FIRST_CAPACITY];
    private long[] askQuantities = new long[FIRST_CAPACITY];
    private int bids;
    private int asks;

    /// Empties both sides.
    public void clear() {
        bids = 0;
        asks = 0;
    }

    /// Adds a bid level, mantissas at the instrument's scales.
    public void addBid(long priceMantissa, long quantityMantissa) {
        if (bids == bidPrices.length) {
            bidPrices = java.util.Arrays.copyOf(bidPrices, bids * 2);
            bidQuantities = java.util.Arrays.copyOf(bidQuantities, bids * 2);
        }
        bidPrices[bids] = priceMantissa;
        bidQuantities[bids++] = quantityMantissa;
    }

    /// Adds an ask level, mantissas at the instrument's scales.
    public void addAsk(long priceMantissa, long quantityMantissa) {
        if (asks == askPrices.length) {
            askPrices = java.util.Arrays.copyOf(askPrices, asks * 2);
            askQuantities = java.util.Arrays.copyOf(askQuantities, asks * 2);
        }
        askPrices[asks] = priceMantissa;
        askQuantities[asks++] = quantityMantissa;
    }

    public int bids() {
        return bids;
    }

    public int asks() {
        return asks;
    }

    public long bidPrice(int level) {
        return bidPrices[level];
    }

    public long bidQuantity(int level) {
        return bidQuantities[level];
    }

    public long askPrice(int level) {
        return askPrices[level];
    }

    public long askQuantity(int level) {
        return askQuantities[level];
    }
}
