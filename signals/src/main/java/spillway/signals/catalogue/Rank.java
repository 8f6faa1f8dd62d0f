package spillway.signals.catalogue;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;

/// Where an entry stands in its list.
///
/// @param entry which
/// @param rank by USD, from 1; of equals the earlier is first
/// @param of number of entries ranked
/// @param percentile share of the others that are smaller, 0 to 1; 1 for one alone
/// @param byCoins rank by coins, among those that have them
/// @param byShareOfOpenInterest rank by share of open interest, among those that have it
/// @param largestSince the last earlier entry that was as large or larger
/// @param above the next larger one
/// @param below the next smaller one
public record Rank(
        CatalogueEntry entry,
        int rank,
        int of,
        double percentile,
        OptionalInt byCoins,
        OptionalInt byShareOfOpenInterest,
        Optional<LocalDate> largestSince,
        Optional<CatalogueEntry> above,
        Optional<CatalogueEntry> below) {}
