package spillway.margin.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spillway.margin.MarginMode;
import spillway.market.Decimal;
import spillway.market.PositionSide;
import spillway.market.Venue;

/// Numbers that venues print, put through the desk as a person would ask. `rate` stands in for the
/// tier where the example names a rate; each row names its source.
class PublishedExamplesTest {
    private static Decimal d(String text) {
        return Decimal.parse(text);
    }

    private static MarginStatement ask(MarginRequest.Builder question) {
        MarginResult result = MarginDesk.builtIn().answer(question.build());
        assertThat(result).isInstanceOf(MarginStatement.class);
        return (MarginStatement) result;
    }

    private static MarginRequest.Builder question(
            String venue,
            String symbol,
            String date,
            PositionSide side,
            String entry,
            String size) {
        return MarginRequest.of(
                new Venue(venue), symbol, LocalDate.parse(date), side, d(entry), d(size));
    }

    private static void near(Optional<BigDecimal> found, String printed, String tolerance) {
        assertThat(found.orElseThrow())
                .isBetween(
                        new BigDecimal(printed).subtract(new BigDecimal(tolerance)),
                        new BigDecimal(printed).add(new BigDecimal(tolerance)));
    }

    /// Unrounded price within the last printed digit.
    @ParameterizedTest
    @CsvSource({
        // Liquidation-Price-USDT-Contract, Example 1: 19,700
        "bybit, bybit-entry-priced, BTCUSDT, LONG, 20000, 1, 50, 0.005, 19700, 0.0001",
        // Liquidation-Price-Calculation-under-Isolated-Mode, mark-priced, computed from its formula
        "bybit, bybit-mark-priced, BTCUSD, LONG, 50000, 60000, 10, 0.005, 45681.8182, 0.0001",
        // the same page's short, entry-priced, computed from its formula
        "bybit, bybit-entry-priced, BTCUSD, SHORT, 50000, 60000, 10, 0.005, 55248.6188, 0.0001",
        // OKX clearing mechanism formula, figures of open-source tests (OK-L-05), fee 0.06 %
        "okx, okx, BTC-USDT-SWAP, LONG, 10, 1, 5, 0.01, 8.0857085, 0.0000001",
    })
    void liquidatesIsolatedPositionsWhereTheVenueSays(
            String venue,
            String rules,
            String symbol,
            PositionSide side,
            String entry,
            String size,
            String leverage,
            String rate,
            String price,
            String tolerance) {
        var question =
                question(venue, symbol, "2025-09-01", side, entry, size)
                        .ruleSet(rules)
                        .leverage(d(leverage))
                        .parameter("maintenance-rate", rate);
        if (venue.equals("okx")) {
            question.parameter("closing-fee-rate", "0.0006");
        }
        near(ask(question).liquidationPrice(), price, tolerance);
    }

    /// bybit-exchange/docs `docs/v5/position/manual-add-margin.mdx`, response sample: position
    /// value 0.11033265, positionIM 0.01926611, liqPrice 1550.80, bustPrice 1544.20.
    @org.junit.jupiter.api.Test
    void reproducesTheInverseSampleOfBybit() {
        var statement =
                ask(
                        question(
                                        "bybit",
                                        "ETHUSD",
                                        "2022-06-01",
                                        PositionSide.LONG,
                                        "1812.70004844",
                                        "200")
                                .margin(d("0.01926611"))
                                .parameter("maintenance-rate", "0.005")
                                .parameter("closing-fee-rate", "0.0006"));
        near(Optional.of(statement.entryValue()), "0.11033265", "0.000000005");
        near(statement.liquidationPriceOnTick(), "1550.80", "0");
        near(statement.bankruptcyPriceOnTick(), "1544.20", "0");
    }

    /// support.kraken.com/articles/360022835671: 1,000 contracts long at 8,000 with 0.01 BTC is
    /// liquidated at 7,481 by an order at 7,407.
    @org.junit.jupiter.api.Test
    void reproducesTheEquityProtectionExampleOfKraken() {
        var statement =
                ask(
                        question(
                                        "kraken-futures",
                                        "PI_XBTUSD",
                                        "2024-01-01",
                                        PositionSide.LONG,
                                        "8000",
                                        "1000")
                                .margin(d("0.01")));
        near(statement.liquidationPrice(), "7481", "0.5");
        near(statement.bankruptcyPrice(), "7407", "0.5");
    }

