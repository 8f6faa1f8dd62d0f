package spillway.bench.book;

import spillway.exchange.book.ClientOrders;
import spillway.exchange.book.OrderCommands;
import spillway.exchange.book.OrderSide;
import spillway.exchange.book.OrderTerms;
import spillway.exchange.book.ReduceLimits;

/// Spillway's book under ids that others chose, in a list of commands.
public final class ClientEngine implements Engine {
    private static final long HASH_KEY = 0x2545_F491_4F6C_DD1DL;

    private final DigestSink sink = new DigestSink(new long[0]);
    private final ClientOrders orders = new ClientOrders(sink, ReduceLimits.NO_POSITIONS, HASH_KEY);
    private final OrderCommands commands;

    /// @param commands from [#commands]
    public ClientEngine(OrderCommands commands) {
        this.commands = commands;
    }

    /// The stream with the ids of its owners.
    ///
    /// @param ids what each placed order is called, by its place from 1
    public static OrderCommands commands(CommandStream stream, long[] ids) {
        var commands = new OrderCommands(stream.size);
        for (int i = 0; i < stream.size; i++) {
            long id = ids[stream.order[i]];
            int account = stream.account[i];
            OrderSide orderSide = stream.buys[i] ? OrderSide.BUY : OrderSide.SELL;
            int price = stream.price[i];
            int lots = stream.lots[i];
            switch (stream.kind[i]) {
                case CommandStream.LIMIT ->
                        commands.limit(id, account, orderSide, price, lots, OrderTerms.PLAIN);
                case CommandStream.TAKE ->
                        commands.limit(id, account, orderSide, price, lots, BookEngine.TAKE);
                case CommandStream.CANCEL -> commands.cancel(account, id);
                default -> commands.replace(account, id, price, lots);
            }
        }
        return commands;
    }

    @Override
    public String name() {
        return "book by client id";
    }

    @Override
    public void run(int from, int to) {
        commands.applyTo(orders, from, to);
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
        return BookEngine.levels(orders.book());
    }
}
