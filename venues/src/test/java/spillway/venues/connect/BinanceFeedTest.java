package spillway.venues.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spillway.market.Channel;
import spillway.market.MarketEvent;
import spillway.venues.binance.BinanceProtocol;
import spillway.venues.connect.FeedStatus.ListeningState;
import spillway.venues.connect.FeedStatus.Phase;

/// How a feed of Binance listens: what counts as proof, what is said when something is missing.
class BinanceFeedTest {
    private static final String CATALOGUE =
            """
            {"symbols":[
            {"symbol":"BTCUSDT","baseAsset":"BTC","quoteAsset":"USDT","contractType":"PERPETUAL",
             "status":"TRADING","filters":[{"filterType":"PRICE_FILTER","tickSize":"0.1"},
             {"filterType":"LOT_SIZE","stepSize":"0.001"}]},
            {"symbol":"1000PEPEUSDT","baseAsset":"1000PEPE","quoteAsset":"USDT",
             "contractType":"PERPETUAL","status":"TRADING",
             "filters":[{"filterType":"PRICE_FILTER","tickSize":"0.0000001"},
             {"filterType":"LOT_SIZE","stepSize":"1"}]}]}\
            """;
    private static final String ACK = "{\"result\":null,\"id\":1}";

    @TempDir Path folder;

    private FeedBench bench(String choice, Channel... channels) {
        var bench = new FeedBench(BinanceProtocol.USDM, choice, folder, channels);
        bench.network.answers =
                request -> {
                    if (request.startsWith("/fapi/v1/exchangeInfo")) {
                        return FakeNetwork.good(CATALOGUE);
                    }
                    if (request.startsWith("/fapi/v1/fundingInfo")) {
                        return FakeNetwork.good("[]");
                    }
                    return FakeNetwork.refusal(404, 0);
                };
        return bench;
    }

    private FeedBench started(Channel... channels) {
        FeedBench bench = bench("BTCUSDT", channels);
        bench.feed.start();
        bench.untilMs(1_000);
        return bench;
    }

    private static FakeNetwork.Line market(FeedBench bench) {
        return bench.network.line("/market/stream");
    }

    private static void mark(FeedBench bench) {
        market(bench)
                .says(
                        """
                        {"stream":"btcusdt@markPrice@1s","data":{"e":"markPriceUpdate","E":%d,\
                        "s":"BTCUSDT","p":"100.0","i":"100.0","P":"100.0","r":"0.0001",\
                        "T":1700006400000}}\
                        """
                                .formatted(bench.venueMs()));
    }

    private static void liquidation(FeedBench bench, long happenedMs) {
        market(bench)
                .says(
                        """
                        {"stream":"btcusdt@forceOrder","data":{"e":"forceOrder","E":%d,"o":{\
                        "s":"BTCUSDT","S":"SELL","o":"LIMIT","f":"IOC","q":"1","p":"99",\
                        "ap":"100","X":"FILLED","l":"1","z":"1","T":%d}}}\
                        """
                                .formatted(
                                        bench.venueMs(),
                                        FeedBench.START_NS / 1_000_000 + happenedMs));
    }

    private static void trade(FeedBench bench, long id) {
        market(bench)
                .says(
                        """
                        {"stream":"btcusdt@aggTrade","data":{"e":"aggTrade","E":%1$d,"a":%2$d,\
                        "s":"BTCUSDT","p":"100.0","q":"1","f":1,"l":1,"T":%1$d,"m":true}}\
                        """
                                .formatted(bench.venueMs(), id));
    }

    /// A mark price each second from now until `untilMs`.
    private static void marks(FeedBench bench, long untilMs) {
        while (bench.time.nowNs() + 1_000_000_000L <= FeedBench.START_NS + untilMs * 1_000_000) {
            bench.runMs(1_000);
            mark(bench);
        }
        bench.untilMs(untilMs);
    }

    private FeedBench listening(Channel... channels) {
        FeedBench bench = started(channels);
        market(bench).says(ACK);
        mark(bench);
        bench.told();
        return bench;
    }

