package spillway.exchange.account;

import org.jspecify.annotations.Nullable;
import spillway.exchange.positions.ForcedFlow;
import spillway.exchange.positions.LiquidationIndex;
import spillway.margin.MarginTerms;
import spillway.market.PositionSide;

/// The isolated positions of each instrument by the price that liquidates them.
///
/// The index is coarse: its tick is about an eight-thousandth of the first mark price, and whom a
/// price may hit is judged again exactly. Liquidation prices are put on the side of the coarse tick
/// that is reached first, those outside on the last one, so nobody who is hit is missed. A position
/// that is liquidated already, and waits for the engine, lies where every price hits it.
public final class IsolatedWatch {
    /// Coarse ticks up to four times the first mark price: 2.4 MB an instrument.
    private static final int TICKS = (1 << 15) - 1;

    private static final int FIRST_POSITIONS = 1 << 10;

    private final Accounts accounts;
    private final Examination examination;
    private final @Nullable LiquidationIndex[] indexes;
    private final int[] shifts;

    public IsolatedWatch(Accounts accounts, Examination examination) {
        this.accounts = accounts;
        this.examination = examination;
        indexes = new LiquidationIndex[accounts.instruments()];
        shifts = new int[accounts.instruments()];
    }

    private LiquidationIndex index(int instrument) {
        LiquidationIndex index = indexes[instrument];
        if (index == null) {
            long far = 4 * Math.max(1, accounts.mark(instrument));
            int bits = Long.SIZE - Long.numberOfLeadingZeros(far);
            shifts[instrument] = Math.max(0, bits - 15);
            index = new LiquidationIndex(TICKS, FIRST_POSITIONS);
            indexes[instrument] = index;
        }
        return index;
    }

    /// Takes note of a position that changed.
    public void place(int account, int instrument) {
        long lots = accounts.lots(account, instrument);
        if (lots == 0 || !accounts.isIsolated(account, instrument)) {
            LiquidationIndex made = indexes[instrument];
            if (made != null && made.contains(account)) {
                made.remove(account);
            }
            return;
        }
        LiquidationIndex index = index(instrument);
        long entry = accounts.entryValue(account, instrument);
        long margin = Math.max(0, accounts.isolatedWallet(account, instrument));
        index.put(
                account,
                coarse(account, instrument, lots),
                lots,
                lots > 0 ? entry : -entry,
                margin);
    }

    private int coarse(int account, int instrument, long lots) {
        int always = lots > 0 ? TICKS : 1;
        boolean isHit = accounts.isIsolatedLiquidated(account, instrument);
        if (isHit || examination == Examination.ALL) {
            return always;
        }
        long ticks = liquidationTicks(account, instrument);
        return ticks == MarginTerms.NEVER
                ? LiquidationIndex.NEVER
                : Math.clamp(ticks >>> shifts[instrument], 1, TICKS);
    }

    /// The first tick at which a position that is not liquidated yet will be; [MarginTerms#NEVER]
    /// if none liquidates it.
    public long liquidationTicks(int account, int instrument) {
        long lots = accounts.lots(account, instrument);
        return LiquidationTick.of(
                accounts.margin(instrument),
                lots > 0 ? PositionSide.LONG : PositionSide.SHORT,
                Math.abs(lots),
                accounts.entryValue(account, instrument),
                accounts.isolatedBacking(account, instrument),
                accounts.mark(instrument));
    }

    /// Shows the positions that may be liquidated at the present mark price, in no particular
    /// order. Nothing may be placed meanwhile.
    public void suspects(int instrument, Suspects suspects) {
        LiquidationIndex index = index(instrument);
        int mark = Math.clamp(accounts.mark(instrument) >>> shifts[instrument], 1, TICKS);
        index.hit(
                PositionSide.LONG,
                TICKS,
                mark,
                (_, block) -> {
                    for (int i = 0; i < block.size(); i++) {
                        suspects.take(block.number(i), instrument);
                    }
                });
        index.hit(
                PositionSide.SHORT,
                1,
                mark,
                (_, block) -> {
                    for (int i = 0; i < block.size(); i++) {
                        suspects.take(block.number(i), instrument);
                    }
                });
    }

    /// What isolated positions a move of the mark price from here to `toTicks` would liquidate, to
    /// the coarse tick; costs and margins in money units.
    public ForcedFlow pending(int instrument, long toTicks) {
        long mark = accounts.mark(instrument);
        PositionSide side = toTicks < mark ? PositionSide.LONG : PositionSide.SHORT;
        LiquidationIndex index = index(instrument);
        int low = (int) Math.min(TICKS, Math.min(mark, toTicks) >>> shifts[instrument]);
        int high = (int) Math.min(TICKS, Math.max(mark, toTicks) >>> shifts[instrument]);
        return index.between(side, low, high);
    }
}
