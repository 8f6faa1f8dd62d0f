package spillway.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spillway.market.EventKind;
import spillway.market.EventRecorder;
import spillway.market.Instrument;
import spillway.market.MarketEvent;
import spillway.venues.Venues;
import spillway.venues.binance.BinanceProtocol;
import spillway.venues.bybit.BybitProtocol;
import spillway.venues.okx.OkxProtocol;
import spillway.venues.protocol.RestPoll;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.protocol.Wanted;

/// What venues answer to REST requests: what our own client asks for it can read, and the rest is
/// as documented.
final class AnswersTest {
    private final EmulatedRun run =
            new EmulatedRun(1, Duration.ofMinutes(6), Venues.all(), FaultPlan.none());

    private String answer(VenueProtocol protocol, String target) {
        var answers = new ArrayList<String>();
        run.front(protocol)
                .get(
                        target,
                        a ->
                                answers.add(
                                        a.status()
                                                + " "
                                                + new String(a.body(), StandardCharsets.UTF_8)));
        assertThat(answers).hasSize(1);
        return answers.getFirst();
    }

    private EventRecorder nowhere() {
        return new EventRecorder(run.clientInstruments(), _ -> {});
    }

    /// Instruments that a client reads from a catalogue are those of the market: coin, contract,
    /// size of a contract, coins of a unit.
    @Test
    void cataloguesSayWhatIsTraded() {
        for (VenueProtocol protocol : Venues.all()) {
            PlainClient client = run.client(protocol, nowhere());
            client.readCatalogue();
            assertThat(client.problems()).isEmpty();
            assertThat(client.symbols().catalogue())
                    .as(protocol.name())
                    .hasSizeBetween(4, 8)
                    .allSatisfy(i -> assertThat(i.venue()).isEqualTo(protocol.venue()));
        }
        PlainClient okx = run.client(OkxProtocol.SWAP, nowhere());
        okx.readCatalogue();
        Instrument pepe =
                okx.symbols().catalogue().stream()
                        .filter(i -> i.symbol().equals("PEPE-USDT-SWAP"))
                        .findFirst()
                        .orElseThrow();
        assertThat(pepe.contractSize().toString()).isEqualTo("10000000");
        PlainClient usdm = run.client(BinanceProtocol.USDM, nowhere());
        usdm.readCatalogue();
        Instrument pack =
                usdm.symbols().catalogue().stream()
                        .filter(i -> i.symbol().equals("1000PEPEUSDT"))
                        .findFirst()
                        .orElseThrow();
        assertThat(pack.coinsPerUnit()).isEqualTo(1_000);
        assertThat(pack.coin()).isEqualTo(pepe.coin());
    }

    /// Every request that our own client polls is answered with something that it can read.
    @Test
    void pollsAreRead() {
        run.emulation().start();
        run.timeline().runFor(Duration.ofSeconds(30));
        for (VenueProtocol protocol : Venues.all()) {
            Map<EventKind, Integer> kinds = new EnumMap<>(EventKind.class);
            var instruments = run.clientInstruments();
            PlainClient client =
                    run.client(
                            protocol,
                            new EventRecorder(
                                    instruments,
                                    (MarketEvent e) -> kinds.merge(e.kind(), 1, Integer::sum)));
            client.readCatalogue();
            int count = client.symbols().catalogue().size();
            kinds.clear();
            List<RestPoll> polls =
                    protocol.polls(new Wanted(protocol.channels(), client.symbols().catalogue()));
            polls.forEach(p -> client.ask(p.request()));
            client.askForBooks();
            assertThat(client.problems()).isEmpty();
            boolean asksForBooks =
                    protocol.bookRequest(client.symbols().catalogue().getFirst()).isPresent();
            assertThat(kinds.values().stream().mapToInt(n -> n).sum())
                    .as(protocol.name())
                    .isEqualTo(polls.size() + (asksForBooks ? count : 0));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    binance-usdm | /fapi/v1/ping | 200 {}
                    binance-usdm | /fapi/v1/time | 200 {"serverTime":1770285600000}
                    binance-usdm | /fapi/v1/depth?symbol=NONE | 400 {"code":-1121,"msg":"Invalid symbol."}
                    binance-usdm | /fapi/v1/depth | 400 {"code":-1102,"msg":"Mandatory paramete\
                    r 'symbol' was not sent, was empty/null, or malformed."}
                    binance-usdm | /fapi/v1/dance | 404 {"code":-5000,"msg":"Path /fapi/v1/dance\
                    , Method GET is invalid"}
                    binance-usdm | /fapi/v1/fundingInfo | 200 []
                    binance-usdm | /fapi/v1/trades?symbol=BTCUSDT | 200 []
                    bybit-linear | /v5/market/tickers?category=linear&symbol=NONE | 200 {"retCod\
                    e":10001,"retMsg":"params error: Symbol Invalid","result":{},"retExtInfo":{}\
                    ,"time":1770285600000}
                    bybit-linear | /v5/market/recent-trade?category=linear&symbol=BTCUSDT | 20\
                    0 {"retCode":0,"retMsg":"OK","result":{"category":"linear","list":[]},"retEx\
                    tInfo":{},"time":1770285600000}
                    bybit-linear | /v5/market/instruments-info?category=linear&status=PreLaunc\
                    h | 200 {"retCode":0,"retMsg":"OK","result":{"category":"linear","list":[],"\
                    nextPageCursor":""},"retExtInfo":{},"time":1770285600000}
                    okx-swap | /api/v5/public/time | 200 {"code":"0","msg":"","data":[{"ts":"1770285600000"}]}
                    okx-swap | /api/v5/public/instruments | 400 {"code":"50014","msg":"Paramete\
                    r instType can not be empty","data":[]}
                    okx-swap | /api/v5/market/books?instId=NONE | 400 {"code":"51001","msg":"Ins\
                    trument ID does not exist","data":[]}
                    okx-swap | /api/v5/public/liquidation-orders?instType=SWAP&state=filled&uly=\
                    BTC-USDT | 200 {"code":"0","msg":"","data":[]}
                    """)
    void requestsAreAnsweredInTheVenuesWords(String protocol, String target, String expected) {
        assertThat(answer(Venues.byName(protocol).orElseThrow(), target)).isEqualTo(expected);
    }

    @Test
    void booksAreAsDeepAsAsked() {
        for (String[] one :
                new String[][] {
                    {"binance-usdm", "/fapi/v1/depth?symbol=BTCUSDT&limit=5", "10"},
                    {"binance-spot", "/api/v3/depth?symbol=BTCUSDT&limit=5", "10"},
                    {
                        "bybit-linear",
                        "/v5/market/orderbook?category=linear&symbol=BTCUSDT&limit=7",
                        "14"
                    },
                    {"okx-swap", "/api/v5/market/books?instId=BTC-USDT-SWAP&sz=3", "6"},
                }) {
            String book = answer(Venues.byName(one[0]).orElseThrow(), one[1]);
            assertThat(book.split("\\[\"", -1).length - 1)
                    .as(one[1])
                    .isEqualTo(Integer.parseInt(one[2]));
        }
        assertThat(answer(BybitProtocol.LINEAR, "/v5/market/time")).startsWith("200 ");
    }
}
