package spillway.exchange.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// A fast book and its twin given the same random commands, and their answers compared.
final class Duel {
    private static final int ACCOUNTS = 7;
    private static final int MAX_ORDERS = 140;
    private static final long[] ODD_PRICES = {
        Long.MIN_VALUE,
        -1,
        0,
        1,
        OrderBook.MAX_PRICE_TICKS,
        OrderBook.MAX_PRICE_TICKS + 1L,
        (1L << 32) + 10_000,
        Long.MAX_VALUE
    };
    private static final OrderTerms[] TERMS = allTerms();

    final Map<RejectReason, Integer> rejects = new EnumMap<>(RejectReason.class);
    final Map<CancelReason, Integer> cancels = new EnumMap<>(CancelReason.class);
    final Map<Class<?>, Integer> kinds = new HashMap<>();

    private final SplittableRandom random;
    private final EventLog log = new EventLog();
    private final OrderBook book = new OrderBook(log, log, MAX_ORDERS, 0);
    private final TwinBook twin = new TwinBook(MAX_ORDERS);
    private long centre = 10_000;
    private long placed;

    Duel(long seed) {
        random = new SplittableRandom(seed);
    }

    void run(int commands) {
        for (int i = 0; i < commands; i++) {
            step();
            List<Event> mine = log.drain();
            assertThat(mine).as("events of command %d", i).isEqualTo(twin.drain());
            mine.forEach(this::count);
            assertThat(book.restingOrders()).isEqualTo(twin.restingOrders());
            assertThat(book.conditionalOrders()).isEqualTo(twin.conditionalOrders());
            assertThat(book.lastTicks()).isEqualTo(twin.last());
            assertNotCrossed();
            if (i % 64 == 0) {
                assertSameBook(OrderSide.BUY);
                assertSameBook(OrderSide.SELL);
            }
        }
    }

    private void step() {
        if (random.nextInt(4_000) == 0) {
            centre = 1 + random.nextLong(OrderBook.MAX_PRICE_TICKS);
        }
        int dice = random.nextInt(100);
        if (dice < 46) {
            limit();
        } else if (dice < 50) {
            market();
        } else if (dice < 72) {
            cancel();
        } else if (dice < 84) {
            replace();
        } else if (dice < 94) {
            conditional();
        } else if (dice < 98) {
            long ticks = priceNear(20);
            if (ticks >= 1 && ticks <= OrderBook.MAX_PRICE_TICKS) {
                book.markPrice(ticks);
                twin.markPrice(ticks);
            }
        } else {
            band();
        }
    }

    private void limit() {
        placed++;
        int account = account();
        OrderSide side = side();
        long price = price(side);
        long lots = lots();
        OrderTerms terms = terms();
        long id = book.limit(account, side, price, lots, terms);
        twin.limit(account, side, price, lots, terms);
        assertThat(id == 0 || id == log.id(placed)).isTrue();
    }

    private void market() {
        placed++;
        int account = account();
        OrderSide side = side();
        long lots = lots() * 3;
        OrderTerms terms = terms();
        book.market(account, side, lots, terms);
        twin.market(account, side, lots, terms);
    }

    private void conditional() {
        placed++;
        int account = account();
        OrderSide side = side();
        TriggerKind kind = random.nextBoolean() ? TriggerKind.STOP : TriggerKind.TAKE_PROFIT;
        ReferencePrice on = random.nextBoolean() ? ReferencePrice.LAST : ReferencePrice.MARK;
        long trigger = priceNear(25);
        long lots = lots();
        OrderTerms terms = terms();
        if (random.nextBoolean()) {
            long price = price(side);
            book.conditionalLimit(account, side, kind, on, trigger, price, lots, terms);
            twin.conditional(account, side, kind, on, trigger, price, lots, terms);
        } else {
            book.conditionalMarket(account, side, kind, on, trigger, lots, terms);
            twin.conditional(account, side, kind, on, trigger, null, lots, terms);
        }
    }

    private void cancel() {
        long number = someOrder();
        int account = owner(number);
        book.cancel(account, log.id(number));
        twin.cancel(account, number);
    }

    private void replace() {
        long number = someOrder();
        int account = owner(number);
        long price = priceNear(12);
        long lots = lots();
        List<OrderSide> sides = List.of(OrderSide.BUY, OrderSide.SELL);
        for (OrderSide side : sides) {
            long[] same = {0};
            book.resting(
                    side,
                    (id, owner, ticks, open, exposure) -> {
                        if (OrderId.number(id) == number) {
                            same[0] = ticks;
                        }
                    });
            price = same[0] != 0 && random.nextBoolean() ? same[0] : price;
        }
        book.replace(account, log.id(number), price, lots);
        twin.replace(account, number, price, lots);
    }

