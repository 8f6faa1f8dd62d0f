package spillway.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spillway.exchange.book.OrderSide;
import spillway.exchange.book.OrderTerms;

/// Mark prices and funding by number.
class PricingTest {
    private static final long SECOND_NS = 1_000_000_000;
    private static final long RICH = 1_000_000_000_000_000L;

    private static Venue venue(VenueSink sink, MarkTerms mark) {
        VenueTerms round = Markets.round(8);
        var venue =
                new Venue(
                        new VenueTerms(
                                round.venue(),
                                round.instruments(),
                                round.collaterals(),
                                round.fees(),
                                round.engine(),
                                mark,
                                round.funding(),
                                round.bandPpm(),
                                8),
                        sink);
        venue.advance(Stage.START_NS);
        for (int account = 1; account < 8; account++) {
            venue.deposit(account, VenueInput.SETTLEMENT, RICH);
        }
        return venue;
    }

    /// Index 100,000; the book bids 99,980 and asks 99,990, a basis of -15; other venues are at
    /// 99,900. A last trade of 0 means there was none, and the index stands for it.
    @ParameterizedTest
    @CsvSource({
        "TOLD, 0, 100000",
        "INDEX, 99980, 100000",
        "INDEX_AND_BASIS, 99980, 99985",
        "MEDIAN_WITH_LAST, 0, 100000",
        "MEDIAN_WITH_LAST, 99980, 99985",
        "MEDIAN_WITH_OTHERS, 99980, 99980",
        "MEDIAN_WITH_OTHERS, 0, 99985",
    })
    void marksAreMadeByTheVenuesRule(MarkTerms.Rule rule, long last, long expected) {
        var venue = venue(VenueSink.SILENT, new MarkTerms(rule, 15 * SECOND_NS, SECOND_NS));
        venue.index(0, 100_000);
        venue.otherMarks(0, 99_900);
        venue.mark(0, 100_000);
        if (last != 0) {
            venue.limit(1, 0, OrderSide.SELL, last, 1, OrderTerms.PLAIN);
            venue.limit(2, 0, OrderSide.BUY, last, 1, OrderTerms.PLAIN);
        }
        venue.limit(1, 0, OrderSide.BUY, 99_980, 5, OrderTerms.PLAIN);
        venue.limit(2, 0, OrderSide.SELL, 99_990, 5, OrderTerms.PLAIN);

        venue.advance(Stage.START_NS + SECOND_NS);

        assertThat(venue.accounts().mark(0)).isEqualTo(expected);
    }

    /// The book bids a tenth of a percent above the index: 0.05 % is paid, 0.2100035 dollars on
    /// 420.007, rounded up for who pays and down for who receives.
    @ParameterizedTest
    @CsvSource({"60060, 60120, 500000, 210004, -210003", "59880, 59940, -500000, -210003, 210004"})
    void fundingIsRoundedAgainstBoth(
            long bid, long ask, long ratePpb, long longPays, long shortPays) {
        var paid = new long[8];
        var venue =
                venue(
                        new VenueSink() {
                            @Override
                            public void fundingPaid(int account, int instrument, long money) {
                                paid[account] = money;
                            }
                        },
                        MarkTerms.TOLD);
        venue.index(0, 60_000);
        venue.mark(0, 60_001);
        venue.limit(1, 0, OrderSide.SELL, 60_001, 7, OrderTerms.PLAIN);
        venue.limit(2, 0, OrderSide.BUY, 60_001, 7, OrderTerms.PLAIN);
        venue.limit(3, 0, OrderSide.BUY, bid, 5, OrderTerms.PLAIN);
        venue.limit(4, 0, OrderSide.SELL, ask, 5, OrderTerms.PLAIN);

        venue.advance(Stage.START_NS + 28_800 * SECOND_NS);

        assertThat(venue.fundingPpb(0)).isEqualTo(ratePpb);
        assertThat(paid[2]).isEqualTo(longPays);
        assertThat(paid[1]).isEqualTo(shortPays);
        assertThat(venue.fees()).isEqualTo(1);
        venue.audit();
    }
}
