package spillway.signals.catalogue;

import java.util.List;

/// What totals are totals of. Two of different scope are never compared.
///
/// @param name short, for people and the command line: `market`, `btc-daily`
/// @param coins by symbol; `*` for all
/// @param venues by code; empty where the aggregator does not say
/// @param aggregator who summed
/// @param window which stretch of time each total is of, in words
public record CatalogueScope(
        String name, List<String> coins, List<String> venues, String aggregator, String window) {
    public CatalogueScope {
        coins = List.copyOf(coins);
        venues = List.copyOf(venues);
    }
}
