package spillway.signals.catalogue;

import java.time.LocalDate;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import spillway.signals.summary.FigureKind;

/// One event or day.
///
/// @param date UTC day on which it began
/// @param totalMicroUsd what was liquidated
/// @param longMicroUsd longs; empty where nobody says
/// @param shortMicroUsd shorts; empty where nobody says
/// @param coins the total in coin, at the price of the day; empty where it is of several coins or
///   the price is not known
/// @param shareOfOpenInterest the total over the open interest before; empty where that is not
///   known
/// @param trigger what people say set it off; empty text where it was summed here
/// @param source who says so
/// @param kind how the total came about
/// @param confidence how well it is sourced
public record CatalogueEntry(
        LocalDate date,
        long totalMicroUsd,
        OptionalLong longMicroUsd,
        OptionalLong shortMicroUsd,
        OptionalDouble coins,
        OptionalDouble shareOfOpenInterest,
        String trigger,
        String source,
        FigureKind kind,
        Confidence confidence) {
    public CatalogueEntry {
        if (totalMicroUsd < 0) {
            throw new IllegalArgumentException("total must be >= 0, was " + totalMicroUsd);
        }
    }
}
