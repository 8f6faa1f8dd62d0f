package spillway.signals.surges;

import java.util.OptionalLong;

/// One surge: a stretch in which 60 seconds at a time held far more than is normal.
///
/// @param subject whose
/// @param raisedNs the second in which the 60 seconds that end with it first reached the threshold
/// @param clearedNs five quiet minutes after the last second that was not quiet; empty while those
///   have not passed
/// @param peakNs the second that ends the largest 60
/// @param peak what those 60 held beside their largest order, in the subject's unit
/// @param multiple `peak` over what is normal, or over the floor where that decides
/// @param longs longs from the 60 seconds of the raise to the last loud second, in micro-dollars; 0
///   where only orders are counted
/// @param shorts shorts
/// @param orders how many
/// @param baseline what it is measured against
/// @param coinsAtOnce coins of the same source in a surge at the moment of the raise, this one
///   included; 0 for a whole market
public record Surge(
        SurgeSubject subject,
        long raisedNs,
        OptionalLong clearedNs,
        long peakNs,
        long peak,
        double multiple,
        long longs,
        long shorts,
        long orders,
        SurgeBaseline baseline,
        int coinsAtOnce) {
    /// So many coins at once are a surge of the market.
    public static final int MARKET_WIDE_COINS = 3;

    /// Whether it is one of a whole market, by its subject or by the number of coins.
    public boolean isMarketWide() {
        return subject.isMarket() || coinsAtOnce >= MARKET_WIDE_COINS;
    }

    /// Whether it still ran at `timeNs`, having been raised by then.
    boolean runsAt(long timeNs) {
        return raisedNs <= timeNs && (clearedNs.isEmpty() || clearedNs.getAsLong() > timeNs);
    }

    Surge withCoinsAtOnce(int coins) {
        return new Surge(
                subject, raisedNs, clearedNs, peakNs, peak, multiple, longs, shorts, orders,
                baseline, coins);
    }
}
