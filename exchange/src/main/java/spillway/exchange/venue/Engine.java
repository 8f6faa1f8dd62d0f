package spillway.exchange.venue;

import java.io.IOException;
import java.util.Arrays;
import spillway.exchange.account.Accounts;
import spillway.exchange.account.Booking;
import spillway.exchange.account.Proportion;
import spillway.exchange.account.Suspects;
import spillway.exchange.book.OrderSide;
import spillway.exchange.state.StateReader;
import spillway.exchange.state.StateWriter;
import spillway.margin.liquidation.FundRule;
import spillway.market.PositionSide;

/// The liquidation engine: takes what is below its requirement one after the other, in the order in
/// which it fell there and by account where several did at once.
///
/// A **unit** is what is liquidated together: one isolated position, or all cross positions of an
/// account. In one command each unit gets one look, with at most one order for each of its
/// positions, so a cascade inside a command ends; what is not cured then is looked at again when a
/// price that it depends on is told, or the next mark price is computed.
final class Engine implements Suspects {
    private static final int FIRST = 64;
    private static final int QUEUED = 1;
    private static final int UNCURED = 2;
    private static final long MILLION = 1_000_000;

    private final Floor floor;
    private final Accounts accounts;
    private final EngineTerms terms;
    private final House house;
    private final Deleveraging deleveraging;
    private final OrderSizing sizing;
    private final int columns;
    private final byte[] flags;
    private final long[] lastOrderNs;
    private final long[] lastPartialNs;

    private int[] queue = new int[FIRST];
    private Trigger[] triggers = new Trigger[FIRST];
    private int head;
    private int end;
    private int[] fresh = new int[FIRST];
    private int freshCount;

    Engine(Floor floor, House house, Deleveraging deleveraging) {
        this.floor = floor;
        accounts = floor.accounts;
        terms = floor.terms.engine();
        this.house = house;
        this.deleveraging = deleveraging;
        sizing = new OrderSizing(accounts, terms.firstOrder(), floor.terms.fees().liquidationPpb());
        columns = accounts.instruments() + 1;
        flags = new byte[Math.multiplyExact(accounts.capacity(), columns)];
        lastOrderNs = new long[accounts.capacity()];
        lastPartialNs = new long[accounts.capacity()];
        Arrays.fill(triggers, Trigger.MARK);
    }

    /// Notes what a price may have hit, if it did; [#admit] lets it in.
    @Override
    public void take(int account, int unit) {
        int at = account * columns + unit + 1;
        if (!isLiquidated(account, unit)) {
            if ((flags[at] & UNCURED) != 0) {
                flags[at] &= ~UNCURED;
                floor.touched.add(account, unit);
            }
        } else if ((flags[at] & QUEUED) == 0) {
            flags[at] |= QUEUED;
            if (freshCount == fresh.length) {
                fresh = Arrays.copyOf(fresh, freshCount * 2);
            }
            fresh[freshCount++] = at;
        }
    }

    /// Queues what was noted, by account.
    void admit(Trigger trigger) {
        Arrays.sort(fresh, 0, freshCount);
        for (int i = 0; i < freshCount; i++) {
            if (end == queue.length) {
                queue = Arrays.copyOf(queue, end * 2);
                triggers = Arrays.copyOf(triggers, end * 2);
            }
            triggers[end] = trigger;
            queue[end++] = fresh[i];
        }
        freshCount = 0;
    }

    boolean hasNext() {
        return head < end;
    }

    /// Looks at the next unit.
    void next() {
        int at = queue[head];
        step(at / columns, at % columns - 1, triggers[head++]);
    }

    /// Ends the command: every unit may be queued again.
    void finish() {
        for (int i = 0; i < end; i++) {
            flags[queue[i]] &= ~QUEUED;
        }
        head = 0;
        end = 0;
        deleveraging.forget();
    }

    private boolean isLiquidated(int account, int unit) {
        return unit == CROSS
                ? accounts.isCrossLiquidated(account)
                : accounts.isIsolatedLiquidated(account, unit);
    }

    private long equity(int account, int unit) {
        return unit == CROSS
                ? accounts.crossEquity(account)
                : accounts.isolatedEquity(account, unit);
    }

    private long requirement(int account, int unit) {
        return unit == CROSS
                ? accounts.crossRequirement(account)
                : accounts.requirement(account, unit);
    }

    private void step(int account, int unit, Trigger trigger) {
        int at = account * columns + unit + 1;
        Trigger why = (flags[at] & UNCURED) != 0 ? Trigger.UNCURED : trigger;
        if (!isLiquidated(account, unit)) {
            flags[at] &= ~UNCURED;
            return;
        }
        cancelOrders(account, unit);
        if (unit == CROSS) {
            convertCollateral(account);
        }
        if (isLiquidated(account, unit)) {
            flags[at] |= UNCURED;
            closeSome(account, unit, why);
        }
        if (!isLiquidated(account, unit)) {
            flags[at] &= ~UNCURED;
        }
    }