    @Test
    void anAcknowledgementProvesNothing() {
        FeedBench bench = started(Channel.MARK_PRICE, Channel.LIQUIDATIONS);
        market(bench).says(ACK);
        bench.untilMs(4_000);
        assertThat(bench.told()).isEmpty();
        assertThat(bench.channel(Channel.LIQUIDATIONS).state()).isEqualTo(ListeningState.WAITING);
        mark(bench);
        assertThat(bench.told())
                .containsExactly(
                        "CONNECTED liquidations BTCUSDT 4100.000001",
                        "CONNECTED markPrice BTCUSDT 4000");
    }

    /// The second frame might not be in force when the first delivers.
    @Test
    void aQuietFeedIsVouchedForOnceEverythingIsAcknowledged() {
        FeedBench bench = started(Channel.MARK_PRICE, Channel.LIQUIDATIONS);
        mark(bench);
        assertThat(bench.told()).containsExactly("CONNECTED markPrice BTCUSDT 1000");
        market(bench).says(ACK);
        bench.untilMs(2_000);
        mark(bench);
        assertThat(bench.told()).containsExactly("CONNECTED liquidations BTCUSDT 2100.000001");
    }

    @Test
    void aVenueThatNeverAcknowledgesIsJudgedByWhatItDelivers() {
        FeedBench bench = started(Channel.MARK_PRICE, Channel.LIQUIDATIONS);
        mark(bench);
        marks(bench, 4_000);
        assertThat(bench.told()).containsExactly("CONNECTED markPrice BTCUSDT 1000");
        marks(bench, 7_000);
        assertThat(bench.told()).containsExactly("CONNECTED liquidations BTCUSDT 6100.000001");
    }

    @Test
    void whatWasRefusedIsNotVouchedFor() {
        FeedBench bench = started(Channel.MARK_PRICE, Channel.LIQUIDATIONS);
        market(bench).says("{\"code\":2,\"msg\":\"Invalid request\",\"id\":1}");
        marks(bench, 20_000);
        assertThat(bench.told()).containsExactly("CONNECTED markPrice BTCUSDT 2000");
        assertThat(bench.feed.status().account().refused()).isEqualTo(1);
        assertThat(bench.feed.status().connections().getFirst().lastReason())
                .contains("Invalid request");
    }

    /// Liquidations are published up to a second after they happened, streams up to 100 ms.
    @Test
    void aLossIsSaidFromTheVenueTimeUpToWhichAllWasHeard() {
        FeedBench bench = listening(Channel.MARK_PRICE, Channel.LIQUIDATIONS);
        marks(bench, 10_000);
        bench.runMs(300);
        market(bench).cuts("reset");
        assertThat(bench.told())
                .containsExactly("LOST markPrice BTCUSDT 10000", "LOST liquidations BTCUSDT 9000");
        bench.untilMs(15_000);
        market(bench).says(ACK);
        mark(bench);
        assertThat(bench.told())
                .containsExactly(
                        "GAP liquidations BTCUSDT 9000..15100.000001",
                        "RESYNCED liquidations BTCUSDT 15100.000001",
                        "GAP markPrice BTCUSDT 10000..15000",
                        "RESYNCED markPrice BTCUSDT 15000");
        marks(bench, 20_000);
        assertThat(bench.covered(Channel.LIQUIDATIONS, "BTCUSDT"))
                .isEqualTo("1100.000001..9000 15100.000001..20000");
        assertThat(bench.covered(Channel.MARK_PRICE, "BTCUSDT"))
                .isEqualTo("1000..10000 15000..20000");
    }

