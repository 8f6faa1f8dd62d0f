package spillway.venues.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import spillway.testing.Counts;

class JsonScannerTest {
    private static final FieldNames NAMES = FieldNames.of("p", "q", "symbol", "nested");
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\\u00e9",
        "\\ud83d\\ude00",
        "\\ud83d",
        "\\n",
        "\"p\"",
        "\"symbol\":",
        "\"BTCUSDT\"",
        "1",
        "-0.50",
        "1e5",
        "01",
        ".5",
        "-",
        "true",
        "false",
        "null",
        "nul",
        " ",
        "\n",
        "\t",
        "é",
        "₿",
        "😀",
        "\u0001",
        "{\"p\":\"1.5\"}",
        "[[\"1\",\"2\"]]"
    };

    private final JsonScanner scanner = new JsonScanner();

    private void on(String document) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        scanner.reset(bytes, 0, bytes.length);
    }

    @Test
    void readsFieldsInAnyOrderAndSkipsUnknownOnes() {
        for (String document :
                new String[] {
                    "{\"p\":\"1.50\",\"symbol\":\"BTC\",\"q\":3}",
                    " { \"x\" : [1,{\"p\":9}] , \"q\" : \"3\", \"symbol\":\"BTC\",\"p\":1.5 } ",
                    "{\"s\\u0079mbol\":\"B\\u0054C\",\"p\":\"1.\\u0035\",\"q\":3.00}"
                }) {
            on(document);
            long price = 0;
            long quantity = 0;
            String symbol = "";
            scanner.beginObject();
            for (int f; (f = scanner.nextField(NAMES)) != JsonScanner.END; ) {
                switch (f) {
                    case 0 -> price = scanner.decimal(3);
                    case 1 -> quantity = scanner.decimal(0);
                    case 2 -> symbol = scanner.text() ? scanner.textString() : "";
                    default -> scanner.skipValue();
                }
            }
            assertThat(scanner.endDocument()).as(document).isTrue();
            assertThat(price).isEqualTo(1500);
            assertThat(quantity).isEqualTo(3);
            assertThat(symbol).isEqualTo("BTC");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            emptyValue = "",
            value = {
                "{'nested':{'p':[[1,2],[3,'x']]}}|nested.p[1][1]|a number|'x'",
                "{'nested':{'p':[[1,2],[3,4.5]]}}|nested.p[1][1]|at most 0 decimals|4.5",
                "{'nested':{'p':[[1,2],[3|nested.p[1][0]|',' or ']'|end of message",
                "{'nested':7}|nested|an object|7}",
                "{'nested':{'p':7}}|nested.p|an array|7}}",
                "{'nested':{'p':[[1 2]]}}|nested.p[0][0]|',' or ']'|2]]}}",
                "{'nested' {}}|nested|':'|{}}",
                "{nested|~~|a field name|nested",
                "{}x|~~|the end of the message|x",
            })
    void saysWhereWhatWasExpectedAndWhatWasFound(
            String document, String path, String expected, String found) {
        on(document.replace('\'', '"'));
        scanner.beginObject();
        while (scanner.nextField(NAMES) != JsonScanner.END) {
            scanner.beginObject();
            while (scanner.nextField(NAMES) != JsonScanner.END) {
                scanner.beginArray();
                while (scanner.nextElement()) {
                    scanner.beginArray();
                    while (scanner.nextElement()) {
                        scanner.integer();
                    }
                }
            }
        }
        assertThat(scanner.endDocument()).isFalse();
        assertThat(scanner.failed()).isTrue();
        assertThat(scanner.path()).isEqualTo(path);
        assertThat(scanner.expected()).contains(expected);
        assertThat(scanner.found().replace('"', '\'')).startsWith(found);
    }

    @Test
    void answersNothingOnceFailed() {
        on("{\"p\":oops,\"q\":1}");
        scanner.beginObject();
        scanner.nextField(NAMES);
        assertThat(scanner.integer()).isZero();
        assertThat(scanner.nextField(NAMES)).isEqualTo(JsonScanner.END);
        assertThat(scanner.nextElement()).isFalse();
        assertThat(scanner.text()).isFalse();
        assertThat(scanner.bool()).isFalse();
        assertThat(scanner.decimal(2)).isZero();
        assertThat(scanner.beginArray()).isFalse();
        assertThat(scanner.peek()).isEqualTo((char) 0);
        assertThat(scanner.path()).isEqualTo("p");
    }

    @Test
    void seeksAFieldAndGoesBack() {
        on("{\"nested\":{\"q\":1},\"p\":2}");
        assertThat(scanner.seek(FieldNames.of("p"))).isTrue();
        assertThat(scanner.integer()).isEqualTo(2);
        scanner.rewind();
        assertThat(scanner.seek(FieldNames.of("absent"))).isFalse();
        assertThat(scanner.failed()).isFalse();
        assertThat(scanner.seek(FieldNames.of("nested"))).isTrue();
        assertThat(scanner.seek(FieldNames.of("q"))).isTrue();
        assertThat(scanner.integer()).isEqualTo(1);
    }

    @Test
    void refusesNestingBeyondItsBound() {
        String deepest = "[".repeat(JsonScanner.MAX_DEPTH) + "]".repeat(JsonScanner.MAX_DEPTH);
        on(deepest);
        scanner.skipValue();
        assertThat(scanner.endDocument()).isTrue();
        on("[" + deepest + "]");
        scanner.skipValue();
        assertThat(scanner.endDocument()).isFalse();
        assertThat(scanner.expected()).contains("nesting of at most 64");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{}",
                "[]",
                "[,]",
                "[1,]",
                "{\"a\":1,}",
                "{\"a\"}",
                "{\"a\":1 \"b\":2}",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\u0001\"",
                "01",
                "-",
                "1.",
                ".1",
                "1e",
                "1e+",
                "+1",
                "tru",
                "nulll",
                "{}{}",
                "\"a",
                "\"\\",
                "NaN",
                "{\"a\":1}  ",
                "\uFEFF{}",
                "[\"\\ud800\"]",
                "{\"a\":1,\"a\":\"two\"}",
                "-0",
                "\"\\ud83d\\u0041\"",
                "\"\\ud83d\\uZZZZ\""
            })
    void agreesWithJacksonOn(String document) {
        agree(document.getBytes(StandardCharsets.UTF_8));
    }

    static LongStream seeds() {
        return LongStream.range(0, Counts.of(10, 2_000));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void agreesWithJacksonOnDocumentsOfRandomPieces(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            var document = new StringBuilder();
            for (int n = random.nextInt(1, 14); n > 0; n--) {
                document.append(PIECES[random.nextInt(PIECES.length)]);
            }
            byte[] bytes = document.toString().getBytes(StandardCharsets.UTF_8);
            agree(bytes);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            agree(bytes);
        }
    }

    @FuzzTest
    void agreesWithJacksonOnAnyBytes(byte[] document) {
        agree(document);
    }

    private static void agree(byte[] document) {
        assertThat(JsonTree.byScanner(document))
                .as(() -> new String(document, StandardCharsets.UTF_8))
                .isEqualTo(JsonTree.byJackson(document));
    }
}
