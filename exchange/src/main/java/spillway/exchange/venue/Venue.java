package spillway.exchange.venue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import spillway.exchange.account.Accounts;
import spillway.exchange.account.Audit;
import spillway.exchange.account.CrossWatch;
import spillway.exchange.account.Examination;
import spillway.exchange.account.IsolatedWatch;
import spillway.exchange.account.Proportion;
import spillway.exchange.account.Suspects;
import spillway.exchange.book.Exposure;
import spillway.exchange.book.FoundOrder;
import spillway.exchange.book.OrderBook;
import spillway.exchange.book.OrderSide;
import spillway.exchange.book.OrderTerms;
import spillway.exchange.book.ReferencePrice;
import spillway.exchange.book.TriggerKind;
import spillway.exchange.state.StateReader;
import spillway.exchange.state.StateWriter;
import spillway.margin.MarginMode;

/// A derivatives venue as a state machine: commands in, state and [VenueSink] calls out. What it
/// does, venue by venue, and what it leaves out is `docs/concepts/simulated-venue.md`.
///
/// Every command runs to the end before the next: the book matches; accounts are booked; debts are
/// paid out of collateral, then by the fund; whoever came below its requirement is liquidated, and
/// whoever that brings there too, until nobody is left to be looked at. Between commands, exactly:
/// lots long = lots short; accounts, fund, fees and conversion desk hold what was paid in; nobody
/// without a position owes.
///
/// Single-threaded and deterministic. [#save] and [#load] carry all of it over; what is only an
/// index (who is near liquidation) is built anew and changes no answer.
public final class Venue implements VenueInput {
    /// Format of the snapshot.
    private static final int VERSION = 1;

    private static final OrderTerms REDUCE = Floor.IMMEDIATE.reduceOnly();

    private final VenueTerms terms;
    private final VenueSink sink;
    private final Floor floor;
    private final Accounts accounts;
    private final Pricing pricing;
    private final House house;
    private final Deleveraging deleveraging;
    private final Engine engine;
    private final CrossWatch crossWatch;
    private final IsolatedWatch isolatedWatch;
    private long nextMarkNs;
    private long nextFundingNs;
    private int halts;

    public Venue(VenueTerms terms, VenueSink sink) {
        this(terms, sink, Examination.NEAR);
    }

    /// @param examination [Examination#ALL] only to check the other by it
    public Venue(VenueTerms terms, VenueSink sink, Examination examination) {
        this.terms = terms;
        this.sink = sink;
        floor = new Floor(terms, sink);
        accounts = floor.accounts;
        pricing = new Pricing(terms, floor.books);
        house = new House(floor);
        deleveraging = new Deleveraging(floor, pricing);
        engine = new Engine(floor, house, deleveraging);
        crossWatch = new CrossWatch(accounts, examination);
        isolatedWatch = new IsolatedWatch(accounts, examination);
    }

    public VenueTerms terms() {
        return terms;
    }

    /// For reading. To change an account is to break the venue.
    public Accounts accounts() {
        return accounts;
    }

    /// For reading. Orders go through the venue.
    public OrderBook book(int instrument) {
        return floor.books[instrument];
    }

    /// Isolated positions by liquidation price, for reading.
    public IsolatedWatch isolated() {
        return isolatedWatch;
    }

    /// Cross accounts that are looked at whenever one of their prices moves.
    public int nearCrossAccounts() {
        return crossWatch.near();
    }

    public long timeNs() {
        return floor.timeNs;
    }

    /// The index price in ticks, 0 while unknown.
    public long indexTicks(int instrument) {
        return pricing.index(instrument);
    }

    /// The funding rate that was paid last, in parts of a billion.
    public long fundingPpb(int instrument) {
        return pricing.ratePpb(instrument);
    }

    /// Fees taken so far, less rebates, in money units.
    public long fees() {
        return floor.ledger.fees();
    }

    /// The insurance fund: cash and unrealised profit of what it took over.
    public long fundEquity() {
        return house.equity();
    }

    /// The newest order of an account, conditional or not; 0 if it has none.
    public long newestOrder(int account, int instrument) {
        return floor.firstOrder(account, instrument);
    }

