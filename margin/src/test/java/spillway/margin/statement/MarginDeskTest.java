package spillway.margin.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spillway.margin.ContractTerms;
import spillway.margin.MarginMode;
import spillway.margin.rules.Provision;
import spillway.margin.rules.RuleSet;
import spillway.margin.rules.RuleSets;
import spillway.market.Decimal;
import spillway.market.PositionSide;
import spillway.market.Venue;

class MarginDeskTest {
    private static final MarginDesk DESK = MarginDesk.builtIn();

    private static Decimal d(String text) {
        return Decimal.parse(text);
    }

    private static MarginRequest.Builder bitcoin(PositionSide side) {
        return MarginRequest.of(
                new Venue("binance-usdm"),
                "BTCUSDT",
                LocalDate.of(2026, 2, 5),
                side,
                d("70000"),
                d("1"));
    }

    private static MarginStatement statement(MarginRequest.Builder question) {
        MarginResult result = DESK.answer(question.build());
        assertThat(result).isInstanceOf(MarginStatement.class);
        return (MarginStatement) result;
    }

    private static String refusal(MarginRequest.Builder question) {
        MarginResult result = DESK.answer(question.build());
        assertThat(result).isInstanceOf(MarginResult.Refused.class);
        return result.toString();
    }

    /// 3,500 behind 70,000 at 0.4 %: 66,500 / 0.996 = 66,767.068…
    @Test
    void settlesALongOnTheDayOfTheEvent() {
        var found = statement(bitcoin(PositionSide.LONG).leverage(d("20")));
        assertThat(found.ruleSet().id()).isEqualTo("binance-usdm");
        assertThat(found.table().orElseThrow().seen()).isEqualTo("2026-01-29");
        assertThat(found.tier().orElseThrow().number()).isEqualTo(1);
        assertThat(found.initialMargin()).isEqualByComparingTo("3500");
        assertThat(found.maintenanceMargin()).isEqualByComparingTo("280");
        assertThat(found.liquidationPrice().orElseThrow()).isEqualByComparingTo("66767.0682730924");
        assertThat(found.liquidationPriceOnTick().orElseThrow()).isEqualByComparingTo("66767.1");
        assertThat(found.firstLiquidatedPrice().orElseThrow()).isEqualByComparingTo("66767.0");
        assertThat(found.bankruptcyPrice().orElseThrow()).isEqualByComparingTo("66500");
        assertThat(found.equity()).isEqualByComparingTo("3500");
        assertThat(found.state()).isEqualTo(MarginStatement.PositionState.OPEN);
    }

    @Test
    void mirrorsAShort() {
        var found = statement(bitcoin(PositionSide.SHORT).leverage(d("20")));
        assertThat(found.liquidationPrice().orElseThrow()).isEqualByComparingTo("73207.1713147410");
        assertThat(found.liquidationPriceOnTick().orElseThrow()).isEqualByComparingTo("73207.1");
        assertThat(found.firstLiquidatedPrice().orElseThrow()).isEqualByComparingTo("73207.2");
        assertThat(found.bankruptcyPrice().orElseThrow()).isEqualByComparingTo("73500");
    }

    @Test
    void takesTheTierAtTheLiquidationPriceAndNotAtEntry() {
        var found =
                statement(
                        MarginRequest.of(
                                        new Venue("binance-usdm"),
                                        "BTCUSDT",
                                        LocalDate.of(2026, 2, 5),
                                        PositionSide.LONG,
                                        d("70000"),
                                        d("12"))
                                .leverage(d("10")));
        assertThat(found.tier().orElseThrow().number()).isEqualTo(3);
        assertThat(found.tierAtLiquidation().orElseThrow().number()).isEqualTo(2);
    }

    @Test
    void namesTheStateOfAPositionThatTheMarkHasPassed() {
        var found = statement(bitcoin(PositionSide.LONG).leverage(d("20")).mark(d("66767.0")));
        assertThat(found.state()).isEqualTo(MarginStatement.PositionState.LIQUIDATED);
        assertThat(found.liquidationPrice().orElseThrow()).isEqualByComparingTo("66767.0682730924");
        assertThat(
                        statement(bitcoin(PositionSide.LONG).leverage(d("20")).mark(d("66767.1")))
                                .state())
                .isEqualTo(MarginStatement.PositionState.OPEN);
    }

    @Test
    void knowsNoPriceForAFullyPaidLong() {
        var found = statement(bitcoin(PositionSide.LONG).leverage(d("1")).extra(d("1")));
        assertThat(found.liquidationPrice()).isEmpty();
        assertThat(found.firstLiquidatedPrice()).isEmpty();
    }

