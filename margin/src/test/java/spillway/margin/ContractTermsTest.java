package spillway.margin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spillway.market.Decimal;
import spillway.market.PositionSide;

class ContractTermsTest {
    private static final ContractTerms LINEAR =
            ContractTerms.linear("USDT", Decimal.ONE, d("0.001"), d("0.1"), ContractTerms.MICRO);
    private static final ContractTerms INVERSE =
            ContractTerms.inverse("BTC", d("100"), Decimal.ONE, d("0.1"), ContractTerms.PICO);

    private static Decimal d(String text) {
        return Decimal.parse(text);
    }

    /// BitMEX inverse perpetual guide, ETHUSD series guide; the contract sizes of OKX and COIN-M.
    @ParameterizedTest
    @CsvSource({
        "LINEAR,  1,        0.001, 0.1,  6,  1,      70000,  70000",
        "LINEAR,  0.01,     0.01,  0.1,  6,  100,    70000,  70000",
        "INVERSE, 100,      1,     0.1,  12, 1000,   50000,  2",
        "INVERSE, 1,        1,     0.5,  12, 100000, 10000,  10",
        "INVERSE, 1,        1,     0.5,  8,  100,    98000,  0.00102041",
        "QUANTO,  0.000001, 1,     0.05, 8,  1070,   151,    0.16157",
    })
    void valuesAContractAtAPrice(
            ContractKind kind,
            String size,
            String lot,
            String tick,
            int scale,
            String quantity,
            String price,
            String value) {
        ContractTerms terms =
                switch (kind) {
                    case LINEAR -> ContractTerms.linear("X", d(size), d(lot), d(tick), scale);
                    case INVERSE -> ContractTerms.inverse("X", d(size), d(lot), d(tick), scale);
                    case QUANTO -> ContractTerms.quanto("X", d(size), d(lot), d(tick), scale);
                };
        long units = terms.value(terms.lots(d(quantity)), terms.ticks(d(price)));
        assertThat(terms.money(units)).isEqualTo(Rational.parse(value));
    }

    @Test
    void paysALongWhatItTakesFromAShort() {
        for (ContractTerms terms : new ContractTerms[] {LINEAR, INVERSE}) {
            long entry = terms.value(137, 700_001);
            for (long ticks : new long[] {1, 699_999, 700_001, 1_234_567}) {
                long value = terms.value(137, ticks);
                assertThat(terms.profit(PositionSide.LONG, entry, value))
                        .isEqualTo(-terms.profit(PositionSide.SHORT, entry, value));
            }
        }
    }

    @Test
    void paysALongWhenThePriceRisesWhateverTheContract() {
        for (ContractTerms terms : new ContractTerms[] {LINEAR, INVERSE}) {
            long entry = terms.value(1000, 700_000);
            assertThat(terms.profit(PositionSide.LONG, entry, terms.value(1000, 710_000)))
                    .isPositive();
        }
    }

    /// 100,000 USD long from 10,000 to 10,500 earns 0.47619 XBT
    /// (bitmex.com/app/inverseFuturesGuide).
    @Test
    void earnsOnAnInverseContractByTheDifferenceOfReciprocals() {
        long profit =
                INVERSE.profit(
                        PositionSide.LONG,
                        INVERSE.value(1000, 100_000),
                        INVERSE.value(1000, 105_000));
        assertThat(profit).isEqualTo(476_190_476_190L);
    }

    @Test
    void averagesEntriesHarmonicallyOnInverseContracts() {
        long entry = INVERSE.value(100, 400_000) + INVERSE.value(100, 600_000);
        var leg = new Leg(PositionSide.LONG, 200, entry);
        assertThat(leg.entryPrice(INVERSE).toDouble()).isCloseTo(48_000, within(1e-6));
        long linear = LINEAR.value(100, 400_000) + LINEAR.value(100, 600_000);
        assertThat(new Leg(PositionSide.LONG, 200, linear).entryPrice(LINEAR))
                .isEqualTo(Rational.of(50_000));
    }

    private static org.assertj.core.data.Offset<Double> within(double offset) {
        return org.assertj.core.data.Offset.offset(offset);
    }

    @Test
    void refusesWhatIsNotAWholeNumberOfLotsOrTicks() {
        assertThatThrownBy(() -> LINEAR.lots(d("0.0015")))
                .hasMessage("quantity must be a multiple of 0.001, was 0.0015");
        assertThatThrownBy(() -> LINEAR.ticks(d("70000.05")))
                .hasMessage("price must be a multiple of 0.1, was 70000.05");
    }

    @Test
    void refusesUnitsThatDoNotDivide() {
        assertThatThrownBy(() -> ContractTerms.inverse("BTC", d("1"), d("1"), d("0.3"), 8))
                .hasMessageContaining("whole number of money units");
        assertThatThrownBy(() -> ContractTerms.linear("USD", d("0"), d("1"), d("1"), 6))
                .hasMessageContaining("contractSize must be > 0, was 0");
    }

    @Test
    void saysWhenAnAmountDoesNotFit() {
        assertThatThrownBy(() -> LINEAR.value(Long.MAX_VALUE / 1000, 700_000))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> INVERSE.value(Long.MAX_VALUE / 1000, 1))
                .hasMessageContaining("coarser money scale");
    }
}
