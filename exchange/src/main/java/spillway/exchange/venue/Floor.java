package spillway.exchange.venue;

import java.io.IOException;
import spillway.exchange.account.Accounts;
import spillway.exchange.account.Booking;
import spillway.exchange.account.Proportion;
import spillway.exchange.book.AccountOrders;
import spillway.exchange.book.BookSink;
import spillway.exchange.book.CancelReason;
import spillway.exchange.book.FoundOrder;
import spillway.exchange.book.OrderBook;
import spillway.exchange.book.OrderId;
import spillway.exchange.book.OrderSide;
import spillway.exchange.book.OrderTerms;
import spillway.exchange.book.ReduceLimits;
import spillway.exchange.book.RejectReason;
import spillway.exchange.book.TimeInForce;
import spillway.exchange.state.StateReader;
import spillway.exchange.state.StateWriter;
import spillway.margin.ContractTerms;

/// The books of a venue, and what a trade there does to accounts. Shared by all parts of a venue;
/// nothing outside the package sees it.
final class Floor {
    static final OrderTerms IMMEDIATE = OrderTerms.of(TimeInForce.IMMEDIATE_OR_CANCEL);

    private static final int NOBODY = -1;
    private static final long MILLION = 1_000_000;

    final VenueTerms terms;
    final VenueSink sink;
    final Accounts accounts;
    final Ledger ledger;
    final Touched touched;
    final OrderBook[] books;

    private final AccountOrders[] orders;
    private final ContractTerms[] contracts;
    private final FoundOrder found = new FoundOrder();

    /// Simulated time, nanoseconds since the epoch.
    long timeNs;

    /// Whose liquidation order runs, and what it has traded so far.
    private int forced = NOBODY;

    private long forcedLots;
    private long forcedValue;

    /// The number of the conditional order that woke last.
    private long wokenNumber;

    Floor(VenueTerms terms, VenueSink sink) {
        this.terms = terms;
        this.sink = sink;
        accounts = new Accounts(terms.instruments(), terms.collaterals(), terms.accounts());
        ledger = new Ledger(terms.collaterals().size());
        int instruments = terms.instruments().size();
        touched = new Touched(terms.accounts(), instruments);
        books = new OrderBook[instruments];
        orders = new AccountOrders[instruments];
        contracts = new ContractTerms[instruments];
        for (int i = 0; i < instruments; i++) {
            var pit = new Pit(i);
            books[i] = new OrderBook(pit, pit);
            orders[i] = new AccountOrders();
            contracts[i] = accounts.margin(i).contract();
        }
    }

    /// The newest order of an account in an instrument, 0 if there is none.
    long firstOrder(int account, int instrument) {
        return orders[instrument].first(account);
    }

    void cancelAll(int account, int instrument) {
        for (long id = firstOrder(account, instrument);
                id != 0;
                id = firstOrder(account, instrument)) {
            books[instrument].cancel(account, id);
        }
    }

    /// Looks an order up for [#found]; false if it does not rest.
    boolean find(int account, int instrument, long orderId) {
        return books[instrument].find(orderId, account, found);
    }

    FoundOrder found() {
        return found;
    }

    /// Runs an immediate-or-cancel order that closes by force; see [#forcedLots] and
    /// [#forcedValue].
    void force(int account, int instrument, OrderSide orderSide, long limitTicks, long lots) {
        forced = account;
        forcedLots = 0;
        forcedValue = 0;
        books[instrument].limit(account, orderSide, limitTicks, lots, IMMEDIATE);
        forced = NOBODY;
    }

    /// What the last forced order traded.
    long forcedLots() {
        return forcedLots;
    }

    /// What that was worth.
    long forcedValue() {
        return forcedValue;
    }

    /// The lowest price at which anybody may sell.
    long bandLow(int instrument) {
        long mark = accounts.mark(instrument);
        return Math.max(1, mark - Proportion.down(mark, terms.bandPpm(), MILLION));
    }

    /// The highest price at which anybody may buy.
    long bandHigh(int instrument) {
        long mark = accounts.mark(instrument);
        long high = mark + Proportion.down(mark, terms.bandPpm(), MILLION);
        return Math.min(OrderBook.MAX_PRICE_TICKS, high);
    }

    /// Changes the house's cash and says so.
    void fund(int account, long money, FundChange why) {
        if (money != 0) {
            accounts.addWallet(Accounts.HOUSE, money);
            sink.fundChanged(account, money, accounts.wallet(Accounts.HOUSE), why);
        }
    }

    /// Sells collateral of an account to the desk, at its price less the fee.
    void convert(int account, int asset, long amount) {
        long value = accounts.collateral(asset).value(amount, accounts.price(asset));
        long kept = Proportion.BILLION - terms.fees().conversionPpb();
        long proceeds = Proportion.down(value, kept, Proportion.BILLION);
        accounts.addAmount(account, asset, -amount);
        accounts.addWallet(account, proceeds);
        ledger.buy(asset, amount, proceeds);
        sink.converted(account, asset, amount, proceeds);
        touched.add(account, -1);
    }

