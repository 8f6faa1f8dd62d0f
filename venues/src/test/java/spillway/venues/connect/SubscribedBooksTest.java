package spillway.venues.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spillway.market.Channel;
import spillway.market.MarketEvent;
import spillway.venues.bybit.BybitProtocol;
import spillway.venues.okx.OkxProtocol;

/// Venues that send whole books on subscribing and want signs of life: Bybit and OKX.
class SubscribedBooksTest {
    private static final String BYBIT_CATALOGUE =
            """
            {"retCode":0,"retMsg":"OK","result":{"category":"linear","list":[{"symbol":"BTCUSDT",
            "contractType":"LinearPerpetual","status":"Trading","baseCoin":"BTC","quoteCoin":"USDT",
            "priceFilter":{"tickSize":"0.10"},"lotSizeFilter":{"qtyStep":"0.001"},
            "fundingInterval":480}]},"time":1700000000000}\
            """;
    private static final String OKX_CATALOGUE =
            """
            {"code":"0","msg":"","data":[{"instType":"SWAP","instId":"BTC-USDT-SWAP",
            "instFamily":"BTC-USDT","baseCcy":"","quoteCcy":"","settleCcy":"USDT","ctVal":"0.01",
            "ctMult":"1","ctValCcy":"BTC","ctType":"linear","tickSz":"0.1","lotSz":"1","minSz":"1",
            "state":"live","expTime":"","uly":"BTC-USDT"}]}\
            """;

    @TempDir Path folder;

    private FeedBench bybit(Channel... channels) {
        var bench = new FeedBench(BybitProtocol.LINEAR, "all", folder, channels);
        bench.network.answers = _ -> FakeNetwork.good(BYBIT_CATALOGUE);
        bench.feed.start();
        bench.untilMs(1_000);
        line(bench)
                .says("{\"success\":true,\"ret_msg\":\"\",\"op\":\"subscribe\",\"req_id\":\"1\"}");
        return bench;
    }

    private FeedBench okx(Channel... channels) {
        var bench = new FeedBench(OkxProtocol.SWAP, "all", folder, channels);
        bench.network.answers =
                request ->
                        FakeNetwork.good(
                                request.contains("FUTURES")
                                        ? "{\"code\":\"0\",\"msg\":\"\",\"data\":[]}"
                                        : OKX_CATALOGUE);
        bench.feed.start();
        bench.untilMs(1_500);
        return bench;
    }

    private static FakeNetwork.Line line(FeedBench bench) {
        return bench.network.lines.getLast();
    }

    private static void book(FeedBench bench, String type, long number) {
        line(bench)
                .says(
                        """
                        {"topic":"orderbook.200.BTCUSDT","type":"%s","ts":%d,"cts":%d,"data":{\
                        "s":"BTCUSDT","b":[["100.0","1"]],"a":[["101.0","1"]],"u":%d,"seq":%d}}\
                        """
                                .formatted(type, bench.venueMs(), bench.venueMs(), number, number));
    }

    @Test
    void aBrokenBookIsSubscribedToAnew() {
        FeedBench bench = bybit(Channel.BOOK);
        book(bench, "snapshot", 1);
        bench.runMs(100);
        book(bench, "delta", 2);
        assertThat(bench.told()).containsExactly("CONNECTED book BTCUSDT 1000");
        bench.runMs(100);
        book(bench, "delta", 4);
        bench.runMs(300);
        List<String> said = line(bench).heard;
        assertThat(said.subList(said.size() - 2, said.size()))
                .containsExactly(
                        "{\"op\":\"unsubscribe\",\"args\":[\"orderbook.200.BTCUSDT\"]}",
                        "{\"op\":\"subscribe\",\"args\":[\"orderbook.200.BTCUSDT\"]}");
        book(bench, "snapshot", 9);
        assertThat(bench.told())
                .containsExactly(
                        "LOST book BTCUSDT 1100",
                        "GAP book BTCUSDT 1100..1500",
                        "RESYNCED book BTCUSDT 1500");
    }

