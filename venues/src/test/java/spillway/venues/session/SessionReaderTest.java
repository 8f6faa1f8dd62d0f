package spillway.venues.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spillway.market.EventRecorder;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.venues.binance.BinanceProtocol;
import spillway.venues.protocol.Symbols;

class SessionReaderTest {
    private static final String TRADE =
            "{\"e\":\"aggTrade\",\"E\":1700000000001,\"a\":1,\"s\":\"BTCUSDT\",\"p\":\"5\",\"q\":\"2\","
                    + "\"f\":1,\"l\":1,\"T\":1700000000000,\"m\":true}";
    private static final String DIFF =
            "{\"e\":\"depthUpdate\",\"E\":1700000000001,\"T\":1700000000000,\"s\":\"BTCUSDT\",\"U\":1,"
                    + "\"u\":2,\"pu\":0,\"b\":[[\"5\",\"1\"]],\"a\":[]}";
    private static final String WHOLE = "{\"lastUpdateId\":2,\"bids\":[[\"5\",\"1\"]],\"asks\":[]}";

    private final List<MarketEvent> events = new ArrayList<>();
    private final List<String> rejected = new ArrayList<>();
    private final Instruments instruments = new Instruments();
    private final SessionReader reader =
            new SessionReader(
                    BinanceProtocol.USDM,
                    BinanceProtocol.USDM.decoder(
                            new Symbols(instruments, BinanceProtocol.USDM.symbolRule()),
                            new EventRecorder(instruments, events::add)),
                    (line, bytes, from, to, why) -> rejected.add(line + ": " + why));

    private SessionAccount read(String... lines) throws IOException {
        byte[] file = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        reader.read(LineSource.of(new ByteArrayInputStream(file)));
        return reader.account();
    }

    @Test
    void putsEveryLineIntoOneClass() throws IOException {
        SessionAccount account =
                read(
                        "wss://fstream.binance.com/stream?streams=a <-> 1700000000.5",
                        "wss://fstream.binance.com/stream <- 1700000000.6: {\"method\":\"SUBSCRIBE\"}",
                        "1700000000.75: {\"result\":null,\"id\":1}",
                        "1700000000.875: " + TRADE,
                        "1700000000123456789 " + TRADE,
                        "https://fapi.binance.com/fapi/v1/depth?symbol=BTCUSDT&limit=5 -> 1700000001: "
                                + WHOLE,
                        "1700000001.5: {\"e\":\"kline\",\"s\":\"BTCUSDT\",\"k\":{}}",
                        "1700000002.5: {\"e\":\"newThing\",\"s\":\"BTCUSDT\"}",
                        "1700000002.5: {\"e\":\"aggTrade\",\"s\":\"BTC",
                        "configuration: {\"trades\":[]}",
                        "what is this",
                        "");
        assertThat(account.lines()).isEqualTo(11);
        assertThat(account.messages()).isEqualTo(3);
        assertThat(account.control()).isEqualTo(4);
        assertThat(account.ignored()).isEqualTo(Map.of("klines-not-read", 1L));
        assertThat(account.malformedLines()).isEqualTo(3);
        assertThat(rejected)
                .containsExactly(
                        "8: e: expected a stream that Binance is known to have, found \"newThing\",\"s\":\"BTCUSDT\"}",
                        "9: s: expected '\"' at the end of a text, found end of message",
                        "11: line: expected 'time: payload', 'nanoseconds payload', or 'url' with '<->',"
                                + " '<-' or '->', found something else");
    }

    @ParameterizedTest
    @CsvSource({
        "'1626992741.06217: ',     1626992741062170000",
        "'1626992741: ',           1626992741000000000",
        "'1723161256172216566 ',   1723161256172216566",
        "'1723161256172216 ',      1723161256172216000",
        "'1723161256172: ',        1723161256172000000",
        "'1626992741.0621704129: ', 1626992741062170412",
    })
    void understandsTimesOfReceipt(String prefix, long receiveTimeNs) throws IOException {
        read(prefix + TRADE);
        assertThat(rejected).isEmpty();
        assertThat(events.getFirst().receiveTimeNs()).isEqualTo(receiveTimeNs);
        assertThat(events.getFirst().venueTimeNs()).isEqualTo(1_700_000_000_000_000_000L);
    }

    /// In a recording that kept only bodies, a whole book without a symbol is of the one instrument
    /// of which changes were heard; with two it could be of either.
    @Test
    void takesAWholeBookWithoutASymbolForThatOfTheOnlyBook() throws IOException {
        read("1: " + DIFF, "2: " + WHOLE);
        assertThat(events).hasSize(2);
        assertThat(events.getLast()).isInstanceOf(MarketEvent.BookSnapshot.class);
        assertThat(rejected).isEmpty();
        read("3: " + DIFF.replace("BTCUSDT", "ETHUSDT"), "4: " + WHOLE);
        assertThat(events).hasSize(3);
        assertThat(rejected).hasSize(1);
        assertThat(rejected.getFirst()).contains("a field 'symbol'");
    }

    @Test
    void refusesAWholeBookOfNoOne() throws IOException {
        assertThat(read("1: " + WHOLE).malformedLines()).isOne();
    }

    @Test
    void readsGzipAsPlain(@TempDir Path folder) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(
                    ("1700000000.5: " + TRADE + "\r\n")
                            .repeat(20_000)
                            .getBytes(StandardCharsets.UTF_8));
        }
        Path file = folder.resolve("session.gz");
        Files.write(file, packed.toByteArray());
        reader.read(file);
        assertThat(reader.account().messages()).isEqualTo(20_000);
        assertThat(reader.account().lines()).isEqualTo(20_000);
    }

    @Test
    void countsReasonsNotPlaces() throws IOException {
        SessionAccount account =
                read(
                        "1: " + DIFF.replace("[\"5\",\"1\"]", "[\"x\",\"1\"]"),
                        "2: " + DIFF.replace("[\"5\",\"1\"]", "[\"5\",\"1\"],[\"y\",\"1\"]"));
        assertThat(account.malformed()).isEqualTo(Map.of("b[][]: expected a number", 2L));
    }
}