    private void cancelOrders(int account, int unit) {
        for (int i = 0; i < accounts.instruments(); i++) {
            if (unit == CROSS || unit == i) {
                floor.cancelAll(account, i);
            }
        }
    }

    private void convertCollateral(int account) {
        for (int asset = 0; asset < accounts.collaterals(); asset++) {
            long amount = accounts.amount(account, asset);
            if (amount > 0 && accounts.price(asset) > 0) {
                floor.convert(account, asset, amount);
            }
        }
    }

    private void closeSome(int account, int unit, Trigger why) {
        long equity = equity(account, unit);
        long least = Proportion.up(requirement(account, unit), terms.backstopPpm(), MILLION);
        if (equity < least || equity < 0) {
            close(account, unit, why);
            return;
        }
        if (lastOrderNs[account] != 0 && floor.timeNs - lastOrderNs[account] < terms.retryNs()) {
            return;
        }
        long filled = 0;
        long ordered = 0;
        for (int i = largest(account, unit, ordered); i >= 0; ) {
            if (sizing.takesOverWhole() && lots(account, unit, i) == size(account, i)) {
                close(account, unit, why);
                return;
            }
            filled += order(account, unit, i, why);
            boolean oneOnly = terms.after() != EngineTerms.AfterOrder.TAKE_OVER;
            if (oneOnly || !isLiquidated(account, unit)) {
                break;
            }
            ordered |= 1L << i;
            i = largest(account, unit, ordered);
        }
        settleFlat(account, unit);
        if (isLiquidated(account, unit)) {
            switch (terms.after()) {
                case TAKE_OVER -> close(account, unit, why);
                case LADDER -> {
                    if (filled == 0) {
                        close(account, unit, why);
                    }
                }
                case WAIT -> {}
            }
        }
    }

    private long size(int account, int instrument) {
        return Math.abs(accounts.lots(account, instrument));
    }

    private long lots(int account, int unit, int instrument) {
        long last = lastPartialNs[account];
        return sizing.lots(
                account, unit, instrument, last == 0 ? Long.MAX_VALUE : floor.timeNs - last);
    }

    /// The unit's position with the largest requirement, equal ones by number, of those whose bit
    /// in `ordered` is not set; -1 if there is none.
    private int largest(int account, int unit, long ordered) {
        int largest = -1;
        long most = -1;
        for (int i = 0; i < accounts.instruments(); i++) {
            boolean isLeft = isOf(account, unit, i) && (ordered >>> i & 1) == 0;
            if (isLeft && accounts.requirement(account, i) > most) {
                most = accounts.requirement(account, i);
                largest = i;
            }
        }
        return largest;
    }

    /// Sends one order; returns the lots that it traded.
    private long order(int account, int unit, int instrument, Trigger why) {
        Bankruptcy bankruptcy = Bankruptcy.of(accounts, account, unit, instrument);
        long lots = lots(account, unit, instrument);
        OrderSide orderSide =
                bankruptcy.side() == PositionSide.LONG ? OrderSide.SELL : OrderSide.BUY;
        long limit = limit(account, unit, instrument, bankruptcy);
        floor.force(account, instrument, orderSide, limit, lots);
        lastOrderNs[account] = floor.timeNs;
        long filled = floor.forcedLots();
        long fee = 0;
        if (filled > 0) {
            fee = charge(account, instrument, bankruptcy, filled, floor.forcedValue());
            if (accounts.lots(account, instrument) != 0) {
                lastPartialNs[account] = floor.timeNs;
            }
        }
        floor.touched.add(account, instrument);
        floor.sink.liquidated(
                account,
                instrument,
                bankruptcy.side(),
                lots,
                limit,
                bankruptcy.ticks(),
                filled,
                floor.forcedValue(),
                fee,
                why);
        return filled;
    }

    private long limit(int account, int unit, int instrument, Bankruptcy bankruptcy) {
        long ticks =
                switch (terms.limit()) {
                    case BANKRUPTCY -> bankruptcy.ticks();
                    case FILLABLE -> fillable(account, unit, instrument, bankruptcy.side());
                };
        return bankruptcy.side() == PositionSide.LONG
                ? Math.max(ticks, floor.bandLow(instrument))
                : Math.min(ticks, floor.bandHigh(instrument));
    }