    @Override
    public void advance(long timeNs) {
        if (timeNs < floor.timeNs) {
            throw new IllegalArgumentException(
                    "%s: expected a time of at least %d ns, found %d"
                            .formatted(terms.venue(), floor.timeNs, timeNs));
        }
        if (nextMarkNs == 0) {
            nextMarkNs = after(timeNs, terms.mark().everyNs());
            nextFundingNs = after(timeNs, terms.funding().intervalNs());
        }
        while (Math.min(nextMarkNs, nextFundingNs) <= timeNs) {
            floor.timeNs = Math.min(nextMarkNs, nextFundingNs);
            sink.now(floor.timeNs);
            if (nextMarkNs == floor.timeNs) {
                nextMarkNs += terms.mark().everyNs();
                look();
            }
            if (nextFundingNs == floor.timeNs) {
                nextFundingNs += terms.funding().intervalNs();
                fund();
            }
        }
        floor.timeNs = timeNs;
        sink.now(timeNs);
    }

    private static long after(long timeNs, long everyNs) {
        return (Math.floorDiv(timeNs, everyNs) + 1) * everyNs;
    }

    /// What is done each time that mark prices are due.
    private void look() {
        house.observe();
        for (int i = 0; i < accounts.instruments(); i++) {
            long ticks = pricing.compute(i, floor.timeNs);
            setMark(i, ticks == 0 ? accounts.mark(i) : ticks);
        }
        if (!isHalted(Halt.LIQUIDATION)) {
            house.exit();
        }
        settle(Trigger.MARK);
    }

    private void setMark(int instrument, long ticks) {
        if (ticks == 0) {
            return;
        }
        accounts.mark(instrument, ticks);
        pricing.marked(instrument, ticks);
        sink.marked(instrument, ticks, pricing.index(instrument));
        OrderBook book = floor.books[instrument];
        book.band(floor.bandLow(instrument), floor.bandHigh(instrument));
        book.markPrice(ticks);
        // Stops that woke are booked before anybody is judged at this price.
        placeTouched();
        crossWatch.markMoved(instrument, engine);
        isolatedWatch.suspects(instrument, engine);
    }

    private void fund() {
        for (int i = 0; i < accounts.instruments(); i++) {
            if (accounts.mark(i) != 0) {
                long ratePpb = pricing.settleRate(i);
                payFunding(i, ratePpb);
                sink.funded(i, ratePpb, floor.timeNs, terms.funding().intervalNs());
            }
        }
        settle(Trigger.FUNDING);
    }

    /// What is paid is rounded up and what is received down; the difference is a fee.
    private void payFunding(int instrument, long ratePpb) {
        for (int account = 0; account < accounts.capacity(); account++) {
            long lots = accounts.lots(account, instrument);
            if (lots == 0) {
                continue;
            }
            long value = accounts.value(account, instrument);
            long paid = FeeTerms.fee(value, lots > 0 ? ratePpb : -ratePpb);
            if (accounts.isIsolated(account, instrument)) {
                accounts.addIsolated(account, instrument, -paid);
            } else {
                accounts.addWallet(account, -paid);
            }
            floor.ledger.addFees(paid);
            floor.touched.add(account, instrument);
            sink.fundingPaid(account, instrument, paid);
        }
    }

    @Override
    public void index(int instrument, long ticks) {
        requireTicks(ticks);
        pricing.index(instrument, ticks);
    }

    @Override
    public void mark(int instrument, long ticks) {
        requireTicks(ticks);
        setMark(instrument, ticks);
        settle(Trigger.MARK);
    }

    @Override
    public void otherMarks(int instrument, long ticks) {
        requireTicks(ticks);
        pricing.others(instrument, ticks);
    }

    private void requireTicks(long ticks) {
        if (ticks < 1 || ticks > OrderBook.MAX_PRICE_TICKS) {
            throw new IllegalArgumentException(
                    "%s: expected a price of 1..%d ticks, found %d"
                            .formatted(terms.venue(), OrderBook.MAX_PRICE_TICKS, ticks));
        }
    }

    @Override
    public void collateralPrice(int asset, long price) {
        if (price < 1) {
            throw new IllegalArgumentException(
                    "%s: expected a price above 0 for %s, found %d"
                            .formatted(terms.venue(), accounts.collateral(asset).asset(), price));
        }
        accounts.price(asset, price);
        crossWatch.priceMoved(asset, engine);
        settle(Trigger.COLLATERAL);
    }

    @Override
    public void deposit(int account, int asset, long amount) {
        if (isUnknown(account, asset) || (account == Accounts.HOUSE && asset != SETTLEMENT)) {
            sink.rejected(account, -1, VenueReject.UNKNOWN_ACCOUNT);
        } else if (amount < 1) {
            sink.rejected(account, -1, VenueReject.OUT_OF_RANGE);
        } else {
            move(account, asset, amount);
        }
    }

