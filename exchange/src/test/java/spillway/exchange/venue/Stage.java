package spillway.exchange.venue;

import java.util.ArrayList;
import java.util.List;
import spillway.exchange.account.Accounts;
import spillway.exchange.book.OrderSide;
import spillway.exchange.book.OrderTerms;
import spillway.margin.MarginMode;
import spillway.market.PositionSide;

/// A venue with a few accounts, whose story is kept as lines. Money is whole dollars.
final class Stage implements VenueSink {
    static final long DOLLAR = 1_000_000;
    static final long START_NS = 1_770_000_000_000_000_000L;
    private static final long SECOND_NS = 1_000_000_000;

    final Venue venue;
    private final List<String> lines = new ArrayList<>();
    private long timeNs = START_NS;

    Stage(VenueTerms terms) {
        venue = new Venue(terms, this);
        venue.advance(timeNs);
    }

    /// What happened since the last call, one line an event.
    List<String> story() {
        var told = List.copyOf(lines);
        lines.clear();
        return told;
    }

    Stage mark(long ticks) {
        venue.mark(0, ticks);
        return this;
    }

    Stage deposit(int account, long dollars) {
        venue.deposit(account, VenueInput.SETTLEMENT, dollars * DOLLAR);
        return this;
    }

    Stage choose(int account, MarginMode mode, int leverage) {
        venue.choose(account, 0, mode, leverage);
        return this;
    }

    /// A trade between two accounts at a price: the first one buys.
    Stage trade(int buyer, int seller, long lots, long ticks) {
        venue.limit(seller, 0, OrderSide.SELL, ticks, lots, OrderTerms.PLAIN);
        venue.limit(buyer, 0, OrderSide.BUY, ticks, lots, OrderTerms.PLAIN);
        return this;
    }

    Stage bid(int account, long lots, long ticks) {
        venue.limit(account, 0, OrderSide.BUY, ticks, lots, OrderTerms.PLAIN);
        return this;
    }

    Stage ask(int account, long lots, long ticks) {
        venue.limit(account, 0, OrderSide.SELL, ticks, lots, OrderTerms.PLAIN);
        return this;
    }

    Stage seconds(long seconds) {
        timeNs += seconds * SECOND_NS;
        venue.advance(timeNs);
        return this;
    }

    long wallet(int account) {
        return venue.accounts().wallet(account);
    }

    long lots(int account) {
        return venue.accounts().lots(account, 0);
    }

    long fund() {
        return venue.accounts().wallet(Accounts.HOUSE);
    }

    @Override
    public void rejected(int account, int instrument, VenueReject reason) {
        lines.add("%d refused: %s".formatted(account, reason));
    }

    @Override
    public void liquidated(
            int account,
            int instrument,
            PositionSide closedSide,
            long lots,
            long limitTicks,
            long bankruptcyTicks,
            long filledLots,
            long filledValue,
            long fee,
            Trigger trigger) {
        lines.add(
                "%d liquidated: %s %d lots at %d or better, %d filled, %s"
                        .formatted(account, closedSide, lots, limitTicks, filledLots, trigger));
    }

    @Override
    public void takenOver(
            int account,
            int instrument,
            PositionSide closedSide,
            long lots,
            long bankruptcyTicks,
            Trigger trigger) {
        lines.add(
                "%d taken over: %s %d lots at %d"
                        .formatted(account, closedSide, lots, bankruptcyTicks));
    }

    @Override
    public void deleveraged(
            int account,
            int instrument,
            PositionSide closedSide,
            long lots,
            long priceTicks,
            int bankrupt,
            Trigger trigger) {
        lines.add(
                "%d deleveraged: %s %d lots at %d against %d"
                        .formatted(account, closedSide, lots, priceTicks, bankrupt));
    }

    @Override
    public void fundChanged(int account, long change, long wallet, FundChange why) {
        if (why != FundChange.DEPOSIT) {
            lines.add("fund %s%d: %s".formatted(change < 0 ? "" : "+", change, why));
        }
    }

    @Override
    public void converted(int account, int asset, long amount, long proceeds) {
        lines.add("%d converted: %d for %d".formatted(account, amount, proceeds));
    }

    @Override
    public void sharedLoss(int account, long paid) {
        lines.add("%d pays %d".formatted(account, paid));
    }
}
