package spillway.exchange.account;

import java.io.IOException;
import java.util.List;
import spillway.exchange.state.StateReader;
import spillway.exchange.state.StateWriter;
import spillway.margin.ContractTerms;
import spillway.margin.LiquidationTrigger;
import spillway.margin.MarginMode;
import spillway.margin.MarginTerms;
import spillway.market.PositionSide;

/// What every account of a venue holds, and what follows from it at the present prices. Mutable,
/// single-threaded, allocates nothing after construction.
///
/// ## Layout
///
/// The position of an account in an instrument is eight words, one cache line, at `account ×
/// instruments + instrument`: all margin questions of an account read neighbouring lines.
///
/// ```
/// [0] lots             long > 0, short < 0
/// [1] entry value      money units, >= 0
/// [2] isolated wallet  what backs the position alone; 0 under cross margin
/// [3] open buy lots    [4] open sell lots, of orders that rest in the book
/// [5] leverage << 1 | 1 if isolated
/// ```
///
/// ## Money
///
/// A fill moves `value` from one side to the other and nothing else does but fees, funding and what
/// the venue books openly, so the sum over all accounts of `wallet + isolated wallet − signed entry
/// value`, with the venue's own lines, is exactly what was paid in. Entry value is signed as profit
/// is: the value of a position at any one price cancels out, since longs equal shorts.
///
/// Account 0 is the [#HOUSE]: the insurance fund, or the vault that takes its place. It trades
/// without margin.
public final class Accounts {
    /// The venue's own account.
    public static final int HOUSE = 0;

    /// Instruments and collateral assets share a word of bits.
    public static final int MAX_INSTRUMENTS = 48;

    public static final int MAX_COLLATERALS = 15;

    /// The leverage of a position for which none was chosen.
    public static final int DEFAULT_LEVERAGE = 10;

    private static final int SHIFT = 3;
    private static final int LOTS = 0;
    private static final int ENTRY = 1;
    private static final int ISOLATED = 2;
    private static final int BUYS = 3;
    private static final int SELLS = 4;
    private static final int CHOICE = 5;

    private final InstrumentTerms[] instruments;
    private final MarginTerms[] margins;
    private final ContractTerms[] contracts;
    private final CollateralTerms[] collaterals;
    private final LiquidationTrigger trigger;
    private final int capacity;

    private final long[] words;
    private final long[] wallets;
    private final long[] amounts;

    /// Bit `i`: a position or open orders in instrument `i`; bit `48 + k`: some of collateral `k`.
    private final long[] active;

    private final long[] marks;
    private final long[] prices;
    private final long[] openLots;
    private final long[] netLots;

    /// @param instruments at most 48, settled in one currency at one scale, under one trigger
    /// @param collaterals at most 15
    /// @param capacity accounts, the house included
    public Accounts(
            List<InstrumentTerms> instruments, List<CollateralTerms> collaterals, int capacity) {
        if (instruments.isEmpty() || instruments.size() > MAX_INSTRUMENTS) {
            throw new IllegalArgumentException(
                    "instruments must be 1 to %d, were %d"
                            .formatted(MAX_INSTRUMENTS, instruments.size()));
        }
        if (collaterals.size() > MAX_COLLATERALS) {
            throw new IllegalArgumentException(
                    "collaterals must be at most %d, were %d"
                            .formatted(MAX_COLLATERALS, collaterals.size()));
        }
        this.instruments = instruments.toArray(InstrumentTerms[]::new);
        this.collaterals = collaterals.toArray(CollateralTerms[]::new);
        this.capacity = capacity;
        margins = instruments.stream().map(InstrumentTerms::margin).toArray(MarginTerms[]::new);
        contracts =
                instruments.stream().map(t -> t.margin().contract()).toArray(ContractTerms[]::new);
        trigger = margins[0].rule().trigger();
        requireOneKind();
        words = new long[Math.multiplyExact(capacity * instruments.size(), 1 << SHIFT)];
        wallets = new long[capacity];
        amounts = new long[capacity * collaterals.size()];
        active = new long[capacity];
        marks = new long[instruments.size()];
        prices = new long[collaterals.size()];
        openLots = new long[instruments.size()];
        netLots = new long[instruments.size()];
        for (int at = CHOICE; at < words.length; at += 1 << SHIFT) {
            words[at] = DEFAULT_LEVERAGE << 1;
        }
    }

