package spillway.exchange.venue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import spillway.exchange.account.Accounts;
import spillway.margin.adl.AdlCandidate;
import spillway.margin.adl.AdlFill;
import spillway.margin.adl.AdlPolicy;
import spillway.margin.adl.AdlRanking;
import spillway.market.PositionSide;

/// Who holds the other side of a bankrupt position, in the order in which the venue closes them.
///
/// A queue is ranked once for all that is closed in one look of the engine, as venues do, and
/// consumed from the front; a position that shrank since gives what it still has.
final class Winners {
    /// Scores that differ by less, relative to the larger, are compared as exact fractions. A score
    /// is a few roundings of a double away from its fraction, about 10^-15.
    private static final double CLOSE = 1e-12;

    private final Accounts accounts;
    private final AdlPolicy policy;
    private final List<Queue> queues = new ArrayList<>();

    /// A ranked side of an instrument and how much of its front is used up.
    private static final class Queue {
        private final int instrument;
        private final PositionSide side;
        private final List<AdlCandidate> ranked;
        private int next;

        private Queue(int instrument, PositionSide side, List<AdlCandidate> ranked) {
            this.instrument = instrument;
            this.side = side;
            this.ranked = ranked;
        }
    }

    private record Scored(double score, AdlCandidate candidate) {}

    Winners(Accounts accounts, AdlPolicy policy) {
        this.accounts = accounts;
        this.policy = policy;
    }

    /// Forgets the rankings: prices may have moved.
    void forget() {
        queues.clear();
    }

    /// Whom to close for `lots` that face `bankruptSide`, fewer if there are not as many.
    List<AdlFill> fill(int bankrupt, int instrument, PositionSide bankruptSide, long lots) {
        PositionSide side =
                bankruptSide == PositionSide.LONG ? PositionSide.SHORT : PositionSide.LONG;
        return switch (policy) {
            case AdlPolicy.Queue(AdlRanking ranking) ->
                    fromQueue(queue(instrument, side, ranking), bankrupt, lots);
            case AdlPolicy.RandomStart _, AdlPolicy.ProRataProfit _, AdlPolicy.ProRataRisk _ ->
                    policy.fill(
                            candidates(instrument, side).stream()
                                    .filter(c -> c.account() != bankrupt)
                                    .toList(),
                            lots);
        };
    }

    private List<AdlFill> fromQueue(Queue queue, int bankrupt, long lots) {
        var fills = new ArrayList<AdlFill>();
        long left = lots;
        for (int at = queue.next; left > 0 && at < queue.ranked.size(); at++) {
            int account = (int) queue.ranked.get(at).account();
            long held = heldOn(queue.side, account, queue.instrument);
            long closed = account == bankrupt ? 0 : Math.min(left, held);
            if (closed > 0) {
                fills.add(new AdlFill(account, closed));
                left -= closed;
            }
            if (closed == held && at == queue.next) {
                queue.next++;
            }
        }
        return fills;
    }

    private long heldOn(PositionSide side, int account, int instrument) {
        long lots = accounts.lots(account, instrument);
        return Math.max(0, side == PositionSide.LONG ? lots : -lots);
    }

    private Queue queue(int instrument, PositionSide side, AdlRanking ranking) {
        for (Queue queue : queues) {
            if (queue.instrument == instrument && queue.side == side) {
                return queue;
            }
        }
        var scored = new ArrayList<Scored>();
        for (AdlCandidate candidate : candidates(instrument, side)) {
            scored.add(new Scored(approximate(ranking, candidate), candidate));
        }
        scored.sort(order(ranking));
        var queue = new Queue(instrument, side, scored.stream().map(Scored::candidate).toList());
        queues.add(queue);
        return queue;
    }

    /// The order of [AdlQueue]: by falling score, then by account.
    private static Comparator<Scored> order(AdlRanking ranking) {
        return (a, b) -> {
            double far = CLOSE * Math.max(Math.abs(a.score()), Math.abs(b.score()));
            if (Math.abs(a.score() - b.score()) > far) {
                return Double.compare(b.score(), a.score());
            }
            int exact = ranking.score(b.candidate()).compareTo(ranking.score(a.candidate()));
            return exact != 0
                    ? exact
                    : Long.compare(a.candidate().account(), b.candidate().account());
        };
    }

    /// [AdlRanking#score] as a double.
    private static double approximate(AdlRanking ranking, AdlCandidate c) {
        double leverage = (double) c.value() / Math.max(1, c.equity());
        double profit = (double) c.profit() / c.entryValue();
        return switch (ranking) {
            case BITMEX -> c.profit() > 0 ? profit * leverage : profit / leverage;
            case BINANCE ->
                    c.equity() <= 0
                            ? 0
                            : (double) Math.max(0, c.profit())
                                    / Math.max(c.unit(), c.wallet())
                                    * c.maintenance()
                                    / c.equity();
            case HYPERLIQUID -> {
                double moved = (double) c.value() / c.entryValue();
                yield (c.side() == PositionSide.LONG ? moved : 1 / moved) * leverage;
            }
            case LEVERAGED_RETURN -> profit * leverage;
        };
    }

    private List<AdlCandidate> candidates(int instrument, PositionSide side) {
        var candidates = new ArrayList<AdlCandidate>();
        for (int account = 1; account < accounts.capacity(); account++) {
            long lots = heldOn(side, account, instrument);
            if (lots > 0) {
                candidates.add(candidate(account, instrument, side, lots));
            }
        }
        return candidates;
    }

    /// A position as the rankings see it; under cross margin everything else that the account has
    /// is its wallet.
    private AdlCandidate candidate(int account, int instrument, PositionSide side, long lots) {
        long profit = accounts.profit(account, instrument);
        boolean isolated = accounts.isIsolated(account, instrument);
        long wallet =
                isolated
                        ? accounts.isolatedWallet(account, instrument)
                        : accounts.crossEquity(account) - profit;
        long maintenance =
                isolated
                        ? accounts.requirement(account, instrument)
                        : accounts.crossRequirement(account);
        return new AdlCandidate(
                account,
                side,
                lots,
                Math.max(1, accounts.value(account, instrument)),
                Math.max(1, accounts.entryValue(account, instrument)),
                profit,
                wallet,
                maintenance,
                accounts.moneyUnit());
    }
}
