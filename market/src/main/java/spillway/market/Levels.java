package spillway.market;

import java.util.ArrayList;
import java.util.List;

/// Both sides of a book message, for those who keep it; [BookLevels] is its form on the hot path.
///
/// @param bids in the venue's order
/// @param asks in the venue's order
public record Levels(List<Level> bids, List<Level> asks) {
    public Levels {
        bids = List.copyOf(bids);
        asks = List.copyOf(asks);
    }

    /// A lasting copy of `levels`.
    public static Levels of(BookLevels levels) {
        var bids = new ArrayList<Level>(levels.bids());
        for (int i = 0; i < levels.bids(); i++) {
            bids.add(new Level(levels.bidPrice(i), levels.bidQuantity(i)));
        }
        var asks = new ArrayList<Level>(levels.asks());
        for (int i = 0; i < levels.asks(); i++) {
            asks.add(new Level(levels.askPrice(i), levels.askQuantity(i)));
        }
        return new Levels(bids, asks);
    }

    /// These levels in the form that sinks take.
    public BookLevels toBookLevels() {
        var levels = new BookLevels();
        for (var bid : bids) {
            levels.addBid(bid.priceMantissa(), bid.quantityMantissa());
        }
        for (var ask : asks) {
            levels.addAsk(ask.priceMantissa(), ask.quantityMantissa());
        }
        return levels;
    }
}
