package spillway.exchange.account;

import java.util.Arrays;

/// The cross accounts by how far prices must move before they can be liquidated, so that a price
/// move looks only at those that it can reach.
///
/// ## The bound
///
/// Let `E` be an account's equity and `R` its requirement, and let every price that it depends on
/// move, up or down, by a factor of at most `1 + r`. Then
///
/// - the value of a position, linear (`q P`) or inverse (`q / P`), changes by at most `r` times
///   itself, whichever way the price goes: it stays within `V / (1 + r)` and `V (1 + r)`; and so
///   does what collateral counts for, which is proportional to its price. So equity falls by at
///   most `r G`, where `G` is the sum of all values and counted collateral;
/// - the requirement of a position is that of a value of at most `V (1 + r)`, and no schedule asks
///   less of a larger value; an entry-priced one does not change.
///
/// So the account cannot be liquidated as long as `E − r G > R((1 + r) V)`. Rounding (inverse
/// values half-even, collateral down, each by less than a unit) is covered by [#ROUNDING] units for
/// each instrument and asset. Nothing is assumed about how prices move together.
///
/// ## The levels
///
/// On level `k` the band is `q = 2^−(k+2)`. Each level keeps, for each price, where its band is
/// anchored: a price that leaves `[anchor / (1 + q), anchor (1 + q)]` breaks that level, the
/// accounts there that depend on the price are looked at again, and the anchor moves to the price.
/// An account that is placed while prices are anywhere in the band sees them move by at most `(1 +
/// q)²` before the level breaks, and `(1 + q)² − 1 <= 3 q` because `q <= 1/4`; so it is placed on
/// the widest level for which the bound holds with `r = 3 q`. Where none is, it is near: looked at
/// whenever one of its prices moves.
public final class CrossWatch {
    /// Bands from 1/4 down to 1/32768.
    private static final int LEVELS = 14;

    private static final int NEAR = LEVELS;
    private static final int NOWHERE = -1;
    private static final int FIRST_SHIFT = 2;
    private static final int PRICES = Long.SIZE;

    /// Money units by which a position or asset may be off by rounding, and one to spare.
    private static final long ROUNDING = 3;

    private final Accounts accounts;
    private final Examination examination;
    private final byte[] level;
    private final int[] place;
    private final int[][] members = new int[LEVELS + 1][8];
    private final int[] sizes = new int[LEVELS + 1];

    /// Bands by level and price; empty until the price is first told.
    private final long[] lowest = new long[LEVELS * PRICES];

    private final long[] highest = new long[LEVELS * PRICES];
    private int[] scratch = new int[8];

    public CrossWatch(Accounts accounts, Examination examination) {
        this.accounts = accounts;
        this.examination = examination;
        level = new byte[accounts.capacity()];
        place = new int[accounts.capacity()];
        Arrays.fill(level, (byte) NOWHERE);
        Arrays.fill(lowest, 1);
    }

    /// Takes note of an account that changed.
    public void place(int account) {
        move(account, levelOf(account));
    }

    /// Takes note of a mark price that moved; shows the accounts that it may have liquidated.
    public void markMoved(int instrument, Suspects suspects) {
        moved(instrument, accounts.mark(instrument), suspects);
    }

    /// Takes note of a collateral price that moved; shows the accounts that it may have liquidated.
    public void priceMoved(int asset, Suspects suspects) {
        moved(Accounts.MAX_INSTRUMENTS + asset, accounts.price(asset), suspects);
    }

    private void moved(int price, long now, Suspects suspects) {
        for (int k = 0; k < LEVELS; k++) {
            int band = k * PRICES + price;
            if (now < lowest[band] || now > highest[band]) {
                long unit = 1L << (k + FIRST_SHIFT);
                lowest[band] = Proportion.up(now, unit, unit + 1);
                highest[band] = Proportion.down(now, unit + 1, unit);
                examine(k, price, suspects);
            }
        }
        examine(NEAR, price, suspects);
    }

    /// Looks again at the members of a level that depend on a price. Whoever moves to a level that
    /// is examined later is looked at twice, which changes nothing but the order of suspects.
    private void examine(int k, int price, Suspects suspects) {
        int count = sizes[k];
        if (count > scratch.length) {
            scratch = new int[count * 2];
        }
        System.arraycopy(members[k], 0, scratch, 0, count);
        for (int i = 0; i < count; i++) {
            int account = scratch[i];
            if ((accounts.activeBits(account) >>> price & 1) != 0) {
                boolean wasNear = level[account] == NEAR;
                place(account);
                if (wasNear || level[account] == NEAR) {
                    suspects.take(account, Suspects.CROSS);
                }
            }
        }
    }

    private int levelOf(int account) {
        if (account == Accounts.HOUSE || !accounts.hasCrossPosition(account)) {
            return NOWHERE;
        }
        if (examination == Examination.ALL) {
            return NEAR;
        }
        long equity = accounts.crossEquity(account);
        long slack = equity - accounts.crossRequirement(account);
        long gross = gross(account);
        for (int k = 0; k < LEVELS; k++) {
            long loss = 3 * ((gross >> (k + FIRST_SHIFT)) + 1);
            if (loss < slack && equity - loss > requirementAfter(account, k)) {
                return k;
            }
        }
        return NEAR;
    }

    private long gross(int account) {
        long gross = accounts.countedCollateral(account);
        for (int i = 0; i < accounts.instruments(); i++) {
            if (isCharged(account, i)) {
                gross = Math.addExact(gross, accounts.value(account, i));
            }
        }
        return gross;
    }

    private boolean isCharged(int account, int instrument) {
        return !accounts.isIdle(account, instrument)
                && !accounts.isIsolated(account, instrument)
                && accounts.lots(account, instrument) != 0;
    }

    /// The requirement of all positions were their values larger by `r`, and what rounding may add.
    private long requirementAfter(int account, int k) {
        long units = (long) accounts.instruments() + accounts.collaterals();
        long requirement = ROUNDING * units;
        for (int i = 0; i < accounts.instruments(); i++) {
            if (isCharged(account, i)) {
                long value = accounts.value(account, i);
                long priced =
                        switch (accounts.margin(i).rule().basis()) {
                            case MARK_PRICE -> value + 3 * ((value >> (k + FIRST_SHIFT)) + 1);
                            case ENTRY_PRICE -> accounts.entryValue(account, i);
                        };
                long lots = Math.abs(accounts.lots(account, i));
                long one = accounts.margin(i).requirement().roundedUp(lots, priced);
                requirement = Math.addExact(requirement, one);
            }
        }
        return requirement;
    }

    private void move(int account, int to) {
        int from = level[account];
        if (from == to) {
            return;
        }
        if (from != NOWHERE) {
            int last = members[from][--sizes[from]];
            members[from][place[account]] = last;
            place[last] = place[account];
        }
        level[account] = (byte) to;
        if (to != NOWHERE) {
            if (sizes[to] == members[to].length) {
                members[to] = Arrays.copyOf(members[to], sizes[to] * 2);
            }
            place[account] = sizes[to];
            members[to][sizes[to]++] = account;
        }
    }

    /// Accounts that are looked at whenever one of their prices moves.
    public int near() {
        return sizes[NEAR];
    }
}
