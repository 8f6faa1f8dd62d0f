package spillway.venues.binance;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
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
import spillway.venues.LayoutCheck;
import spillway.venues.Recordings;
import spillway.venues.protocol.Symbols;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.protocol.WireReading;

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
            {'e':'forceOrder','E':1700000000001,'o':{'s':'BTCUSDT','S':'SELL','o':'LIMIT'\
            ,'f':'IOC','q':'#','p':'#','ap':'#','X':'FILLED','l':'#','z':'#','T':1700000000000}}
            {'e':'forceOrder','E':1700000000001,'o':{'s':'BTCUSDT','S':'BUY','o':'LIMIT'\
            ,'f':'IOC','q':'#','p':'#','ap':'#','X':'FILLED','l':'#','z':'#','T':1700000000000}}
            """
                    .split("\n");
    private final Map<BinanceMarket, LayoutCheck> checks = checks();

    private static Map<BinanceMarket, LayoutCheck> checks() {
        var checks = new EnumMap<BinanceMarket, LayoutCheck>(BinanceMarket.class);
        for (BinanceMarket market : BinanceMarket.values()) {
            checks.put(
                    market,
                    new LayoutCheck(
                            protocol(market),
                            (symbols, sink) -> {
                                var decoder = new BinanceDecoder(market, symbols, sink);
                                return (bytes, from, to) ->
                                        decoder.message(bytes, from, to, LayoutCheck.RECEIVED_NS);
                            },
                            (symbols, sink) -> {
                                var decoder = new BinanceDecoder(market, symbols, sink);
                                return (bytes, from, to) ->
                                        decoder.slowly(bytes, from, to, LayoutCheck.RECEIVED_NS);
                            }));
        }
        return checks;
    }

    private static VenueProtocol protocol(BinanceMarket market) {
        return switch (market) {
            case USDM -> BinanceProtocol.USDM;
            case COINM -> BinanceProtocol.COINM;
            case SPOT -> BinanceProtocol.SPOT;
        };
    }

    private static String enveloped(String layout) {
        return "{'stream':'btcusdt@any','data':" + layout + "}";
    }

    static LongStream seeds() {
        return LongStream.range(0, Counts.of(10, 1_000));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsWhatTheScannerReads(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 100; round++) {
            String layout = LAYOUTS[random.nextInt(LAYOUTS.length)];
            layout = random.nextBoolean() ? enveloped(layout) : layout;
            for (LayoutCheck check : checks.values()) {
                check.agreeOnRandomChanges(layout, random);
            }
        }
    }

    @Test
    void readsWhatTheScannerReadsWhereverAMessageBreaks() {
        for (String layout : LAYOUTS) {
            for (LayoutCheck check : checks.values()) {
                check.agreeWhereverItBreaks(LayoutCheck.bytes(layout.replace("#", "20.5")));
            }
        }
        byte[] inStream = LayoutCheck.bytes(enveloped(LAYOUTS[0].replace("#", "20.5")));
        checks.values().forEach(check -> check.agreeWhereverItBreaks(inStream));
    }

    @FuzzTest
    void readsWhatTheScannerReadsOfAnyBytes(byte[] message) {
        checks.values().forEach(check -> check.agree(message));
    }

    /// Every layout is met by its own message: none is there in vain.
    @Test
    void takesEveryLayoutThatTheVenueSends() {
        for (String layout : LAYOUTS) {
            BinanceMarket market =
                    layout.contains("'pu'")
                            ? BinanceMarket.USDM
                            : layout.contains("_PERP") ? BinanceMarket.COINM : BinanceMarket.SPOT;
            String size = market == BinanceMarket.COINM ? "1" : "1.5";
            byte[] bytes =
                    LayoutCheck.bytes(
                            layout.replace("'B':'#'", "'B':'" + size + "'")
                                    .replace("'A':'#'", "'A':'" + size + "'")
                                    .replace("#", "1.5"));
            var instruments = new Instruments();
            var symbols = new Symbols(instruments, new BinanceSymbols(market));
            var events = new ArrayList<MarketEvent>();
            var sink = new EventRecorder(instruments, events::add);
            var reader = new BinanceEvents(market, new WireReading(symbols, sink));
            var layouts = new BinanceLayouts(market, symbols, sink, reader);
            assertThat(layouts.decode(bytes, 0, bytes.length, 7)).as(layout).isTrue();
            assertThat(events).as(layout).hasSize(1);
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
                requireNonNull(checks.get(market))
                        .agree(line.substring(payload + 2).getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
