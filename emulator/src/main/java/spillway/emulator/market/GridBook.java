package spillway.emulator.market;

import java.util.SplittableRandom;
import java.util.TreeSet;
import spillway.market.BookLevels;

/// A book on a grid of prices: a number of levels on either side of a gap that moves. Sizes are in
/// lots. Never crossed: the lowest ask is above the highest bid by construction.
final class GridBook {
    /// Levels of each side.
    static final int LEVELS = 120;

    private static final int RING = 256;

    private final long[] bids = new long[RING];
    private final long[] asks = new long[RING];
    private final TreeSet<Long> dirtyBids = new TreeSet<>();
    private final TreeSet<Long> dirtyAsks = new TreeSet<>();
    private final SplittableRandom random;
    private long bid;
    private long ask;

    /// A book around the gap between two places of the grid.
    ///
    /// @param levelLots usual size of a level, in lots
    GridBook(long bid, long ask, double levelLots, SplittableRandom random) {
        this.random = random;
        this.bid = bid;
        this.ask = ask;
        for (int i = 0; i < LEVELS; i++) {
            set(bids, bid - i, size(levelLots, i));
            set(asks, ask + i, size(levelLots, i));
        }
    }

    private static void set(long[] side, long place, long lots) {
        side[(int) Math.floorMod(place, (long) RING)] = lots;
    }

    private static long get(long[] side, long place) {
        return side[(int) Math.floorMod(place, (long) RING)];
    }

    /// Levels away from the gap hold more.
    private long size(double levelLots, long away) {
        double lots = levelLots * (0.4 + 1.2 * random.nextDouble()) * (1 + 0.03 * away);
        return Math.max(1, Math.round(lots));
    }

    /// Highest place that is bid.
    long bid() {
        return bid;
    }

    /// Lowest place that is asked.
    long ask() {
        return ask;
    }

    long bidLots() {
        return get(bids, bid);
    }

    long askLots() {
        return get(asks, ask);
    }

    /// Takes `lots` off the best bid or ask, of which one stays.
    void take(boolean fromBids, long lots) {
        if (fromBids) {
            set(bids, bid, Math.max(1, get(bids, bid) - lots));
            dirtyBids.add(bid);
        } else {
            set(asks, ask, Math.max(1, get(asks, ask) - lots));
            dirtyAsks.add(ask);
        }
    }

    /// Moves the gap to lie between `newBid` and `newAsk`.
    void move(long newBid, long newAsk, double levelLots) {
        if (newBid >= newAsk) {
            throw new IllegalArgumentException(
                    "bid must be below ask, was " + newBid + " and " + newAsk);
        }
        for (long place = bid; place > bid - LEVELS; place--) {
            if (place > newBid || place <= newBid - LEVELS) {
                dirtyBids.add(place);
            }
        }
        for (long place = ask; place < ask + LEVELS; place++) {
            if (place < newAsk || place >= newAsk + LEVELS) {
                dirtyAsks.add(place);
            }
        }
        long oldBid = bid;
        long oldAsk = ask;
        bid = newBid;
        ask = newAsk;
        for (long place = bid; place > bid - LEVELS; place--) {
            if (place > oldBid || place <= oldBid - LEVELS) {
                set(bids, place, size(levelLots, bid - place));
                dirtyBids.add(place);
            }
        }
        for (long place = ask; place < ask + LEVELS; place++) {
            if (place < oldAsk || place >= oldAsk + LEVELS) {
                set(asks, place, size(levelLots, place - ask));
                dirtyAsks.add(place);
            }
        }
    }

    /// Gives a few levels near the gap a new size.
    void refresh(int levels, double levelLots) {
        for (int i = 0; i < levels; i++) {
            // The product of two lies nearer to the gap.
            long away = (long) (random.nextDouble() * random.nextDouble() * LEVELS);
            if (random.nextBoolean()) {
                set(bids, bid - away, size(levelLots, away));
                dirtyBids.add(bid - away);
            } else {
                set(asks, ask + away, size(levelLots, away));
                dirtyAsks.add(ask + away);
            }
        }
    }

    /// Fills `levels` with all levels, best first.
    ///
    /// @param priceStep mantissa of a step of the grid
    /// @param lot mantissa of a lot
    void whole(long priceStep, long lot, BookLevels levels) {
        levels.clear();
        for (int i = 0; i < LEVELS; i++) {
            levels.addBid((bid - i) * priceStep, get(bids, bid - i) * lot);
            levels.addAsk((ask + i) * priceStep, get(asks, ask + i) * lot);
        }
        dirtyBids.clear();
        dirtyAsks.clear();
    }

    /// Fills `levels` with what changed since it was asked last, 0 for what is gone.
    void changes(long priceStep, long lot, BookLevels levels) {
        levels.clear();
        for (long place : dirtyBids.descendingSet()) {
            boolean isThere = place <= bid && place > bid - LEVELS;
            levels.addBid(place * priceStep, isThere ? get(bids, place) * lot : 0);
        }
        for (long place : dirtyAsks) {
            boolean isThere = place >= ask && place < ask + LEVELS;
            levels.addAsk(place * priceStep, isThere ? get(asks, place) * lot : 0);
        }
        dirtyBids.clear();
        dirtyAsks.clear();
    }
}