    private void requireOneKind() {
        for (InstrumentTerms terms : instruments) {
            ContractTerms contract = terms.margin().contract();
            if (!contract.settlement().equals(contracts[0].settlement())
                    || contract.moneyScale() != contracts[0].moneyScale()
                    || terms.margin().rule().trigger() != trigger) {
                throw new IllegalArgumentException(
                        "a venue's instruments settle in one currency at one scale under one"
                                + " trigger, found %s beside %s"
                                        .formatted(terms.symbol(), instruments[0].symbol()));
            }
        }
    }

    public int capacity() {
        return capacity;
    }

    public int instruments() {
        return instruments.length;
    }

    public int collaterals() {
        return collaterals.length;
    }

    public InstrumentTerms terms(int instrument) {
        return instruments[instrument];
    }

    public MarginTerms margin(int instrument) {
        return margins[instrument];
    }

    public CollateralTerms collateral(int asset) {
        return collaterals[asset];
    }

    /// The mark price in ticks, 0 while unknown.
    public long mark(int instrument) {
        return marks[instrument];
    }

    public void mark(int instrument, long ticks) {
        marks[instrument] = ticks;
    }

    /// The price of a collateral asset, settlement money units for one whole asset; 0 while
    /// unknown.
    public long price(int asset) {
        return prices[asset];
    }

    public void price(int asset, long price) {
        prices[asset] = price;
    }

    /// Lots held long, equal to lots held short.
    public long openLots(int instrument) {
        return openLots[instrument];
    }

    /// Lots held long less lots held short: 0 between commands.
    public long netLots(int instrument) {
        return netLots[instrument];
    }

    private int at(int account, int instrument) {
        return (account * instruments.length + instrument) << SHIFT;
    }

    /// Size of a position: a long is positive, a short negative.
    public long lots(int account, int instrument) {
        return words[at(account, instrument) + LOTS];
    }

    /// What the position was worth when it was opened, in money units.
    public long entryValue(int account, int instrument) {
        return words[at(account, instrument) + ENTRY];
    }

    /// What backs an isolated position alone, before its profit.
    public long isolatedWallet(int account, int instrument) {
        return words[at(account, instrument) + ISOLATED];
    }

    public void addIsolated(int account, int instrument, long money) {
        int at = at(account, instrument) + ISOLATED;
        words[at] = Math.addExact(words[at], money);
    }

    public long openBuyLots(int account, int instrument) {
        return words[at(account, instrument) + BUYS];
    }

    public long openSellLots(int account, int instrument) {
        return words[at(account, instrument) + SELLS];
    }

    public void addOpenBuys(int account, int instrument, long lots) {
        int at = at(account, instrument);
        words[at + BUYS] += lots;
        noteActive(account, instrument, at);
    }

    public void addOpenSells(int account, int instrument, long lots) {
        int at = at(account, instrument);
        words[at + SELLS] += lots;
        noteActive(account, instrument, at);
    }

    public MarginMode mode(int account, int instrument) {
        return isIsolated(account, instrument) ? MarginMode.ISOLATED : MarginMode.CROSS;
    }

    public boolean isIsolated(int account, int instrument) {
        return (words[at(account, instrument) + CHOICE] & 1) != 0;
    }

    public int leverage(int account, int instrument) {
        return (int) (words[at(account, instrument) + CHOICE] >>> 1);
    }

