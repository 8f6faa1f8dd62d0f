package spillway.venues.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.market.Decimal;
import spillway.testing.Counts;

class DecimalDigitsTest {
    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private final JsonScanner scanner = new JsonScanner();

    private long decimal(String number, int scale) {
        byte[] bytes = number.getBytes(StandardCharsets.UTF_8);
        scanner.reset(bytes, 0, bytes.length);
        return scanner.decimal(scale);
    }

    @ParameterizedTest
    @CsvSource({
        "61800.20,          2,  6180020",
        "61800.20,          8,  6180020000000",
        "0.00000638,        8,  638",
        "0.35130000,        4,  3513",
        "-0.005,            3,  -5",
        "0,                 18, 0",
        "0.000,             0,  0",
        "1e-05,             5,  1",
        "1.5E3,             0,  1500",
        "9223372036854775807, 0, 9223372036854775807",
        "922337203685477.5807, 4, 9223372036854775807",
        "12.0000000000000000000000, 2, 1200",
        "0e999999999999,    2, 0",
    })
    void readsAnExactMantissa(String number, int scale, long mantissa) {
        assertThat(decimal(number, scale)).isEqualTo(mantissa);
        assertThat(scanner.endDocument()).isTrue();
        assertThat(decimal('"' + number + '"', scale)).isEqualTo(mantissa);
        assertThat(scanner.endDocument()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "1.005,                2",
        "9223372036854775808,  0",
        "-9223372036854775808, 0",
        "922337203685477.5808, 4",
        "1e-3,                 2",
        "1e999999999999,       2",
        "0.1000000000000000000001, 18",
        "'',                   2",
        "1_000,                2",
        "NaN,                  2",
        "0x10,                 2",
    })
    void refusesWhatDoesNotFitExactly(String number, int scale) {
        decimal('"' + number + '"', scale);
        assertThat(scanner.failed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "11784.62659091, 4, 117846266",
        "2.5,            0, 2",
        "3.5,            0, 4",
        "-2.5,           0, -2",
        "1e-30,          8, 0",
        "2216113.01000000309, 2, 221611301",
    })
    void roundsHalfEvenWhereAskedTo(String number, int scale, long mantissa) {
        byte[] bytes = number.getBytes(StandardCharsets.UTF_8);
        scanner.reset(bytes, 0, bytes.length);
        assertThat(scanner.roundedDecimal(scale)).isEqualTo(mantissa);
        assertThat(scanner.failed()).isFalse();
    }

    @Test
    void keepsTheDecimalsThatARateHas() {
        byte[] bytes = "[\"0.00010000\",-5E-7,12]".getBytes(StandardCharsets.UTF_8);
        scanner.reset(bytes, 0, bytes.length);
        scanner.beginArray();
        scanner.nextElement();
        assertThat(new Decimal(scanner.number(), scanner.numberScale())).hasToString("0.0001");
        scanner.nextElement();
        assertThat(new Decimal(scanner.number(), scanner.numberScale())).hasToString("-0.0000005");
        scanner.nextElement();
        assertThat(new Decimal(scanner.number(), scanner.numberScale())).hasToString("12");
    }

    static LongStream seeds() {
        return LongStream.range(0, Counts.of(10, 2_000));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void agreesWithBigDecimal(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 500; round++) {
            var number = new StringBuilder(random.nextInt(4) == 0 ? "-" : "");
            digits(number, random, random.nextInt(random.nextInt(10) == 0 ? 30 : 9));
            if (random.nextBoolean()) {
                number.append('.');
                digits(number, random, random.nextInt(random.nextInt(10) == 0 ? 30 : 9));
            }
            if (random.nextInt(10) == 0) {
                number.append("eE".charAt(random.nextInt(2)))
                        .append(new String[] {"", "+", "-"}[random.nextInt(3)])
                        .append(random.nextInt(25));
            }
            agree(number.toString(), random.nextInt(19));
        }
    }

    private static void digits(StringBuilder out, SplittableRandom random, int count) {
        for (int i = 0; i < count; i++) {
            out.append((char) ('0' + (random.nextInt(3) == 0 ? 0 : random.nextInt(10))));
        }
    }

    @FuzzTest
    void agreesWithBigDecimalOnAnyBytes(byte[] number) {
        if (number.length > 0 && number.length < 60) {
            agree(
                    new String(number, 1, number.length - 1, StandardCharsets.ISO_8859_1),
                    (number[0] & 0xFF) % 19);
        }
    }

    private void agree(String number, int scale) {
        String because = number + " at " + scale;
        byte[] bytes = number.getBytes(StandardCharsets.UTF_8);
        boolean valid = NUMBER.matcher(number).matches();
        BigDecimal exact = valid ? new BigDecimal(number) : BigDecimal.ZERO;

        scanner.reset(bytes, 0, bytes.length);
        long mantissa = scanner.decimal(scale);
        boolean read = scanner.endDocument();
        BigDecimal shifted = exact.scaleByPowerOfTen(scale).stripTrailingZeros();
        boolean fits = valid && shifted.scale() <= 0 && shifted.abs().compareTo(LARGEST) <= 0;
        assertThat(read).as(because).isEqualTo(fits);
        if (fits) {
            assertThat(mantissa).as(because).isEqualTo(shifted.longValueExact());
        }

        scanner.reset(bytes, 0, bytes.length);
        mantissa = scanner.roundedDecimal(scale);
        read = scanner.endDocument();
        BigDecimal rounded = exact.setScale(scale, RoundingMode.HALF_EVEN).scaleByPowerOfTen(scale);
        fits = valid && rounded.abs().compareTo(LARGEST) <= 0;
        assertThat(read).as(because).isEqualTo(fits);
        if (fits) {
            assertThat(mantissa).as(because).isEqualTo(rounded.longValueExact());
        }
    }
}
