package spillway.bench.book;

import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A plain book to make streams with: it knows which orders rest, so that a stream names only
/// those. It shares nothing with any engine under test.
final class ModelBook {
    /// Orders of one price, oldest first; those that are gone stay until they are passed.
    private static final class Queue {
        int[] numbers = new int[4];
        int first;
        int end;
        int live;

        void add(int number) {
            if (end == numbers.length) {
                numbers = Arrays.copyOf(numbers, end * 2);
            }
            numbers[end++] = number;
            live++;
        }
    }

    private final TreeMap<Integer, Queue> bids = new TreeMap<>();
    private final TreeMap<Integer, Queue> asks = new TreeMap<>();

    /// Numbers of the orders that rest, in no order, and where each stands in there.
    private int[] resting = new int[1 << 16];

    private int[] place = new int[1 << 16];
    private int count;

    int[] account = new int[1 << 16];
    int[] price = new int[1 << 16];
    int[] lots = new int[1 << 16];
    boolean[] buys = new boolean[1 << 16];

    int restingOrders() {
        return count;
    }

    int resting(int index) {
        return resting[index];
    }

    boolean rests(int number) {
        return number < lots.length && lots[number] > 0;
    }

    int bestBid() {
        return bids.isEmpty() ? 0 : bids.lastKey();
    }

    int bestAsk() {
        return asks.isEmpty() ? 0 : asks.firstKey();
    }

    void place(int number, boolean buy, int owner, int ticks, int quantity) {
        fit(number);
        account[number] = owner;
        buys[number] = buy;
        enter(number, ticks, take(buy, ticks, quantity));
    }

    void move(int number, int ticks) {
        int left = lots[number];
        cancel(number);
        enter(number, ticks, take(buys[number], ticks, left));
    }

    private void enter(int number, int ticks, int left) {
        if (left > 0) {
            price[number] = ticks;
            lots[number] = left;
            place[number] = count;
            resting[count++] = number;
            side(buys[number]).computeIfAbsent(ticks, t -> new Queue()).add(number);
        }
    }

    /// Trades at `limit` or better; returns what is left.
    int take(boolean buy, int limit, int quantity) {
        NavigableMap<Integer, Queue> makers = side(!buy);
        int left = quantity;
        while (left > 0 && !makers.isEmpty()) {
            int best = buy ? makers.firstKey() : makers.lastKey();
            if (buy ? best > limit : best < limit) {
                break;
            }
            left = takeLevel(best, makers.get(best), left);
        }
        return left;
    }

    private int takeLevel(int ticks, @Nullable Queue queue, int quantity) {
        int left = quantity;
        while (queue != null && left > 0 && queue.live > 0) {
            int maker = queue.numbers[queue.first];
            if (price[maker] != ticks || lots[maker] == 0) {
                queue.first++;
                continue;
            }
            int traded = Math.min(left, lots[maker]);
            left -= traded;
            if (traded == lots[maker]) {
                cancel(maker);
            } else {
                lots[maker] -= traded;
            }
        }
        return left;
    }

    void cancel(int number) {
        lots[number] = 0;
        int last = resting[--count];
        resting[place[number]] = last;
        place[last] = place[number];
        NavigableMap<Integer, Queue> side = side(buys[number]);
        Queue queue = side.get(price[number]);
        if (queue != null && --queue.live == 0) {
            side.remove(price[number]);
        }
    }

    private NavigableMap<Integer, Queue> side(boolean buy) {
        return buy ? bids : asks;
    }

    private void fit(int number) {
        if (number >= lots.length) {
            int length = Math.max(number + 1, lots.length * 2);
            place = Arrays.copyOf(place, length);
            account = Arrays.copyOf(account, length);
            price = Arrays.copyOf(price, length);
            lots = Arrays.copyOf(lots, length);
            buys = Arrays.copyOf(buys, length);
        }
        if (count == resting.length) {
            resting = Arrays.copyOf(resting, count * 2);
        }
    }
}
