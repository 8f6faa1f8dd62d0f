package spillway.venues;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spillway.market.Instruments;
import spillway.market.SelectiveSink;
import spillway.venues.protocol.Decoded;
import spillway.venues.protocol.Symbols;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.protocol.WireDecoder;

/// Decoding a hot message allocates nothing, in its predicted layout or in another.
class AllocationTest {
    private static final int MESSAGES = 20_000;

    /// What the virtual machine itself may take in between.
    private static final double NOISE_BYTES_PER_MESSAGE = 4;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "binance-usdm|{'e':'aggTrade','E':1,'a':7,'s':'BTCUSDT','p':'1.5','q':'2','f':1,'l':1,'T':1,'m':true}",
                "binance-usdm|{'stream':'btcusdt@aggTrade','data':{'s':'BTCUSDT','e':'aggTrade','E':1,'a':7,'p':'1.5',"
                        + "'q':'2','f':1,'l':1,'T':1,'m':true}}",
                "binance-usdm|{'e':'depthUpdate','E':1,'T':1,'s':'BTCUSDT','U':1,'u':2,'pu':0,'b':[['1','2']],'a':[]}",
                "binance-spot|{'u':5,'s':'BTCUSDT','b':'1','B':'2','a':'3','A':'4'}",
                "bybit-linear|{'topic':'publicTrade.BTCUSDT','type':'snapshot','ts':2,'data':[{'T':1,'s':'BTCUSDT',"
                        + "'S':'Buy','v':'1','p':'2','i':'20f43950-d8dd-5b31-9112-a178eb6023af','BT':false}]}",
                "binance-usdm|{'e':'forceOrder','E':1,'o':{'s':'BTCUSDT','S':'SELL','o':'LIMIT','f':'IOC','q':'1',"
                        + "'p':'1','ap':'1','X':'FILLED','l':'1','z':'1','T':1}}",
                "bybit-linear|{'topic':'publicTrade.BTCUSDT','ts':2,'type':'snapshot','data':[{'T':1,'s':'BTCUSDT',"
                        + "'S':'Buy','v':'1','p':'2','i':'7','BT':false},{'T':1,'s':'ETHUSDT','S':'Sell','v':'1',"
                        + "'p':'2','i':'8','BT':false}]}",
                "bybit-linear|{'topic':'publicTrade.BTCUSDT','type':'snapshot','ts':2,'data':[{'T':1,'s':'BTCUSDT',"
                        + "'S':'Buy','v':'1','p':'2','i':'7','BT':false},{'T':1,'s':'ETHUSDT','S':'Sell','v':'1',"
                        + "'p':'2','i':'8','BT':false}]}",
                "okx-spot|{'arg':{'channel':'trades','instId':'BTC-USDT'},'data':[{'instId':'BTC-USDT',"
                        + "'tradeId':'9','px':'1','sz':'2','side':'buy','ts':'1','count':'3'}]}",
                "okx-spot|{'arg':{'channel':'books','instId':'BTC-USDT'},'action':'update','data':[{"
                        + "'asks':[['1','2','0','3']],'bids':[],'ts':'1','checksum':-7,'prevSeqId':1,'seqId':2}]}",
                "bybit-linear|{'topic':'orderbook.50.BTCUSDT','type':'delta','ts':2,'data':{'s':'BTCUSDT',"
                        + "'b':[['1','2']],'a':[],'u':3,'seq':9},'cts':1}",
                "okx-spot|{'arg':{'channel':'books','instId':'BTC-USDT'},'action':'update','data':[{"
                        + "'asks':[['1','2','0','3']],'bids':[],'ts':'1','prevSeqId':1,'seqId':2}]}",
            })
    void nothingIsAllocated(String name, String message) {
        VenueProtocol protocol = Venues.byName(name).orElseThrow();
        WireDecoder decoder =
                protocol.decoder(
                        new Symbols(new Instruments(), protocol.symbolRule()),
                        new SelectiveSink() {});
        byte[] bytes = message.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        decode(decoder, bytes);
        var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        decode(decoder, bytes);
        long allocated = thread.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated / (double) MESSAGES).isLessThan(NOISE_BYTES_PER_MESSAGE);
    }

    private static void decode(WireDecoder decoder, byte[] bytes) {
        for (int i = 0; i < MESSAGES; i++) {
            if (decoder.message(bytes, 0, bytes.length, 1) != Decoded.Events.DECODED) {
                throw new AssertionError("expected events");
            }
        }
    }
}
