package spillway.venues;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spillway.market.Contract;
import spillway.market.Decimal;
import spillway.market.Instrument;
import spillway.market.InstrumentKind;
import spillway.market.InstrumentStatus;
import spillway.market.MarketEvent;
import spillway.venues.binance.BinanceProtocol;
import spillway.venues.bybit.BybitProtocol;
import spillway.venues.okx.OkxProtocol;
import spillway.venues.protocol.CoinNames;
import spillway.venues.protocol.Decoded;

/// Names become instruments: by what a symbol says, and by what a catalogue says.
class CatalogueTest {
    @ParameterizedTest
    @CsvSource({
        "BTC,         BTC,      1",
        "1000PEPE,    PEPE,     1000",
        "10000SATS,   SATS,     10000",
        "1000000MOG,  MOG,      1000000",
        "10000000AIDOGE, AIDOGE, 10000000",
        "1MBABYDOGE,  BABYDOGE, 1000000",
        "SHIB1000,    SHIB,     1000",
        "1INCH,       1INCH,    1",
        "10SET,       10SET,    1",
        "1000,        1000,     1",
        "API3,        API3,     1",
        "C98,         C98,      1",
    })
    void packsAreNotPartOfACoinsName(String base, String coin, long coinsPerUnit) {
        assertThat(CoinNames.of(base).coin().symbol()).isEqualTo(coin);
        assertThat(CoinNames.of(base).coinsPerUnit()).isEqualTo(coinsPerUnit);
    }

