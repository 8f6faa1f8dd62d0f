package spillway.venues.protocol;

import java.util.Arrays;
import spillway.market.EventSink;
import spillway.market.TakerSide;

/// The trades of one message, held back until the message proves well-formed to its end. Allocates
/// nothing once it has grown to the largest message.
public final class TradeBatch {
    private static final int FIRST_CAPACITY = 16;
    private static final int CODE = 0;
    private static final int TIME = 1;
    private static final int PRICE = 2;
    private static final int QUANTITY = 3;
    private static final int BUYS = 4;
    private static final int ID = 5;
    private static final int FIELDS = 6;

    private long[] trades = new long[FIRST_CAPACITY * FIELDS];
    private int size;

    /// Empties it.
    public void clear() {
        size = 0;
    }

    /// Takes a trade; parameters as of [EventSink#trade].
    public void add(
            int instrument,
            long venueTimeNs,
            long priceMantissa,
            long quantityMantissa,
            TakerSide takerSide,
            long venueId) {
        int at = size * FIELDS;
        if (at == trades.length) {
            trades = Arrays.copyOf(trades, at * 2);
        }
        trades[at + CODE] = instrument;
        trades[at + TIME] = venueTimeNs;
        trades[at + PRICE] = priceMantissa;
        trades[at + QUANTITY] = quantityMantissa;
        trades[at + BUYS] = takerSide == TakerSide.BUY ? 1 : 0;
        trades[at + ID] = venueId;
        size++;
    }

    /// Pushes the trades into `sink`, in order.
    public void release(EventSink sink, long receiveTimeNs) {
        for (int at = 0; at < size * FIELDS; at += FIELDS) {
            sink.trade(
                    (int) trades[at + CODE],
                    trades[at + TIME],
                    receiveTimeNs,
                    trades[at + PRICE],
                    trades[at + QUANTITY],
                    trades[at + BUYS] == 1 ? TakerSide.BUY : TakerSide.SELL,
                    trades[at + ID]);
        }
        size = 0;
    }
}
