package spillway.venues.okx;

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
class OkxLayoutsTest {
    private static final String[] LAYOUTS =
            """
            {'arg':{'channel':'trades','instId':'BTC-USDT'},'data':[{'instId':'BTC-USDT','tradeId':'130639474'\
            ,'px':'#','sz':'#','side':'buy','ts':'1700000000000','count':'3','source':'0','seqId':1234}]}
            {'arg':{'channel':'trades','instId':'BTC-USDT'},'data':[{'instId':'BTC-USDT','tradeId':'130639474'\
            ,'px':'#','sz':'#','side':'sell','ts':'1700000000000'},{'instId':'BTC-USDT','tradeId':'x'\
            ,'px':'#','sz':'#','side':'buy','ts':'1700000000000','count':'1'}]}
            {'arg':{'channel':'books','instId':'BTC-USDT'},'action':'snapshot','data':[{'asks':[['#','#','0','13']]\
            ,'bids':[['#','#','0','12'],['#','#','0','1']],'ts':'1700000000000','checksum':-855196043,'prevSeqId':-1,'seqId':123456}]}
            {'arg':{'channel':'books','instId':'BTC-USDT'},'action':'update','data':[{'asks':[]\
            ,'bids':[['#','#','0','12']],'ts':'1700000000000','checksum':85519604,'prevSeqId':123456,'seqId':123457}]}
            """
                    .split("\n");

    private final LayoutCheck check =
            new LayoutCheck(
                    OkxProtocol.SPOT,
                    (symbols, sink) -> {
                        var decoder = new OkxDecoder(symbols, sink);
                        return (bytes, from, to) ->
                                decoder.message(bytes, from, to, LayoutCheck.RECEIVED_NS);
                    },
                    (symbols, sink) -> {
                        var decoder = new OkxDecoder(symbols, sink);
                        return (bytes, from, to) ->
                                decoder.slowly(bytes, from, to, LayoutCheck.RECEIVED_NS);
                    });

    @Test
    void saysNothingOfAKeepAlive() {
        check.agree(
                LayoutCheck.bytes(
                        "{'arg':{'channel':'books','instId':'BTC-USDT'},'action':'update','data':[{"
                                + "'asks':[],'bids':[],'ts':'1','checksum':0,'prevSeqId':7,"
                                + "'seqId':7}]}"));
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
            var symbols = new Symbols(instruments, OkxProtocol.SPOT.symbolRule());
            var sink = new EventRecorder(instruments, events::add);
            assertThat(new OkxLayouts(symbols, sink).decode(bytes, 0, bytes.length, 7))
                    .as(layout)
                    .isTrue();
            assertThat(events).as(layout).isNotEmpty();
        }
    }
}
