package spillway.exchange.venue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import spillway.exchange.book.OrderSide;
import spillway.exchange.book.OrderTerms;
import spillway.exchange.book.ReferencePrice;
import spillway.exchange.book.TriggerKind;
import spillway.margin.MarginMode;

/// Commands as bytes, to be run again: a buffer that [VenueInput] calls are written into.
///
/// ```
/// word 0   kind 8 bits | detail 8 bits << 8 | instrument or asset 16 bits << 16 | account << 32
/// word 1…  the numbers of the command, as many as its kind has
/// ```
///
/// Little-endian words of 8 bytes. The writing methods return 0: a writer runs nothing.
final class CommandBytes implements VenueInput {
    /// Bytes of the longest command.
    static final int LONGEST = 4 * Long.BYTES;

    private static final int ADVANCE = 1;
    private static final int INDEX = 2;
    private static final int MARK = 3;
    private static final int OTHER_MARKS = 4;
    private static final int COLLATERAL_PRICE = 5;
    private static final int DEPOSIT = 6;
    private static final int WITHDRAW = 7;
    private static final int CHOOSE = 8;
    private static final int ISOLATED_MARGIN = 9;
    private static final int LIMIT = 10;
    private static final int MARKET = 11;
    private static final int STOP = 12;
    private static final int CANCEL = 13;
    private static final int CANCEL_ALL = 14;
    private static final int REPLACE = 15;
    private static final int HALT = 16;
    private static final int RESUME = 17;
    private static final int FIRST = 1;
    private static final int SECOND = 2;
    private static final int THIRD = 4;

    private final ByteBuffer bytes;
    private int count;

    /// @param capacity bytes, at least [#LONGEST]
    CommandBytes(int capacity) {
        bytes = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Whether the next command may not fit.
    boolean isFull() {
        return bytes.remaining() < LONGEST;
    }

    /// Commands inside.
    int count() {
        return count;
    }

    /// What was written, to be read from its start. Call [#clear] when it is.
    ByteBuffer written() {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).flip();
    }

    void clear() {
        bytes.clear();
        count = 0;
    }

    private void head(int kind, int detail, int subject, int account) {
        count++;
        bytes.putLong(
                (long) account << 32 | (subject & 0xFFFFL) << 16 | (detail & 0xFFL) << 8 | kind);
    }

    @Override
    public void advance(long timeNs) {
        head(ADVANCE, 0, 0, 0);
        bytes.putLong(timeNs);
    }

    @Override
    public void index(int instrument, long ticks) {
        head(INDEX, 0, instrument, 0);
        bytes.putLong(ticks);
    }

    @Override
    public void mark(int instrument, long ticks) {
        head(MARK, 0, instrument, 0);
        bytes.putLong(ticks);
    }

    @Override
    public void otherMarks(int instrument, long ticks) {
        head(OTHER_MARKS, 0, instrument, 0);
        bytes.putLong(ticks);
    }

    @Override
    public void collateralPrice(int asset, long price) {
        head(COLLATERAL_PRICE, 0, asset, 0);
        bytes.putLong(price);
    }

    @Override
    public void deposit(int account, int asset, long amount) {
        head(DEPOSIT, 0, asset, account);
        bytes.putLong(amount);
    }

    @Override
    public void withdraw(int account, int asset, long amount) {
        head(WITHDRAW, 0, asset, account);
        bytes.putLong(amount);
    }

    @Override
    public void choose(int account, int instrument, MarginMode mode, int leverage) {
        head(CHOOSE, mode == MarginMode.ISOLATED ? 1 : 0, instrument, account);
        bytes.putLong(leverage);
    }

    @Override
    public void isolatedMargin(int account, int instrument, long money) {
        head(ISOLATED_MARGIN, 0, instrument, account);
        bytes.putLong(money);
    }

    @Override
    public long limit(
            int account,
            int instrument,
            OrderSide orderSide,
            long priceTicks,
            long lots,
            OrderTerms terms) {
        head(LIMIT, terms.code(orderSide), instrument, account);
        bytes.putLong(priceTicks);
        bytes.putLong(lots);
        return 0;
    }