    @Test
    void liquidatesAHedgeOnceForBothSides() {
        var question =
                bitcoin(PositionSide.LONG)
                        .mode(MarginMode.CROSS)
                        .margin(d("5000"))
                        .hedge(new MarginRequest.Hedge(d("71000"), d("0.4")));
        var found = statement(question);
        // 5000 + (P - 70000) + 0.4 (71000 - P) = 0.004 P + 0.0016 P
        assertThat(found.liquidationPrice().orElseThrow()).isEqualByComparingTo("61574.6971736205");
        assertThat(found.equity()).isEqualByComparingTo("5400");
        assertThat(found.maintenanceMargin()).isEqualByComparingTo("392");
        assertThat(found.bankruptcyPrice()).isEmpty();
        assertThat(refusal(question.mode(MarginMode.ISOLATED)))
                .contains("expected cross margin for a hedge");
    }

    @ParameterizedTest
    @CsvSource({
        "bybit, BTCUSDT, 2025-06-30, bybit-entry-priced",
        "bybit, BTCUSDT, 2025-10-10, bybit-mark-priced",
        "bybit, BTCUSDT, 2026-02-05, bybit-mark-priced-pools",
        "kraken-futures, PF_XBTUSD, 2026-03-25, kraken-futures",
        "kraken-futures, PF_XBTUSD, 2026-03-26, kraken-futures-partial",
        "dydx-v4, BTC-USD, 2026-02-05, dydx-v4",
        "hyperliquid, BTC, 2026-02-05, hyperliquid",
        "okx, BTC-USDT-SWAP, 2026-02-05, okx",
        "bitget, BTCUSDT, 2026-02-05, bitget",
        "deribit, BTC-PERPETUAL, 2026-02-05, deribit",
        "bitmex, XBTUSD, 2026-02-05, bitmex",
        "binance-coinm, BTCUSD_PERP, 2026-02-05, binance-coinm",
    })
    void answersForEveryVenueByTheRulesOfTheDay(
            String venue, String symbol, LocalDate date, String rules) {
        boolean inverse = symbol.matches("BTC-PERPETUAL|XBTUSD|BTCUSD_PERP");
        var found =
                statement(
                        MarginRequest.of(
                                        new Venue(venue),
                                        symbol,
                                        date,
                                        PositionSide.LONG,
                                        d("70000"),
                                        d(inverse ? "1000" : "1"))
                                .leverage(d("10")));
        assertThat(found.ruleSet().id()).isEqualTo(rules);
        assertThat(found.liquidationPriceOnTick().orElseThrow().doubleValue())
                .isBetween(62_000.0, 66_000.0);
        assertThat(found.bankruptcyPrice().orElseThrow())
                .isLessThan(found.liquidationPrice().orElseThrow());
        assertThat(found.assumed()).isNotEmpty();
        assertThat(found.exact()).isNotEmpty();
    }

    @Test
    void namesWhatItAssumes() {
        var found = statement(bitcoin(PositionSide.LONG).mode(MarginMode.CROSS));
        assertThat(found.assumed())
                .extracting(Assumption::name)
                .contains("contract", "tier table", "rounding", "other prices", "wallet");
        assertThat(found.exact()).extracting(Provision::about).contains("liquidation price");
    }

    @Test
    void takesAParameterAsGiven() {
        var question =
                MarginRequest.of(
                        new Venue("okx"),
                        "BTC-USDT-SWAP",
                        LocalDate.of(2026, 2, 5),
                        PositionSide.LONG,
                        d("70000"),
                        d("100"));
        var dear = statement(question);
        var free = statement(question.parameter("closing-fee-rate", "0"));
        assertThat(free.liquidationPrice().orElseThrow())
                .isLessThan(dear.liquidationPrice().orElseThrow());
        assertThat(free.closingFee()).isZero();
        assertThat(free.assumed()).contains(new Assumption("closing-fee-rate", "0", "as given"));
    }

    /// A cross account has no margin of its own to set a fee aside from.
    @Test
    void setsAFeeAsideOnlyFromIsolatedMargin() {
        var question =
                MarginRequest.of(
                                new Venue("bybit"),
                                "BTCUSDT",
                                LocalDate.of(2026, 2, 5),
                                PositionSide.LONG,
                                d("60000"),
                                d("1"))
                        .leverage(d("10"));
        var isolated = statement(question);
        // 0.055 % of the 54,000 at bankruptcy
        assertThat(isolated.closingFee()).isEqualByComparingTo("29.7");
        assertThat(isolated.collateral()).isEqualByComparingTo("6029.7");
        assertThat(isolated.bankruptcyPrice().orElseThrow()).isEqualByComparingTo("54000");
        assertThat(isolated.assumed()).extracting(Assumption::name).contains("closing-fee-rate");
        var cross = statement(question.mode(MarginMode.CROSS));
        assertThat(cross.closingFee()).isZero();
        assertThat(cross.assumed()).extracting(Assumption::name).doesNotContain("closing-fee-rate");
        assertThat(cross.liquidationPrice()).isEqualTo(isolated.liquidationPrice());
    }

