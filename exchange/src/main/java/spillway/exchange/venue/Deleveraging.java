package spillway.exchange.venue;

import java.util.ArrayList;
import java.util.List;
import spillway.exchange.account.Accounts;
import spillway.exchange.account.Booking;
import spillway.exchange.account.Proportion;
import spillway.exchange.account.Suspects;
import spillway.margin.adl.AdlFill;
import spillway.margin.adl.AdlPrice;
import spillway.margin.liquidation.FundRule;
import spillway.market.PositionSide;

/// Auto-deleveraging: closes what the house does not take over against the winners of the other
/// side, and shares what the fund cannot pay.
///
/// At the bankruptcy price the account ends at zero and the winner gives up the difference to the
/// mark; at a mark price the winner gives up nothing but its position, and what the account then
/// owes is the fund's. Where too few hold the other side (the house does), the house takes the rest
/// in any case.
final class Deleveraging {
    private final Floor floor;
    private final Accounts accounts;
    private final EngineTerms terms;
    private final Pricing pricing;
    private final Winners winners;

    Deleveraging(Floor floor, Pricing pricing) {
        this.floor = floor;
        accounts = floor.accounts;
        terms = floor.terms.engine();
        this.pricing = pricing;
        winners = new Winners(accounts, terms.adl());
    }

    /// Forgets the rankings of this command.
    void forget() {
        winners.forget();
    }

    private record Doomed(int instrument, Bankruptcy bankruptcy) {}

    /// Closes a unit completely.
    void close(int account, int unit, Trigger why) {
        var doomed = new ArrayList<Doomed>();
        for (int i = 0; i < accounts.instruments(); i++) {
            boolean isOf = unit == Suspects.CROSS ? !accounts.isIsolated(account, i) : unit == i;
            if (isOf && accounts.lots(account, i) != 0) {
                doomed.add(new Doomed(i, Bankruptcy.of(accounts, account, unit, i)));
            }
        }
        boolean tookOver = false;
        for (Doomed one : doomed) {
            closeAgainstWinners(account, one, why);
            tookOver |= takeRest(account, one, why);
        }
        settle(account, unit, tookOver);
    }

    private void closeAgainstWinners(int account, Doomed doomed, Trigger why) {
        int instrument = doomed.instrument();
        Bankruptcy bankruptcy = doomed.bankruptcy();
        long ticks =
                switch (terms.adlPrice()) {
                    case BANKRUPTCY -> bankruptcy.ticks();
                    case MARK -> accounts.mark(instrument);
                    case PREVIOUS_MARK -> pricing.previousMark(instrument);
                };
        PositionSide side = bankruptcy.side();
        long sign = side == PositionSide.LONG ? 1 : -1;
        List<AdlFill> fills = winners.fill(account, instrument, side, bankruptcy.lots());
        for (AdlFill fill : fills) {
            int winner = (int) fill.account();
            long value = accounts.margin(instrument).contract().value(fill.lots(), ticks);
            floor.cancelAll(winner, instrument);
            Booking.forced(accounts, account, instrument, -sign * fill.lots(), value, 0);
            Booking.wanted(accounts, winner, instrument, sign * fill.lots(), value, 0);
            floor.touched.add(winner, instrument);
            floor.sink.deleveraged(
                    winner,
                    instrument,
                    side == PositionSide.LONG ? PositionSide.SHORT : PositionSide.LONG,
                    fill.lots(),
                    ticks,
                    account,
                    why);
        }
        floor.touched.add(account, instrument);
    }

    private boolean takeRest(int account, Doomed doomed, Trigger why) {
        long rest = Math.abs(accounts.lots(account, doomed.instrument()));
        if (rest == 0) {
            return false;
        }
        Booking.handOver(accounts, account, doomed.instrument());
        Bankruptcy at = doomed.bankruptcy();
        floor.sink.takenOver(account, doomed.instrument(), at.side(), rest, at.ticks(), why);
        return true;
    }

    private void settle(int account, int unit, boolean tookOver) {
        long rest =
                unit == Suspects.CROSS
                        ? accounts.wallet(account)
                        : accounts.isolatedWallet(account, unit);
        boolean atBankruptcy = terms.adlPrice() == AdlPrice.BANKRUPTCY;
        boolean toFund =
                tookOver || atBankruptcy || rest < 0 || terms.fund() == FundRule.WHOLE_SURPLUS;
        if (unit != Suspects.CROSS) {
            accounts.addIsolated(account, unit, -rest);
            if (!toFund) {
                accounts.addWallet(account, rest);
            }
        } else if (toFund) {
            accounts.addWallet(account, -rest);
        }
        if (toFund) {
            FundChange why = rest < 0 ? FundChange.DEBT : FundChange.SURPLUS;
            floor.fund(account, rest, tookOver ? FundChange.TAKE_OVER : why);
        }
    }

    /// Lets winners pay what the fund owes, where that is the venue's rule: in proportion to the
    /// unrealised profit of each position in profit, rounded down.
    void shareLoss() {
        if (terms.sharing() != EngineTerms.LossSharing.WINNERS) {
            return;
        }
        long owed = -accounts.crossEquity(Accounts.HOUSE);
        if (owed <= 0) {
            return;
        }
        long profits = 0;
        for (int account = 1; account < accounts.capacity(); account++) {
            for (int i = 0; i < accounts.instruments(); i++) {
                profits = Math.addExact(profits, Math.max(0, accounts.profit(account, i)));
            }
        }
        for (int account = 1; account < accounts.capacity() && profits > 0; account++) {
            for (int i = 0; i < accounts.instruments(); i++) {
                long profit = accounts.profit(account, i);
                if (profit > 0) {
                    pay(account, i, Proportion.down(Math.min(owed, profits), profit, profits));
                }
            }
        }
    }

    private void pay(int account, int instrument, long money) {
        if (money == 0) {
            return;
        }
        if (accounts.isIsolated(account, instrument)) {
            accounts.addIsolated(account, instrument, -money);
        } else {
            accounts.addWallet(account, -money);
        }
        floor.sink.sharedLoss(account, money);
        floor.fund(account, money, FundChange.SHARED_LOSS);
        floor.touched.add(account, instrument);
    }
}
