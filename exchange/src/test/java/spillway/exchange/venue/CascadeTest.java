package spillway.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import spillway.exchange.account.Accounts;
import spillway.exchange.book.OrderSide;
import spillway.exchange.book.OrderTerms;
import spillway.exchange.book.TimeInForce;
import spillway.margin.MarginMode;
import spillway.market.PositionSide;

/// A fall that nobody scripted: somebody sells, and the engine of the venue makes it deeper.
///
/// The book is one maker's, thicker the farther from the price, and is not refilled. The index is
/// the book's own last price, so there is no anchor: what stops the fall is depth alone.
class CascadeTest {
    private static final int ACCOUNTS = 400;
    private static final int MAKER = 1;
    private static final int SELLER = 2;
    private static final int FIRST_LONG = 3;
    private static final long PRICE = 60_000;
    private static final long STEP = 30;
    private static final int LEVELS = 900;
    private static final OrderTerms TAKING = OrderTerms.of(TimeInForce.IMMEDIATE_OR_CANCEL);

    /// What a fall came to.
    private record Fall(long low, long liquidatedLots, long soldLots) {}

    private static Fall fall(Halt... off) {
        var sink = new Forced();
        VenueTerms round = Markets.round(ACCOUNTS);
        var terms =
                new VenueTerms(
                        round.venue(),
                        round.instruments(),
                        round.collaterals(),
                        round.fees(),
                        round.engine().with(new HouseExit(200_000, 1_000_000_000L)),
                        new MarkTerms(
                                MarkTerms.Rule.MEDIAN_WITH_LAST, 15_000_000_000L, 1_000_000_000L),
                        round.funding(),
                        round.bandPpm(),
                        ACCOUNTS);
        var venue = new Venue(terms, sink);
        venue.advance(Stage.START_NS);
        venue.index(0, PRICE);
        venue.mark(0, PRICE);
        long rich = 100_000_000_000L * Stage.DOLLAR;
        venue.deposit(Accounts.HOUSE, VenueInput.SETTLEMENT, rich);
        venue.deposit(MAKER, VenueInput.SETTLEMENT, rich);
        venue.deposit(SELLER, VenueInput.SETTLEMENT, rich);
        openLongs(venue);
        for (int n = 1; n <= LEVELS; n++) {
            long lots = 60L + n;
            venue.limit(MAKER, 0, OrderSide.BUY, PRICE - n * STEP, lots, OrderTerms.PLAIN);
            venue.limit(MAKER, 0, OrderSide.SELL, PRICE + n * STEP, lots, OrderTerms.PLAIN);
        }
        for (Halt halt : off) {
            venue.halt(halt);
        }
        long sold = 0;
        long low = PRICE;
        for (int second = 1; second <= 300; second++) {
            if (second <= 60) {
                venue.limit(SELLER, 0, OrderSide.SELL, 1 + PRICE / 2, 160, TAKING);
                sold += 160;
            }
            venue.index(0, venue.book(0).lastTicks());
            venue.advance(Stage.START_NS + second * 1_000_000_000L);
            low = Math.min(low, venue.book(0).lastTicks());
        }
        venue.audit();
        return new Fall(low, sink.lots, sold);
    }

    /// Longs of leverage 3 to 25, sizes by a heavy tail.
    private static void openLongs(Venue venue) {
        var random = new SplittableRandom(7);
        for (int account = FIRST_LONG; account < ACCOUNTS; account++) {
            long lots = (long) Math.min(400, 10 / Math.pow(1 - random.nextDouble(), 0.7));
            venue.deposit(account, VenueInput.SETTLEMENT, 200_000 * Stage.DOLLAR);
            venue.choose(account, 0, MarginMode.ISOLATED, random.nextInt(3, 26));
            venue.limit(MAKER, 0, OrderSide.SELL, PRICE, lots, OrderTerms.PLAIN);
            venue.limit(account, 0, OrderSide.BUY, PRICE, lots, TAKING);
        }
    }

    private static final class Forced implements VenueSink {
        private long lots;

        @Override
        public void takenOver(
                int account,
                int instrument,
                PositionSide closedSide,
                long closed,
                long bankruptcyTicks,
                Trigger trigger) {
            lots += closed;
        }

        @Override
        public void liquidated(
                int account,
                int instrument,
                PositionSide closedSide,
                long ofLots,
                long limitTicks,
                long bankruptcyTicks,
                long filledLots,
                long filledValue,
                long fee,
                Trigger trigger) {
            lots += filledLots;
        }
    }

    @Test
    void liquidationsDeepenAFallThatSellersBegan() {
        Fall with = fall();
        Fall without = fall(Halt.LIQUIDATION);

        assertThat(without.liquidatedLots()).isZero();
        assertThat(with.liquidatedLots()).isPositive();
        assertThat(with.soldLots()).isEqualTo(without.soldLots());
        assertThat(PRICE - with.low()).isGreaterThan((PRICE - without.low()) * 5 / 4);
        assertThat(fall()).isEqualTo(with);
    }
}