    @Test
    void whatIsSaidDoesNotDependOnTheClocks() {
        for (long aheadMs : new long[] {-900, 0, 250}) {
            FeedBench bench = started(Channel.MARK_PRICE, Channel.LIQUIDATIONS);
            bench.aheadMs = aheadMs;
            market(bench).says(ACK);
            mark(bench);
            marks(bench, 5_000);
            market(bench).cuts("reset");
            bench.untilMs(8_000);
            market(bench).says(ACK);
            mark(bench);
            marks(bench, 9_000);
            String expected =
                    (1_100 + aheadMs) + ".000001.." + (4_000 + aheadMs) + " " + (8_100 + aheadMs);
            assertThat(bench.covered(Channel.LIQUIDATIONS, "BTCUSDT")).startsWith(expected);
            assertThat(bench.feed.status().connections().getFirst().latencyNs())
                    .as("kept as it is, below zero where the venue is ahead")
                    .isEqualTo(-aheadMs * 1_000_000);
        }
    }

    @Test
    void aPauseOfEverythingSilencesTheQuietFeeds() {
        FeedBench bench = listening(Channel.MARK_PRICE, Channel.LIQUIDATIONS);
        marks(bench, 10_000);
        bench.untilMs(16_500);
        assertThat(bench.told())
                .containsExactly(
                        "SILENT liquidations BTCUSDT 9000", "SILENT markPrice BTCUSDT 10000");
        assertThat(bench.channel(Channel.LIQUIDATIONS).state()).isEqualTo(ListeningState.SILENT);
        mark(bench);
        assertThat(bench.told())
                .containsExactly(
                        "GAP liquidations BTCUSDT 9000..16600.000001",
                        "RESYNCED liquidations BTCUSDT 16600.000001",
                        "GAP markPrice BTCUSDT 10000..16500",
                        "RESYNCED markPrice BTCUSDT 16500");
    }

    /// Nothing was missed if the venue's time goes on where it stopped.
    @Test
    void whatComesLateAndInOrderIsNoGap() {
        FeedBench bench = listening(Channel.MARK_PRICE, Channel.LIQUIDATIONS);
        marks(bench, 10_000);
        bench.untilMs(18_000);
        assertThat(bench.told()).hasSize(2);
        bench.aheadMs = -7_000;
        mark(bench);
        assertThat(bench.told())
                .containsExactly(
                        "RESYNCED liquidations BTCUSDT 9000", "RESYNCED markPrice BTCUSDT 10000");
        assertThat(bench.feed.status().account().gaps()).isZero();
    }

    /// Messages can be dropped without a pause that an alarm would notice.
    @Test
    void aJumpOfTheVenuesTimeIsAGap() {
        FeedBench bench = listening(Channel.MARK_PRICE, Channel.LIQUIDATIONS);
        marks(bench, 10_000);
        bench.aheadMs = 6_000;
        marks(bench, 11_000);
        assertThat(bench.told())
                .containsExactly(
                        "GAP markPrice BTCUSDT 10000..17100.000001",
                        "GAP liquidations BTCUSDT 9000..17100.000001");
    }

    @Test
    void aConnectionThatStaysSilentIsMadeAnew() {
        FeedBench bench = listening(Channel.MARK_PRICE, Channel.LIQUIDATIONS);
        bench.untilMs(32_000);
        assertThat(bench.told())
                .containsExactly(
                        "SILENT liquidations BTCUSDT 0",
                        "SILENT markPrice BTCUSDT 1000",
                        "LOST markPrice BTCUSDT 1000",
                        "LOST liquidations BTCUSDT 0");
        assertThat(bench.network.lines).hasSize(2);
        assertThat(bench.network.lines.getFirst().closed).isTrue();
    }

    @Test
    void aStoppedFeedSaysSo() {
        FeedBench bench = listening(Channel.MARK_PRICE, Channel.LIQUIDATIONS);
        bench.feed.stop();
        assertThat(bench.told())
                .containsExactly("LOST markPrice BTCUSDT 1000", "LOST liquidations BTCUSDT 0");
        bench.runMs(600_000);
        assertThat(bench.network.lines).hasSize(1);
        assertThat(bench.feed.status().phase()).isEqualTo(Phase.STOPPED);
    }