    private FillCause cause(long takerId, int taker) {
        if (taker == forced) {
            return FillCause.LIQUIDATION;
        }
        if (taker == Accounts.HOUSE) {
            return FillCause.HOUSE_EXIT;
        }
        return OrderId.number(takerId) == wokenNumber ? FillCause.CONDITIONAL : FillCause.WANTED;
    }

    void save(StateWriter out) throws IOException {
        out.section("floor");
        out.number(timeNs);
        accounts.save(out);
        ledger.save(out);
        for (int i = 0; i < books.length; i++) {
            books[i].save(out);
            orders[i].save(out);
        }
    }

    void load(StateReader in) throws IOException {
        in.section("floor");
        timeNs = in.number();
        accounts.load(in);
        ledger.load(in);
        for (int i = 0; i < books.length; i++) {
            books[i].load(in);
            orders[i].load(in);
        }
    }

    /// One instrument's book as the venue hears it.
    private final class Pit implements BookSink, ReduceLimits {
        private final int instrument;

        Pit(int instrument) {
            this.instrument = instrument;
        }

        @Override
        public long reducibleLots(int account, OrderSide orderSide) {
            long lots = accounts.lots(account, instrument);
            return orderSide == OrderSide.SELL ? lots : -lots;
        }

        @Override
        public void accepted(
                long orderId, int account, OrderSide orderSide, long priceTicks, long lots) {}

        @Override
        public void rejected(long orderId, int account, RejectReason reason) {
            sink.orderRejected(account, instrument, orderId, reason);
        }

        @Override
        public void filled(
                long takerId,
                int takerAccount,
                long makerId,
                int makerAccount,
                OrderSide takerSide,
                long priceTicks,
                long lots,
                long makerLotsLeft) {
            long value = contracts[instrument].value(lots, priceTicks);
            long bought = takerSide == OrderSide.BUY ? lots : -lots;
            FillCause cause = cause(takerId, takerAccount);
            if (cause == FillCause.LIQUIDATION) {
                forcedLots += lots;
                forcedValue += value;
                Booking.forced(accounts, takerAccount, instrument, bought, value, 0);
                touched.add(takerAccount, instrument);
            } else {
                book(takerAccount, bought, value, terms.fees().takerPpb());
            }
            open(makerAccount, takerSide.opposite(), -lots);
            book(makerAccount, -bought, value, terms.fees().makerPpb());
            if (makerLotsLeft == 0) {
                orders[instrument].remove(makerAccount, makerId);
            }
            sink.filled(
                    instrument,
                    takerId,
                    takerAccount,
                    makerId,
                    makerAccount,
                    takerSide,
                    priceTicks,
                    lots,
                    makerLotsLeft,
                    cause);
        }

        private void book(int account, long bought, long value, long feePpb) {
            if (account == Accounts.HOUSE) {
                accounts.trade(account, instrument, bought, value, 0);
                return;
            }
            long fee = FeeTerms.fee(value, feePpb);
            Booking.wanted(accounts, account, instrument, bought, value, fee);
            ledger.addFees(fee);
            touched.add(account, instrument);
        }

        private void open(int account, OrderSide orderSide, long lots) {
            switch (orderSide) {
                case BUY -> accounts.addOpenBuys(account, instrument, lots);
                case SELL -> accounts.addOpenSells(account, instrument, lots);
            }
        }

        @Override
        public void rested(
                long orderId, int account, OrderSide orderSide, long priceTicks, long lots) {
            open(account, orderSide, lots);
            orders[instrument].add(account, orderId);
            sink.rested(account, instrument, orderId, orderSide, priceTicks, lots);
        }

        @Override
        public void cancelled(
                long orderId,
                int account,
                OrderSide orderSide,
                long priceTicks,
                long lots,
                CancelReason reason) {
            if (OrderId.isResting(orderId)) {
                open(account, orderSide, -lots);
                orders[instrument].remove(account, orderId);
            } else if (OrderId.isConditional(orderId)) {
                orders[instrument].remove(account, orderId);
            }
            sink.cancelled(account, instrument, orderId, orderSide, priceTicks, lots, reason);
        }

        @Override
        public void reduced(
                long orderId, int account, OrderSide orderSide, long priceTicks, long lotsLeft) {
            open(account, orderSide, lotsLeft - found.lots());
            sink.reduced(account, instrument, orderId, orderSide, priceTicks, lotsLeft);
        }

        @Override
        public void replaced(long orderId, int account) {
            open(account, found.orderSide(), -found.lots());
            orders[instrument].remove(account, orderId);
            sink.reduced(account, instrument, orderId, found.orderSide(), found.priceTicks(), 0);
        }

        @Override
        public void armed(
                long orderId, int account, OrderSide orderSide, long triggerTicks, long lots) {
            orders[instrument].add(account, orderId);
            sink.armed(account, instrument, orderId, orderSide, triggerTicks, lots);
        }

        @Override
        public void triggered(long orderId, int account) {
            orders[instrument].removeWoken(account, orderId);
            wokenNumber = OrderId.number(orderId);
        }
    }
}
