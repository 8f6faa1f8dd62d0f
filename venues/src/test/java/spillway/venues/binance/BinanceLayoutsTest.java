package spillway.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import spillway.market.EventRecorder;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.testing.Counts;
import spillway.venues.Recordings;
import spillway.venues.protocol.Decoded;
import spillway.venues.protocol.Symbols;

/// A predicted layout is read exactly as the scanner reads it, or not at all.
class BinanceLayoutsTest {
    private static final String[] LAYOUTS =
            """
            {'e':'aggTrade','E':1700000000001,'a':5933014\
            ,'s':'BTCUSDT','p':'#','q':'#','f':100,'l':105,'T':1700000000000,'m':true}
            {'e':'aggTrade','E':1700000000001\
            ,'s':'BTCUSDT','a':26129,'p':'#','q':'#','f':27781,'l':27781,'T':1700000000000,'m':false,'M':true}
            {'e':'aggTrade','E':1700000000001,'a':5933014\
            ,'s':'BTCUSDT','p':'#','q':'#','f':100,'l':105,'T':1700000000000,'m':true,'st':1}
            {'e':'trade','E':1700000000001,'T':1700000000000\
            ,'s':'BTCUSDT','t':109,'p':'#','q':'#','X':'MARKET','m':false}
            {'e':'trade','E':1700000000001\
            ,'s':'BTCUSDT','t':109,'p':'#','q':'#','T':1700000000000,'m':true,'M':true}
            {'e':'depthUpdate','E':1700000000001,'T':1700000000000\
            ,'s':'BTCUSDT','U':157,'u':160,'pu':149,'b':[['#','#'],['#','#']],'a':[['#','#']]}
            {'e':'depthUpdate','E':1700000000001,'T':1700000000000\
            ,'s':'BTCUSDT','ps':'BTCUSDT','st':1,'U':157,'u':160,'pu':149,'b':[],'a':[['#','#']]}
            {'e':'depthUpdate','E':1700000000001\
            ,'s':'BTCUSDT','U':157,'u':160,'b':[['#','#']],'a':[]}
            {'e':'bookTicker','u':400900217\
            ,'s':'BTCUSDT','b':'#','B':'#','a':'#','A':'#','T':1700000000000,'E':1700000000001}
            {'u':400900217,'e':'bookTicker'\
            ,'s':'BTCUSD_PERP','ps':'BTCUSD','b':'#','B':'#','a':'#','A':'#','T':1700000000000,'E':1700000000001}
            {'u':400900217\
            ,'s':'BTCUSDT','b':'#','B':'#','a':'#','A':'#'}
            """
                    .split("\n");
    private static final String[] NUMBERS = {
        "50000.10",
        "0.001",
        "0",
        "1",
        "0.00000000",
        "1.123456789",
        "00.1",
        "12345678901234567890",
        "-1",
        "1e5",
        ".5",
        "5.",
        "999999999.99999999",
        "0.10"
    };

    private final Instruments instruments = new Instruments();
    private final List<MarketEvent> events = new ArrayList<>();

    private BinanceDecoder decoder(BinanceMarket market) {
        return new BinanceDecoder(
                market,
                new Symbols(instruments, new BinanceSymbols(market)),
                new EventRecorder(instruments, events::add));
    }

    private void agree(BinanceMarket market, byte[] message) {
        events.clear();
        Decoded fast = decoder(market).message(message, 0, message.length, 7);
        var byLayout = List.copyOf(events);
        events.clear();
        Decoded slow = decoder(market).slowly(message, 0, message.length, 7);
        String text = new String(message, StandardCharsets.UTF_8);
        assertThat(fast).as(text).isEqualTo(slow);
        assertThat(byLayout).as(text).isEqualTo(events);
    }

    static LongStream seeds() {
        return LongStream.range(0, Counts.of(10, 1_000));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsWhatTheScannerReads(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 100; round++) {
            String layout = LAYOUTS[random.nextInt(LAYOUTS.length)].replace('\'', '"');
            if (random.nextBoolean()) {
                layout = "{\"stream\":\"btcusdt@any\",\"data\":" + layout + "}";
            }
            while (layout.contains("#")) {
                int which = random.nextInt(3) == 0 ? random.nextInt(NUMBERS.length) : 0;
                layout = layout.replaceFirst("#", NUMBERS[which]);
            }
            BinanceMarket market = List.of(BinanceMarket.values()).get(random.nextInt(3));
            byte[] message = layout.getBytes(StandardCharsets.UTF_8);
            agree(market, message);
            for (int n = random.nextInt(3); n > 0; n--) {
                message[random.nextInt(message.length)] = (byte) random.nextInt(32, 127);
            }
            agree(market, message);
            int cut = random.nextInt(message.length);
            agree(market, java.util.Arrays.copyOf(message, cut));
        }
    }

    @FuzzTest
    void readsWhatTheScannerReadsOfAnyBytes(byte[] message) {
        for (BinanceMarket market : BinanceMarket.values()) {
            agree(market, message);
        }
    }

    /// Every layout is met by its own message: none is there in vain.
    @Test
    void takesEveryLayoutThatTheVenueSends() {
        for (String layout : LAYOUTS) {
            String message = layout.replace('\'', '"').replace("#", "1.5");
            BinanceMarket market =
                    message.contains("'pu'") || layout.contains("'pu'")
                            ? BinanceMarket.USDM
                            : layout.contains("_PERP") ? BinanceMarket.COINM : BinanceMarket.SPOT;
            if (market == BinanceMarket.COINM) {
                message =
                        message.replace("\"B\":\"1.5\"", "\"B\":\"1\"")
                                .replace("\"A\":\"1.5\"", "\"A\":\"1\"");
            }
            byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
            var symbols = new Symbols(instruments, new BinanceSymbols(market));
            var reading =
                    new spillway.venues.protocol.WireReading(
                            symbols, new EventRecorder(instruments, events::add));
            var layouts =
                    new BinanceLayouts(
                            market,
                            symbols,
                            new EventRecorder(instruments, events::add),
                            new BinanceEvents(market, reading));
            assertThat(layouts.decode(bytes, 0, bytes.length, 7)).as(message).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"BINANCE_FUTURES.ws.1.0", "BINANCE_DELIVERY.ws.1.0", "BINANCE.ws.1.0"})
    void readsWhatTheScannerReadsOfRecordedSessions(String file) {
        BinanceMarket market =
                file.contains("FUTURES")
                        ? BinanceMarket.USDM
                        : file.contains("DELIVERY") ? BinanceMarket.COINM : BinanceMarket.SPOT;
        for (String line : Recordings.lines("sessions/" + file)) {
            int payload = line.indexOf(": {");
            if (payload > 0) {
                agree(market, line.substring(payload + 2).getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
