package spillway.exchange.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import spillway.exchange.book.Event.Accepted;
import spillway.exchange.book.Event.Cancelled;
import spillway.exchange.book.Event.Filled;
import spillway.exchange.book.Event.Rejected;
import spillway.exchange.book.Event.Rested;
import spillway.exchange.book.Event.Triggered;

/// What each order type does, on a book with asks of 5 lots at 101 and 102 and a bid of 5 at 99, of
/// accounts 1, 2 and 3, numbers 1, 2 and 3.
class OrderTypesTest {
    private static final OrderTerms FOK = OrderTerms.of(TimeInForce.FILL_OR_KILL);
    private static final OrderTerms IOC = OrderTerms.of(TimeInForce.IMMEDIATE_OR_CANCEL);

    private final EventLog log = new EventLog();
    private final OrderBook book = new OrderBook(log, log);

    OrderTypesTest() {
        book.limit(1, OrderSide.SELL, 101, 5, OrderTerms.PLAIN);
        book.limit(2, OrderSide.SELL, 102, 5, OrderTerms.PLAIN);
        book.limit(3, OrderSide.BUY, 99, 5, OrderTerms.PLAIN);
        log.drain();
    }

    @Test
    void aLimitOrderTradesAtTheRestingPriceAndWaitsWithTheRest() {
        book.limit(9, OrderSide.BUY, 101, 7, OrderTerms.PLAIN);

        assertThat(log.drain())
                .containsExactly(
                        new Accepted(4, 9, OrderSide.BUY, 101, 7),
                        new Filled(4, 9, 1, 1, OrderSide.BUY, 101, 5, 0),
                        new Rested(4, 9, OrderSide.BUY, 101, 2));
        assertThat(book.bestBidTicks()).isEqualTo(101);
        assertThat(book.bestAskTicks()).isEqualTo(102);
    }

    @Test
    void fillOrKillForOneLotTooManyTouchesNobody() {
        book.limit(9, OrderSide.BUY, 102, 11, FOK);
        assertThat(log.drain()).containsExactly(new Rejected(4, 9, RejectReason.NOT_FILLABLE));

        book.limit(9, OrderSide.BUY, 102, 10, FOK);
        assertThat(book.bestAskTicks()).isZero();
    }

    @Test
    void aMarketOrderStopsAtTheBandAndSaysWhy() {
        book.band(90, 101);
        book.market(9, OrderSide.BUY, 8, OrderTerms.PLAIN);

        assertThat(log.drain())
                .containsExactly(
                        new Accepted(4, 9, OrderSide.BUY, 101, 8),
                        new Filled(4, 9, 1, 1, OrderSide.BUY, 101, 5, 0),
                        new Cancelled(4, 9, OrderSide.BUY, 101, 3, CancelReason.BAND_REACHED));
    }

    @Test
    void eachSelfTradePolicyEndsTheOrdersItNames() {
        for (SelfTrade policy : SelfTrade.values()) {
            var own = new EventLog();
            var two = new OrderBook(own, own);
            two.limit(7, OrderSide.SELL, 100, 2, OrderTerms.PLAIN);
            two.limit(8, OrderSide.SELL, 100, 2, OrderTerms.PLAIN);
            two.limit(7, OrderSide.BUY, 100, 3, OrderTerms.PLAIN.with(policy));

            // What rests afterwards of the own ask, the other ask, and the own bid.
            List<Long> rests = List.of(two.lotsAt(100), two.bestAskTicks(), two.bestBidTicks());
            assertThat(rests)
                    .as("%s", policy)
                    .isEqualTo(
                            switch (policy) {
                                case ALLOW -> List.of(1L, 100L, 0L);
                                case CANCEL_TAKER -> List.of(4L, 100L, 0L);
                                case CANCEL_MAKER -> List.of(1L, 0L, 100L);
                                case CANCEL_BOTH -> List.of(2L, 100L, 0L);
                            });
        }
    }

    @Test
    void aStopWakesWhenATradeTouchesItsTriggerWithinOneSweep() {
        book.limit(9, OrderSide.BUY, 101, 1, IOC);
        book.conditionalLimit(
                5,
                OrderSide.SELL,
                TriggerKind.TAKE_PROFIT,
                ReferencePrice.LAST,
                102,
                98,
                3,
                OrderTerms.PLAIN);
        log.drain();

        book.limit(9, OrderSide.BUY, 102, 5, IOC);

        assertThat(log.drain())
                .endsWith(
                        new Triggered(5, 5),
                        new Accepted(5, 5, OrderSide.SELL, 98, 3),
                        new Filled(5, 5, 3, 3, OrderSide.SELL, 99, 3, 2));
    }

    @Test
    void shrinkingKeepsTheTurnAndGrowingLosesIt() {
        long first = book.limit(4, OrderSide.BUY, 100, 5, OrderTerms.PLAIN);
        book.limit(5, OrderSide.BUY, 100, 5, OrderTerms.PLAIN);
        first = book.replace(4, first, 100, 2);
        assertThat(turns()).containsExactly(4, 5, 3);

        book.replace(4, first, 100, 3);
        assertThat(turns()).containsExactly(5, 4, 3);
    }

    private List<Integer> turns() {
        var accounts = new ArrayList<Integer>();
        book.resting(OrderSide.BUY, (id, account, ticks, lots, exposure) -> accounts.add(account));
        return accounts;
    }

    @Test
    void reduceOnlyIsCutToThePositionAndCancelledWhenThatIsGone() {
        book.limit(9, OrderSide.BUY, 101, 4, IOC);
        book.limit(9, OrderSide.SELL, 103, 9, OrderTerms.PLAIN.reduceOnly());
        assertThat(log.drain()).endsWith(new Rested(5, 9, OrderSide.SELL, 103, 4));

        book.limit(9, OrderSide.SELL, 99, 3, IOC);
        book.limit(8, OrderSide.BUY, 103, 20, IOC);

        assertThat(log.drain())
                .contains(
                        new Cancelled(
                                5, 9, OrderSide.SELL, 103, 3, CancelReason.NOTHING_TO_REDUCE));
        assertThat(log.positions.of(9)).isZero();
    }

    @Test
    void aBandThatIsNoneIsTheCallersMistake() {
        assertThatThrownBy(() -> book.band(10, 9)).hasMessageContaining("10..9");
        assertThatThrownBy(() -> book.markPrice(0)).hasMessageContaining("was 0");
        assertThatThrownBy(() -> new OrderBook(log, log, 0, 0)).hasMessageContaining("was 0");
    }
}
