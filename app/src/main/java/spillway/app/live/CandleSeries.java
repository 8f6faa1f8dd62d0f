package spillway.app.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The last candles of one coin and interval. Mutable, used by one thread, allocates only to grow.
///
/// A price older than the candle that is open goes into the one of its time, if that is kept; it
/// then moves high and low alone.
final class CandleSeries {
    /// What a chart of a wide screen shows at once, a pixel each.
    static final int KEPT = 1_000;

    private static final int FIRST_CAPACITY = 16;

    private long[] timeSeconds = new long[FIRST_CAPACITY];
    private double[] open = new double[FIRST_CAPACITY];
    private double[] high = new double[FIRST_CAPACITY];
    private double[] low = new double[FIRST_CAPACITY];
    private double[] close = new double[FIRST_CAPACITY];
    private long count;

    /// First candle that changed since [#changes()] was asked.
    private long changedFrom;

    void add(long startSeconds, double price) {
        long last = count - 1;
        if (count == 0 || startSeconds > timeSeconds[slot(last)]) {
            append(startSeconds, price);
            return;
        }
        long at = last;
        while (at > oldest() && timeSeconds[slot(at)] > startSeconds) {
            at--;
        }
        int slot = slot(at);
        if (timeSeconds[slot] != startSeconds) {
            return;
        }
        high[slot] = Math.max(high[slot], price);
        low[slot] = Math.min(low[slot], price);
        if (at == last) {
            close[slot] = price;
        }
        changedFrom = Math.min(changedFrom, at);
    }

    private void append(long startSeconds, double price) {
        if (count == timeSeconds.length && count < KEPT) {
            grow();
        }
        int slot = slot(count);
        timeSeconds[slot] = startSeconds;
        open[slot] = price;
        high[slot] = price;
        low[slot] = price;
        close[slot] = price;
        count++;
    }

    private void grow() {
        int capacity = Math.min(KEPT, timeSeconds.length * 2);
        timeSeconds = Arrays.copyOf(timeSeconds, capacity);
        open = Arrays.copyOf(open, capacity);
        high = Arrays.copyOf(high, capacity);
        low = Arrays.copyOf(low, capacity);
        close = Arrays.copyOf(close, capacity);
    }

    private int slot(long at) {
        return (int) (at % timeSeconds.length);
    }

    private long oldest() {
        return Math.max(0, count - timeSeconds.length);
    }

    /// The last `limit`, oldest first.
    List<Candle> last(int limit) {
        return from(Math.max(oldest(), count - limit));
    }

    /// Those that are new or changed since this was asked last, oldest first.
    List<Candle> changes() {
        List<Candle> changes = from(Math.max(oldest(), changedFrom));
        changedFrom = count;
        return changes;
    }

    private List<Candle> from(long first) {
        var candles = new ArrayList<Candle>();
        for (long at = first; at < count; at++) {
            int slot = slot(at);
            candles.add(
                    new Candle(timeSeconds[slot], open[slot], high[slot], low[slot], close[slot]));
        }
        return candles;
    }
}