    @Override
    public void withdraw(int account, int asset, long amount) {
        if (isUnknown(account, asset) || account == Accounts.HOUSE) {
            sink.rejected(account, -1, VenueReject.UNKNOWN_ACCOUNT);
        } else if (isHalted(Halt.WITHDRAWALS)) {
            sink.rejected(account, -1, VenueReject.HALTED);
        } else if (amount < 1) {
            sink.rejected(account, -1, VenueReject.OUT_OF_RANGE);
        } else if (amount > withdrawable(account, asset)) {
            sink.rejected(account, -1, VenueReject.INSUFFICIENT_BALANCE);
        } else {
            move(account, asset, -amount);
        }
    }

    private boolean isUnknown(int account, int asset) {
        return account < 0
                || account >= accounts.capacity()
                || asset < SETTLEMENT
                || asset >= accounts.collaterals();
    }

    private void move(int account, int asset, long amount) {
        if (account == Accounts.HOUSE) {
            floor.fund(account, amount, FundChange.DEPOSIT);
        } else if (asset == SETTLEMENT) {
            accounts.addWallet(account, amount);
        } else {
            accounts.addAmount(account, asset, amount);
        }
        if (account != Accounts.HOUSE) {
            sink.moved(account, asset, amount);
        }
        floor.ledger.payIn(asset, amount);
        floor.touched.add(account, -1);
        settle(Trigger.OWN_FILL);
    }

    /// What an account could take out now. Unrealised profit cannot be.
    public long withdrawable(int account, int asset) {
        long available = Math.max(0, accounts.available(account));
        if (asset == SETTLEMENT) {
            return Math.clamp(accounts.wallet(account), 0, available);
        }
        long held = accounts.amount(account, asset);
        long price = accounts.price(asset);
        if (!accounts.hasExposure(account) && accounts.wallet(account) >= 0) {
            return held;
        }
        // What is taken out counts for at most its full value.
        return price == 0
                ? 0
                : Math.min(held, accounts.collateral(asset).amountFor(available, price) - 1);
    }

    @Override
    public void choose(int account, int instrument, MarginMode mode, int leverage) {
        if (isRefused(account, instrument)) {
            return;
        }
        if (!accounts.isIdle(account, instrument)) {
            sink.rejected(account, instrument, VenueReject.IN_USE);
        } else if (leverage < 1 || leverage > accounts.terms(instrument).leverage().highest(0, 0)) {
            sink.rejected(account, instrument, VenueReject.OUT_OF_RANGE);
        } else {
            accounts.choose(account, instrument, mode, leverage);
        }
    }

    @Override
    public void isolatedMargin(int account, int instrument, long money) {
        if (isRefused(account, instrument)) {
            return;
        }
        boolean holds =
                accounts.isIsolated(account, instrument) && accounts.lots(account, instrument) != 0;
        long most =
                Math.clamp(accounts.available(account), 0, Math.max(0, accounts.wallet(account)));
        if (!holds || money > most || -money > spare(account, instrument)) {
            sink.rejected(account, instrument, VenueReject.INSUFFICIENT_BALANCE);
            return;
        }
        accounts.addIsolated(account, instrument, money);
        accounts.addWallet(account, -money);
        floor.touched.add(account, instrument);
        settle(Trigger.OWN_FILL);
    }

    /// What an isolated position could give back: what lies beyond its initial margin.
    private long spare(int account, int instrument) {
        long equity =
                Math.min(
                        accounts.isolatedWallet(account, instrument),
                        accounts.isolatedEquity(account, instrument));
        long lots = Math.abs(accounts.lots(account, instrument));
        return Math.max(0, equity - accounts.initialMargin(account, instrument, lots));
    }

    private boolean isRefused(int account, int instrument) {
        if (account < 1 || account >= accounts.capacity()) {
            sink.rejected(account, instrument, VenueReject.UNKNOWN_ACCOUNT);
            return true;
        }
        if (instrument < 0 || instrument >= accounts.instruments()) {
            sink.rejected(account, instrument, VenueReject.UNKNOWN_INSTRUMENT);
            return true;
        }
        return false;
    }

    private boolean isOrderRefused(int account, int instrument, long lots) {
        if (isRefused(account, instrument)) {
            return true;
        }
        if (isHalted(Halt.ORDERS)) {
            sink.rejected(account, instrument, VenueReject.HALTED);
        } else if (accounts.mark(instrument) == 0) {
            sink.rejected(account, instrument, VenueReject.NO_MARK_PRICE);
        } else if (lots < 1 || lots > OrderBook.MAX_LOTS) {
            sink.rejected(account, instrument, VenueReject.OUT_OF_RANGE);
        } else {
            return false;
        }
        return true;
    }

