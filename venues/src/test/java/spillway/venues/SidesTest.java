package spillway.venues;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import spillway.market.Completeness;
import spillway.market.MarketEvent;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.TakerSide;
import spillway.venues.binance.BinanceProtocol;
import spillway.venues.bybit.BybitProtocol;
import spillway.venues.okx.OkxProtocol;
import spillway.venues.protocol.Decoded;

/// What each venue means by a side. One flipped venue corrupts every total of longs against shorts.
class SidesTest {
    private static MarketEvent.Liquidation liquidation(WireBench bench, String message) {
        assertThat(bench.message(message)).isEqualTo(Decoded.Events.DECODED);
        return (MarketEvent.Liquidation) bench.events.getFirst();
    }

    private static MarketEvent.Liquidation binance(String symbol, String side, String quantity) {
        return liquidation(
                new WireBench(BinanceProtocol.USDM),
                """
                {"e":"forceOrder","E":1700000000500,"o":{"s":"%s","S":"%s","o":"LIMIT","f":"IOC",
                "q":"9","p":"49000","ap":"50000.5","X":"FILLED","l":"3","z":"%s","T":1700000000400}}\
                """
                        .formatted(symbol, side, quantity));
    }

    @Test
    void binanceMeansTheOrder() {
        assertThat(binance("BTCUSDT", "SELL", "2").closedSide()).isEqualTo(PositionSide.LONG);
        assertThat(binance("BTCUSDT", "BUY", "2").closedSide()).isEqualTo(PositionSide.SHORT);
    }

    @Test
    void binanceValuesWhatWasFilledAtTheAverageOfTheFills() {
        var order = binance("BTCUSDT", "SELL", "2");
        assertThat(order.instrument()).hasToString("binance-usdm BTCUSDT");
        assertThat(order.priceKind()).isEqualTo(PriceKind.FILL);
        assertThat(order.completeness()).isEqualTo(Completeness.SAMPLED);
        assertThat(order.notionalMicroUsd()).isEqualTo(100_001_000_000L);
        assertThat(order.venueTimeNs()).isEqualTo(1_700_000_000_400_000_000L);
    }

    /// Both markets on one stream since 2026-06-30: two contracts are 200 dollars, not two bitcoin.
    @Test
    void binanceCountsCoinMarginedOrdersInContracts() {
        var order = binance("BTCUSD_PERP", "SELL", "2");
        assertThat(order.instrument()).hasToString("binance-coinm BTCUSD_PERP");
        assertThat(order.notionalMicroUsd()).isEqualTo(200_000_000L);
        assertThat(binance("ETHUSD_260327", "SELL", "2").notionalMicroUsd()).isEqualTo(20_000_000L);
        assertThat(binance("ETHUSDT_260327", "SELL", "2").notionalMicroUsd())
                .isEqualTo(100_001_000_000L);
    }

    private static MarketEvent.Liquidation bybit(String side) {
        return liquidation(
                new WireBench(BybitProtocol.LINEAR),
                """
                {"topic":"allLiquidation.BTCUSDT","type":"snapshot","ts":1700000000500,
                "data":[{"T":1700000000400,"s":"BTCUSDT","S":"%s","v":"0.5","p":"50000"}]}\
                """
                        .formatted(side));
    }

    @Test
    void bybitMeansThePosition() {
        assertThat(bybit("Buy").closedSide()).isEqualTo(PositionSide.LONG);
        assertThat(bybit("Sell").closedSide()).isEqualTo(PositionSide.SHORT);
    }

    @Test
    void bybitTellsEveryOrderAtItsBankruptcyPrice() {
        assertThat(bybit("Buy").priceKind()).isEqualTo(PriceKind.BANKRUPTCY);
        assertThat(bybit("Buy").completeness()).isEqualTo(Completeness.COMPLETE);
        assertThat(bybit("Buy").notionalMicroUsd()).isEqualTo(25_000_000_000L);
    }

    @Test
    void bybitCountsInverseContractsInDollars() {
        var order =
                liquidation(
                        new WireBench(BybitProtocol.INVERSE),
                        """
                        {"topic":"allLiquidation.BTCUSD","type":"snapshot","ts":1700000000500,
                        "data":[{"T":1700000000400,"s":"BTCUSD","S":"Buy","v":"2500","p":"50000"}]}\
                        """);
        assertThat(order.notionalMicroUsd()).isEqualTo(2_500_000_000L);
    }

    private static MarketEvent.Liquidation okx(String position, String order) {
        var bench = new WireBench(OkxProtocol.SWAP);
        bench.answer(
                "/api/v5/public/instruments?instType=SWAP",
                """
                {"code":"0","data":[{"instId":"BTC-USDT-SWAP","instType":"SWAP","ctType":"linear",
                "ctVal":"0.01","ctMult":"1","tickSz":"0.1","lotSz":"0.01","state":"live",
                "instFamily":"BTC-USDT"}]}\
                """);
        return liquidation(
                bench,
                """
                {"arg":{"channel":"liquidation-orders","instType":"SWAP"},"data":[{
                "instId":"BTC-USDT-SWAP","instType":"SWAP","details":[{"bkLoss":"0","bkPx":"50000",
                "posSide":"%s","side":"%s","sz":"20","ts":"1700000000400"}]}]}\
                """
                        .formatted(position, order));
    }

    @Test
    void okxNamesThePositionAndElseTheOrder() {
        assertThat(okx("long", "sell").closedSide()).isEqualTo(PositionSide.LONG);
        assertThat(okx("short", "buy").closedSide()).isEqualTo(PositionSide.SHORT);
        assertThat(okx("net", "sell").closedSide()).isEqualTo(PositionSide.LONG);
        assertThat(okx("net", "buy").closedSide()).isEqualTo(PositionSide.SHORT);
    }

    @Test
    void okxCountsInContractsAndTellsASample() {
        assertThat(okx("long", "sell").notionalMicroUsd()).isEqualTo(10_000_000_000L);
        assertThat(okx("long", "sell").priceKind()).isEqualTo(PriceKind.BANKRUPTCY);
        assertThat(okx("long", "sell").completeness()).isEqualTo(Completeness.SAMPLED);
    }

    /// The buyer is the maker: the taker sold.
    @Test
    void tradesTellWhatTheTakerDid() {
        var binance = new WireBench(BinanceProtocol.SPOT);
        binance.message(
                """
                {"e":"aggTrade","E":1700000000500,"s":"BTCUSDT","a":1,"p":"50000","q":"1","f":1,
                "l":1,"T":1700000000400,"m":true,"M":true}\
                """);
        assertThat(((MarketEvent.Trade) binance.events.getFirst()).takerSide())
                .isEqualTo(TakerSide.SELL);
        var bybit = new WireBench(BybitProtocol.SPOT);
        bybit.message(
                """
                {"topic":"publicTrade.BTCUSDT","type":"snapshot","ts":1700000000500,"data":[
                {"T":1700000000400,"s":"BTCUSDT","S":"Sell","v":"1","p":"50000","i":"7","BT":false},
                {"T":1700000000400,"s":"BTCUSDT","S":"Sell","v":"9","p":"50000","i":"8","BT":true}]}\
                """);
        assertThat(bybit.events).hasSize(1);
        assertThat(((MarketEvent.Trade) bybit.events.getFirst()).takerSide())
                .isEqualTo(TakerSide.SELL);
    }
}
