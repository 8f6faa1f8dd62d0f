package spillway.venues;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.market.EventRecorder;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.testing.Counts;
import spillway.venues.protocol.Decoded;
import spillway.venues.protocol.Symbols;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.protocol.WireDecoder;

/// Whatever bytes a venue sends, its decoder neither throws nor lets half a message through, and
/// reads the busiest messages as a slow twin reads them.
class DecodersTest {
    private static final String[] BINANCE = {
        "{'e':'aggTrade','E':1700000000001,'s':'BTCUSDT','a':7,'p':'1.5','q':'2','T':1700000000000,'m':true}",
        "{'stream':'x','data':{'e':'depthUpdate','E':1700000000001,'T':1700000000000,'s':'BTCUSDT','U':1,'u':2,"
                + "'pu':0,'b':[['1','2'],['1.1','0']],'a':[]}}",
        "{'e':'bookTicker','u':5,'s':'BTCUSDT','b':'1','B':'2','a':'3','A':'4','T':1,'E':2}",
        "{'e':'forceOrder','E':1700000000001,'o':{'s':'BTCUSDT','S':'SELL','ap':'5','X':'FILLED','z':'2','T':1}}",
    };
    private static final String[] BYBIT = {
        "{'topic':'publicTrade.BTCUSDT','type':'snapshot','ts':2,'data':[{'T':1,'s':'BTCUSDT','S':'Buy','v':'1',"
                + "'p':'2','i':'20f4-x','BT':false},{'T':1,'s':'ETHUSDT','S':'Sell','v':'1','p':'2','i':'12'}]}",
        "{'topic':'allLiquidation.BTCUSDT','type':'snapshot','ts':2,'data':[{'T':1,'s':'BTCUSDT','S':'Sell',"
                + "'v':'1','p':'2'}]}",
        "{'topic':'orderbook.50.BTCUSDT','type':'delta','ts':2,'data':{'s':'BTCUSDT','b':[['1','2']],'a':[],"
                + "'u':3,'seq':9},'cts':1}",
    };
    private static final String[] OKX = {
        "{'arg':{'channel':'trades','instId':'BTC-USDT'},'data':[{'instId':'BTC-USDT','tradeId':'9','px':'1',"
                + "'sz':'2','side':'buy','ts':'1'}]}",
        "{'arg':{'channel':'books','instId':'BTC-USDT'},'action':'update','data':[{'asks':[['1','2','0','3']],"
                + "'bids':[],'ts':'1','checksum':0,'prevSeqId':1,'seqId':2}]}",
        "{'arg':{'channel':'liquidation-orders','instType':'SWAP'},'data':[{'instId':'BTC-USDT','details':["
                + "{'bkPx':'1','posSide':'net','side':'buy','sz':'2','ts':'1'}]}]}",
    };
    private static final String[] NASTY = {
        "null",
        "true",
        "\"\"",
        "[]",
        "{}",
        "0",
        "\"0\"",
        "-1",
        "\"-1\"",
        "1e3",
        "\"1e3\"",
        "1.0",
        "\"x\"",
        "\"1.123456789\"",
        "99999999999999999999",
        "\"9223372036854775807\"",
        "[[\"1\"]]",
        "[[1,2,3]]",
        "\"Buy\"",
        "\"SELL\"",
        "\"long\"",
        "\"\\u0031\"",
        "\"\\ud800\"",
        "\"BTCUSDT\""
    };
    private static final long RECEIVED_NS = 7;

    private static String venueOf(String protocol) {
        return protocol.substring(0, protocol.indexOf('-'));
    }

    private static void check(String protocol, byte[] message) {
        var instruments = new Instruments();
        VenueProtocol venue = Venues.byName(protocol).orElseThrow();
        var symbols = new Symbols(instruments, venue.symbolRule());
        var events = new ArrayList<MarketEvent>();
        WireDecoder decoder = venue.decoder(symbols, new EventRecorder(instruments, events::add));
        Decoded kind = decoder.message(message, 0, message.length, RECEIVED_NS);
        String text = protocol + " " + new String(message, StandardCharsets.UTF_8);
        if (!(kind instanceof Decoded.Events)) {
            assertThat(events).as(text).isEmpty();
        }
        var twin = new SlowTwin(symbols, RECEIVED_NS);
        SlowTwin.Reading wanted =
                switch (venueOf(protocol)) {
                    case "binance" -> twin.binance(message);
                    case "bybit" -> twin.bybit(message);
                    default -> twin.okx(message);
                };
        switch (wanted) {
            case SlowTwin.Reading.Elsewhere _ -> {}
            case SlowTwin.Reading.Malformed _ ->
                    assertThat(kind).as(text).isInstanceOf(Decoded.Malformed.class);
            case SlowTwin.Reading.Ignored _ ->
                    assertThat(kind).as(text).isInstanceOf(Decoded.Ignored.class);
            case SlowTwin.Reading.Events e -> {
                assertThat(kind).as(text).isEqualTo(Decoded.Events.DECODED);
                assertThat(events).as(text).isEqualTo(e.events());
            }
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, Counts.of(10, 1_000));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readWhatASlowTwinReads(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 60; round++) {
            changed("binance-usdm", BINANCE, random);
            changed("bybit-linear", BYBIT, random);
            changed("okx-swap", OKX, random);
        }
    }

    private static void changed(String protocol, String[] samples, SplittableRandom random) {
        String sample = samples[random.nextInt(samples.length)].replace('\'', '"');
        check(protocol, sample.getBytes(StandardCharsets.UTF_8));
        String changed = sample;
        for (int n = random.nextInt(1, 3); n > 0; n--) {
            changed = withAnotherValue(changed, random);
        }
        check(protocol, changed.getBytes(StandardCharsets.UTF_8));
        byte[] bytes = sample.getBytes(StandardCharsets.UTF_8);
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        check(protocol, bytes);
        check(protocol, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
    }

    /// Puts something else in the place of a value, or takes a field away.
    private static String withAnotherValue(String message, SplittableRandom random) {
        List<Integer> colons = new ArrayList<>();
        for (int i = message.indexOf(':'); i >= 0; i = message.indexOf(':', i + 1)) {
            colons.add(i);
        }
        int colon = colons.get(random.nextInt(colons.size()));
        int end = colon + 1;
        while (end < message.length() && ",}]".indexOf(message.charAt(end)) < 0) {
            end++;
        }
        String value = random.nextInt(4) == 0 ? "0,\"z\":1" : NASTY[random.nextInt(NASTY.length)];
        return message.substring(0, colon + 1) + value + message.substring(end);
    }

    @FuzzTest
    void readWhatASlowTwinReadsOfAnyBytes(byte[] message) {
        for (VenueProtocol protocol : Venues.all()) {
            if (!protocol.name().endsWith("spot") && !protocol.name().equals("binance-coinm")) {
                check(protocol.name(), message);
            } else {
                quietly(protocol, message);
            }
        }
    }

    /// What the twin has no reading for must still not throw, as a message or as an answer.
    private static void quietly(VenueProtocol protocol, byte[] message) {
        var instruments = new Instruments();
        var events = new ArrayList<MarketEvent>();
        var symbols = new Symbols(instruments, protocol.symbolRule());
        WireDecoder decoder =
                protocol.decoder(symbols, new EventRecorder(instruments, events::add));
        decoder.message(message, 0, message.length, RECEIVED_NS);
        for (String request : protocol.catalogueRequests()) {
            decoder.answer(request, message, 0, message.length, RECEIVED_NS);
        }
    }
}