    @Test
    void aConnectionWithoutALivelyFeedGetsOne() {
        FeedBench bench = started(Channel.LIQUIDATIONS);
        assertThat(market(bench).heard.getFirst())
                .contains("btcusdt@forceOrder", "btcusdt@markPrice@1s");
    }

    @Test
    void tradesAreNumberedSoAHoleShows() {
        FeedBench bench = listening(Channel.MARK_PRICE, Channel.TRADES);
        bench.untilMs(2_000);
        trade(bench, 10);
        bench.untilMs(3_000);
        trade(bench, 13);
        marks(bench, 6_000);
        assertThat(bench.told()).containsExactly("GAP trades BTCUSDT 2000..3000.000001");
        assertThat(bench.all(MarketEvent.Trade.class)).hasSize(2);
    }

    @Test
    void aHoleThatFillsInTimeIsNoGap() {
        FeedBench bench = listening(Channel.MARK_PRICE, Channel.TRADES);
        bench.untilMs(2_000);
        trade(bench, 10);
        bench.runMs(10);
        trade(bench, 12);
        bench.runMs(10);
        trade(bench, 11);
        marks(bench, 8_000);
        assertThat(bench.told()).isEmpty();
        assertThat(bench.channel(Channel.TRADES).late()).isEqualTo(1);
        assertThat(bench.all(MarketEvent.Trade.class)).hasSize(3);
    }

    @Test
    void aTradeToldAgainIsLeftOut() {
        FeedBench bench = listening(Channel.MARK_PRICE, Channel.TRADES);
        bench.untilMs(2_000);
        trade(bench, 10);
        trade(bench, 10);
        bench.runMs(5);
        trade(bench, 10);
        assertThat(bench.all(MarketEvent.Trade.class)).hasSize(1);
        assertThat(bench.channel(Channel.TRADES).duplicates()).isEqualTo(2);
        assertThat(bench.feed.status().account().duplicates()).isEqualTo(2);
    }

    @Test
    void whatHappenedBeforeListeningBeganIsLeftOut() {
        FeedBench bench = started(Channel.MARK_PRICE, Channel.LIQUIDATIONS);
        liquidation(bench, 500);
        market(bench).says(ACK);
        mark(bench);
        liquidation(bench, 900);
        bench.untilMs(2_000);
        liquidation(bench, 1_500);
        assertThat(bench.all(MarketEvent.Liquidation.class)).hasSize(1);
        assertThat(bench.feed.status().account().replayed()).isEqualTo(2);
    }

