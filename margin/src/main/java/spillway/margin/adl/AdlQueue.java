package spillway.margin.adl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import spillway.margin.Rational;

/// The winners of one side of one instrument in the order in which they are closed: by falling
/// score, then by account number, so that equal input gives equal order.
///
/// @param places in order
public record AdlQueue(List<Place> places) {
    /// One position in the queue.
    ///
    /// @param account who holds it
    /// @param lots how many can be closed, `> 0`
    /// @param score what it is ranked by
    public record Place(long account, long lots, Rational score) {
        public Place {
            if (lots <= 0) {
                throw new IllegalArgumentException(
                        "ADL place of account " + account + ": lots must be > 0, was " + lots);
            }
        }
    }

    public AdlQueue {
        places =
                places.stream()
                        .sorted(
                                Comparator.comparing(Place::score)
                                        .reversed()
                                        .thenComparingLong(Place::account))
                        .toList();
    }

    /// The queue of `candidates` under a venue's ranking.
    public static AdlQueue rank(AdlRanking ranking, List<AdlCandidate> candidates) {
        return new AdlQueue(
                candidates.stream()
                        .map(c -> new Place(c.account(), c.lots(), ranking.score(c)))
                        .toList());
    }

    /// Closes `lots` from the front, the last position partly
    /// (bitmex.com/app/autoDeleveragingExamples). Fewer are filled where the queue is shorter.
    public List<AdlFill> fill(long lots) {
        var fills = new ArrayList<AdlFill>();
        long left = lots;
        for (Place place : places) {
            if (left <= 0) {
                break;
            }
            long closed = Math.min(left, place.lots());
            fills.add(new AdlFill(place.account(), closed));
            left -= closed;
        }
        return fills;
    }

    /// The indicator that traders see: which fifth of the queue, by cumulative quantity, a position
    /// ends in; 20 is closed first, 100 last.
    ///
    /// By quantity and not by accounts: only so do the lights of the published example come out
    /// (bitmex.com/app/autoDeleveragingExamples, golden case BM-A-02).
    public Map<Long, Integer> percentiles() {
        long total = places.stream().mapToLong(Place::lots).reduce(0, Math::addExact);
        var percentiles = new LinkedHashMap<Long, Integer>();
        long cumulative = 0;
        for (Place place : places) {
            cumulative += place.lots();
            long fifth = Rational.of(cumulative, total).times(5).ceiling();
            percentiles.put(place.account(), (int) (20 * fifth));
        }
        return percentiles;
    }
}