    /// Whether an account cannot bear a change of its open orders. What does not enlarge what is
    /// charged is always allowed.
    private boolean isTooMuch(int account, int instrument, OrderSide orderSide, long more) {
        long buys = orderSide == OrderSide.BUY ? more : 0;
        long sells = more - buys;
        long exposure = accounts.exposureLots(account, instrument, buys, sells);
        if (exposure <= accounts.exposureLots(account, instrument, 0, 0)) {
            return false;
        }
        long value =
                accounts.margin(instrument).contract().value(exposure, accounts.mark(instrument));
        int highest = accounts.terms(instrument).leverage().highest(exposure, value);
        if (highest < accounts.leverage(account, instrument)) {
            sink.rejected(account, instrument, VenueReject.TIER_LIMIT);
            return true;
        }
        long before = accounts.charged(account, instrument, 0, 0);
        long after = accounts.charged(account, instrument, buys, sells);
        boolean tooDear = after - before > accounts.available(account);
        boolean beyondWallet =
                accounts.isIsolated(account, instrument) && after > accounts.wallet(account);
        if (after > before && (tooDear || beyondWallet)) {
            sink.rejected(account, instrument, VenueReject.INSUFFICIENT_MARGIN);
            return true;
        }
        return false;
    }

    @Override
    public long limit(
            int account,
            int instrument,
            OrderSide orderSide,
            long priceTicks,
            long lots,
            OrderTerms orderTerms) {
        if (isOrderRefused(account, instrument, lots)) {
            return 0;
        }
        if (orderTerms.exposure() == Exposure.ANY
                && isTooMuch(account, instrument, orderSide, lots)) {
            return 0;
        }
        long id = floor.books[instrument].limit(account, orderSide, priceTicks, lots, orderTerms);
        settle(Trigger.OWN_FILL);
        return id;
    }

    @Override
    public void market(
            int account, int instrument, OrderSide orderSide, long lots, OrderTerms orderTerms) {
        if (isOrderRefused(account, instrument, lots)) {
            return;
        }
        if (orderTerms.exposure() == Exposure.ANY
                && isTooMuch(account, instrument, orderSide, lots)) {
            return;
        }
        floor.books[instrument].market(account, orderSide, lots, orderTerms);
        settle(Trigger.OWN_FILL);
    }

    @Override
    public long stop(
            int account,
            int instrument,
            OrderSide orderSide,
            TriggerKind kind,
            ReferencePrice reference,
            long triggerTicks,
            long lots) {
        if (isOrderRefused(account, instrument, lots)) {
            return 0;
        }
        return floor.books[instrument].conditionalMarket(
                account, orderSide, kind, reference, triggerTicks, lots, REDUCE);
    }

    @Override
    public void cancel(int account, int instrument, long orderId) {
        if (!isRefused(account, instrument)) {
            floor.books[instrument].cancel(account, orderId);
        }
    }

    @Override
    public void cancelAll(int account, int instrument) {
        if (!isRefused(account, instrument)) {
            floor.cancelAll(account, instrument);
        }
    }

    @Override
    public long replace(int account, int instrument, long orderId, long priceTicks, long lots) {
        if (isOrderRefused(account, instrument, lots)) {
            return 0;
        }
        boolean rests = floor.find(account, instrument, orderId);
        FoundOrder found = floor.found();
        if (rests
                && lots > found.lots()
                && isTooMuch(account, instrument, found.orderSide(), lots - found.lots())) {
            return 0;
        }
        long id = floor.books[instrument].replace(account, orderId, priceTicks, lots);
        settle(Trigger.OWN_FILL);
        return id;
    }

    @Override
    public void halt(Halt what) {
        halts |= bit(what);
        sink.halted(what);
    }

    @Override
    public void resume(Halt what) {
        halts &= ~bit(what);
        sink.resumed(what);
        for (int account = 1; account < accounts.capacity(); account++) {
            judge(account);
        }
        engine.admit(Trigger.UNCURED);
        settle(Trigger.UNCURED);
    }

    public boolean isHalted(Halt what) {
        return (halts & bit(what)) != 0;
    }

    private static int bit(Halt what) {
        return switch (what) {
            case ORDERS -> 1;
            case LIQUIDATION -> 2;
            case WITHDRAWALS -> 4;
        };
    }

