package spillway.exchange.book;

import java.util.Arrays;

/// Lots summed by account, forgotten all at once: a scratch table that is kept between uses.
final class LotsByAccount {
    private static final int FIRST_CAPACITY = 1 << 8;

    private int[] accounts = new int[FIRST_CAPACITY];
    private long[] lots = new long[FIRST_CAPACITY];

    /// The round in which each entry was written; entries of earlier rounds are free.
    private int[] rounds = new int[FIRST_CAPACITY];

    private int round = 1;
    private int size;

    void clear() {
        size = 0;
        if (++round == 0) {
            Arrays.fill(rounds, 0);
            round = 1;
        }
    }

    long of(int account) {
        int at = find(account);
        return rounds[at] == round ? lots[at] : 0;
    }

    void add(int account, long more) {
        int at = find(account);
        if (rounds[at] == round) {
            lots[at] += more;
            return;
        }
        rounds[at] = round;
        accounts[at] = account;
        lots[at] = more;
        if (++size * 2 > accounts.length) {
            grow();
        }
    }

    private int find(int account) {
        int mask = accounts.length - 1;
        int at = (int) ((account * 0x9E37_79B9_7F4A_7C15L) >>> 40) & mask;
        while (rounds[at] == round && accounts[at] != account) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        int[] oldAccounts = accounts;
        long[] oldLots = lots;
        int[] oldRounds = rounds;
        accounts = new int[oldAccounts.length * 2];
        lots = new long[oldAccounts.length * 2];
        rounds = new int[oldAccounts.length * 2];
        for (int i = 0; i < oldAccounts.length; i++) {
            if (oldRounds[i] == round) {
                int at = find(oldAccounts[i]);
                rounds[at] = round;
                accounts[at] = oldAccounts[i];
                lots[at] = oldLots[i];
            }
        }
    }
}
