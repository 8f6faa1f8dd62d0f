package spillway.bench.book;

import spillway.exchange.book.ClientOrders;
import spillway.exchange.book.OrderSide;
import spillway.exchange.book.OrderTerms;
import spillway.exchange.book.ReduceLimits;

/// Spillway's book under ids that others chose, one command after the other.
public final class ClientEngine implements Engine {
    private static final long HASH_KEY = 0x2545_F491_4F6C_DD1DL;

    private final CommandStream stream;
    private final long[] ids;
    private final DigestSink sink = new DigestSink(new long[0]);
    private final ClientOrders orders = new ClientOrders(sink, ReduceLimits.NO_POSITIONS, HASH_KEY);

    /// @param ids what each placed order is called, by its place from 1
    public ClientEngine(CommandStream stream, long[] ids) {
        this.stream = stream;
        this.ids = ids;
    }

    @Override
    public String name() {
        return "book by client id";
    }

    @Override
    public void run(int from, int to) {
        for (int i = from; i < to; i++) {
            long id = ids[stream.order[i]];
            int account = stream.account[i];
            OrderSide orderSide = stream.buys[i] ? OrderSide.BUY : OrderSide.SELL;
            int price = stream.price[i];
            int lots = stream.lots[i];
            switch (stream.kind[i]) {
                case CommandStream.LIMIT ->
                        orders.limit(id, account, orderSide, price, lots, OrderTerms.PLAIN);
                case CommandStream.TAKE ->
                        orders.limit(id, account, orderSide, price, lots, BookEngine.TAKE);
                case CommandStream.CANCEL -> orders.cancel(id, account);
                default -> orders.replace(id, account, price, lots);
            }
        }
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
