package spillway.signals.summary;

import java.util.Comparator;
import spillway.market.Coin;
import spillway.market.Venue;

/// What a party reports on: one subject, in intervals of one length.
///
/// @param source who reports
/// @param venue under which the subject is listed
/// @param symbol of the subject there
/// @param coin what it is about
/// @param intervalNs length of the intervals; 0 for moments
public record ReportedSubject(String source, Venue venue, String symbol, Coin coin, long intervalNs)
        implements Comparable<ReportedSubject> {
    private static final Comparator<ReportedSubject> ORDER =
            Comparator.comparing(ReportedSubject::source)
                    .thenComparing(s -> s.venue().code())
                    .thenComparing(ReportedSubject::symbol)
                    .thenComparing(s -> s.coin().symbol())
                    .thenComparingLong(ReportedSubject::intervalNs);

    /// Whether it is the coin as a whole, and not one contract.
    public boolean isWholeCoin() {
        return symbol.equals(coin.symbol());
    }

    /// `coinglass`, or `coinalyze (bybit BTC/USDT)` where it is one contract.
    @Override
    public String toString() {
        return isWholeCoin() ? source : source + " (" + venue + " " + symbol + ")";
    }

    @Override
    public int compareTo(ReportedSubject other) {
        return ORDER.compare(this, other);
    }
}
