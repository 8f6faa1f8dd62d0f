package spillway.exchange.venue;

import spillway.exchange.account.Accounts;
import spillway.exchange.account.Proportion;
import spillway.exchange.account.Suspects;
import spillway.exchange.book.OrderBook;
import spillway.margin.ContractTerms;
import spillway.market.PositionSide;

/// Where a position's share of its account's equity is used up.
///
/// An isolated position has all of its own. A cross account's equity is divided by requirement, as
/// dYdX v4 does (`protocol/x/clob/keeper/liquidations.go`); of other venues that is an assumption.
///
/// @param side of the position
/// @param lots its size, `> 0`
/// @param value what closing all of it must bring in, or may cost, for equity to be zero: money
///   units, `>= 0`
/// @param ticks that value as a price, put on the tick away from the trader
record Bankruptcy(PositionSide side, long lots, long value, long ticks) {
    /// @param unit the instrument of an isolated position, or [Suspects#CROSS]
    static Bankruptcy of(Accounts accounts, int account, int unit, int instrument) {
        long equity =
                unit == Suspects.CROSS
                        ? share(accounts, account, instrument)
                        : accounts.isolatedEquity(account, instrument);
        return at(accounts, account, instrument, equity);
    }

    private static long share(Accounts accounts, int account, int instrument) {
        long all = accounts.crossRequirement(account);
        long own = accounts.requirement(account, instrument);
        return all == 0 ? 0 : Proportion.floor(accounts.crossEquity(account), own, all);
    }

    private static Bankruptcy at(Accounts accounts, int account, int instrument, long equity) {
        long signed = accounts.lots(account, instrument);
        PositionSide side = signed > 0 ? PositionSide.LONG : PositionSide.SHORT;
        long lots = Math.abs(signed);
        ContractTerms contract = accounts.margin(instrument).contract();
        long now = accounts.value(account, instrument);
        long value =
                Math.max(
                        0,
                        contract.gainsWithValue(side)
                                ? Math.subtractExact(now, equity)
                                : Math.addExact(now, equity));
        return new Bankruptcy(side, lots, value, ticks(contract, side, lots, value));
    }

    private static long ticks(ContractTerms contract, PositionSide side, long lots, long value) {
        long one = contract.value(lots, 1);
        long highest = OrderBook.MAX_PRICE_TICKS;
        boolean up = side == PositionSide.LONG;
        if (contract.isInverse()) {
            long least = Math.max(1, value);
            return Math.clamp(up ? Math.ceilDiv(one, least) : one / least, 1, highest);
        }
        return Math.clamp(up ? Math.ceilDiv(value, one) : value / one, 1, highest);
    }

    /// What closing `closed` lots for `closedValue` brings in beyond bankruptcy; negative if less.
    long surplus(ContractTerms contract, long closed, long closedValue) {
        return contract.gainsWithValue(side)
                ? closedValue - Proportion.up(value, closed, lots)
                : Proportion.down(value, closed, lots) - closedValue;
    }
}
