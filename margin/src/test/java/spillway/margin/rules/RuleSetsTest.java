package spillway.margin.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import spillway.margin.ClosingFee;
import spillway.margin.ContractKind;
import spillway.margin.FeeRates;
import spillway.margin.Rational;
import spillway.market.Venue;

class RuleSetsTest {
    @Test
    void holdsAtMostOneRuleSetForAVenueAndKindOnAnyDay() {
        for (LocalDate day = LocalDate.of(2016, 1, 1);
                day.isBefore(LocalDate.of(2027, 1, 1));
                day = day.plusDays(1)) {
            LocalDate date = day;
            for (RuleSet set : RuleSets.list()) {
                for (ContractKind kind : set.kinds()) {
                    long holding =
                            RuleSets.list().stream()
                                    .filter(other -> other.venue().equals(set.venue()))
                                    .filter(other -> other.kinds().contains(kind))
                                    .filter(other -> other.holdsOn(date))
                                    .count();
                    assertThat(holding).as("%s %s on %s", set.venue(), kind, date).isLessThan(2);
                }
            }
        }
    }

    @Test
    void namesADefaultAndAReasonForEveryUnknown() {
        for (RuleSet set : RuleSets.list()) {
            assertThat(set.parameters())
                    .as(set.id())
                    .isNotEmpty()
                    .allMatch(p -> !p.defaultValue().isBlank() && !p.reason().isBlank());
            assertThat(set.parameters()).extracting(RuleParameter::name).doesNotHaveDuplicates();
            assertThat(set.provisions())
                    .as(set.id())
                    .isNotEmpty()
                    .allMatch(p -> !p.source().isBlank());
        }
    }

    @Test
    void keepsADefaultFeeEqualToItsParameter() {
        for (RuleSet set : RuleSets.list()) {
            if (!(set.rule().closingFee() instanceof ClosingFee.None)) {
                assertThat(set.rule().closingFee().rateOfValue())
                        .as(set.id())
                        .isEqualTo(set.number(RuleParameter.CLOSING_FEE_RATE, Map.of()));
            }
        }
    }

    @Test
    void findsARuleSetByVenueKindAndDate() {
        assertThat(
                        RuleSets.find(
                                new Venue("bybit"),
                                ContractKind.INVERSE,
                                LocalDate.of(2025, 12, 18)))
                .map(RuleSet::id)
                .contains("bybit-mark-priced");
        assertThat(
                        RuleSets.find(
                                new Venue("hyperliquid"),
                                ContractKind.INVERSE,
                                LocalDate.of(2026, 1, 1)))
                .isEmpty();
        assertThat(RuleSets.byId("astrology")).isEmpty();
    }

    /// A fee goes up to the next unit, a rebate down, never in the trader's favour.
    @Test
    void chargesFeesAgainstTheTrader() {
        FeeRates binance = RuleSets.byId("binance-usdm").orElseThrow().fees(Map.of());
        assertThat(binance.fee(FeeRates.FillKind.MAKER, 1_000_001)).isEqualTo(201);
        assertThat(binance.fee(FeeRates.FillKind.TAKER, 1_000_000)).isEqualTo(500);
        assertThat(binance.fee(FeeRates.FillKind.LIQUIDATION, 1_000_000)).isEqualTo(3_000);
        FeeRates bitmex = RuleSets.byId("bitmex").orElseThrow().fees(Map.of());
        assertThat(bitmex.fee(FeeRates.FillKind.MAKER, 1_000_001)).isEqualTo(-250);
        assertThat(bitmex.liquidation()).isEqualTo(bitmex.taker());
    }

    @Test
    void takesANumberAsSetOrByDefault() {
        RuleSet okx = RuleSets.byId("okx").orElseThrow();
        assertThat(okx.number("closing-fee-rate", Map.of())).isEqualTo(Rational.parse("0.0005"));
        assertThat(okx.ruleWith(Map.of("closing-fee-rate", "0.0002")).closingFee())
                .isEqualTo(new ClosingFee.Required(Rational.parse("0.0002")));
        assertThatThrownBy(() -> okx.number("closing-fee-rate", Map.of("closing-fee-rate", "x")))
                .hasMessageContaining("parameter closing-fee-rate of okx")
                .hasMessageContaining("found 'x'");
        assertThatThrownBy(() -> okx.number("moon", Map.of()))
                .hasMessageContaining("no parameter moon");
    }
}
