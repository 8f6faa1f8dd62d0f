package spillway.exchange.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.testing.Counts;

/// Orders are found under whatever ids their owners choose.
class ClientOrdersTest {
    private static final long KEY = 0x5EED;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Counts.of(6, 40));
    }

    @Test
    void anIdNamesOneLivingOrderAndIsFreeAfterwards() {
        var log = new EventLog();
        var orders = new ClientOrders(log, log, KEY);
        assertThat(orders.limit(-7, 1, OrderSide.BUY, 100, 5, OrderTerms.PLAIN)).isTrue();
        assertThat(orders.limit(-7, 2, OrderSide.SELL, 101, 5, OrderTerms.PLAIN)).isFalse();
        assertThat(log.events.getLast())
                .isEqualTo(new Event.Rejected(1, 2, RejectReason.DUPLICATE_CLIENT_ID));

        orders.limit(0, 2, OrderSide.SELL, 100, 5, OrderTerms.PLAIN);

        assertThat(orders.size()).isZero();
        assertThat(orders.limit(-7, 1, OrderSide.BUY, 99, 1, OrderTerms.PLAIN)).isTrue();
        assertThat(orders.cancel(-7, 2)).isFalse();
        assertThat(orders.cancel(-7, 1)).isTrue();
        assertThat(orders.cancel(-7, 1)).isFalse();
    }

    @Test
    void anIdStaysWithAReplacedOrder() {
        var log = new EventLog();
        var orders = new ClientOrders(log, log, KEY);
        orders.limit(9, 1, OrderSide.BUY, 100, 5, OrderTerms.PLAIN);
        orders.replace(9, 1, 98, 7);

        assertThat(orders.book().lotsAt(98)).isEqualTo(7);
        assertThat(orders.cancel(9, 1)).isTrue();
        assertThat(orders.book().restingOrders()).isZero();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void indexesAnyPatternOfIdsAsAMapDoes(long seed) {
        var random = new SplittableRandom(seed);
        var ids = new ClientIds(random.nextLong(), 16);
        Map<Long, Long> twin = new HashMap<>();
        int shift = random.nextInt(50);
        for (int i = 0; i < 50_000; i++) {
            long id = (long) random.nextInt(3_000) << shift;
            id = seed % 2 == 0 ? Long.reverse(id) : id;
            if (random.nextBoolean()) {
                ids.put(id, i + 1);
                twin.put(id, i + 1L);
            } else {
                ids.remove(id);
                twin.remove(id);
            }
            assertThat(ids.size()).isEqualTo(twin.size());
            long asked = (long) random.nextInt(3_000) << shift;
            assertThat(ids.get(asked)).isEqualTo(twin.getOrDefault(asked, 0L));
        }
        twin.forEach((id, order) -> assertThat(ids.get(id)).isEqualTo(order));
    }

    /// A list that looks ahead must answer like the same commands one by one, also where the ids it
    /// looked at are gone, used again or never were by the time they are run.
    @ParameterizedTest
    @MethodSource("seeds")
    void aListAnswersAsItsCommandsOneByOne(long seed) {
        var random = new SplittableRandom(seed);
        var singly = new EventLog();
        var listed = new EventLog();
        var orders = new ClientOrders(singly, singly, KEY);
        var others = new ClientOrders(listed, listed, KEY);
        var list = new OrderCommands(1);
        int filling = OrderCommands.AHEAD_FROM_ORDERS + 100;
        for (int i = 0; i < filling + 3_000; i++) {
            long id = i < filling ? i : random.nextInt(2 * filling);
            int account = (int) (id % 7);
            long price = random.nextInt(1, 400);
            OrderSide orderSide = price < 200 ? OrderSide.BUY : OrderSide.SELL;
            switch (i < filling ? 0 : random.nextInt(5)) {
                case 0, 1 -> {
                    orders.limit(id, account, orderSide, price, 5, OrderTerms.PLAIN);
                    list.limit(id, account, orderSide, price, 5, OrderTerms.PLAIN);
                }
                case 2 -> {
                    orders.cancel(id, account);
                    list.cancel(account, id);
                }
                case 3 -> {
                    orders.replace(id, account, price, 4);
                    list.replace(account, id, price, 4);
                }
                default -> {
                    orders.book().market(account, orderSide, 7, OrderTerms.PLAIN);
                    list.market(account, orderSide, 7, OrderTerms.PLAIN);
                }
            }
        }
        int middle = random.nextInt(list.size());
        list.applyTo(others, 0, middle);
        list.applyTo(others, middle, list.size());
        assertThat(listed.events).isEqualTo(singly.events);
        assertThat(others.size()).isEqualTo(orders.size());
    }

    /// Forged ids: every bit pattern around real ones, and anything at all.
    @ParameterizedTest
    @MethodSource("seeds")
    void noIdButTheRealOneCancelsAnOrder(long seed) {
        var random = new SplittableRandom(seed);
        var log = new EventLog();
        var book = new OrderBook(log, log);
        long real = 0;
        for (int i = 0; i < 40; i++) {
            real = book.limit(3, OrderSide.BUY, 100 + i % 3, 5, OrderTerms.PLAIN);
        }
        for (int i = 0; i < 20_000; i++) {
            long forged = i < 64 ? real ^ 1L << i : random.nextLong();
            assertThat(book.cancel(3, forged)).as("id %x", forged).isFalse();
        }
        assertThat(book.restingOrders()).isEqualTo(40);
        assertThat(book.cancel(3, real)).isTrue();
        assertThat(book.cancel(3, real)).isFalse();
    }
}