    /// The COIN-M calculator shows 33,599.4 with the later brackets; with the older ones a user
    /// computed 33,578.86 (dev.binance.vision topic 6292).
    @ParameterizedTest
    @CsvSource({"2022-01-01, 33599.4, 0.05", "2021-03-01, 33578.859745, 0.000001"})
    void explainsTheGapOfTheCoinCalculatorByTheDateOfTheTable(
            String date, String price, String tolerance) {
        var statement =
                ask(
                        question(
                                        "binance-coinm",
                                        "BTCUSD_PERP",
                                        date,
                                        PositionSide.LONG,
                                        "45000",
                                        "100000")
                                .mode(MarginMode.CROSS)
                                .margin(d("101")));
        near(statement.liquidationPrice(), price, tolerance);
        assertThat(statement.tier().orElseThrow().number()).isEqualTo(7);
    }

    /// Binance FAQ of 2019-2020: ETHUSDT 199.53, wallet 10.72, others 0.19 and -0.06: 190.29, where
    /// the page rounds its inputs.
    @org.junit.jupiter.api.Test
    void backsACrossPositionByTheWallet() {
        var statement =
                ask(
                        question(
                                        "binance-usdm",
                                        "ETHUSDT",
                                        "2020-01-01",
                                        PositionSide.LONG,
                                        "199.53",
                                        "1")
                                .mode(MarginMode.CROSS)
                                .margin(d("10.72"))
                                .others(d("0.19"), d("-0.06"))
                                .parameter("maintenance-rate", "0.0065"));
        near(statement.liquidationPrice(), "190.29", "0.01");
    }

    /// hyperliquid.gitbook.io, clearinghouseState example: 0.0335 ETH, liquidationPx 2866.26936529.
    @org.junit.jupiter.api.Test
    void reproducesTheAccountExampleOfHyperliquid() {
        var statement =
                ask(
                        question(
                                        "hyperliquid",
                                        "ETH",
                                        "2025-06-01",
                                        PositionSide.LONG,
                                        "2985.9",
                                        "0.0335")
                                .margin(d("4.967826"))
                                .parameter("maintenance-rate", "0.01"));
        near(statement.liquidationPrice(), "2866.26936529", "0.0002");
    }

    /// support.deribit.com, Linear Perpetual.
    @ParameterizedTest
    @CsvSource({
        "BTC_USDC-PERPETUAL, 25, 100000, 53125, 28125",
        "BTC_USDC-PERPETUAL, 350, 100000, 1312500, 962500",
        "SOL_USDC-PERPETUAL, 6000, 200, 84000, 60000",
        "SOL_USDC-PERPETUAL, 25, 200, 200.625, 100.625",
    })
    void asksTheMarginThatDeribitPrints(
            String symbol, String size, String price, String initial, String maintenance) {
        var statement =
                ask(question("deribit", symbol, "2025-06-01", PositionSide.LONG, price, size));
        assertThat(statement.initialMargin()).isEqualByComparingTo(initial);
        assertThat(statement.maintenanceMargin()).isEqualByComparingTo(maintenance);
    }

    /// seriesGuide/ETHUSD and a position shown by its owner: 1,070 contracts at 151 are 0.16157
    /// XBT.
    @org.junit.jupiter.api.Test
    void valuesAQuantoPositionInItsThirdCoin() {
        var statement =
                ask(
                        question("bitmex", "ETHUSD", "2018-10-01", PositionSide.LONG, "151", "1070")
                                .leverage(d("1")));
        assertThat(statement.entryValue()).isEqualByComparingTo("0.16157");
        assertThat(statement.initialMargin()).isEqualByComparingTo("0.16157");
        assertThat(statement.contract().settlement()).isEqualTo("XBT");
    }
}