    private void band() {
        long low = random.nextInt(3) == 0 ? 1 : Math.clamp(centre - 14, 1, 1 << 29);
        long high =
                random.nextInt(3) == 0
                        ? OrderBook.MAX_PRICE_TICKS
                        : Math.clamp(centre + 14, low, OrderBook.MAX_PRICE_TICKS);
        book.band(low, high);
        twin.band(low, high);
    }

    /// A resting order, one of the latest, or one that never was.
    private long someOrder() {
        int dice = random.nextInt(50);
        if (placed == 0 || dice == 0) {
            return random.nextLong(1, 1L << 36);
        }
        if (dice < 15) {
            return Math.max(1, placed - random.nextInt(300));
        }
        var numbers = new ArrayList<Long>();
        book.resting(
                side(), (id, account, ticks, lots, exposure) -> numbers.add(OrderId.number(id)));
        return numbers.isEmpty() ? placed : numbers.get(random.nextInt(numbers.size()));
    }

    private int owner(long number) {
        for (OrderSide side : OrderSide.values()) {
            int[] found = {-1};
            book.resting(
                    side,
                    (id, account, ticks, lots, exposure) -> {
                        if (OrderId.number(id) == number) {
                            found[0] = account;
                        }
                    });
            if (found[0] >= 0 && random.nextInt(20) != 0) {
                return found[0];
            }
        }
        return account();
    }

    private int account() {
        int dice = random.nextInt(500);
        return dice == 0 ? -1 : dice == 1 ? OrderBook.MAX_ACCOUNT + 1 : random.nextInt(ACCOUNTS);
    }

    private OrderSide side() {
        return random.nextBoolean() ? OrderSide.BUY : OrderSide.SELL;
    }

    private long price(OrderSide side) {
        switch (random.nextInt(600)) {
            case 0 -> {
                return random.nextLong(1, OrderBook.MAX_PRICE_TICKS + 1L);
            }
            case 1 -> {
                return ODD_PRICES[random.nextInt(ODD_PRICES.length)];
            }
            default -> {}
        }
        long away = (long) (random.nextExponential() * 6) - 2;
        return side == OrderSide.BUY ? centre - away : centre + away;
    }

    private long priceNear(int range) {
        return centre + random.nextInt(-range, range + 1);
    }

    private long lots() {
        int dice = random.nextInt(400);
        return dice == 0 ? 0 : dice == 1 ? OrderBook.MAX_LOTS + 1 : 1 + random.nextInt(20);
    }

    private OrderTerms terms() {
        return random.nextInt(3) == 0 ? OrderTerms.PLAIN : TERMS[random.nextInt(TERMS.length)];
    }

    private static OrderTerms[] allTerms() {
        var terms = new ArrayList<OrderTerms>();
        for (TimeInForce timeInForce : TimeInForce.values()) {
            for (SelfTrade selfTrade : SelfTrade.values()) {
                for (Exposure exposure : Exposure.values()) {
                    terms.add(new OrderTerms(timeInForce, selfTrade, exposure));
                }
            }
        }
        return terms.toArray(OrderTerms[]::new);
    }

    private void count(Event event) {
        kinds.merge(event.getClass(), 1, Integer::sum);
        if (event instanceof Event.Rejected rejected) {
            rejects.merge(rejected.reason(), 1, Integer::sum);
        } else if (event instanceof Event.Cancelled cancelled) {
            cancels.merge(cancelled.reason(), 1, Integer::sum);
        }
    }

    private void assertNotCrossed() {
        long bid = book.bestBidTicks();
        long ask = book.bestAskTicks();
        assertThat(bid == 0 || ask == 0 || bid < ask).as("%d bid, %d ask", bid, ask).isTrue();
        assertThat(bid).isEqualTo(twin.bids.isEmpty() ? 0 : twin.bids.firstKey());
        assertThat(ask).isEqualTo(twin.asks.isEmpty() ? 0 : twin.asks.firstKey());
    }

    private void assertSameBook(OrderSide side) {
        var queue = new ArrayList<String>();
        book.resting(
                side,
                (id, account, ticks, lots, exposure) ->
                        queue.add(OrderId.number(id) + " " + account + " " + ticks + " " + lots));
        assertThat(queue).isEqualTo(twin.queue(side).toList());

        var prices = List.copyOf((side == OrderSide.BUY ? twin.bids : twin.asks).keySet());
        long[] ticks = new long[MAX_ORDERS];
        long[] lots = new long[MAX_ORDERS];
        assertThat(book.depth(side, ticks, lots)).isEqualTo(prices.size());
        for (int i = 0; i < prices.size(); i++) {
            assertThat(ticks[i]).isEqualTo(prices.get(i));
            assertThat(lots[i]).isEqualTo(twin.lotsAt(side, ticks[i]));
            assertThat(book.lotsAt(ticks[i])).isEqualTo(lots[i]);
        }
    }
}
