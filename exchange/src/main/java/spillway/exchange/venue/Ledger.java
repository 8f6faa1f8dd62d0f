package spillway.exchange.venue;

import java.io.IOException;
import spillway.exchange.account.Accounts;
import spillway.exchange.account.Audit;
import spillway.exchange.state.StateReader;
import spillway.exchange.state.StateWriter;

/// The venue's own lines beside the accounts. With them every unit that was paid in is somewhere:
/// accounts (the fund's among them) + fees + conversion desk = paid in, exactly.
final class Ledger {
    private final long[] deskAmounts;
    private final long[] paidInAmounts;
    private long fees;
    private long desk;
    private long paidIn;

    Ledger(int collaterals) {
        deskAmounts = new long[collaterals];
        paidInAmounts = new long[collaterals];
    }

    /// Fees taken, less rebates, and what funding was rounded by.
    long fees() {
        return fees;
    }

    void addFees(long money) {
        fees = Math.addExact(fees, money);
    }

    /// What the desk spent on collateral that it bought from debtors, as a negative number.
    long desk() {
        return desk;
    }

    /// What the desk holds of an asset.
    long deskAmount(int asset) {
        return deskAmounts[asset];
    }

    void buy(int asset, long amount, long money) {
        deskAmounts[asset] = Math.addExact(deskAmounts[asset], amount);
        desk = Math.subtractExact(desk, money);
    }

    /// Deposits less withdrawals.
    long paidIn() {
        return paidIn;
    }

    void payIn(int asset, long amount) {
        if (asset == VenueInput.SETTLEMENT) {
            paidIn = Math.addExact(paidIn, amount);
        } else {
            paidInAmounts[asset] = Math.addExact(paidInAmounts[asset], amount);
        }
    }

    /// Throws unless every unit that was paid in is still somewhere.
    void requireBalance(Accounts accounts) {
        require("money", paidIn, Audit.money(accounts) + fees + desk);
        for (int asset = 0; asset < deskAmounts.length; asset++) {
            long held = Audit.amount(accounts, asset) + deskAmounts[asset];
            require(accounts.collateral(asset).asset(), paidInAmounts[asset], held);
        }
    }

    private static void require(String what, long expected, long found) {
        if (expected != found) {
            throw new IllegalStateException(
                    what
                            + ": expected accounts, fund, fees and desk to hold what was paid in, "
                            + expected
                            + ", found "
                            + found);
        }
    }

    void save(StateWriter out) throws IOException {
        out.section("ledger");
        out.number(fees);
        out.number(desk);
        out.number(paidIn);
        out.numbers(deskAmounts, deskAmounts.length);
        out.numbers(paidInAmounts, paidInAmounts.length);
    }

    void load(StateReader in) throws IOException {
        in.section("ledger");
        fees = in.number();
        desk = in.number();
        paidIn = in.number();
        in.all(deskAmounts);
        in.all(paidInAmounts);
    }
}