    @ParameterizedTest
    @CsvSource({
        "binance-usdm,  BTCUSDT,          binance-usdm,  BTC,  USDT, PERPETUAL, LINEAR,  1",
        "binance-usdm,  1000PEPEUSDC,     binance-usdm,  PEPE, USDC, PERPETUAL, LINEAR,  1",
        "binance-usdm,  ETHUSDT_260327,   binance-usdm,  ETH,  USDT, FUTURE,    LINEAR,  1",
        "binance-usdm,  BTCUSD_PERP,      binance-coinm, BTC,  USD,  PERPETUAL, INVERSE, 100",
        "binance-coinm, BNBUSD_PERP,      binance-coinm, BNB,  USD,  PERPETUAL, INVERSE, 10",
        "binance-coinm, BNBUSD_260327,    binance-coinm, BNB,  USD,  FUTURE,    INVERSE, 10",
        "binance-usdm,  BTCBUSD_210129,   binance-usdm,  BTC,  BUSD, FUTURE,    LINEAR,  1",
        "binance-coinm, ETHUSD_260327,    binance-coinm, ETH,  USD,  FUTURE,    INVERSE, 10",
        "binance-spot,  LRCBTC,           binance-spot,  LRC,  BTC,  SPOT,      LINEAR,  1",
        "bybit-linear,  BTCPERP,          bybit,         BTC,  USDC, PERPETUAL, LINEAR,  1",
        "bybit-linear,  BTC-26DEC25,      bybit,         BTC,  USDC, FUTURE,    LINEAR,  1",
        "bybit-linear,  BTCUSDT-26DEC25,  bybit,         BTC,  USDT, FUTURE,    LINEAR,  1",
        "bybit-linear,  10000NEXUSDT,     bybit,         NEX,  USDT, PERPETUAL, LINEAR,  1",
        "bybit-inverse, BTCUSD,           bybit,         BTC,  USD,  PERPETUAL, INVERSE, 1",
        "bybit-inverse, BTCUSDZ25,        bybit,         BTC,  USD,  FUTURE,    INVERSE, 1",
        "bybit-spot,    BTCUSDT,          bybit-spot,    BTC,  USDT, SPOT,      LINEAR,  1",
        "okx-swap,      BTC-USDT,         okx-spot,      BTC,  USDT, SPOT,      LINEAR,  1",
    })
    void symbolsSpeak(
            String protocol,
            String symbol,
            String venue,
            String coin,
            String quote,
            InstrumentKind kind,
            Contract contract,
            long size) {
        Instrument found =
                Venues.byName(protocol).orElseThrow().symbolRule().define(symbol).orElseThrow();
        assertThat(found.venue().code()).isEqualTo(venue);
        assertThat(found.symbol()).isEqualTo(symbol);
        assertThat(found.coin().symbol()).isEqualTo(coin);
        assertThat(found.quote()).isEqualTo(quote);
        assertThat(found.kind()).isEqualTo(kind);
        assertThat(found.contract()).isEqualTo(contract);
        assertThat(found.contractSize()).isEqualByComparingTo(new Decimal(size, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "binance-usdm, btcusdt",
        "binance-usdm, ''",
        "binance-usdm, BTC-USDT",
        "binance-spot, BTCUSDT_260327",
        "bybit-linear, BTC-6JAN23-17500-C",
        "bybit-spot,   BTC-USDT",
        "okx-swap,     BTC-USDT-SWAP",
        "okx-swap,     BTC-USD-250328-92000-C",
    })
    void whatASymbolDoesNotSayIsNotGuessed(String protocol, String symbol) {
        assertThat(Venues.byName(protocol).orElseThrow().symbolRule().define(symbol)).isEmpty();
    }

    private static String binance(String tick, String status) {
        return """
        {"timezone":"UTC","symbols":[
        {"symbol":"1000PEPEUSDT","contractType":"PERPETUAL","status":"%s","baseAsset":"1000PEPE",
         "quoteAsset":"USDT","filters":[{"filterType":"PRICE_FILTER","tickSize":"%s"},
         {"filterType":"LOT_SIZE","stepSize":"1"},{"filterType":"MARKET_LOT_SIZE","stepSize":"0.1"}]},
        {"symbol":"BTCUSDT_260327","contractType":"CURRENT_QUARTER","status":"TRADING",
         "baseAsset":"BTC","quoteAsset":"USDT","filters":[{"filterType":"LOT_SIZE","stepSize":"0.001"}]}
        ],"unknown":{"deep":[1,2,{"x":null}]}}\
        """
                .formatted(status, tick);
    }

    private static List<String> changes(WireBench bench) {
        return bench.events.stream()
                .map(MarketEvent.InstrumentChange.class::cast)
                .map(e -> e.instrument().symbol() + " " + e.status())
                .toList();
    }

    @Test
    void aCatalogueListsChangesAndDelists() {
        var bench = new WireBench(BinanceProtocol.USDM);
        String request = "/fapi/v1/exchangeInfo";
        bench.answer(request, binance("0.0000001", "TRADING"));
        assertThat(changes(bench)).containsExactly("1000PEPEUSDT LISTED", "BTCUSDT_260327 LISTED");
        bench.answer(request, binance("0.0000001", "TRADING"));
        assertThat(bench.events).isEmpty();
        bench.answer(request, binance("0.0000000001", "TRADING"));
        var change = (MarketEvent.InstrumentChange) bench.events.getFirst();
        assertThat(change.status()).isEqualTo(InstrumentStatus.CHANGED);
        assertThat(change.instrument().priceScale()).isEqualTo(10);
        assertThat(change.instrument().validFromNs()).isEqualTo(WireBench.RECEIVED_NS);
        assertThat(change.instrument().coin().symbol()).isEqualTo("PEPE");
        assertThat(change.instrument().quantityScale()).isZero();
        bench.answer(request, binance("0.0000000001", "SETTLING"));
        assertThat(changes(bench)).containsExactly("1000PEPEUSDT DELISTED");
    }

    @Test
    void okxContractsAreSizedByTheCatalogueOnly() {
        var bench = new WireBench(OkxProtocol.SWAP);
        String trade =
                """
                {"arg":{"channel":"trades","instId":"BTC-USD-SWAP"},"data":[{"instId":"BTC-USD-SWAP",
                "tradeId":"1","px":"50000","sz":"3","side":"buy","ts":"1700000000000"}]}\
                """;
        assertThat(bench.message(trade)).isInstanceOf(Decoded.Malformed.class);
        bench.answer(
                "/api/v5/public/instruments?instType=SWAP",
                """
                {"code":"0","data":[{"instId":"BTC-USD-SWAP","instType":"SWAP","ctType":"inverse",
                "ctVal":"100","ctMult":"1","tickSz":"0.1","lotSz":"1","state":"live",
                "instFamily":"BTC-USD"},{"instId":"NEW-USDT-SWAP","instType":"SWAP","state":"preopen"}]}\
                """);
        assertThat(changes(bench)).containsExactly("BTC-USD-SWAP LISTED");
        Instrument listed = bench.events.getFirst().instrument();
        assertThat(listed.contract()).isEqualTo(Contract.INVERSE);
        assertThat(listed.notionalMicroUsd(3, 50_000)).isEqualTo(300_000_000L);
        assertThat(bench.message(trade)).isEqualTo(Decoded.Events.DECODED);
    }

    @Test
    void bybitHalvesOpenInterestUnlessOneSideIsTold() {
        var bench = new WireBench(BybitProtocol.LINEAR);
        String ticker =
                """
                {"topic":"tickers.BTCUSDT","type":"delta","ts":1700000000000,"data":{"symbol":"BTCUSDT",
                "openInterest":"3","openInterestValue":"150000"%s}}\
                """;
        bench.message(ticker.formatted(""));
        var both = (MarketEvent.OpenInterest) bench.events.getFirst();
        assertThat(both.quantityMantissa()).isEqualTo(150_000_000L);
        assertThat(both.notionalMicroUsd()).isEqualTo(75_000_000_000L);
        bench.message(ticker.formatted(",\"singleOpenInterest\":\"2\""));
        var one = (MarketEvent.OpenInterest) bench.events.getFirst();
        assertThat(one.quantityMantissa()).isEqualTo(200_000_000L);
    }

    @Test
    void aRefusalIsNotAnAnswer() {
        assertThat(
                        new WireBench(BinanceProtocol.USDM)
                                .answer(
                                        "/fapi/v1/depth?symbol=X",
                                        "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}"))
                .hasToString("Control[kind=REFUSED, text=Invalid symbol.]");
        assertThat(
                        new WireBench(BybitProtocol.LINEAR)
                                .answer(
                                        "/v5/market/tickers",
                                        "{\"retCode\":10001,\"retMsg\":\"no\",\"result\":{}}"))
                .hasToString("Control[kind=REFUSED, text=no]");
        assertThat(
                        new WireBench(OkxProtocol.SWAP)
                                .answer(
                                        "/api/v5/public/instruments",
                                        "{\"code\":\"50011\",\"msg\":\"slow\",\"data\":[]}"))
                .hasToString("Control[kind=REFUSED, text=slow]");
    }
}
