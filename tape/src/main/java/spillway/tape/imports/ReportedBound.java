package spillway.tape.imports;

import org.jspecify.annotations.Nullable;
import spillway.market.Channel;
import spillway.market.Decimal;
import spillway.market.EventSink;
import spillway.market.Instrument;
import spillway.market.MarketEvent;
import spillway.market.Metric;

/// An aggregate bound to its columns.
final class ReportedBound implements BoundRule {
    private static final int OPEN = 0;
    private static final int CLOSE = 3;
    private static final int VALUES = 4;

    private final EventRule.Aggregate aggregate;
    private final String source;
    private final int[] slots;
    private final int countSlot;
    private final @Nullable Subject own;

    private final @Nullable Decimal[] values = new @Nullable Decimal[VALUES];
    private long count = MarketEvent.NONE;
    private boolean present;
    private @Nullable Subject subject;

    /// @param slots of open, high, low and close, −1 where there is none
    /// @param own its subject, null where the row has one
    ReportedBound(
            EventRule.Aggregate aggregate,
            String source,
            int[] slots,
            int countSlot,
            @Nullable Subject own) {
        this.aggregate = aggregate;
        this.source = source;
        this.slots = slots;
        this.countSlot = countSlot;
        this.own = own;
        subject = own;
    }

    EventRule.Aggregate aggregate() {
        return aggregate;
    }

    @Override
    public void read(Row row, long timeNs, @Nullable Subject rowSubject) throws BadCell {
        subject = own == null ? rowSubject : own;
        present = false;
        int firstGiven = -1;
        for (int i = OPEN; i < VALUES; i++) {
            values[i] = slots[i] < 0 ? null : checked(row, slots[i]);
            if (values[i] != null && firstGiven < 0) {
                firstGiven = i;
            }
        }
        if (firstGiven < 0) {
            return;
        }
        if (values[CLOSE] == null) {
            throw new BadCell(
                    slots[CLOSE],
                    "a number, since the row gives other values of it",
                    "nothing",
                    "fill the cell, or empty all four");
        }
        present = true;
        count = MarketEvent.NONE;
        if (countSlot >= 0) {
            Decimal read = row.number(countSlot);
            if (read != null && (read.scale() != 0 || read.mantissa() < 0)) {
                throw row.bad(countSlot, "a whole number >= 0");
            }
            count = read == null ? MarketEvent.NONE : read.mantissa();
        }
    }

    private @Nullable Decimal checked(Row row, int slot) throws BadCell {
        Decimal number = row.number(slot);
        if (number == null) {
            return null;
        }
        if (number.mantissa() < 0 && !mayBeNegative(aggregate.metric())) {
            throw row.bad(slot, "a number >= 0");
        }
        try {
            return Exact.shifted(number, aggregate.shift());
        } catch (ArithmeticException e) {
            throw row.bad(slot, "a number below 10^18 " + aggregate.metric().unit());
        }
    }

    private static boolean mayBeNegative(Metric metric) {
        return switch (metric) {
            case FUNDING_RATE,
                    FUNDING_RATE_BY_OPEN_INTEREST,
                    FUNDING_RATE_BY_VOLUME,
                    CVD,
                    ETF_FLOW,
                    SPOT_PREMIUM,
                    BORROW_RATE ->
                    true;
            case PRICE,
                    LIQUIDATED_LONG,
                    LIQUIDATED_SHORT,
                    LIQUIDATION_ORDERS,
                    DELEVERAGING_ORDERS,
                    OPEN_INTEREST,
                    OPEN_INTEREST_STABLE_MARGIN,
                    OPEN_INTEREST_COIN_MARGIN,
                    OPEN_INTEREST_COINS,
                    TAKER_BUY,
                    TAKER_SELL,
                    FUTURES_VOLUME,
                    SPOT_VOLUME,
                    SPOT_PRICE,
                    LONG_SHORT_ALL_ACCOUNTS,
                    LONG_SHORT_TOP_ACCOUNTS,
                    LONG_SHORT_TOP_POSITIONS,
                    BID_DEPTH,
                    ASK_DEPTH,
                    MARGIN_LONG,
                    MARGIN_SHORT,
                    ETF_ASSETS ->
                    false;
        };
    }

    /// Whether the row gives it, and gives nothing but 0.
    boolean zero() {
        for (var value : values) {
            if (value != null && value.mantissa() != 0) {
                return false;
            }
        }
        return present;
    }

    /// Takes what was read as not collected.
    void drop() {
        present = false;
    }

    /// The subject of the row at hand.
    Subject subject() {
        if (subject == null) {
            throw new IllegalStateException("no row was read");
        }
        return subject;
    }

    @Override
    public boolean present() {
        return present;
    }

    @Override
    public void push(EventSink sink, long timeNs) {
        int scale = 0;
        int fits = Decimal.MAX_SCALE;
        for (var value : values) {
            if (value != null) {
                scale = Math.max(scale, value.scale());
                fits = Math.min(fits, Exact.mostDecimals(value));
            }
        }
        int common = Math.min(scale, fits);
        sink.reported(
                subject().code(),
                timeNs,
                MarketEvent.NONE,
                aggregate.metric(),
                source,
                aggregate.intervalNs(),
                mantissa(0, common),
                mantissa(1, common),
                mantissa(2, common),
                mantissa(CLOSE, common),
                common,
                count);
    }

    private long mantissa(int index, int scale) {
        Decimal value = values[index];
        return value == null ? MarketEvent.NONE : Exact.at(value, scale);
    }

    @Override
    public Channel channel() {
        return aggregate.metric().channel();
    }

    @Override
    public Instrument instrument() {
        return subject().instrument();
    }

    @Override
    public long intervalNs() {
        return aggregate.intervalNs();
    }
}
