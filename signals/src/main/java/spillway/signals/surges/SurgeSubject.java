package spillway.signals.surges;

import java.util.Comparator;
import spillway.market.Coin;

/// Whose surges: a coin as one source tells of it.
///
/// @param coin [Coin#ANY] for all of a market
/// @param source [#OBSERVED] for orders that venues told us, else who reports
/// @param unit what is measured
public record SurgeSubject(Coin coin, String source, SurgeUnit unit)
        implements Comparable<SurgeSubject> {
    /// The source of what we heard order by order, over all venues.
    public static final String OBSERVED = "orders";

    private static final Comparator<SurgeSubject> ORDER =
            Comparator.comparing((SurgeSubject s) -> s.coin().symbol())
                    .thenComparing(SurgeSubject::source)
                    .thenComparing(SurgeSubject::unit);

    static SurgeSubject observed(Coin coin) {
        return new SurgeSubject(coin, OBSERVED, SurgeUnit.MICRO_USD);
    }

    /// Whether orders are behind it, and not another party's figures.
    public boolean isObserved() {
        return source.equals(OBSERVED);
    }

    /// Whether it is a whole market and not one coin.
    public boolean isMarket() {
        return coin.equals(Coin.ANY);
    }

    @Override
    public int compareTo(SurgeSubject other) {
        return ORDER.compare(this, other);
    }
}
