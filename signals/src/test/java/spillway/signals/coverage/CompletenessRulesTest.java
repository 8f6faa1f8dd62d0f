package spillway.signals.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spillway.market.Completeness;
import spillway.market.TimeWindow;
import spillway.market.Venue;

/// Which venues' feeds carry every order, and since when.
class CompletenessRulesTest {
    private static final CompletenessRules RULES = CompletenessRules.published();

    private static long ns(String instant) {
        return TimeWindow.nanos(Instant.parse(instant));
    }

    @ParameterizedTest
    @CsvSource({
        "binance-usdm, 2021-04-26T23:59:59.999999999Z, UNKNOWN",
        "binance-usdm, 2021-04-27T00:00:00Z, SAMPLED",
        "binance-usdm, 2026-02-05T12:00:00Z, SAMPLED",
        "binance-coinm, 2026-02-05T12:00:00Z, SAMPLED",
        "bybit, 2025-02-03T12:00:00Z, SAMPLED",
        "bybit, 2025-02-19T23:59:59.999999999Z, SAMPLED",
        "bybit, 2025-02-20T00:00:00Z, COMPLETE",
        "gate, 2026-08-19T23:59:59.999999999Z, SAMPLED",
        "gate, 2026-08-20T00:00:00Z, COMPLETE",
        "okx, 2026-02-05T12:00:00Z, SAMPLED",
        "bitget, 2026-02-05T12:00:00Z, SAMPLED",
        "htx, 2026-02-05T12:00:00Z, COMPLETE",
        "deribit, 2026-02-05T12:00:00Z, COMPLETE",
        "kraken-futures, 2026-02-05T12:00:00Z, COMPLETE",
        "bitfinex, 2026-02-05T12:00:00Z, COMPLETE",
        "dydx, 2026-02-05T12:00:00Z, COMPLETE",
        "hyperliquid, 2026-02-05T12:00:00Z, COMPLETE",
        "bitmex, 2024-11-13T12:00:00Z, COMPLETE",
        "kucoin, 2026-02-05T12:00:00Z, UNKNOWN",
        "mexc, 2026-02-05T12:00:00Z, UNKNOWN",
        "bingx, 2026-02-05T12:00:00Z, UNKNOWN",
        "coinbase, 2026-02-05T12:00:00Z, UNKNOWN",
        "some-new-venue, 2026-02-05T12:00:00Z, UNKNOWN",
    })
    void holdFromTheirDateOn(String venue, String instant, Completeness completeness) {
        assertThat(RULES.at(new Venue(venue), ns(instant)).completeness()).isEqualTo(completeness);
    }

    /// A window over a change takes the worse of the two.
    @ParameterizedTest
    @CsvSource({
        "bybit, 2025-02-19T00:00:00Z, 2025-02-20T00:00:00Z, SAMPLED",
        "bybit, 2025-02-19T00:00:00Z, 2025-02-20T00:00:01Z, SAMPLED",
        "bybit, 2025-02-20T00:00:00Z, 2025-02-21T00:00:00Z, COMPLETE",
        "gate, 2026-08-01T00:00:00Z, 2026-09-01T00:00:00Z, SAMPLED",
        "gate, 2025-01-01T00:00:00Z, 2026-09-01T00:00:00Z, UNKNOWN",
    })
    void holdForAWindowOnlyThroughout(String venue, String from, String to, Completeness worst) {
        var window = new TimeWindow(ns(from), ns(to));
        assertThat(RULES.throughout(new Venue(venue), window).completeness()).isEqualTo(worst);
    }

    /// From complete to sampled: the later, worse rule counts as soon as the window touches it.
    @Test
    void countTheWorseRuleWhicheverComesFirst() {
        var venue = new Venue("alpha");
        var rules =
                new CompletenessRules(
                        List.of(
                                new CompletenessRule(venue, 100, Completeness.SAMPLED, "b", ""),
                                new CompletenessRule(venue, 0, Completeness.COMPLETE, "a", "")));
        assertThat(rules.throughout(venue, new TimeWindow(50, 100)).rule()).isEqualTo("a");
        assertThat(rules.throughout(venue, new TimeWindow(50, 101)).rule()).isEqualTo("b");
    }

    @Test
    void sayInWordsWhatIsLeftOutAndWhoSaysSo() {
        assertThat(RULES.rules())
                .allSatisfy(rule -> {
                    assertThat(rule.rule()).isNotBlank();
                    assertThat(rule.source()).isNotBlank();
                });
        assertThat(RULES.at(new Venue("kucoin"), 0).rule())
                .isEqualTo("the venue publishes no liquidations");
        assertThat(RULES.at(new Venue("some-new-venue"), 0).source())
                .isEqualTo("no rule on record");
    }
}
