package spillway.signals;

import java.util.Set;
import spillway.market.Coin;
import spillway.market.Instrument;
import spillway.market.Venue;

/// Which instruments a question is about.
///
/// @param coins these alone; empty for every coin
/// @param venues these alone; empty for every venue
public record Scope(Set<Coin> coins, Set<Venue> venues) {
    /// Every coin at every venue.
    public static final Scope MARKET = new Scope(Set.of(), Set.of());

    public Scope {
        coins = Set.copyOf(coins);
        venues = Set.copyOf(venues);
    }

    public static Scope of(Coin coin) {
        return new Scope(Set.of(coin), Set.of());
    }

    public static Scope of(Venue venue) {
        return new Scope(Set.of(), Set.of(venue));
    }

    public boolean contains(Instrument instrument) {
        return (coins.isEmpty() || coins.contains(instrument.coin()))
                && (venues.isEmpty() || venues.contains(instrument.venue()));
    }
}
