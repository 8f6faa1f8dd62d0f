package spillway.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.testing.Counts;

/// What every account is worth is what was paid and received and what is held.
class CashTwinTest {
    private static final int ACCOUNTS = 24;
    private static final int COMMANDS = 1_000;

    static Stream<Arguments> runs() {
        List<String> linear =
                Markets.REAL.stream()
                        .filter(m ->
                                !Markets.real(m, 2)
                                        .instruments()
                                        .getFirst()
                                        .margin()
                                        .contract()
                                        .isInverse())
                        .toList();
        return linear.stream()
                .flatMap(market ->
                        Counts.seeds(2, 200).mapToObj(seed -> Arguments.of(market, seed + 50)));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void accountsAreWorthTheirCashAndTheirLots(String market, long seed) {
        VenueTerms terms = Markets.real(market, ACCOUNTS);
        var twin = new CashTwin(terms);
        var venue = new Venue(terms, twin);
        var traffic = new Traffic(seed, venue);
        traffic.begin();
        for (int n = 0; n < COMMANDS; n++) {
            traffic.next();
            for (int account = 1; account < ACCOUNTS; account++) {
                assertThat(CashTwin.worth(venue.accounts(), account))
                        .as("account %d after command %d", account, n)
                        .isEqualTo(twin.worth(venue, account));
            }
        }
    }
}
