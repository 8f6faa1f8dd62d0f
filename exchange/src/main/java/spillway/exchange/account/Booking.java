package spillway.exchange.account;

/// How a fill changes an account: the one place where positions are opened and closed.
public final class Booking {
    private Booking() {}

    /// Books a fill that the account's owner wanted, or that auto-deleveraging gave it.
    ///
    /// A cross position takes profit and fee from the wallet. What opens an isolated position moves
    /// its margin, value over leverage, from the wallet as far as that holds it; what closes one
    /// gives back its share of the margin with the profit. A loss beyond that share is taken from
    /// the rest of the isolated wallet, then from the wallet.
    ///
    /// @param bought lots, negative if sold
    /// @param value of the fill, `>= 0`
    /// @param fee taken, negative for a rebate
    public static void wanted(
            Accounts accounts, int account, int instrument, long bought, long value, long fee) {
        if (!accounts.isIsolated(account, instrument)) {
            accounts.trade(account, instrument, bought, value, fee);
            return;
        }
        long lots = accounts.lots(account, instrument);
        long size = Math.abs(bought);
        boolean closes = lots != 0 && lots > 0 != bought > 0;
        long closed = closes ? Math.min(Math.abs(lots), size) : 0;
        long opened = size - closed;
        long openedValue = closed == 0 ? value : value - Proportion.down(value, closed, size);
        long released = closes ? released(accounts, account, instrument, closed) : 0;
        long realised = accounts.realise(account, instrument, bought, value);
        long net = released + realised - fee;
        accounts.addIsolated(account, instrument, -released);
        if (net < 0 && opened == 0 && accounts.lots(account, instrument) != 0) {
            long rest = Math.max(0, accounts.isolatedWallet(account, instrument));
            long paid = Math.min(-net, rest);
            accounts.addIsolated(account, instrument, -paid);
            net += paid;
        }
        accounts.addWallet(account, net);
        if (opened > 0) {
            long margin = Math.ceilDiv(openedValue, accounts.leverage(account, instrument));
            long moved = Math.clamp(accounts.wallet(account), 0, margin);
            accounts.addWallet(account, -moved);
            accounts.addIsolated(account, instrument, moved);
        }
    }

    private static long released(Accounts accounts, int account, int instrument, long closed) {
        long lots = Math.abs(accounts.lots(account, instrument));
        long margin = accounts.isolatedWallet(account, instrument);
        return closed == lots ? margin : Proportion.down(Math.max(0, margin), closed, lots);
    }

    /// Books a fill of a liquidation order: profit, loss and fee stay with what backs the position,
    /// so that closing a part helps the rest. What is left behind a closed isolated position stays
    /// there for the engine to settle.
    public static void forced(
            Accounts accounts, int account, int instrument, long bought, long value, long fee) {
        if (accounts.isIsolated(account, instrument)) {
            long realised = accounts.realise(account, instrument, bought, value);
            accounts.addIsolated(account, instrument, realised - fee);
        } else {
            accounts.trade(account, instrument, bought, value, fee);
        }
    }

    /// Hands a position over to the house at its entry value: nothing is realised, and what it
    /// gains or loses from now on is the house's.
    public static void handOver(Accounts accounts, int account, int instrument) {
        long lots = accounts.lots(account, instrument);
        if (lots == 0) {
            return;
        }
        long value = accounts.entryValue(account, instrument);
        accounts.realise(account, instrument, -lots, value);
        accounts.trade(Accounts.HOUSE, instrument, lots, value, 0);
    }
}
