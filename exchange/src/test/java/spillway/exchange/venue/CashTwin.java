package spillway.exchange.venue;

import spillway.exchange.account.Accounts;
import spillway.exchange.book.OrderSide;
import spillway.margin.ContractTerms;
import spillway.market.PositionSide;

/// The obvious account: cash that was paid and received, and lots that are held. It knows no entry
/// price, margin, isolated wallet or realised profit; what an account is worth comes out all the
/// same, exactly, where contracts are linear.
final class CashTwin implements VenueSink {
    private final VenueTerms terms;
    private final long[] cash;
    private final long[][] lots;
    private final boolean[] unknown;

    CashTwin(VenueTerms terms) {
        this.terms = terms;
        cash = new long[terms.accounts()];
        lots = new long[terms.accounts()][terms.instruments().size()];
        unknown = new boolean[terms.accounts()];
    }

    private ContractTerms contract(int instrument) {
        return terms.instruments().get(instrument).margin().contract();
    }

    private void trade(int account, int instrument, long bought, long ticks, long feePpb) {
        long value = contract(instrument).value(Math.abs(bought), ticks);
        cash[account] -= bought > 0 ? value : -value;
        cash[account] -= FeeTerms.fee(value, feePpb);
        lots[account][instrument] += bought;
    }

    /// Cash and the value of what is held; what was taken over begins anew from `venue`.
    long worth(Venue venue, int account) {
        long held = 0;
        for (int i = 0; i < lots[account].length; i++) {
            long value = contract(i).value(1, Math.max(1, venue.accounts().mark(i)));
            held += lots[account][i] * value;
        }
        if (unknown[account]) {
            unknown[account] = false;
            for (int i = 0; i < lots[account].length; i++) {
                held +=
                        (venue.accounts().lots(account, i) - lots[account][i])
                                * contract(i).value(1, Math.max(1, venue.accounts().mark(i)));
                lots[account][i] = venue.accounts().lots(account, i);
            }
            cash[account] = worth(venue.accounts(), account) - held;
        }
        return cash[account] + held;
    }

    /// The same by the venue's books.
    static long worth(Accounts accounts, int account) {
        long worth = accounts.wallet(account);
        for (int i = 0; i < accounts.instruments(); i++) {
            worth += accounts.isolatedWallet(account, i) + accounts.profit(account, i);
        }
        return worth;
    }

    @Override
    public void moved(int account, int asset, long amount) {
        if (asset == VenueInput.SETTLEMENT) {
            cash[account] += amount;
        }
    }

    @Override
    public void filled(
            int instrument,
            long takerId,
            int taker,
            long makerId,
            int maker,
            OrderSide takerSide,
            long ticks,
            long traded,
            long left,
            FillCause cause) {
        long bought = takerSide == OrderSide.BUY ? traded : -traded;
        boolean free = cause == FillCause.LIQUIDATION || cause == FillCause.HOUSE_EXIT;
        trade(taker, instrument, bought, ticks, free ? 0 : terms.fees().takerPpb());
        trade(maker, instrument, -bought, ticks, terms.fees().makerPpb());
    }

    @Override
    public void liquidated(
            int account,
            int instrument,
            PositionSide side,
            long ofLots,
            long limit,
            long bankruptcy,
            long filledLots,
            long filledValue,
            long fee,
            Trigger trigger) {
        cash[account] -= fee;
    }

    @Override
    public void takenOver(
            int account,
            int instrument,
            PositionSide side,
            long taken,
            long ticks,
            Trigger trigger) {
        unknown[account] = true;
    }

    @Override
    public void deleveraged(
            int account,
            int instrument,
            PositionSide closedSide,
            long closed,
            long ticks,
            int bankrupt,
            Trigger trigger) {
        long bought = closedSide == PositionSide.SHORT ? closed : -closed;
        trade(account, instrument, bought, ticks, 0);
        trade(bankrupt, instrument, -bought, ticks, 0);
    }

    @Override
    public void fundChanged(int account, long change, long wallet, FundChange why) {
        switch (why) {
            case SURPLUS, DEBT, TAKE_OVER -> cash[account] -= change;
            case DEPOSIT, LIQUIDATION_FEE, SHARED_LOSS -> {}
        }
    }

    @Override
    public void sharedLoss(int account, long paid) {
        cash[account] -= paid;
    }

    @Override
    public void converted(int account, int asset, long amount, long proceeds) {
        cash[account] += proceeds;
    }

    @Override
    public void fundingPaid(int account, int instrument, long money) {
        cash[account] -= money;
    }
}
