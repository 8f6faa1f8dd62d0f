package spillway.bench.book;

import spillway.exchange.book.OrderBook;
import spillway.exchange.book.OrderCommands;
import spillway.exchange.book.OrderSide;
import spillway.exchange.book.OrderTerms;
import spillway.exchange.book.ReduceLimits;
import spillway.exchange.book.TimeInForce;

/// Spillway's book, its commands naming orders by the ids that the book gave them, as a client that
/// was told the id does.
public final class BookEngine implements Engine {
    static final OrderTerms TAKE = OrderTerms.of(TimeInForce.IMMEDIATE_OR_CANCEL);

    private final DigestSink sink = new DigestSink(new long[0]);
    private final OrderBook book;
    private final OrderCommands commands;

    /// @param commands from [#commands]
    public BookEngine(CommandStream stream, OrderCommands commands) {
        this.commands = commands;
        book = book(sink, stream);
    }

    /// The stream with the ids that the book will give, which are the same in every run.
    public static OrderCommands commands(CommandStream stream) {
        var commands = new OrderCommands(stream.size);
        var ids = new long[stream.placed + 1];
        var book = new OrderBook(new DigestSink(ids), ReduceLimits.NO_POSITIONS);
        for (int i = 0; i < stream.size; i++) {
            int from = commands.size();
            append(commands, stream, i, ids[stream.order[i]]);
            commands.applyTo(book, from, from + 1);
        }
        return commands;
    }

    static void append(OrderCommands commands, CommandStream stream, int i, long id) {
        int account = stream.account[i];
        OrderSide orderSide = stream.buys[i] ? OrderSide.BUY : OrderSide.SELL;
        switch (stream.kind[i]) {
            case CommandStream.LIMIT ->
                    commands.limit(
                            account, orderSide, stream.price[i], stream.lots[i], OrderTerms.PLAIN);
            case CommandStream.TAKE ->
                    commands.limit(account, orderSide, stream.price[i], stream.lots[i], TAKE);
            case CommandStream.CANCEL -> commands.cancel(account, id);
            default -> commands.replace(account, id, stream.price[i], stream.lots[i]);
        }
    }

    @Override
    public String name() {
        return "book";
    }

    @Override
    public void run(int from, int to) {
        commands.applyTo(book, from, to);
    }

    @Override
    public long trades() {
        return sink.digest.value;
    }

    @Override
    public long tradeCount() {
        return sink.digest.trades;
    }

    @Override
    public long levels() {
        return levels(book);
    }

    static OrderBook book(DigestSink sink, CommandStream stream) {
        int expected = stream.fill + stream.fill / 10;
        return new OrderBook(sink, ReduceLimits.NO_POSITIONS, OrderBook.MAX_ORDERS, expected);
    }

    static long levels(OrderBook book) {
        var levels = new Digest();
        for (OrderSide side : OrderSide.values()) {
            var price = new long[1 << 21];
            var lots = new long[1 << 21];
            int count = book.depth(side, price, lots);
            for (int i = 0; i < count; i++) {
                levels.level(price[i], lots[i]);
            }
        }
        return levels.value;
    }
}