    public void choose(int account, int instrument, MarginMode mode, int leverage) {
        int isolated =
                switch (mode) {
                    case ISOLATED -> 1;
                    case CROSS -> 0;
                };
        words[at(account, instrument) + CHOICE] = (long) leverage << 1 | isolated;
    }

    /// Whether the account holds nothing of an instrument and has no orders in it.
    public boolean isIdle(int account, int instrument) {
        return (active[account] >>> instrument & 1) == 0;
    }

    /// The prices that the account depends on: bit `i` for instrument `i`, bit `48 + k` for
    /// collateral `k`.
    public long activeBits(int account) {
        return active[account];
    }

    public static long collateralBit(int asset) {
        return 1L << (MAX_INSTRUMENTS + asset);
    }

    private void noteActive(int account, int instrument, int at) {
        long bit = 1L << instrument;
        boolean some = (words[at + LOTS] | words[at + BUYS] | words[at + SELLS]) != 0;
        active[account] = some ? active[account] | bit : active[account] & ~bit;
    }

    /// The cross wallet in the settlement currency, before unrealised profit.
    public long wallet(int account) {
        return wallets[account];
    }

    public void addWallet(int account, long money) {
        wallets[account] = Math.addExact(wallets[account], money);
    }

    /// What the account holds of a collateral asset, `>= 0`.
    public long amount(int account, int asset) {
        return amounts[account * collaterals.length + asset];
    }

    public void addAmount(int account, int asset, long more) {
        int at = account * collaterals.length + asset;
        amounts[at] = Math.addExact(amounts[at], more);
        long bit = collateralBit(asset);
        active[account] = amounts[at] != 0 ? active[account] | bit : active[account] & ~bit;
    }

    private static PositionSide side(long lots) {
        return lots > 0 ? PositionSide.LONG : PositionSide.SHORT;
    }

    /// Money units that are one whole unit of the settlement currency.
    public long moneyUnit() {
        long unit = 1;
        for (int i = 0; i < contracts[0].moneyScale(); i++) {
            unit *= 10;
        }
        return unit;
    }

    /// Value of a position at its mark price, `>= 0`.
    public long value(int account, int instrument) {
        long lots = lots(account, instrument);
        return lots == 0 ? 0 : contracts[instrument].value(Math.abs(lots), marks[instrument]);
    }

    /// Unrealised profit of a position at its mark price.
    public long profit(int account, int instrument) {
        int at = at(account, instrument);
        long lots = words[at];
        if (lots == 0) {
            return 0;
        }
        ContractTerms contract = contracts[instrument];
        long value = contract.value(Math.abs(lots), marks[instrument]);
        return contract.profit(side(lots), words[at + ENTRY], value);
    }

    /// What equity is held against for a position, rounded up.
    public long requirement(int account, int instrument) {
        int at = at(account, instrument);
        long lots = words[at];
        return lots == 0
                ? 0
                : margins[instrument].requirement(
                        Math.abs(lots), words[at + ENTRY], marks[instrument]);
    }

    /// What backs an isolated position before profit: its wallet, less the closing fee where the
    /// venue sets it aside.
    public long isolatedBacking(int account, int instrument) {
        int at = at(account, instrument);
        long wallet = words[at + ISOLATED];
        return wallet - margins[instrument].feeSetAside(side(words[at]), words[at + ENTRY], wallet);
    }

    /// Backing and profit of an isolated position.
    public long isolatedEquity(int account, int instrument) {
        return isolatedBacking(account, instrument) + profit(account, instrument);
    }

    /// Whether the venue liquidates a position on its own at the present mark price: never under
    /// cross margin.
    public boolean isIsolatedLiquidated(int account, int instrument) {
        return isIsolatedLiquidated(account, instrument, marks[instrument]);
    }