    /// dYdX's limit: the mark less one and a half times the maintenance margin, in the proportion
    /// in which equity has fallen below the requirement (`DydxSubaccount.fillablePrice`).
    private long fillable(int account, int unit, int instrument, PositionSide side) {
        long requirement = requirement(account, unit);
        long decay = Math.clamp(requirement - equity(account, unit), 0, requirement);
        long own = accounts.requirement(account, instrument);
        long spread = Proportion.down(own + own / 2, decay, Math.max(1, requirement));
        long value = accounts.value(account, instrument);
        long share = Proportion.down(accounts.mark(instrument), spread, value);
        long mark = accounts.mark(instrument);
        return Math.max(1, side == PositionSide.LONG ? mark - share : mark + share);
    }

    /// Takes the fee of a liquidation order: at most what the fill brought in beyond bankruptcy.
    private long charge(
            int account, int instrument, Bankruptcy bankruptcy, long filled, long value) {
        long surplus = bankruptcy.surplus(accounts.margin(instrument).contract(), filled, value);
        long full = FeeTerms.fee(value, floor.terms.fees().liquidationPpb());
        long fee = Math.min(full, Math.max(0, surplus));
        if (accounts.isIsolated(account, instrument)) {
            accounts.addIsolated(account, instrument, -fee);
        } else {
            accounts.addWallet(account, -fee);
        }
        if (terms.fund() == FundRule.FEE_UP_TO_SURPLUS) {
            floor.fund(account, fee, FundChange.LIQUIDATION_FEE);
        } else {
            floor.ledger.addFees(fee);
        }
        return fee;
    }

    /// Settles what is left behind an isolated position that was closed.
    private void settleFlat(int account, int unit) {
        if (unit == CROSS || accounts.lots(account, unit) != 0) {
            return;
        }
        long rest = accounts.isolatedWallet(account, unit);
        accounts.addIsolated(account, unit, -rest);
        if (rest < 0) {
            floor.fund(account, rest, FundChange.DEBT);
        } else if (terms.fund() == FundRule.WHOLE_SURPLUS) {
            floor.fund(account, rest, FundChange.SURPLUS);
        } else {
            accounts.addWallet(account, rest);
        }
        floor.touched.add(account, unit);
    }

    /// Ends a unit: the house takes it over if it may, else winners close it.
    private void close(int account, int unit, Trigger why) {
        long value = 0;
        for (int i = 0; i < accounts.instruments(); i++) {
            if (isOf(account, unit, i)) {
                value = Math.addExact(value, accounts.value(account, i));
            }
        }
        long backing =
                unit == CROSS
                        ? accounts.crossEquity(account)
                        : accounts.isolatedWallet(account, unit) + accounts.profit(account, unit);
        if (house.takes(value, backing)) {
            takeOver(account, unit, why);
        } else {
            deleveraging.close(account, unit, why);
        }
    }

    private boolean isOf(int account, int unit, int instrument) {
        return unit == CROSS
                ? !accounts.isIsolated(account, instrument)
                        && accounts.lots(account, instrument) != 0
                : unit == instrument;
    }

    /// Hands a unit over with all that backs it. That equals a trade at the bankruptcy price, where
    /// its equity is zero, but for rounding, and is exact.
    private void takeOver(int account, int unit, Trigger why) {
        var prices = new Bankruptcy[accounts.instruments()];
        for (int i = 0; i < prices.length; i++) {
            if (isOf(account, unit, i)) {
                prices[i] = Bankruptcy.of(accounts, account, unit, i);
            }
        }
        for (int i = 0; i < prices.length; i++) {
            if (isOf(account, unit, i)) {
                Bankruptcy at = prices[i];
                Booking.handOver(accounts, account, i);
                floor.touched.add(account, i);
                floor.sink.takenOver(account, i, at.side(), at.lots(), at.ticks(), why);
            }
        }
        if (unit == CROSS) {
            long wallet = accounts.wallet(account);
            accounts.addWallet(account, -wallet);
            floor.fund(account, wallet, FundChange.TAKE_OVER);
        } else {
            long wallet = accounts.isolatedWallet(account, unit);
            accounts.addIsolated(account, unit, -wallet);
            floor.fund(account, wallet, FundChange.TAKE_OVER);
        }
    }

    void save(StateWriter out) throws IOException {
        out.section("engine");
        out.numbers(lastOrderNs, lastOrderNs.length);
        out.numbers(lastPartialNs, lastPartialNs.length);
        int uncured = 0;
        var units = new int[flags.length];
        for (int at = 0; at < flags.length; at++) {
            if (flags[at] != 0) {
                units[uncured++] = at;
            }
        }
        out.numbers(units, uncured);
    }

    void load(StateReader in) throws IOException {
        in.section("engine");
        in.all(lastOrderNs);
        in.all(lastPartialNs);
        Arrays.fill(flags, (byte) 0);
        var units = new int[flags.length];
        int uncured = in.numbers(units);
        for (int i = 0; i < uncured; i++) {
            flags[units[i]] = UNCURED;
        }
    }
}