    @Override
    public void market(
            int account, int instrument, OrderSide orderSide, long lots, OrderTerms terms) {
        head(MARKET, terms.code(orderSide), instrument, account);
        bytes.putLong(lots);
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
        int detail =
                (orderSide == OrderSide.SELL ? FIRST : 0)
                        | (kind == TriggerKind.TAKE_PROFIT ? SECOND : 0)
                        | (reference == ReferencePrice.MARK ? THIRD : 0);
        head(STOP, detail, instrument, account);
        bytes.putLong(triggerTicks);
        bytes.putLong(lots);
        return 0;
    }

    @Override
    public void cancel(int account, int instrument, long orderId) {
        head(CANCEL, 0, instrument, account);
        bytes.putLong(orderId);
    }

    @Override
    public void cancelAll(int account, int instrument) {
        head(CANCEL_ALL, 0, instrument, account);
    }

    @Override
    public long replace(int account, int instrument, long orderId, long priceTicks, long lots) {
        head(REPLACE, 0, instrument, account);
        bytes.putLong(orderId);
        bytes.putLong(priceTicks);
        bytes.putLong(lots);
        return 0;
    }

    @Override
    public void halt(Halt what) {
        head(HALT, code(what), 0, 0);
    }

    @Override
    public void resume(Halt what) {
        head(RESUME, code(what), 0, 0);
    }

    private static int code(Halt what) {
        return switch (what) {
            case ORDERS -> 0;
            case LIQUIDATION -> 1;
            case WITHDRAWALS -> 2;
        };
    }

    private static Halt halt(int code) throws IOException {
        return switch (code) {
            case 0 -> Halt.ORDERS;
            case 1 -> Halt.LIQUIDATION;
            case 2 -> Halt.WITHDRAWALS;
            default -> throw new IOException("commands: expected a halt of 0 to 2, found " + code);
        };
    }

    /// Runs all commands from `from`'s position to its limit; returns how many.
    ///
    /// @throws IOException if they are not what a writer wrote; those before have run then
    static int run(ByteBuffer from, VenueInput to) throws IOException {
        ByteBuffer in = from.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int count = 0;
        while (in.hasRemaining()) {
            if (in.remaining() < Long.BYTES) {
                throw new IOException("commands: expected whole words, found " + in.remaining());
            }
            runOne(in, in.getLong(), to);
            count++;
        }
        return count;
    }

    private static void runOne(ByteBuffer in, long head, VenueInput to) throws IOException {
        int kind = (int) head & 0xFF;
        int detail = (int) (head >>> 8) & 0xFF;
        int subject = (short) (head >>> 16);
        int account = (int) (head >> 32);
        switch (kind) {
            case ADVANCE -> to.advance(in.getLong());
            case INDEX -> to.index(subject, in.getLong());
            case MARK -> to.mark(subject, in.getLong());
            case OTHER_MARKS -> to.otherMarks(subject, in.getLong());
            case COLLATERAL_PRICE -> to.collateralPrice(subject, in.getLong());
            case DEPOSIT -> to.deposit(account, subject, in.getLong());
            case WITHDRAW -> to.withdraw(account, subject, in.getLong());
            case CHOOSE ->
                    to.choose(
                            account,
                            subject,
                            detail == 1 ? MarginMode.ISOLATED : MarginMode.CROSS,
                            (int) in.getLong());
            case ISOLATED_MARGIN -> to.isolatedMargin(account, subject, in.getLong());
            case LIMIT ->
                    to.limit(
                            account,
                            subject,
                            OrderSide.ofCode(detail),
                            in.getLong(),
                            in.getLong(),
                            OrderTerms.ofCode(detail));
            case MARKET ->
                    to.market(
                            account,
                            subject,
                            OrderSide.ofCode(detail),
                            in.getLong(),
                            OrderTerms.ofCode(detail));
            case STOP ->
                    to.stop(
                            account,
                            subject,
                            (detail & FIRST) != 0 ? OrderSide.SELL : OrderSide.BUY,
                            (detail & SECOND) != 0 ? TriggerKind.TAKE_PROFIT : TriggerKind.STOP,
                            (detail & THIRD) != 0 ? ReferencePrice.MARK : ReferencePrice.LAST,
                            in.getLong(),
                            in.getLong());
            case CANCEL -> to.cancel(account, subject, in.getLong());
            case CANCEL_ALL -> to.cancelAll(account, subject);
            case REPLACE -> to.replace(account, subject, in.getLong(), in.getLong(), in.getLong());
            case HALT -> to.halt(halt(detail));
            case RESUME -> to.resume(halt(detail));
            default -> throw new IOException("commands: expected a kind of 1 to 17, found " + kind);
        }
    }
}