    boolean isIsolatedLiquidated(int account, int instrument, long markTicks) {
        int at = at(account, instrument);
        long lots = words[at];
        return lots != 0
                && (words[at + CHOICE] & 1) != 0
                && margins[instrument].isLiquidated(
                        side(lots),
                        Math.abs(lots),
                        words[at + ENTRY],
                        isolatedBacking(account, instrument),
                        markTicks);
    }

    /// What the account's collateral counts for.
    public long countedCollateral(int account) {
        long counted = 0;
        long bits = active[account] >>> MAX_INSTRUMENTS;
        for (; bits != 0; bits &= bits - 1) {
            int asset = Long.numberOfTrailingZeros(bits);
            counted =
                    Math.addExact(
                            counted,
                            collaterals[asset].counted(amount(account, asset), prices[asset]));
        }
        return counted;
    }

    /// Wallet, counted collateral and the unrealised profit of all cross positions.
    public long crossEquity(int account) {
        long equity = Math.addExact(wallets[account], countedCollateral(account));
        long bits = instrumentBits(account);
        for (; bits != 0; bits &= bits - 1) {
            int instrument = Long.numberOfTrailingZeros(bits);
            if (!isIsolated(account, instrument)) {
                equity = Math.addExact(equity, profit(account, instrument));
            }
        }
        return equity;
    }

    private long instrumentBits(int account) {
        return active[account] & ((1L << MAX_INSTRUMENTS) - 1);
    }

    /// What cross equity is held against: the sum over cross positions, each rounded up.
    public long crossRequirement(int account) {
        long requirement = 0;
        long bits = instrumentBits(account);
        for (; bits != 0; bits &= bits - 1) {
            int instrument = Long.numberOfTrailingZeros(bits);
            if (!isIsolated(account, instrument)) {
                requirement = Math.addExact(requirement, requirement(account, instrument));
            }
        }
        return requirement;
    }

    /// Whether the account holds a position or has orders that rest.
    public boolean hasExposure(int account) {
        return instrumentBits(account) != 0;
    }

    /// Whether the account holds a cross position.
    public boolean hasCrossPosition(int account) {
        long bits = instrumentBits(account);
        for (; bits != 0; bits &= bits - 1) {
            int instrument = Long.numberOfTrailingZeros(bits);
            if (!isIsolated(account, instrument) && lots(account, instrument) != 0) {
                return true;
            }
        }
        return false;
    }

    /// Whether the venue liquidates the cross positions of an account at the present prices. What
    /// holds no position is never liquidated.
    public boolean isCrossLiquidated(int account) {
        return hasCrossPosition(account)
                && isBelow(crossEquity(account), crossRequirement(account));
    }

    /// Whether `equity` is too little under the venue's trigger.
    public boolean isBelow(long equity, long requirement) {
        return switch (trigger) {
            case BELOW -> equity < requirement;
            case AT_OR_BELOW -> equity <= requirement;
        };
    }

    /// Lots that are at risk in an instrument if the orders of the worse side are filled, after a
    /// change of open orders.
    public long exposureLots(int account, int instrument, long moreBuys, long moreSells) {
        int at = at(account, instrument);
        long lots = words[at];
        long up = Math.abs(lots + words[at + BUYS] + moreBuys);
        long down = Math.abs(lots - words[at + SELLS] - moreSells);
        return Math.max(up, down);
    }

    /// Initial margin of `lots` at the mark price, rounded up: value over the chosen leverage, and
    /// never less than what the position would be held against.
    public long initialMargin(int account, int instrument, long lots) {
        if (lots == 0) {
            return 0;
        }
        long value = contracts[instrument].value(lots, marks[instrument]);
        long chosen = Math.ceilDiv(value, leverage(account, instrument));
        return Math.max(chosen, margins[instrument].requirement(lots, value, marks[instrument]));
    }

