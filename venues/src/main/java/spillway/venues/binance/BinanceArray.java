package spillway.venues.binance;

import java.util.Arrays;
import spillway.market.EventSink;
import spillway.venues.protocol.Symbols;
import spillway.venues.serving.ServedMessages;
import spillway.venues.serving.VenueServer;

/// Tells several messages of one kind in one array.
final class BinanceArray implements VenueServer.StreamEncoder {
    private final BinanceEncoder encoder;
    private final ServedMessages out;
    private byte[] array = new byte[1 << 12];
    private int length;

    BinanceArray(BinanceMarket market, Symbols symbols, ServedMessages out) {
        this.out = out;
        encoder =
                new BinanceEncoder(
                        market,
                        symbols,
                        (topic, bytes, count) -> {
                            if (topic.endsWith(BinanceEncoder.MARKS)) {
                                add(bytes, count);
                            }
                        });
    }

    private void add(byte[] bytes, int count) {
        int needed = length + count + 2;
        if (array.length < needed) {
            array = Arrays.copyOf(array, Math.max(needed, array.length * 2));
        }
        array[length] = (byte) (length == 0 ? '[' : ',');
        System.arraycopy(bytes, 0, array, length + 1, count);
        length += count + 1;
    }

    @Override
    public EventSink events() {
        return encoder;
    }

    @Override
    public void flush() {
        if (length > 0) {
            array[length++] = ']';
            out.message(array, length);
            length = 0;
        }
    }
}
