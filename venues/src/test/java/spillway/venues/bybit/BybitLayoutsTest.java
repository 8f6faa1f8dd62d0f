package spillway.venues.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.market.EventRecorder;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.testing.Counts;
import spillway.venues.LayoutCheck;
import spillway.venues.protocol.Symbols;

/// A predicted layout is read exactly as the scanner reads it, or not at all.
class BybitLayoutsTest {
    private static final String[] LAYOUTS =
            """
            {'topic':'publicTrade.BTCUSDT','type':'snapshot','ts':1700000000001,'data':[{'T':1700000000000\
            ,'s':'BTCUSDT','S':'Buy','v':'#','p':'#','L':'PlusTick','i':'20f43950-d8dd-5b31-9112-a178eb6023af','BT':false}]}
            {'topic':'publicTrade.BTCUSDT','type':'snapshot','ts':1700000000001,'data':[{'T':1700000000000\
            ,'s':'BTCUSDT','S':'Sell','v':'#','p':'#','i':'2100000000007764263','BT':true,'RPI':false,'seq':178}\
            ,{'T':1700000000000,'s':'ETHUSDT','S':'Buy','v':'#','p':'#','i':'x','BT':false}]}
            {'topic':'orderbook.50.BTCUSDT','type':'snapshot','ts':1700000000001,'data':{'s':'BTCUSDT'\
            ,'b':[['#','#'],['#','#']],'a':[['#','#']],'u':18521288,'seq':7961638724},'cts':1700000000000}
            {'topic':'orderbook.50.BTCUSDT','type':'delta','ts':1700000000001,'data':{'s':'BTCUSDT'\
            ,'b':[],'a':[['#','#']],'u':18521288}}
            """
                    .split("\n");

    private final LayoutCheck check =
            new LayoutCheck(
                    BybitProtocol.LINEAR,
                    (symbols, sink) -> {
                        var decoder = new BybitDecoder(BybitMarket.LINEAR, symbols, sink);
                        return (bytes, from, to) ->
                                decoder.message(bytes, from, to, LayoutCheck.RECEIVED_NS);
                    },
                    (symbols, sink) -> {
                        var decoder = new BybitDecoder(BybitMarket.LINEAR, symbols, sink);
                        return (bytes, from, to) ->
                                decoder.slowly(bytes, from, to, LayoutCheck.RECEIVED_NS);
                    });

    {
        // Only topics that were met before are read by their layouts.
        for (String layout : LAYOUTS) {
            check.agree(LayoutCheck.bytes(layout.replace("#", "1.5")));
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, Counts.of(10, 1_000));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsWhatTheScannerReads(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 100; round++) {
            check.agreeOnRandomChanges(LAYOUTS[random.nextInt(LAYOUTS.length)], random);
        }
    }

    @Test
    void readsWhatTheScannerReadsWhereverAMessageBreaks() {
        for (String layout : LAYOUTS) {
            check.agreeWhereverItBreaks(LayoutCheck.bytes(layout.replace("#", "20.5")));
        }
    }

    @FuzzTest
    void readsWhatTheScannerReadsOfAnyBytes(byte[] message) {
        check.agree(message);
    }

    /// Every layout is met by its own message: none is there in vain.
    @Test
    void takesEveryLayoutThatTheVenueSends() {
        for (String layout : LAYOUTS) {
            byte[] bytes = LayoutCheck.bytes(layout.replace("#", "1.5"));
            var instruments = new Instruments();
            var events = new ArrayList<MarketEvent>();
            var symbols = new Symbols(instruments, BybitProtocol.LINEAR.symbolRule());
            var sink = new EventRecorder(instruments, events::add);
            var decoder = new BybitDecoder(BybitMarket.LINEAR, symbols, sink);
            decoder.slowly(bytes, 0, bytes.length, LayoutCheck.RECEIVED_NS);
            var byScanner = new ArrayList<>(events);
            events.clear();
            assertThat(decoder.byLayout(bytes, 0, bytes.length, LayoutCheck.RECEIVED_NS))
                    .as(layout)
                    .isTrue();
            assertThat(events).as(layout).isEqualTo(byScanner).isNotEmpty();
        }
    }
}
