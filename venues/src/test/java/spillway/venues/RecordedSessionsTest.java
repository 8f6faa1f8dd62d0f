package spillway.venues;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spillway.market.EventKind;
import spillway.market.EventRecorder;
import spillway.market.EventSink;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.venues.binance.BinanceProtocol;
import spillway.venues.book.BookCheck;
import spillway.venues.book.BookContinuity;
import spillway.venues.protocol.Decoded;
import spillway.venues.protocol.Symbols;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.session.SessionAccount;
import spillway.venues.session.SessionReader;

/// Recorded sessions are read to the last line, and every line is accounted for.
class RecordedSessionsTest {
    private final Instruments instruments = new Instruments();
    private final List<String> rejected = new ArrayList<>();
    private final Map<EventKind, Long> counts = new EnumMap<>(EventKind.class);

    private SessionReader reader(VenueProtocol protocol, EventSink sink) {
        var symbols = new Symbols(instruments, protocol.symbolRule());
        return new SessionReader(
                protocol,
                protocol.decoder(symbols, sink),
                (number, bytes, from, to, why) ->
                        rejected.add(
                                number
                                        + " "
                                        + why
                                        + " in "
                                        + new String(
                                                bytes,
                                                from,
                                                Math.min(200, to - from),
                                                StandardCharsets.UTF_8)));
    }

    private EventSink counting() {
        return new EventRecorder(
                instruments, (MarketEvent e) -> counts.merge(e.kind(), 1L, Long::sum));
    }

    private long count(EventKind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    @ParameterizedTest
    @CsvSource({
        "binance-usdm,  BINANCE_FUTURES.ws.1.0,   1536, 91, 613,  764,  67",
        "binance-coinm, BINANCE_DELIVERY.ws.1.0,  4372, 51, 2240, 2047, 33",
        "binance-spot,  BINANCE.ws.1.0,           267,  2,  84,   177,  2",
    })
    void accountsForEveryLineOfBinanceSessions(
            String venue,
            String file,
            long lines,
            long trades,
            long quotes,
            long diffs,
            long klines)
            throws IOException {
        var reader = reader(Venues.byName(venue).orElseThrow(), counting());
        reader.read(Recordings.require("sessions/" + file));
        SessionAccount account = reader.account();
        assertThat(rejected).isEmpty();
        assertThat(account.lines()).isEqualTo(lines);
        assertThat(account.messages()).isEqualTo(trades + quotes + diffs);
        assertThat(count(EventKind.TRADE)).isEqualTo(trades);
        assertThat(count(EventKind.QUOTE)).isEqualTo(quotes);
        assertThat(count(EventKind.BOOK_DELTA)).isEqualTo(diffs);
        assertThat(account.ignored()).containsEntry("klines-not-read", klines);
        assertThat(account.ignored().keySet()).isSubsetOf("klines-not-read", "blank-line");
        assertThat(account.control()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "binance-usdm,  BINANCE_FUTURES.0,  BINANCE_FUTURES.http.0.0",
        "binance-coinm, BINANCE_DELIVERY.0, BINANCE_DELIVERY.http.0.0",
        "binance-spot,  BINANCE.0,          BINANCE.http.0.0",
    })
    void readsTheCatalogueAndTheBooksThatWereAskedFor(String venue, String catalogue, String books)
            throws IOException {
        var reader = reader(Venues.byName(venue).orElseThrow(), counting());
        reader.read(Recordings.require("sessions/" + catalogue));
        long answers = reader.account().messages();
        reader.read(Recordings.require("sessions/" + books));
        assertThat(rejected).isEmpty();
        assertThat(answers).isEqualTo(1);
        assertThat(count(EventKind.INSTRUMENT_CHANGE)).isGreaterThan(30);
        assertThat(count(EventKind.BOOK_SNAPSHOT))
                .isEqualTo(reader.account().messages() - answers)
                .isGreaterThan(3);
    }

    @ParameterizedTest
    @CsvSource({
        "bybit-linear,  BYBIT.0,       2",
        "bybit-linear,  BYBIT.ws.25.0, 3361",
        "bybit-inverse, BYBIT.ws.26.0, 1105",
    })
    void ignoresEveryLineOfTheRetiredBybitProtocol(String protocol, String file, long lines)
            throws IOException {
        var reader = reader(Venues.byName(protocol).orElseThrow(), counting());
        reader.read(Recordings.require("sessions/" + file));
        assertThat(rejected).isEmpty();
        assertThat(reader.account().ignored()).isEqualTo(Map.of("retired-v2", lines));
        assertThat(reader.account().lines()).isEqualTo(lines);
    }

    @ParameterizedTest
    @CsvSource({"bybit-linear, BYBIT.ws.25.0", "bybit-inverse, BYBIT.ws.26.0"})
    void knowsTheRetiredBybitMessagesWithoutTheirAddress(String protocol, String file) {
        var symbols = new Symbols(instruments, Venues.byName(protocol).orElseThrow().symbolRule());
        var decoder = Venues.byName(protocol).orElseThrow().decoder(symbols, counting());
        for (String line : Recordings.lines("sessions/" + file)) {
            if (!line.isEmpty() && Character.isDigit(line.charAt(0))) {
                byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
                int from = line.indexOf(": ") + 2;
                assertThat(decoder.message(bytes, from, bytes.length, 0))
                        .as(line)
                        .isEqualTo(new Decoded.Ignored("retired-v2"));
            }
        }
    }

    @Test
    void rebuildsUsdMarginedBooksToTheVenuesOwnQuotes() throws IOException {
        assertThat(check(BinanceProtocol.USDM, "usdm_btcusdt_20240808.gz"))
                .isEqualTo(new BookCheck.Result(629, 629, 0, 0, 6547));
    }

    @Test
    void rebuildsCoinMarginedBooksToTheVenuesOwnQuotes() throws IOException {
        assertThat(
                        check(
                                BinanceProtocol.COINM,
                                "cm_btcusd_perp_20240808.gz",
                                "cm_btcusd_perp_20240809.gz"))
                .isEqualTo(new BookCheck.Result(1885, 1885, 0, 0, 44772));
    }

    @Test
    void rebuildsSpotBooksToTheVenuesOwnQuotes() throws IOException {
        assertThat(
                        check(
                                BinanceProtocol.SPOT,
                                "spot_btcusdt_20240808.gz",
                                "spot_btcusdt_20240809.gz"))
                .isEqualTo(new BookCheck.Result(1072, 1072, 0, 0, 6493));
    }

    private BookCheck.Result check(VenueProtocol protocol, String... files) throws IOException {
        var check = new BookCheck();
        var continuity = new BookContinuity(_ -> protocol.continuity(), _ -> {}, check);
        var reader = reader(protocol, continuity);
        for (String file : files) {
            reader.read(Recordings.require("books/" + file));
        }
        assertThat(rejected).isEmpty();
        assertThat(reader.account().messages()).isEqualTo(reader.account().lines());
        assertThat(continuity.breaks()).isZero();
        assertThat(check.results()).hasSize(1);
        return check.results().firstEntry().getValue();
    }
}
