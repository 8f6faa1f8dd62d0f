package spillway.signals.catalogue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;

/// Events or days of one scope.
///
/// @param scope of every total
/// @param entries by date; of one date there is one
public record Catalogue(CatalogueScope scope, List<CatalogueEntry> entries) {
    private static final Comparator<CatalogueEntry> LARGEST_FIRST =
            Comparator.comparingLong((CatalogueEntry e) -> -e.totalMicroUsd())
                    .thenComparing(CatalogueEntry::date);

    public Catalogue {
        entries = entries.stream().sorted(Comparator.comparing(CatalogueEntry::date)).toList();
        for (int i = 1; i < entries.size(); i++) {
            if (entries.get(i).date().equals(entries.get(i - 1).date())) {
                throw new IllegalArgumentException(
                        scope.name()
                                + ": expected one entry of a date, found two of "
                                + entries.get(i).date());
            }
        }
    }

    /// Those that are sourced as well as `least`, or better.
    public Catalogue atLeast(Confidence least) {
        return new Catalogue(
                scope, entries.stream().filter(e -> e.confidence().isAtLeast(least)).toList());
    }

    /// All ranks, the largest first.
    public List<Rank> ranks() {
        List<CatalogueEntry> sorted = entries.stream().sorted(LARGEST_FIRST).toList();
        List<CatalogueEntry> byCoins = sortedBy(CatalogueEntry::coins);
        List<CatalogueEntry> byShare = sortedBy(CatalogueEntry::shareOfOpenInterest);
        var ranks = new ArrayList<Rank>();
        for (int at = 0; at < sorted.size(); at++) {
            var entry = sorted.get(at);
            ranks.add(
                    new Rank(
                            entry,
                            at + 1,
                            sorted.size(),
                            sorted.size() == 1
                                    ? 1
                                    : (sorted.size() - 1 - at) / (double) (sorted.size() - 1),
                            place(byCoins, entry),
                            place(byShare, entry),
                            largestSince(entry),
                            at == 0 ? Optional.empty() : Optional.of(sorted.get(at - 1)),
                            at + 1 == sorted.size()
                                    ? Optional.empty()
                                    : Optional.of(sorted.get(at + 1))));
        }
        return ranks;
    }

    /// The rank of the entry of `date`.
    public Optional<Rank> rank(LocalDate date) {
        return ranks().stream().filter(r -> r.entry().date().equals(date)).findFirst();
    }

    private List<CatalogueEntry> sortedBy(Function<CatalogueEntry, OptionalDouble> measure) {
        return entries.stream()
                .filter(e -> measure.apply(e).isPresent())
                .sorted(
                        Comparator.comparingDouble(
                                        (CatalogueEntry e) -> -measure.apply(e).orElse(0))
                                .thenComparing(CatalogueEntry::date))
                .toList();
    }

    private static OptionalInt place(List<CatalogueEntry> sorted, CatalogueEntry entry) {
        int at = sorted.indexOf(entry);
        return at < 0 ? OptionalInt.empty() : OptionalInt.of(at + 1);
    }

    private Optional<LocalDate> largestSince(CatalogueEntry of) {
        Optional<LocalDate> since = Optional.empty();
        for (var entry : entries) {
            boolean earlier = entry.date().isBefore(of.date());
            if (earlier && entry.totalMicroUsd() >= of.totalMicroUsd()) {
                since = Optional.of(entry.date());
            }
        }
        return since;
    }
}
