package spillway.margin.tiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spillway.margin.ContractKind;
import spillway.margin.ContractTerms;
import spillway.margin.Rational;
import spillway.market.Venue;

class TierBookTest {
    private static final TierBook BOOK = TierBook.builtIn();

    @ParameterizedTest
    @CsvSource({
        "binance-coinm, BTCUSD_PERP, 2021-02-04, 2021-02-05, EARLIEST_KNOWN",
        "binance-coinm, BTCUSD_PERP, 2021-02-05, 2021-02-05, IN_FORCE",
        "binance-coinm, BTCUSD_PERP, 2021-07-31, 2021-02-05, IN_FORCE",
        "binance-coinm, BTCUSD_PERP, 2021-08-01, 2021-08-01, IN_FORCE",
        "binance-usdm, BTCUSDT, 2025-10-10, 2025-10-09, IN_FORCE",
        "binance-usdm, BTCUSDT, 2026-02-05, 2026-01-29, IN_FORCE",
    })
    void findsTheTableOfTheDay(
            String venue, String symbol, LocalDate date, LocalDate seen, TierBook.Fit fit) {
        TierBook.Match match = BOOK.find(new Venue(venue), symbol, date).orElseThrow();
        assertThat(match.table().seen()).isEqualTo(seen);
        assertThat(match.fit()).isEqualTo(fit);
    }

    @Test
    void findsNothingForAnUnknownSymbol() {
        assertThat(BOOK.find(new Venue("okx"), "NONE", LocalDate.of(2026, 1, 1))).isEmpty();
    }

    @Test
    void prefersAnImportedTableOfTheSameDate() {
        TierTable own =
                BOOK.find(new Venue("okx"), "BTC-USDT-SWAP", LocalDate.of(2026, 2, 5))
                        .orElseThrow()
                        .table();
        var imported =
                new TierTable(
                        own.venue(), own.symbol(), own.seen(), own.unit(), "mine", own.scale());
        assertThat(
                        BOOK.with(List.of(imported))
                                .find(own.venue(), own.symbol(), LocalDate.of(2026, 2, 5))
                                .orElseThrow()
                                .table()
                                .source())
                .isEqualTo("mine");
    }

    @Test
    void namesASourceForEveryTable() {
        assertThat(BOOK.tables()).isNotEmpty().allMatch(t -> !t.source().isBlank());
        assertThat(BOOK.symbols(new Venue("hyperliquid")))
                .containsExactly("BNB", "BTC", "DOGE", "ETH", "SOL", "XRP");
    }

    /// binance.com FAQ ceccfcfb4e3a45e3b48b0b1bb1a8ae46: 300 BTC is level 7, 12.5 %, 11.81 BTC.
    @Test
    void holdsTheLevelThatTheVenueDocuments() {
        TierTable coin =
                BOOK.find(new Venue("binance-coinm"), "BTCUSD_PERP", LocalDate.of(2021, 3, 1))
                        .orElseThrow()
                        .table();
        TierRow row = coin.scale().tierOf(Rational.of(300)).orElseThrow();
        assertThat(row.number()).isEqualTo(7);
        assertThat(row.deduction()).isEqualTo(Rational.parse("11.81"));
        assertThat(coin.scale().tierOf(Rational.of(401))).isEqualTo(Optional.empty());
    }

    @Test
    void bindsEveryTableToItsContract() {
        ContractBook contracts = ContractBook.builtIn();
        for (TierTable table : BOOK.tables()) {
            Optional<ContractTerms> contract = contracts.find(table.venue(), table.symbol());
            assertThat(contract).as(table.toString()).isPresent();
            assertThat(table.schedule(contract.orElseThrow()).roundedUp(1, 1)).isPositive();
        }
    }

    @Test
    void refusesAFloorThatIsNoWholeNumberOfLots() {
        TierTable okx =
                BOOK.find(new Venue("okx"), "BTC-USDT-SWAP", LocalDate.of(2026, 2, 5))
                        .orElseThrow()
                        .table();
        var coarse =
                ContractTerms.linear(
                        "USDT",
                        spillway.market.Decimal.ONE,
                        spillway.market.Decimal.parse("3"),
                        spillway.market.Decimal.ONE,
                        6);
        assertThatThrownBy(() -> okx.schedule(coarse))
                .hasMessageContaining(
                        "the floor of tier 2 must be a whole number of lots, was 1000");
    }

    @ParameterizedTest
    @CsvSource({
        "binance-usdm, PEPEUSDT, LINEAR, USDT",
        "binance-coinm, ETHUSD_PERP, INVERSE, coin",
        "bybit, XRPUSD, INVERSE, coin",
        "bybit, SOLPERP, LINEAR, USDC",
        "okx, ETH-USD-SWAP, INVERSE, coin",
        "kraken-futures, PI_ETHUSD, INVERSE, coin",
        "kraken-futures, PF_ETHUSD, LINEAR, USD",
    })
    void guessesUnitsOfAnUnlistedContract(
            String venue, String symbol, ContractKind kind, String settlement) {
        ContractTerms guess =
                ContractBook.guess(
                        new Venue(venue), symbol, new BigDecimal("1.5"), new BigDecimal("0.0123"));
        assertThat(guess.kind()).isEqualTo(kind);
        assertThat(guess.settlement()).isEqualTo(settlement);
        assertThat(guess.tick()).hasToString("0.0001");
    }
}
