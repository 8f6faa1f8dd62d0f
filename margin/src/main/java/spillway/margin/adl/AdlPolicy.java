package spillway.margin.adl;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;
import spillway.margin.Rational;

/// How the loss of a bankrupt position is spread over those who hold the other side.
public sealed interface AdlPolicy {
    /// Winners in order of a score, from the front.
    record Queue(AdlRanking ranking) implements AdlPolicy {}

    /// Whole positions in the order of a ring that starts at a random place, at most `examined` of
    /// them (dYdX v4, `protocol/x/clob/keeper/deleveraging.go`).
    ///
    /// @param seed fixes the start; the chain's own generator is not reproduced
    record RandomStart(long seed, int examined) implements AdlPolicy {}

    /// Every winner in proportion to unrealised profit.
    record ProRataProfit() implements AdlPolicy {}

    /// Every winner in proportion to value ÷ equity × lots: the riskier gives more (arXiv
    /// 2512.01112).
    record ProRataRisk() implements AdlPolicy {}

    /// Weights by risk are kept to a thousandth of one lot at leverage one.
    long RISK_UNIT = 1000;

    /// Closes `lots` of `candidates`, all on the side opposite to the bankrupt position.
    ///
    /// A pro-rata share is rounded down to whole lots and the rest handed out one lot at a time in
    /// the given order, so that exactly `lots` are closed where there are as many.
    default List<AdlFill> fill(List<AdlCandidate> candidates, long lots) {
        return switch (this) {
            case Queue(AdlRanking ranking) -> AdlQueue.rank(ranking, candidates).fill(lots);
            case RandomStart(long seed, int examined) -> ring(candidates, lots, seed, examined);
            case ProRataProfit _ -> ProRata.fill(candidates, lots, c -> Math.max(0, c.profit()));
            case ProRataRisk _ -> ProRata.fill(candidates, lots, AdlPolicy::risk);
        };
    }

    private static long risk(AdlCandidate c) {
        return c.equity() <= 0
                ? 0
                : Rational.of(c.value(), c.equity()).times(RISK_UNIT).times(c.lots()).floor();
    }

    private static List<AdlFill> ring(
            List<AdlCandidate> candidates, long lots, long seed, int examined) {
        var fills = new ArrayList<AdlFill>();
        if (candidates.isEmpty()) {
            return fills;
        }
        int start = new SplittableRandom(seed).nextInt(candidates.size());
        int count = Math.min(examined, candidates.size());
        long left = lots;
        for (int i = 0; i < count && left > 0; i++) {
            AdlCandidate c = candidates.get((start + i) % candidates.size());
            long closed = Math.min(left, c.lots());
            fills.add(new AdlFill(c.account(), closed));
            left -= closed;
        }
        return fills;
    }

    /// Shares in proportion to a weight.
    final class ProRata {
        private ProRata() {}

        private static List<AdlFill> fill(
                List<AdlCandidate> candidates, long lots, ToLongFunction<AdlCandidate> weight) {
            var open =
                    new ArrayList<>(
                            candidates.stream().filter(c -> weight.applyAsLong(c) > 0).toList());
            var closed = new long[open.size()];
            long left = lots;
            while (left > 0) {
                long given = round(open, closed, left, weight);
                if (given == 0) {
                    break;
                }
                left -= given;
            }
            var fills = new ArrayList<AdlFill>();
            for (int i = 0; i < closed.length; i++) {
                if (closed[i] > 0) {
                    fills.add(new AdlFill(open.get(i).account(), closed[i]));
                }
            }
            return fills;
        }

        /// One round of shares among those that still have lots; returns what was handed out.
        private static long round(
                List<AdlCandidate> open,
                long[] closed,
                long lots,
                ToLongFunction<AdlCandidate> weight) {
            Rational total = Rational.ZERO;
            for (int i = 0; i < closed.length; i++) {
                if (closed[i] < open.get(i).lots()) {
                    total = total.plus(Rational.of(weight.applyAsLong(open.get(i))));
                }
            }
            long given = 0;
            for (int i = 0; i < closed.length; i++) {
                AdlCandidate c = open.get(i);
                long room = c.lots() - closed[i];
                if (room == 0) {
                    continue;
                }
                long share =
                        Rational.of(weight.applyAsLong(c)).times(lots).dividedBy(total).floor();
                long part = Math.min(room, Math.min(share, lots - given));
                closed[i] += part;
                given += part;
            }
            for (int i = 0; i < closed.length && given == 0; i++) {
                if (closed[i] < open.get(i).lots()) {
                    closed[i]++;
                    given++;
                }
            }
            return given;
        }
    }
}