    @Test
    void aBookThatDoesNotComeIsAskedForAgain() {
        FeedBench bench = bybit(Channel.BOOK, Channel.MARK_PRICE);
        int before = line(bench).heard.size();
        for (int second = 2; second <= 35; second++) {
            bench.untilMs(second * 1_000L);
            line(bench)
                    .says(
                            """
                            {"topic":"tickers.BTCUSDT","type":"snapshot","ts":%d,"cs":%d,"data":{\
                            "symbol":"BTCUSDT","markPrice":"100","indexPrice":"100"}}\
                            """
                                    .formatted(bench.venueMs(), second));
        }
        List<String> asked =
                line(bench).heard.subList(before, line(bench).heard.size()).stream()
                        .filter(said -> said.contains("\"subscribe\""))
                        .toList();
        assertThat(asked).hasSize(3).allMatch(said -> said.contains("orderbook.200.BTCUSDT"));
    }

    @Test
    void signsOfLifeAreGivenAsTheVenueWantsThem() {
        FeedBench bench = bybit(Channel.BOOK);
        bench.untilMs(25_000);
        assertThat(line(bench).heard).contains("{\"op\":\"ping\"}");
        FeedBench okx = okx(Channel.MARK_PRICE);
        okx.untilMs(25_000);
        assertThat(line(okx).heard).contains("ping");
    }

    private static void mark(FeedBench bench) {
        line(bench)
                .says(
                        """
                        {"arg":{"channel":"mark-price","instId":"BTC-USDT-SWAP"},"data":[{\
                        "instType":"SWAP","instId":"BTC-USDT-SWAP","markPx":"100","ts":"%d"}]}\
                        """
                                .formatted(bench.venueMs()));
    }

    private static void liquidation(FeedBench bench, long happenedMs) {
        line(bench)
                .says(
                        """
                        {"arg":{"channel":"liquidation-orders","instType":"SWAP"},"data":[{\
                        "instId":"BTC-USDT-SWAP","instType":"SWAP","details":[{"bkLoss":"0",\
                        "bkPx":"99","ccy":"","posSide":"long","side":"sell","sz":"3","ts":"%d"}]}]}\
                        """
                                .formatted(FeedBench.START_NS / 1_000_000 + happenedMs));
    }

    /// OKX acknowledges each argument, and tells old orders again after each subscription.
    @Test
    void liquidationsOfAllOfOkxAreOneFeedAndOldOnesAreLeftOut() {
        FeedBench bench = okx(Channel.MARK_PRICE, Channel.LIQUIDATIONS);
        line(bench).says("{\"event\":\"subscribe\",\"arg\":{\"channel\":\"mark-price\"}}");
        mark(bench);
        assertThat(bench.told()).containsExactly("CONNECTED markPrice BTC-USDT-SWAP 1500");
        line(bench).says("{\"event\":\"subscribe\",\"arg\":{\"channel\":\"liquidation-orders\"}}");
        liquidation(bench, 500);
        bench.untilMs(2_000);
        mark(bench);
        assertThat(bench.told()).containsExactly("CONNECTED liquidations * 2200.000001");
        bench.untilMs(3_000);
        liquidation(bench, 2_900);
        line(bench).cuts("reset");
        assertThat(bench.told())
                .containsExactly("LOST markPrice BTC-USDT-SWAP 2000", "LOST liquidations * 1000");
        bench.untilMs(6_000);
        line(bench).says("{\"event\":\"subscribe\",\"arg\":{\"channel\":\"mark-price\"}}");
        line(bench).says("{\"event\":\"subscribe\",\"arg\":{\"channel\":\"liquidation-orders\"}}");
        liquidation(bench, 500);
        liquidation(bench, 2_900);
        liquidation(bench, 4_000);
        mark(bench);
        assertThat(bench.all(MarketEvent.Liquidation.class))
                .as("the new one of the gap is taken, once")
                .hasSize(2);
        assertThat(bench.feed.status().account().replayed()).isEqualTo(3);
        assertThat(bench.feed.status().account().duplicates()).isZero();
    }
}
