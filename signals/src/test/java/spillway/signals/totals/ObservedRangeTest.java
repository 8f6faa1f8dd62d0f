package spillway.signals.totals;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spillway.market.Channel;
import spillway.market.Completeness;
import spillway.market.TimeWindow;
import spillway.market.Venue;
import spillway.signals.Scope;
import spillway.signals.coverage.CompletenessRule;
import spillway.signals.coverage.CoverageQuestion;
import spillway.signals.coverage.Universe;
import spillway.signals.coverage.VenueCoverage;
import spillway.signals.coverage.WindowCoverage;

/// The true total lies at or above what was observed. The upper end is known only where every feed
/// carries every order and was listened to all the time; elsewhere it is left out, and says why.
class ObservedRangeTest {
    /// Venues as `code completeness timeShare`, the orders that are a floor, and what is said.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a COMPLETE 1; b COMPLETE 1 | 0 | 700"
                        + " | every feed carries every order and was listened to all the time",
                "a COMPLETE 1; b SAMPLED 1 | 3 | -1"
                        + " | what feeds leave out is not estimated (b: rule of b)",
                "a COMPLETE 0.9999; b COMPLETE 1 | 0 | -1"
                        + " | what feeds leave out is not estimated (a: listened to in 99.9 % of"
                        + " the window)",
                "a SAMPLED 1; b UNKNOWN 1 | 9 | -1"
                        + " | no venue whose feed carries every order was listened to (a: rule of"
                        + " a; b: rule of b)",
                "a COMPLETE 0; b SAMPLED 0.5 | 9 | -1"
                        + " | no venue whose feed carries every order was listened to (a: listened"
                        + " to in 0.0 % of the window; b: rule of b; b: listened to in 50.0 % of"
                        + " the window)",
                "a COMPLETE 1 | 2 | -1"
                        + " | what feeds leave out is not estimated (2 orders came from feeds that"
                        + " may leave others out)",
            })
    void knowsItsUpperEndOnlyWhereNothingIsMissing(
            String told, long floor, long upper, String reason) {
        var found = ObservedRange.of(new OrderSum(20, 700), new OrderSum(floor, 1), coverage(told));
        assertThat(found.observedMicroUsd()).isEqualTo(700);
        assertThat(found.upperMicroUsd())
                .isEqualTo(upper < 0 ? OptionalLong.empty() : OptionalLong.of(upper));
        assertThat(found.reason()).isEqualTo(reason);
    }

    private static WindowCoverage coverage(String told) {
        var venues = new ArrayList<VenueCoverage>();
        var codes = new ArrayList<Venue>();
        for (String one : told.split("; ")) {
            String[] parts = one.split(" ");
            var venue = new Venue(parts[0]);
            codes.add(venue);
            venues.add(
                    new VenueCoverage(
                            new CompletenessRule(
                                    venue,
                                    0,
                                    Completeness.valueOf(parts[1]),
                                    "rule of " + parts[0],
                                    "source"),
                            Double.parseDouble(parts[2])));
        }
        var question =
                new CoverageQuestion(
                        Channel.LIQUIDATIONS,
                        new TimeWindow(0, 10),
                        new Universe("test", LocalDate.EPOCH, codes),
                        Scope.MARKET);
        return new WindowCoverage(
                question, 0.5, OptionalDouble.empty(), "not asked", venues, List.of());
    }
}