    @Test
    void aMalformedMessageIsKeptCountedAndStopsNothing() throws Exception {
        FeedBench bench = listening(Channel.MARK_PRICE, Channel.LIQUIDATIONS);
        marks(bench, 5_000);
        String broken = "{\"stream\":\"btcusdt@forceOrder\",\"data\":{\"e\":\"forceOrder\",\"E\":1";
        market(bench).says(broken);
        market(bench).says("<html>");
        assertThat(bench.told()).isEmpty();
        marks(bench, 6_000);
        assertThat(bench.told())
                .as("a liquidation may have been in it")
                .containsExactly("GAP liquidations BTCUSDT 4000..6100.000001");
        var account = bench.feed.status().account();
        assertThat(account.malformed().values()).containsExactly(1L, 1L);
        assertThat(account.rejectedKept()).isEqualTo(2);
        List<String> lines =
                Files.readAllLines(folder.resolve("rejected-binance-usdm-2023-11-14.jsonl"));
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst())
                .startsWith(
                        "{\"time\":\"2023-11-14T22:13:25Z\",\"venue\":\"binance-usdm\","
                                + "\"channel\":\"btcusdt@forceOrder\",\"reason\":\"")
                .contains("\\\"e\\\":\\\"forceOrder\\\"");
        assertThat(lines.getLast()).contains("\"channel\":\"unknown\"").contains("<html>");
    }

    @Test
    void aCoinOfPacksIsChosenByItsName() {
        FeedBench bench = bench("coin:PEPE", Channel.MARK_PRICE);
        bench.feed.start();
        bench.untilMs(1_000);
        assertThat(market(bench).heard.getFirst()).contains("1000pepeusdt@markPrice@1s");
        assertThat(bench.feed.status().channels().getFirst().instruments()).isEqualTo(1);
    }

    @Test
    void theTopIsChosenByTheValueOfOpenInterest() {
        FeedBench bench = bench("top:1", Channel.MARK_PRICE);
        var others = bench.network.answers;
        bench.network.answers =
                request -> {
                    if (request.startsWith("/fapi/v1/premiumIndex")) {
                        return FakeNetwork.good(
                                """
                                [{"symbol":"BTCUSDT","markPrice":"50000","time":1700000000000},
                                {"symbol":"1000PEPEUSDT","markPrice":"0.01","time":1700000000000}]\
                                """);
                    }
                    if (request.startsWith("/fapi/v1/openInterest?symbol=")) {
                        String symbol = request.substring(request.indexOf('=') + 1);
                        String quantity = symbol.equals("BTCUSDT") ? "2" : "20000000";
                        return FakeNetwork.good(
                                """
                                {"openInterest":"%s","symbol":"%s","time":1700000000000}\
                                """
                                        .formatted(quantity, symbol));
                    }
                    return others.apply(request);
                };
        bench.feed.start();
        bench.untilMs(2_000);
        assertThat(market(bench).heard.getFirst())
                .contains("1000pepeusdt@markPrice")
                .doesNotContain("btcusdt@");
    }

    @Test
    void whatIsNotListedIsNamed() {
        FeedBench bench = bench("BTCUSDT,NOPE*", Channel.MARK_PRICE);
        bench.feed.start();
        bench.untilMs(1_000);
        assertThat(bench.feed.status().note()).isEqualTo("not listed: NOPE*");
        assertThat(bench.feed.status().phase()).isEqualTo(Phase.LISTENING);
    }

    @Test
    void aVenueThatRefusesIsLeftAloneAsLongAsItWants() {
        FeedBench bench = bench("BTCUSDT", Channel.MARK_PRICE);
        var others = bench.network.answers;
        bench.network.answers = _ -> FakeNetwork.refusal(429, 90);
        bench.feed.start();
        bench.untilMs(80_000);
        assertThat(bench.network.requests).hasSize(1);
        assertThat(bench.feed.status().note()).contains("HTTP 429");
        bench.network.answers = others;
        bench.untilMs(95_000);
        assertThat(bench.feed.status().phase()).isEqualTo(Phase.LISTENING);
    }

    @Test
    void anAnswerThatNeverComesIsAskedForAgain() {
        FeedBench bench = bench("BTCUSDT", Channel.MARK_PRICE);
        var others = bench.network.answers;
        bench.network.answers = _ -> FakeNetwork.NOTHING;
        bench.feed.start();
        bench.untilMs(15_500);
        assertThat(bench.feed.status().note()).contains("no answer within 15 s");
        bench.network.answers = others;
        bench.untilMs(40_000);
        assertThat(bench.feed.status().phase()).isEqualTo(Phase.LISTENING);
    }

    /// Retries double, stay within a minute, and begin anew after a healthy life.
    @Test
    void aConnectionThatFailsIsTriedAgainAtLargerDistances() {
        FeedBench bench = started(Channel.MARK_PRICE);
        long lastNs = bench.time.nowNs();
        long longestNs = 0;
        for (int failures = 0; failures < 12; failures++) {
            int before = bench.network.lines.size();
            bench.network.lines.getLast().cuts("refused");
            while (bench.network.lines.size() == before) {
                bench.runMs(100);
            }
            long waitedNs = bench.time.nowNs() - lastNs;
            lastNs = bench.time.nowNs();
            longestNs = Math.max(longestNs, waitedNs);
            long boundNs = Math.min(60_000_000_000L, 1_000_000_000L << failures);
            assertThat(waitedNs)
                    .as("wait " + failures)
                    .isBetween(boundNs / 2, boundNs + 100_000_000L);
        }
        assertThat(longestNs).isGreaterThan(30_000_000_000L);
        mark(bench);
        market(bench).says(ACK);
        marks(bench, (lastNs - FeedBench.START_NS) / 1_000_000 + 70_000);
        int before = bench.network.lines.size();
        market(bench).cuts("reset");
        bench.runMs(1_100);
        assertThat(bench.network.lines).hasSize(before + 1);
    }

    @Test
    void aConnectionIsRenewedBeforeTheVenueEndsIt() {
        FeedBench bench = listening(Channel.MARK_PRICE);
        marks(bench, 24 * 3_600_000L - 15 * 60_000L);
        assertThat(bench.network.lines).hasSize(2);
        long livedNs = bench.network.lines.get(1).openedNs - bench.network.lines.get(0).openedNs;
        assertThat(livedNs).isGreaterThan((24 * 60L - 31) * 60 * 1_000_000_000L);
    }

    @Test
    void connectionsAndFramesKeepTheirDistance() {
        FeedBench bench = started(Channel.MARK_PRICE, Channel.QUOTES);
        bench.untilMs(5_000);
        assertThat(bench.network.lines).hasSize(2);
        assertThat(bench.network.lines.get(1).openedNs - bench.network.lines.get(0).openedNs)
                .isGreaterThanOrEqualTo(1_000_000_000L);
    }

    private static String depth(FeedBench bench, long first, long last, long previous) {
        return """
        {"stream":"btcusdt@depth@100ms","data":{"e":"depthUpdate","E":%1$d,"T":%1$d,\
        "s":"BTCUSDT","U":%2$d,"u":%3$d,"pu":%4$d,"b":[["100.0","1"]],"a":[]}}\
        """
                .formatted(bench.venueMs(), first, last, previous);
    }

    private static HttpAnswer book(FeedBench bench, long id) {
        return FakeNetwork.good(
                """
                {"lastUpdateId":%1$d,"E":%2$d,"T":%2$d,"bids":[["99.0","1"]],"asks":[["101.0","1"]]}\
                """
                        .formatted(id, bench.venueMs()));
    }

    @Test
    void aBookIsAskedForWhenItsFirstChangeComesAndWhenItsChainBreaks() {
        FeedBench bench = started(Channel.BOOK);
        var others = bench.network.answers;
        bench.network.answers =
                request -> request.contains("depth") ? book(bench, 12) : others.apply(request);
        var line = bench.network.line("/public/stream");
        bench.untilMs(2_000);
        line.says(depth(bench, 10, 15, 9));
        bench.untilMs(2_100);
        assertThat(bench.told()).containsExactly("CONNECTED book BTCUSDT 2000");
        line.says(depth(bench, 16, 20, 15));
        bench.untilMs(2_200);
        bench.network.answers =
                request -> request.contains("depth") ? book(bench, 33) : others.apply(request);
        line.says(depth(bench, 31, 35, 30));
        bench.untilMs(5_000);
        assertThat(bench.told())
                .containsExactly(
                        "LOST book BTCUSDT 2100",
                        "GAP book BTCUSDT 2100..3200",
                        "RESYNCED book BTCUSDT 3200");
        assertThat(bench.network.requests.stream().filter(r -> r.contains("depth"))).hasSize(2);
    }

    @Test
    void aBookThatComesForAConnectionThatIsGoneIsNotRead() {
        FeedBench bench = started(Channel.BOOK);
        var others = bench.network.answers;
        bench.network.answers =
                request -> request.contains("depth") ? FakeNetwork.NOTHING : others.apply(request);
        bench.network.line("/public/stream").says(depth(bench, 10, 15, 9));
        bench.network.line("/public/stream").cuts("reset");
        bench.untilMs(20_000);
        assertThat(bench.told()).isEmpty();
        bench.network.answers =
                request -> request.contains("depth") ? book(bench, 42) : others.apply(request);
        bench.network.line("/public/stream").says(depth(bench, 40, 45, 39));
        bench.untilMs(22_000);
        assertThat(bench.told()).containsExactly("CONNECTED book BTCUSDT 20000");
    }

    @Test
    void aSilentBookThatChainsMissedNothing() {
        FeedBench bench = started(Channel.BOOK, Channel.QUOTES);
        var others = bench.network.answers;
        bench.network.answers =
                request -> request.contains("depth") ? book(bench, 12) : others.apply(request);
        var line = bench.network.line("/public/stream");
        line.says(depth(bench, 10, 15, 9));
        bench.runMs(100);
        bench.told();
        for (int second = 2; second <= 35; second++) {
            bench.untilMs(second * 1_000L);
            line.says(
                    """
                    {"stream":"btcusdt@bookTicker","data":{"e":"bookTicker","u":%2$d,"E":%1$d,\
                    "T":%1$d,"s":"BTCUSDT","b":"99","B":"1","a":"101","A":"1"}}\
                    """
                            .formatted(bench.venueMs(), second));
        }
        assertThat(bench.told())
                .containsExactly("CONNECTED quotes BTCUSDT 2000", "SILENT book BTCUSDT 1000");
        line.says(depth(bench, 16, 20, 15));
        assertThat(bench.told()).containsExactly("RESYNCED book BTCUSDT 1000");
    }

    private static void quote(FeedBench bench, String symbol) {
        bench.network
                .line("/public/stream")
                .says(
                        """
                        {"stream":"%1$s@bookTicker","data":{"e":"bookTicker","u":%3$d,"E":%3$d,\
                        "T":%3$d,"s":"%2$s","b":"99","B":"1","a":"101","A":"1"}}\
                        """
                                .formatted(
                                        symbol.toLowerCase(java.util.Locale.ROOT),
                                        symbol,
                                        bench.venueMs()));
    }

    /// What was missed in a pause of the connection stays missed, though the feed's own silence
    /// began before it.
    @Test
    void aFeedThatStaysSilentAfterAPauseIsNotCoveredThroughIt() {
        FeedBench bench = bench("all", Channel.QUOTES);
        bench.feed.start();
        bench.untilMs(1_000);
        bench.network.line("/public/stream").says(ACK);
        quote(bench, "BTCUSDT");
        quote(bench, "1000PEPEUSDT");
        for (int second = 7; second <= 40; second++) {
            bench.untilMs(second * 1_000L);
            quote(bench, "BTCUSDT");
            if (second >= 38) {
                quote(bench, "1000PEPEUSDT");
            }
        }
        assertThat(bench.told())
                .contains(
                        "GAP quotes 1000PEPEUSDT 1000..7100.000001",
                        "SILENT quotes 1000PEPEUSDT 7100.000001");
        assertThat(bench.covered(Channel.QUOTES, "1000PEPEUSDT")).isEqualTo("38000..40000");
        assertThat(bench.covered(Channel.QUOTES, "BTCUSDT")).isEqualTo("7100.000001..40000");
    }

    @Test
    void answersThatDoNotComeSilenceAPolledFeed() {
        FeedBench bench = bench("BTCUSDT", Channel.OPEN_INTEREST, Channel.MARK_PRICE);
        var others = bench.network.answers;
        bench.network.answers =
                request ->
                        request.contains("openInterest")
                                ? FakeNetwork.good(
                                        """
                                        {"openInterest":"2","symbol":"BTCUSDT","time":%d}\
                                        """
                                                .formatted(bench.venueMs()))
                                : others.apply(request);
        bench.feed.start();
        bench.untilMs(61_000);
        bench.network.answers = others;
        List<String> first = bench.told();
        assertThat(first).anyMatch(said -> said.startsWith("CONNECTED openInterest BTCUSDT "));
        bench.untilMs(240_000);
        assertThat(bench.told()).anyMatch(said -> said.startsWith("SILENT openInterest BTCUSDT "));
    }
}