    /// Losses in coin weigh more as the coin falls.
    @ParameterizedTest
    @CsvSource({"2", "5", "10", "25", "50"})
    void liquidatesAnInverseLongNearerToItsEntryThanALinearOne(String leverage) {
        var linear =
                statement(
                        bitcoin(PositionSide.LONG)
                                .leverage(d(leverage))
                                .parameter("maintenance-rate", "0.004"));
        var inverse =
                statement(
                        MarginRequest.of(
                                        new Venue("binance-coinm"),
                                        "BTCUSD_PERP",
                                        LocalDate.of(2026, 2, 5),
                                        PositionSide.LONG,
                                        d("70000"),
                                        d("700"))
                                .leverage(d(leverage))
                                .parameter("maintenance-rate", "0.004"));
        assertThat(inverse.liquidationPrice().orElseThrow())
                .isGreaterThan(linear.liquidationPrice().orElseThrow())
                .isLessThan(new java.math.BigDecimal("70000"));
    }

    @Test
    void growsInitialMarginWithOpenInterestOnDydx() {
        var question =
                MarginRequest.of(
                        new Venue("dydx-v4"),
                        "SOL-USD",
                        LocalDate.of(2024, 1, 1),
                        PositionSide.LONG,
                        d("100"),
                        d("10"));
        assertThat(statement(question).initialMargin()).isEqualByComparingTo("100");
        assertThat(statement(question.parameter("open-interest-scale", "0.5")).initialMargin())
                .isEqualByComparingTo("550");
    }

    @Test
    void usesTheContractThatItIsGiven() {
        var coarse =
                ContractTerms.linear("USDT", Decimal.ONE, d("1"), d("10"), ContractTerms.MICRO);
        var found = statement(bitcoin(PositionSide.LONG).leverage(d("20")).contract(coarse));
        assertThat(found.liquidationPriceOnTick().orElseThrow()).isEqualByComparingTo("66770");
    }

    @Test
    void saysWhereThePositionOutgrowsItsTable() {
        var found =
                statement(
                        MarginRequest.of(
                                        new Venue("bybit"),
                                        "BTCUSDT",
                                        LocalDate.of(2026, 9, 18),
                                        PositionSide.SHORT,
                                        d("70000"),
                                        d("28"))
                                .leverage(d("10")));
        assertThat(found.tierAtLiquidation()).isEmpty();
        assertThat(found.assumed())
                .extracting(Assumption::name)
                .contains("tier at the liquidation price");
    }

    @Test
    void refusesWhatItCannotAnswer() {
        assertThat(refusal(bitcoin(PositionSide.LONG).leverage(d("151"))))
                .isEqualTo(
                        "binance-usdm BTCUSDT: expected a leverage of at most 150 for a position of"
                                + " this size, found 151; lower the leverage or the position");
        assertThat(refusal(bitcoin(PositionSide.LONG).ruleSet("okx")))
                .contains("expected a rule set of binance-usdm for LINEAR contracts, found okx")
                .contains("binance-usdm (from 2019-09-01)");
        assertThat(refusal(bitcoin(PositionSide.LONG).ruleSet("none"))).contains("found none");
        assertThat(
                        refusal(
                                MarginRequest.of(
                                        new Venue("binance-usdm"),
                                        "BTCUSDT",
                                        LocalDate.of(2026, 2, 5),
                                        PositionSide.LONG,
                                        d("70000"),
                                        d("30000"))))
                .contains("at most 1800000000 quote")
                .contains("found 2100000000 quote");
        assertThat(
                        refusal(
                                MarginRequest.of(
                                        new Venue("okx"),
                                        "DOGE-USDT-SWAP",
                                        LocalDate.of(2026, 2, 5),
                                        PositionSide.LONG,
                                        d("0.1"),
                                        d("10"))))
                .contains("expected the units of the contract, found none listed")
                .contains("give kind, contract size, lot and tick (--contract)");
        assertThat(
                        refusal(
                                MarginRequest.of(
                                        new Venue("binance-usdm"),
                                        "PEPEUSDT",
                                        LocalDate.of(2026, 2, 5),
                                        PositionSide.LONG,
                                        d("0.1"),
                                        d("10"))))
                .contains("expected a tier table, found none for this symbol")
                .contains("BNBUSDC, BNBUSDT, BTCUSDC");
        assertThat(
                        refusal(
                                MarginRequest.of(
                                        new Venue("binance-usdm"),
                                        "BTCUSDT",
                                        LocalDate.of(2010, 1, 1),
                                        PositionSide.LONG,
                                        d("1"),
                                        d("1"))))
                .contains("a rule set for LINEAR contracts on 2010-01-01");
        assertThat(
                        refusal(
                                MarginRequest.of(
                                        new Venue("binance-usdm"),
                                        "BTCUSDT",
                                        LocalDate.of(2026, 2, 5),
                                        PositionSide.LONG,
                                        d("70000"),
                                        d("0.0005"))))
                .contains("expected a size that is a multiple of 0.001, found 0.0005");
    }

