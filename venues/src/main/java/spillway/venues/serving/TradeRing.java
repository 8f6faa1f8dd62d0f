package spillway.venues.serving;

import spillway.market.TakerSide;

/// The last trades of an instrument. Number 0 is the oldest that is kept.
public final class TradeRing {
    /// As many as venues answer with at most.
    public static final int CAPACITY = 1_000;

    private final long[] timesNs = new long[CAPACITY];
    private final long[] prices = new long[CAPACITY];
    private final long[] quantities = new long[CAPACITY];
    private final boolean[] sold = new boolean[CAPACITY];
    private final long[] ids = new long[CAPACITY];
    private long added;

    void add(long timeNs, long price, long quantity, TakerSide takerSide, long id) {
        int at = (int) (added++ % CAPACITY);
        timesNs[at] = timeNs;
        prices[at] = price;
        quantities[at] = quantity;
        sold[at] = takerSide == TakerSide.SELL;
        ids[at] = id;
    }

    /// How many are kept.
    public int size() {
        return (int) Math.min(added, CAPACITY);
    }

    private int at(int number) {
        return (int) ((added - size() + number) % CAPACITY);
    }

    public long timeNs(int number) {
        return timesNs[at(number)];
    }

    public long price(int number) {
        return prices[at(number)];
    }

    public long quantity(int number) {
        return quantities[at(number)];
    }

    public TakerSide takerSide(int number) {
        return sold[at(number)] ? TakerSide.SELL : TakerSide.BUY;
    }

    public long id(int number) {
        return ids[at(number)];
    }
}
