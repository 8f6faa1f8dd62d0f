package spillway.exchange.account;

/// What must hold between any two commands, checked over all accounts.
public final class Audit {
    private Audit() {}

    /// All money of all accounts, in settlement money units: wallets, isolated wallets and the
    /// unrealised profit of every position at any one price, at which longs and shorts cancel out.
    public static long money(Accounts accounts) {
        long sum = 0;
        for (int account = 0; account < accounts.capacity(); account++) {
            sum = Math.addExact(sum, accounts.wallet(account));
            for (int i = 0; i < accounts.instruments(); i++) {
                sum = Math.addExact(sum, accounts.isolatedWallet(account, i));
                sum = Math.addExact(sum, accounts.signedEntry(account, i));
            }
        }
        return sum;
    }

    /// What all accounts hold of a collateral asset.
    public static long amount(Accounts accounts, int asset) {
        long sum = 0;
        for (int account = 0; account < accounts.capacity(); account++) {
            sum = Math.addExact(sum, accounts.amount(account, asset));
        }
        return sum;
    }

    /// Throws unless in every instrument lots long equal lots short, and agree with what is kept.
    ///
    /// @throws IllegalStateException that says which instrument and by how much
    public static void requireEqualSides(Accounts accounts) {
        for (int i = 0; i < accounts.instruments(); i++) {
            long longs = 0;
            long shorts = 0;
            for (int account = 0; account < accounts.capacity(); account++) {
                long lots = accounts.lots(account, i);
                longs += Math.max(lots, 0);
                shorts += Math.max(-lots, 0);
            }
            if (longs != shorts || longs != accounts.openLots(i) || accounts.netLots(i) != 0) {
                throw new IllegalStateException(
                        "%s: expected lots long = lots short = %d, found %d long and %d short"
                                .formatted(
                                        accounts.terms(i).symbol(),
                                        accounts.openLots(i),
                                        longs,
                                        shorts));
            }
        }
    }

    /// Throws if an account owes and nothing stands against it: a negative wallet without cross
    /// position or collateral, or a negative isolated wallet without position.
    public static void requireNoOpenDebt(Accounts accounts) {
        for (int account = 1; account < accounts.capacity(); account++) {
            boolean owes =
                    accounts.wallet(account) < 0
                            && !accounts.hasCrossPosition(account)
                            && accounts.countedCollateral(account) == 0;
            for (int i = 0; i < accounts.instruments(); i++) {
                owes |= accounts.lots(account, i) == 0 && accounts.isolatedWallet(account, i) != 0;
            }
            if (owes) {
                throw new IllegalStateException(
                        "account %d: expected no debt without a position, found a wallet of %d"
                                .formatted(account, accounts.wallet(account)));
            }
        }
    }
}
