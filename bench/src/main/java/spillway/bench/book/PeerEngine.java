package spillway.bench.book;

import exchange.core2.collections.objpool.ObjectsPool;
import exchange.core2.core.common.CoreSymbolSpecification;
import exchange.core2.core.common.L2MarketData;
import exchange.core2.core.common.MatcherEventType;
import exchange.core2.core.common.MatcherTradeEvent;
import exchange.core2.core.common.OrderAction;
import exchange.core2.core.common.OrderType;
import exchange.core2.core.common.SymbolType;
import exchange.core2.core.common.cmd.CommandResultCode;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.cmd.OrderCommandType;
import exchange.core2.core.common.config.LoggingConfiguration;
import exchange.core2.core.orderbook.IOrderBook;
import exchange.core2.core.orderbook.OrderBookDirectImpl;
import exchange.core2.core.orderbook.OrderBookEventsHelper;
import java.util.HashMap;
import java.util.Map;

/// exchange-core 0.5.3's `OrderBookDirectImpl`, called directly, with the pools that its own engine
/// gives it, its events drawn from a pool and read as they come.
public final class PeerEngine implements Engine {
    private static final int DEEP_POOL = 1 << 21;

    private final CommandStream stream;
    private final long[] ids;
    private final EventPool pool = new EventPool();
    private final IOrderBook book;
    private final OrderCommand command = new OrderCommand();
    private final Digest digest = new Digest();

    /// @param ids what each placed order is called, by its place from 1
    public PeerEngine(CommandStream stream, long[] ids) {
        this.stream = stream;
        this.ids = ids;
        Map<Integer, Integer> sizes = new HashMap<>();
        sizes.put(ObjectsPool.DIRECT_ORDER, DEEP_POOL);
        sizes.put(ObjectsPool.DIRECT_BUCKET, DEEP_POOL);
        sizes.put(ObjectsPool.ART_NODE_4, DEEP_POOL);
        sizes.put(ObjectsPool.ART_NODE_16, 1 << 18);
        sizes.put(ObjectsPool.ART_NODE_48, 1 << 16);
        sizes.put(ObjectsPool.ART_NODE_256, 1 << 14);
        book =
                new OrderBookDirectImpl(
                        CoreSymbolSpecification.builder()
                                .symbolId(1)
                                .type(SymbolType.FUTURES_CONTRACT)
                                .baseScaleK(1)
                                .quoteScaleK(1)
                                .build(),
                        new ObjectsPool(sizes),
                        new OrderBookEventsHelper(pool::next),
                        LoggingConfiguration.DEFAULT);
    }

    @Override
    public String name() {
        return "exchange-core";
    }

    @Override
    public void run(int from, int to) {
        for (int i = from; i < to; i++) {
            command.orderId = ids[stream.order[i]];
            command.uid = stream.account[i];
            command.price = stream.price[i];
            command.resultCode = CommandResultCode.VALID_FOR_MATCHING_ENGINE;
            switch (stream.kind[i]) {
                case CommandStream.LIMIT -> place(i, OrderType.GTC);
                case CommandStream.TAKE -> place(i, OrderType.IOC);
                case CommandStream.CANCEL -> {
                    command.command = OrderCommandType.CANCEL_ORDER;
                    require(book.cancelOrder(command), i);
                }
                default -> {
                    command.command = OrderCommandType.MOVE_ORDER;
                    require(book.moveOrder(command), i);
                }
            }
            if (command.matcherEvent != null) {
                readEvents();
            }
        }
    }

    private void place(int i, OrderType type) {
        command.command = OrderCommandType.PLACE_ORDER;
        command.size = stream.lots[i];
        command.action = stream.buys[i] ? OrderAction.BID : OrderAction.ASK;
        command.orderType = type;
        command.reserveBidPrice = stream.price[i];
        book.newOrder(command);
    }

    private void readEvents() {
        for (MatcherTradeEvent e = command.matcherEvent; e != null; e = e.nextEvent) {
            if (e.eventType == MatcherEventType.TRADE) {
                digest.trade(e.price, e.size, e.matchedOrderUid, e.matchedOrderCompleted);
            }
        }
        command.matcherEvent = null;
        pool.reset();
    }

    private static void require(CommandResultCode code, int at) {
        if (code != CommandResultCode.SUCCESS) {
            throw new IllegalStateException("exchange-core: command " + at + " gave " + code);
        }
    }

    @Override
    public long trades() {
        return digest.value;
    }

    @Override
    public long tradeCount() {
        return digest.trades;
    }

    @Override
    public long levels() {
        L2MarketData data = book.getL2MarketDataSnapshot(Integer.MAX_VALUE);
        var levels = new Digest();
        for (int i = 0; i < data.bidSize; i++) {
            levels.level(data.bidPrices[i], data.bidVolumes[i]);
        }
        for (int i = 0; i < data.askSize; i++) {
            levels.level(data.askPrices[i], data.askVolumes[i]);
        }
        return levels.value;
    }

    /// Events handed out again after each command.
    private static final class EventPool {
        private MatcherTradeEvent[] events = new MatcherTradeEvent[0];
        private int used;

        MatcherTradeEvent next() {
            if (used == events.length) {
                var more = new MatcherTradeEvent[Math.max(1 << 10, used * 2)];
                System.arraycopy(events, 0, more, 0, used);
                for (int i = used; i < more.length; i++) {
                    more[i] = new MatcherTradeEvent();
                }
                events = more;
            }
            MatcherTradeEvent event = events[used++];
            event.nextEvent = null;
            return event;
        }

        void reset() {
            used = 0;
        }
    }
}
