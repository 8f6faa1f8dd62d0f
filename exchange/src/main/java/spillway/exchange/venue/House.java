package spillway.exchange.venue;

import java.io.IOException;
import spillway.exchange.account.Accounts;
import spillway.exchange.account.Proportion;
import spillway.exchange.book.OrderSide;
import spillway.exchange.state.StateReader;
import spillway.exchange.state.StateWriter;

/// The insurance fund as an account: what it may still take over, and how it works that off.
final class House {
    private static final long MILLION = 1_000_000;
    private static final long HOUR_NS = 3_600_000_000_000L;

    /// Highest equity of each of the last eight hours, by hour modulo eight.
    private static final int HOURS = 8;

    private final Floor floor;
    private final Accounts accounts;
    private final EngineTerms terms;
    private final long[] peaks = new long[HOURS];
    private final long[] nextExitNs;
    private long hour;

    House(Floor floor) {
        this.floor = floor;
        accounts = floor.accounts;
        terms = floor.terms.engine();
        nextExitNs = new long[accounts.instruments()];
    }

    /// Cash and unrealised profit.
    long equity() {
        return accounts.crossEquity(Accounts.HOUSE);
    }

    /// Gross value of what it holds.
    long gross() {
        long gross = 0;
        for (int i = 0; i < accounts.instruments(); i++) {
            gross = Math.addExact(gross, accounts.value(Accounts.HOUSE, i));
        }
        return gross;
    }

    /// Notes the present equity for [FundLimits#drawdownPpm].
    void observe() {
        long now = Math.floorDiv(floor.timeNs, HOUR_NS);
        long equity = equity();
        if (now - hour >= HOURS) {
            for (int i = 0; i < HOURS; i++) {
                peaks[i] = equity;
            }
        }
        for (long passed = Math.max(hour, now - HOURS) + 1; passed <= now; passed++) {
            peaks[(int) (passed % HOURS)] = equity;
        }
        hour = now;
        int at = (int) (now % HOURS);
        peaks[at] = Math.max(peaks[at], equity);
    }

    private boolean hasFallen(long equity) {
        if (terms.limits().drawdownPpm() == 0) {
            return false;
        }
        long peak = equity;
        for (long one : peaks) {
            peak = Math.max(peak, one);
        }
        return peak > 0
                && Proportion.floor(peak - equity, MILLION, peak) >= terms.limits().drawdownPpm();
    }

    /// Whether it takes over positions of this gross value that bring `equity` with them.
    boolean takes(long value, long equity) {
        boolean solvent =
                switch (terms.limits().takes()) {
                    case ANY -> true;
                    case SOLVENT -> equity >= 0;
                };
        long own = equity();
        long after = Math.addExact(own, equity);
        if (!solvent || after < 0 || hasFallen(own)) {
            return false;
        }
        long share = terms.limits().positionPpm();
        return share == Long.MAX_VALUE
                || Math.addExact(gross(), value) <= Proportion.down(after, share, MILLION);
    }

    /// Sends what is due of its exit.
    void exit() {
        for (int i = 0; i < accounts.instruments(); i++) {
            long lots = accounts.lots(Accounts.HOUSE, i);
            if (lots == 0 || floor.timeNs < nextExitNs[i]) {
                continue;
            }
            nextExitNs[i] = floor.timeNs + terms.exit().everyNs();
            long part = Proportion.up(Math.abs(lots), terms.exit().sharePpm(), MILLION);
            OrderSide orderSide = lots > 0 ? OrderSide.SELL : OrderSide.BUY;
            floor.books[i].market(Accounts.HOUSE, orderSide, part, Floor.IMMEDIATE);
        }
    }

    void save(StateWriter out) throws IOException {
        out.section("house");
        out.numbers(peaks, HOURS);
        out.numbers(nextExitNs, nextExitNs.length);
        out.number(hour);
    }

    void load(StateReader in) throws IOException {
        in.section("house");
        in.all(peaks);
        in.all(nextExitNs);
        hour = in.number();
    }
}