    /// What may be withdrawn or used as margin: cross equity less the initial margin of cross
    /// positions and of all open orders. Unrealised profit and collateral back cross positions
    /// only, so for isolated ones the wallet is the limit besides.
    public long available(int account) {
        long margin = 0;
        long profit = 0;
        long bits = instrumentBits(account);
        for (; bits != 0; bits &= bits - 1) {
            int instrument = Long.numberOfTrailingZeros(bits);
            margin = Math.addExact(margin, charged(account, instrument, 0, 0));
            if (!isIsolated(account, instrument)) {
                profit = Math.addExact(profit, profit(account, instrument));
            }
        }
        long backing = Math.addExact(wallets[account], countedCollateral(account));
        return Math.subtractExact(Math.addExact(backing, profit), margin);
    }

    /// The initial margin that an instrument takes out of the cross wallet after a change of open
    /// orders: all of a cross exposure; of an isolated one what goes beyond the position.
    public long charged(int account, int instrument, long moreBuys, long moreSells) {
        long exposure = exposureLots(account, instrument, moreBuys, moreSells);
        if (!isIsolated(account, instrument)) {
            return initialMargin(account, instrument, exposure);
        }
        long beyond = Math.max(0, exposure - Math.abs(lots(account, instrument)));
        return initialMargin(account, instrument, beyond);
    }

    /// Books a fill of a cross position: the position changes, realised profit and fee go to the
    /// wallet.
    ///
    /// @param bought lots, negative if sold
    /// @param value of the fill, `>= 0`
    /// @param fee taken, negative for a rebate
    public void trade(int account, int instrument, long bought, long value, long fee) {
        addWallet(account, realise(account, instrument, bought, value) - fee);
    }

    /// Changes a position by a fill; returns the profit realised by what was closed, which is still
    /// to be booked.
    ///
    /// A fill that turns a position is split: `value` is divided by lots, the closing part rounded
    /// down.
    public long realise(int account, int instrument, long bought, long value) {
        int at = at(account, instrument);
        long lots = words[at + LOTS];
        long entry = words[at + ENTRY];
        long realised = 0;
        if (lots == 0 || lots > 0 == bought > 0) {
            words[at + ENTRY] = Math.addExact(entry, value);
        } else {
            long size = Math.abs(bought);
            long closed = Math.min(Math.abs(lots), size);
            long closedValue = closed == size ? value : Proportion.down(value, closed, size);
            long closedEntry =
                    closed == Math.abs(lots)
                            ? entry
                            : Proportion.down(entry, closed, Math.abs(lots));
            realised = contracts[instrument].profit(side(lots), closedEntry, closedValue);
            words[at + ENTRY] = entry - closedEntry + (value - closedValue);
        }
        setLots(account, instrument, at, lots + bought);
        return realised;
    }

    private void setLots(int account, int instrument, int at, long lots) {
        long before = words[at + LOTS];
        words[at + LOTS] = lots;
        openLots[instrument] += Math.max(lots, 0) - Math.max(before, 0);
        netLots[instrument] += lots - before;
        noteActive(account, instrument, at);
    }

    /// Profit signed entry value: what all accounts of an instrument hold cancels out at any price
    /// but for this.
    long signedEntry(int account, int instrument) {
        int at = at(account, instrument);
        long lots = words[at];
        return lots == 0 ? 0 : contracts[instrument].profit(side(lots), words[at + ENTRY], 0);
    }

    public void save(StateWriter out) throws IOException {
        out.section("accounts");
        out.numbers(words, words.length);
        out.numbers(wallets, capacity);
        out.numbers(amounts, amounts.length);
        out.numbers(active, capacity);
        out.numbers(marks, marks.length);
        out.numbers(prices, prices.length);
        out.numbers(openLots, openLots.length);
        out.numbers(netLots, netLots.length);
    }

    public void load(StateReader in) throws IOException {
        in.section("accounts");
        in.all(words);
        in.all(wallets);
        in.all(amounts);
        in.all(active);
        in.all(marks);
        in.all(prices);
        in.all(openLots);
        in.all(netLots);
    }
}
