package spillway.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import spillway.venues.Venues;
import spillway.venues.binance.BinanceProtocol;
import spillway.venues.bybit.BybitProtocol;
import spillway.venues.okx.OkxProtocol;
import spillway.venues.protocol.VenueProtocol;

/// What venues answer to the frames that their documentation shows, word by word: `>` is said by
/// the client, `<` by the venue at once.
final class ConversationsTest {
    private final EmulatedRun run =
            new EmulatedRun(1, Duration.ofMinutes(6), Venues.all(), FaultPlan.none());

    private Talk talk(VenueProtocol protocol, String target) {
        return new Talk(run.front(protocol), target, run.timeline());
    }

    private static void check(Talk talk, String table) {
        String asked = "";
        var expected = new ArrayList<String>();
        for (String line : (table + "> end").lines().toList()) {
            String text = line.strip();
            if (text.startsWith("> ")) {
                if (!asked.isEmpty()) {
                    assertThat(talk.say(asked)).as(asked).isEqualTo(expected);
                }
                asked = text.substring(2);
                expected.clear();
            } else if (text.startsWith("< ")) {
                expected.add(text.substring(2));
            }
        }
    }

    /// developers.binance.com, "Live subscribing/unsubscribing to streams".
    @Test
    void binanceManagesSubscriptions() {
        check(
                talk(BinanceProtocol.USDM, "/market/ws"),
                """
                > {"method":"SUBSCRIBE","params":["btcusdt@aggTrade","btcusdt@markPrice"],"id":1}
                < {"result":null,"id":1}
                > {"method":"LIST_SUBSCRIPTIONS","id":3}
                < {"result":["btcusdt@aggTrade","btcusdt@markPrice"],"id":3}
                > {"method":"UNSUBSCRIBE","params":["btcusdt@markPrice"],"id":312}
                < {"result":null,"id":312}
                > {"method":"LIST_SUBSCRIPTIONS","id":4}
                < {"result":["btcusdt@aggTrade"],"id":4}
                > {"method":"SET_PROPERTY","params":["combined",true],"id":5}
                < {"result":null,"id":5}
                > {"method":"GET_PROPERTY","params":["combined"],"id":2}
                < {"result":true,"id":2}
                """);
    }

    @Test
    void binanceRefusesInItsOwnWords() {
        check(
                talk(BinanceProtocol.USDM, "/public/ws"),
                """
                > {"method":"GET_PROPERTY","params":["coloured"],"id":1}
                < {"code":0,"msg":"Unknown property","id":1}
                > {"method":"SET_PROPERTY","params":["combined","yes"],"id":2}
                < {"code":1,"msg":"Invalid value type: expected Boolean","id":2}
                > {"method":"SUBSCRIBE","params":["btcusdt@trade"],"id":-1}
                < {"code":2,"msg":"Invalid request: request ID must be an unsigned integer"}
                > hello
                < {"code":3,"msg":"Invalid JSON: expected value at line 1 column 1"}
                """);
        assertThat(talk(BinanceProtocol.USDM, "/public/ws").say("{\"method\":\"DANCE\",\"id\":4}"))
                .singleElement()
                .asString()
                .startsWith("{\"code\":2,\"msg\":\"Invalid request: unknown variant `DANCE`");
    }

    /// An acknowledgement proves nothing: names that do not exist get one too, and on USD-M those
    /// of the other route.
    @Test
    void binanceAcknowledgesWhatItWillNeverSend() {
        String subscribe =
                "{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@aggTrade\",\"btcusdt@bookTicker\","
                        + "\"btcusd@aggTrade\",\"btcusdt@aggTrades\"],\"id\":1}";
        Talk market = talk(BinanceProtocol.USDM, "/market/ws");
        Talk open = talk(BinanceProtocol.USDM, "/public/ws");
        Talk legacy = talk(BinanceProtocol.USDM, "/ws");
        for (Talk talk : List.of(market, open, legacy)) {
            assertThat(talk.say(subscribe)).containsExactly("{\"result\":null,\"id\":1}");
        }
        run.emulation().start();
        run.timeline().runFor(Duration.ofSeconds(20));
        assertThat(market.heard()).isNotEmpty().allMatch(m -> m.contains("\"e\":\"aggTrade\""));
        assertThat(open.heard()).isNotEmpty().allMatch(m -> m.contains("\"e\":\"bookTicker\""));
        assertThat(legacy.heard()).isNotEmpty().allMatch(m -> m.contains("\"e\":\"bookTicker\""));
    }