    /// Runs until nobody whose state changed is unplaced and nobody is left to be liquidated.
    private void settle(Trigger trigger) {
        engine.admit(trigger);
        placeTouched();
        engine.admit(Trigger.OWN_FILL);
        while (engine.hasNext() && !isHalted(Halt.LIQUIDATION)) {
            engine.next();
            placeTouched();
            engine.admit(Trigger.OWN_FILL);
        }
        deleveraging.shareLoss();
        placeTouched();
        engine.finish();
        requireEqualSides();
    }

    /// Takes note of everybody whose own state changed. Paying a debt may change more of them.
    private void placeTouched() {
        Touched touched = floor.touched;
        while (!touched.isEmpty()) {
            int taken = touched.take();
            int account = touched.account(taken);
            int instrument = touched.instrument(taken);
            if (account == Accounts.HOUSE) {
                continue;
            }
            payDebt(account);
            crossWatch.place(account);
            engine.take(account, Suspects.CROSS);
            if (instrument >= 0) {
                isolatedWatch.place(account, instrument);
                engine.take(account, instrument);
            }
        }
    }

    private void judge(int account) {
        engine.take(account, Suspects.CROSS);
        for (int i = 0; i < accounts.instruments(); i++) {
            if (accounts.isIsolated(account, i)) {
                engine.take(account, i);
            }
        }
    }

    /// A negative wallet is paid out of collateral; what then remains of one that nothing stands
    /// against is the fund's loss.
    private void payDebt(int account) {
        for (int asset = 0; asset < accounts.collaterals(); asset++) {
            long debt = -accounts.wallet(account);
            long price = accounts.price(asset);
            long held = accounts.amount(account, asset);
            if (debt > 0 && held > 0 && price > 0) {
                long kept = Proportion.BILLION - terms.fees().conversionPpb();
                long gross = Proportion.up(debt, Proportion.BILLION, kept);
                floor.convert(
                        account,
                        asset,
                        Math.min(held, accounts.collateral(asset).amountFor(gross, price)));
            }
        }
        long wallet = accounts.wallet(account);
        if (wallet < 0
                && !accounts.hasCrossPosition(account)
                && accounts.countedCollateral(account) == 0) {
            accounts.addWallet(account, -wallet);
            floor.fund(account, wallet, FundChange.DEBT);
        }
    }

    private void requireEqualSides() {
        for (int i = 0; i < accounts.instruments(); i++) {
            if (accounts.netLots(i) != 0) {
                throw new IllegalStateException(
                        "%s %s: lots long exceed lots short by %d after a command"
                                .formatted(
                                        terms.venue(),
                                        accounts.terms(i).symbol(),
                                        accounts.netLots(i)));
            }
        }
    }

    /// Checks over all accounts what must hold between commands.
    ///
    /// @throws IllegalStateException that says what does not
    public void audit() {
        Audit.requireEqualSides(accounts);
        Audit.requireNoOpenDebt(accounts);
        floor.ledger.requireBalance(accounts);
    }

    /// Writes everything that later commands depend on. Equal histories give equal bytes.
    public void save(OutputStream to) throws IOException {
        var out = new StateWriter(to);
        out.section("venue");
        out.number(VERSION);
        out.number(nextMarkNs);
        out.number(nextFundingNs);
        out.number(halts);
        floor.save(out);
        pricing.save(out);
        house.save(out);
        engine.save(out);
        out.section("end");
        out.flush();
    }

    /// Becomes the venue that was saved, which had the same terms; goes on as it would have.
    ///
    /// @throws IOException if `from` is no snapshot of such a venue; this one is of no use then
    public void load(InputStream from) throws IOException {
        var in = new StateReader(from);
        in.section("venue");
        in.number("the version", VERSION, VERSION);
        nextMarkNs = in.number();
        nextFundingNs = in.number();
        halts = in.number("halts", 0, 7);
        floor.load(in);
        pricing.load(in);
        house.load(in);
        engine.load(in);
        in.section("end");
        for (int account = 1; account < accounts.capacity(); account++) {
            crossWatch.place(account);
            for (int i = 0; i < accounts.instruments(); i++) {
                isolatedWatch.place(account, i);
            }
        }
    }

    /// SHA-256 of the snapshot, in hexadecimal: equal for equal histories.
    public String stateHash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            save(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException | IOException e) {
            throw new IllegalStateException("a state hash needs SHA-256 and no disk", e);
        }
    }
}