    private static MarginRequest.Builder bybit(String date) {
        return MarginRequest.of(
                new Venue("bybit"),
                "BTCUSDT",
                LocalDate.parse(date),
                PositionSide.LONG,
                d("20000"),
                d("1"));
    }

    /// The venue changed its rule at some day of 2025; whoever knows it for an account can say so.
    @ParameterizedTest
    @CsvSource({
        "2025-10-10, 2025-10-11, bybit-entry-priced",
        "2025-10-10, 2025-10-10, bybit-mark-priced",
        "2025-03-01, 2025-02-01, bybit-mark-priced",
        "2026-01-15, 2026-02-01, bybit-entry-priced",
        "2026-02-01, 2026-02-01, bybit-mark-priced-pools",
    })
    void movesTheDayOfAChangeThatIsNotKnown(String date, String changed, String rules) {
        var found = statement(bybit(date).parameter("mark-priced-from", changed));
        assertThat(found.ruleSet().id()).isEqualTo(rules);
        assertThat(found.assumed())
                .contains(new Assumption("mark-priced-from", changed, "as given"));
    }

    @Test
    void chargesOneLegOfAHedgeWhereThatIsGiven() {
        var question =
                MarginRequest.of(
                                new Venue("okx"),
                                "BTC-USDT-SWAP",
                                LocalDate.of(2026, 2, 5),
                                PositionSide.LONG,
                                d("70000"),
                                d("100"))
                        .mode(MarginMode.CROSS)
                        .margin(d("5000"))
                        .hedge(new MarginRequest.Hedge(d("70000"), d("40")));
        // 0.4 % and a fee of 0.05 % on 70,000 and on 28,000
        assertThat(statement(question).maintenanceMargin()).isEqualByComparingTo("441");
        assertThat(statement(question.parameter("hedge-margin", "larger leg")).maintenanceMargin())
                .isEqualByComparingTo("315");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "moon | 1 | a parameter that this answer depends on: closing-fee-rate,"
                        + " mark-priced-from, maintenance-rate, max-leverage, found moon",
                "taker-fee-rate | 0.1 | found taker-fee-rate",
                "maintenance-rate | x | maintenance-rate as a number above 0 and at most 1, found x",
                "maintenance-rate | 0 | maintenance-rate as a number above 0 and at most 1, found 0",
                "maintenance-rate | 1.1 | at most 1, found 1.1",
                "max-leverage | 50 | maintenance-rate beside max-leverage, found max-leverage alone",
                "closing-fee-rate | 1 | closing-fee-rate as a number of 0 or more and below 1, found 1",
                "mark-priced-from | soon | mark-priced-from as a day, found soon",
            })
    void refusesAParameterThatItCannotUse(String name, String value, String complaint) {
        assertThat(refusal(bybit("2026-09-18").parameter(name, value))).contains(complaint);
    }

    @Test
    void refusesAmountsThatNoMoneyUnitHolds() {
        assertThat(
                        refusal(
                                bitcoin(PositionSide.LONG)
                                        .parameter("maintenance-rate", "0.01")
                                        .margin(d("99999999999999"))))
                .contains("expected amounts below 9.2e18 money units of 0.000001 USDT")
                .doesNotContain("Overflow");
    }

    @Test
    void knowsNoRulesOfAVenueThatHasClosed() {
        assertThat(
                        refusal(
                                MarginRequest.of(
                                        new Venue("bitmex"),
                                        "XBTUSD",
                                        LocalDate.of(2026, 9, 23),
                                        PositionSide.LONG,
                                        d("70000"),
                                        d("100"))))
                .contains("found none; choose one of bitmex (from 2016-05-13, until 2026-09-23)");
    }

    @Test
    void refusesNumbersThatCannotBe() {
        assertThatThrownBy(() -> bitcoin(PositionSide.LONG).leverage(d("0")).build())
                .hasMessage("leverage must be > 0, was 0");
        assertThatThrownBy(() -> bitcoin(PositionSide.LONG).mark(d("-1")).build())
                .hasMessage("mark must be > 0, was -1");
    }

    @Test
    void coversEveryRuleSetWithAnAnswer() {
        assertThat(RuleSets.list()).extracting(RuleSet::id).doesNotHaveDuplicates().hasSize(13);
    }
}