    @Test
    void binanceTakesStreamsFromThePath() {
        Talk one = talk(BinanceProtocol.USDM, "/market/ws/btcusdt@aggTrade");
        Talk combined =
                talk(
                        BinanceProtocol.USDM,
                        "/market/stream?streams=btcusdt@aggTrade/ethusdt@aggTrade");
        Talk marks = talk(BinanceProtocol.USDM, "/market/ws/!markPrice@arr@1s");
        run.emulation().start();
        run.timeline().runFor(Duration.ofSeconds(20));
        assertThat(one.heard())
                .isNotEmpty()
                .allMatch(m -> m.startsWith("{\"e\":\"aggTrade\"") && m.contains("BTCUSDT"));
        assertThat(combined.heard())
                .isNotEmpty()
                .allMatch(m -> m.matches("\\{\"stream\":\"(btc|eth)usdt@aggTrade\",\"data\":.*}}"));
        List<String> arrays = marks.heard();
        assertThat(arrays).hasSizeBetween(18, 21);
        assertThat(arrays.getLast().split("markPriceUpdate")).hasSize(9);
        assertThatThrownBy(() -> talk(BinanceProtocol.USDM, "/api"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/ws");
    }

    /// Ten messages a second, five on spot.
    @Test
    void binanceEndsWhoTalksTooMuch() {
        check(BinanceProtocol.USDM, "/market/ws", 10);
        check(BinanceProtocol.SPOT, "/ws", 5);
    }

    private void check(VenueProtocol protocol, String target, int allowed) {
        Talk talk = talk(protocol, target);
        String list = "{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":1}";
        for (int second = 0; second < 3; second++) {
            for (int i = 0; i < allowed; i++) {
                talk.say(list);
            }
            run.timeline().runFor(Duration.ofSeconds(1));
        }
        assertThat(talk.end()).isEmpty();
        for (int i = 0; i <= allowed; i++) {
            talk.say(list);
        }
        assertThat(talk.end()).isEqualTo("1008 Too many requests");
    }

    @Test
    void binancePingsAndEndsADaysConnection() {
        Talk futures = talk(BinanceProtocol.USDM, "/market/ws");
        Talk spot = talk(BinanceProtocol.SPOT, "/ws");
        run.timeline().runFor(Duration.ofMinutes(9));
        assertThat(futures.pings()).isEqualTo(3);
        assertThat(spot.pings()).isEqualTo(27);
        assertThat(futures.end()).isEmpty();
        run.timeline().runFor(Duration.ofHours(24));
        assertThat(futures.end()).startsWith("1001 ");
    }

    /// bybit-exchange.github.io/docs/v5/ws/connect.
    @Test
    void bybitAnswersByRequest() {
        Talk talk = talk(BybitProtocol.LINEAR, "/v5/public/linear");
        check(
                talk,
                """
                > {"req_id":"100001","op":"ping"}
                < {"success":true,"ret_msg":"pong","conn_id":"emulated-linear-1","req_id":"100001","op":"ping"}
                > {"op":"ping"}
                < {"success":true,"ret_msg":"pong","conn_id":"emulated-linear-1","op":"ping"}
                > {"req_id":"test","op":"subscribe","args":["publicTrade.BTCUSDT"]}
                < {"success":true,"ret_msg":"","conn_id":"emulated-linear-1","req_id":"test","op":"subscribe"}
                > {"req_id":"2","op":"subscribe","args":["publicTrade.BTCUSDT"]}
                < {"success":false,"ret_msg":"error:already subscribed,topic:publicTrade.BTCUSDT\
                ","conn_id":"emulated-linear-1","req_id":"2","op":"subscribe"}
                > {"req_id":"3","op":"subscribe","args":["allLiquidation.BTCUSDT","orderbook.7.BTCUSDT"]}
                < {"success":false,"ret_msg":"error:handler not found,topic:orderbook.7.BTCUSDT"\
                ,"conn_id":"emulated-linear-1","req_id":"3","op":"subscribe"}
                > {"req_id":"4","op":"unsubscribe","args":["publicTrade.BTCUSDT"]}
                < {"success":true,"ret_msg":"","conn_id":"emulated-linear-1","req_id":"4","op":"unsubscribe"}
                """);
        assertThatThrownBy(() -> talk(BybitProtocol.LINEAR, "/v5/public/inverse"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bybitSpotTakesTenTopicsAtOnce() {
        String eleven = "\"publicTrade.BTCUSDT\",".repeat(10) + "\"publicTrade.ETHUSDT\"";
        check(
                talk(BybitProtocol.SPOT, "/v5/public/spot"),
                """
                > {"req_id":"1","op":"subscribe","args":[%s]}
                < {"success":false,"ret_msg":"args size >10","conn_id":"emulated-spot-1","req_id\
                ":"1","op":"subscribe"}
                > {"req_id":"2","op":"subscribe","args":["publicTrade.BTCUSDT"]}
                < {"success":true,"ret_msg":"subscribe","conn_id":"emulated-spot-1","req_id":"2"\
                ,"op":"subscribe"}
                """
                        .formatted(eleven));
    }

    @Test
    void bybitSendsWholeBooksAndTickersFirst() {
        Talk talk = talk(BybitProtocol.LINEAR, "/v5/public/linear");
        List<String> first =
                talk.say(
                        "{\"req_id\":\"1\",\"op\":\"subscribe\",\"args\":[\"orderbook.50.BTCUSDT\","
                                + "\"orderbook.1.BTCUSDT\",\"tickers.BTCUSDT\"]}");
        assertThat(first).hasSize(4);
        assertThat(first.get(1))
                .startsWith("{\"topic\":\"orderbook.50.BTCUSDT\",\"type\":\"snapshot\"");
        assertThat(first.get(2))
                .startsWith("{\"topic\":\"orderbook.1.BTCUSDT\",\"type\":\"snapshot\"");
        assertThat(first.get(3))
                .startsWith("{\"topic\":\"tickers.BTCUSDT\",\"type\":\"snapshot\"")
                .contains("\"singleOpenInterest\"");
        run.emulation().start();
        run.timeline().runFor(Duration.ofSeconds(10));
        List<String> later = talk.heard();
        assertThat(later)
                .filteredOn(m -> m.contains("orderbook.50"))
                .isNotEmpty()
                .allMatch(m -> m.contains("\"type\":\"delta\""));
        assertThat(later)
                .filteredOn(m -> m.contains("tickers"))
                .hasSizeGreaterThan(7)
                .anyMatch(
                        m -> m.contains("\"type\":\"delta\"") && !m.contains("indexPrice\":\"\""));
    }

    /// A quote that stays is told again every three seconds.
    @Test
    void bybitRepeatsBestPrices() {
        Talk talk = talk(BybitProtocol.LINEAR, "/v5/public/linear");
        talk.say("{\"req_id\":\"1\",\"op\":\"subscribe\",\"args\":[\"orderbook.1.BTCUSDT\"]}");
        run.timeline().runFor(Duration.ofSeconds(10));
        List<String> again = talk.heard();
        assertThat(again).hasSize(3);
        assertThat(again.getFirst()).isEqualTo(again.getLast());
    }

    @Test
    void bybitEndsWhoSaysNothingForTenMinutes() {
        Talk silent = talk(BybitProtocol.LINEAR, "/v5/public/linear");
        Talk beating = talk(BybitProtocol.LINEAR, "/v5/public/linear");
        for (int i = 0; i < 40; i++) {
            run.timeline().runFor(Duration.ofSeconds(20));
            beating.say("{\"op\":\"ping\"}");
        }
        assertThat(silent.end()).startsWith("4004 ");
        assertThat(beating.end()).isEmpty();
    }

    /// www.okx.com/docs-v5/en, "Subscribe", "Unsubscribe", "Connect".
    @Test
    void okxAnswersByArgument() {
        check(
                talk(OkxProtocol.SWAP, "/ws/v5/public"),
                """
                > ping
                < pong
                > {"id":"1512","op":"subscribe","args":[{"channel":"liquidation-orders","instType":"SWAP"}]}
                < {"id":"1512","event":"subscribe","arg":{"channel":"liquidation-orders","instTy\
                pe":"SWAP"},"connId":"emulated1"}
                > {"op":"subscribe","args":[{"channel":"trades","instId":"BTC-USDT-SWAP"},{"chan\
                nel":"trades","instId":"ETH-USDT-SWAP"}]}
                < {"event":"subscribe","arg":{"channel":"trades","instId":"BTC-USDT-SWAP"},"connId":"emulated1"}
                < {"event":"subscribe","arg":{"channel":"trades","instId":"ETH-USDT-SWAP"},"connId":"emulated1"}
                > {"op":"unsubscribe","args":[{"channel":"trades","instId":"ETH-USDT-SWAP"}]}
                < {"event":"unsubscribe","arg":{"channel":"trades","instId":"ETH-USDT-SWAP"},"co\
                nnId":"emulated1"}
                > {"op":"subscribe","args":[{"channel":"trades","instId":"ANY"}]}
                < {"event":"error","code":"60018","msg":"Wrong URL or channel:trades,instId:AN\
                Y doesn't exist. Please use the correct URL, channel and parameters referring t\
                o API document.","connId":"emulated1"}
                > {"op":"subscribe","args":[{"channel":"trades-all","instId":"BTC-USDT-SWAP"}]}
                < {"event":"error","code":"60018","msg":"Wrong URL or channel:trades-all,instId:\
                BTC-USDT-SWAP doesn't exist. Please use the correct URL, channel and parameter\
                s referring to API document.","connId":"emulated1"}
                > {"op":"dance"}
                < {"event":"error","code":"60012","msg":"Invalid request: {\\"op\\": \\"dance\\"\
                }","connId":"emulated1"}
                """
                        .replace("{\\\"op\\\": \\\"dance\\\"}", "{\\\"op\\\":\\\"dance\\\"}"));
    }

    @Test
    void okxTakes480RequestsAnHour() {
        Talk talk = talk(OkxProtocol.SWAP, "/ws/v5/public");
        String frame =
                "{\"op\":\"unsubscribe\",\"args\":[{\"channel\":\"trades\",\"instId\":\"BTC-USDT-SWAP\"}]}";
        for (int i = 0; i < 480; i++) {
            assertThat(talk.say(frame).getFirst()).startsWith("{\"event\":\"unsubscribe\"");
        }
        assertThat(talk.say(frame))
                .singleElement()
                .asString()
                .startsWith("{\"event\":\"error\",\"code\":\"60014\"");
        assertThat(talk.say("ping")).containsExactly("pong");
    }

    /// A connection that carries nothing for 30 seconds ends; one that is told something does not.
    @Test
    void okxEndsSilentConnections() {
        run.emulation().start();
        Talk silent = talk(OkxProtocol.SWAP, "/ws/v5/public");
        Talk beating = talk(OkxProtocol.SWAP, "/ws/v5/public");
        Talk told = talk(OkxProtocol.SWAP, "/ws/v5/public");
        told.say(
                "{\"op\":\"subscribe\",\"args\":[{\"channel\":\"books\",\"instId\":\"BTC-USDT-SWAP\"}]}");
        for (int i = 0; i < 4; i++) {
            run.timeline().runFor(Duration.ofSeconds(20));
            beating.say("ping");
        }
        assertThat(silent.end()).isEqualTo("4004 No data received in 30s.");
        assertThat(beating.end()).isEmpty();
        assertThat(told.end()).isEmpty();
    }

    /// The first message after subscribing tells old orders again.
    @Test
    void okxRepeatsLiquidationsToWhoSubscribes() {
        Talk early = talk(OkxProtocol.SWAP, "/ws/v5/public");
        String subscribe =
                "{\"op\":\"subscribe\",\"args\":[{\"channel\":\"liquidation-orders\",\"instType\":\"SWAP\"}]}";
        assertThat(early.say(subscribe)).hasSize(1);
        run.emulation().start();
        for (int i = 0; i < 10; i++) {
            run.timeline().runFor(Duration.ofSeconds(20));
            early.say("ping");
        }
        Talk late = talk(OkxProtocol.SWAP, "/ws/v5/public");
        List<String> again = late.say(subscribe);
        assertThat(again.size()).isGreaterThan(10);
        assertThat(again.subList(1, again.size()))
                .allMatch(m -> m.contains("\"details\":[{\"bkLoss\""));
    }

    /// Nothing else comes on a stream than what it is called after.
    @Test
    void streamsCarryTheirOwnMessagesOnly() {
        Talk binance = talk(BinanceProtocol.USDM, "/market/ws/btcusdt@markPrice@1s");
        Talk coin = talk(BinanceProtocol.COINM, "/ws/btcusd_perp@markPrice@1s");
        Talk index = talk(BinanceProtocol.COINM, "/ws/btcusd@indexPrice@1s");
        Talk okx = talk(OkxProtocol.SWAP, "/ws/v5/public");
        okx.say(
                "{\"op\":\"subscribe\",\"args\":[{\"channel\":\"mark-price\","
                        + "\"instId\":\"BTC-USDT-SWAP\"}]}");
        run.emulation().start();
        run.timeline().runFor(Duration.ofSeconds(20));
        assertThat(binance.heard())
                .hasSizeBetween(18, 21)
                .allMatch(m -> m.startsWith("{\"e\":\"markPriceUpdate\""));
        assertThat(coin.heard())
                .hasSizeBetween(18, 21)
                .allMatch(m -> m.startsWith("{\"e\":\"markPriceUpdate\""));
        assertThat(index.heard())
                .hasSizeBetween(18, 21)
                .allMatch(m -> m.startsWith("{\"e\":\"indexPriceUpdate\""));
        assertThat(okx.heard())
                .hasSizeBetween(18, 21)
                .allMatch(m -> m.startsWith("{\"arg\":{\"channel\":\"mark-price\""));
    }
}
