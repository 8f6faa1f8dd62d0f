package spillway.bench.book;

import java.util.SplittableRandom;

/// Makes streams. A book runs along, so that every cancel names an order that is alive then, picked
/// **uniformly at random among all** that are: picking among the oldest, say, would keep the orders
/// that are touched in the caches.
public final class StreamMaker {
    private static final int ACCOUNTS = 1_000;

    private final SplittableRandom random;
    private final CommandStream stream;
    private final ModelBook book = new ModelBook();
    private final int resting;
    private final double reachTicks;
    private double mid;
    private int placed;

    private StreamMaker(String name, long seed, int resting, double reachTicks, double mid) {
        random = new SplittableRandom(seed);
        stream = new CommandStream(name, resting);
        this.resting = resting;
        this.reachTicks = reachTicks;
        this.mid = mid;
    }

    /// A market of `resting` orders: of each 1,000 commands about 640 place, 260 cancel, 70 take,
    /// 30 move and 1 sweeps, placing or cancelling more when the book is too small or too large.
    /// Prices lie exponentially around a mid price that wanders.
    ///
    /// @param reachTicks mean distance of a new order from the mid price
    public static CommandStream market(
            String name, long seed, int resting, double reachTicks, int commands) {
        var maker = new StreamMaker(name, seed, resting, reachTicks, 1 << 20);
        maker.fill();
        for (int i = 0; i < commands; i++) {
            maker.marketStep();
        }
        return maker.stream;
    }

    /// A fall: the book refills between forced sales, each of which eats through many levels.
    public static CommandStream avalanche(String name, long seed, int resting, int commands) {
        var maker = new StreamMaker(name, seed, resting, resting / 20.0, 1 << 24);
        maker.fill();
        while (maker.stream.size - maker.stream.fill < commands) {
            maker.mid -= 0.2;
            if (maker.random.nextInt(8) == 0) {
                maker.take(false, 40 + maker.random.nextInt(200));
            } else {
                maker.place(maker.random.nextInt(10) < 7);
            }
            if (maker.book.restingOrders() > resting) {
                maker.cancel();
            }
        }
        return maker.stream;
    }

    /// Every order at a price of its own, anywhere in the range of prices.
    public static CommandStream sparse(String name, long seed, int resting, int commands) {
        var maker = new StreamMaker(name, seed, resting, 0, 1 << 29);
        while (maker.stream.size < resting + commands) {
            if (maker.book.restingOrders() < resting || maker.random.nextBoolean()) {
                boolean buy = maker.random.nextBoolean();
                int away = 1 + maker.random.nextInt((1 << 29) - 2);
                maker.placeAt(buy, (1 << 29) + (buy ? -away : away), 1);
            } else {
                maker.cancel();
            }
        }
        return maker.stream;
    }

    /// Quotes that come and go at the touch, each gone before the next: the same few ids and
    /// places.
    public static CommandStream flicker(String name, long seed, int resting, int commands) {
        var maker = new StreamMaker(name, seed, resting, 40, 1 << 20);
        maker.fill();
        while (maker.stream.size - maker.stream.fill < commands) {
            boolean buy = maker.random.nextBoolean();
            int best = buy ? maker.book.bestBid() : maker.book.bestAsk();
            maker.placeAt(buy, best + maker.random.nextInt(3) * (buy ? -1 : 1), 1);
            maker.cancelOrder(maker.placed);
        }
        return maker.stream;
    }

    /// Orders that come by the dozen at one price and leave but one of each seven behind, the worst
    /// for a book that keeps them in blocks.
    public static CommandStream splinters(String name, long seed, int resting, int commands) {
        var maker = new StreamMaker(name, seed, resting, 200, 1 << 20);
        maker.fill();
        while (maker.stream.size - maker.stream.fill < commands) {
            int first = maker.placed + 1;
            boolean buy = maker.random.nextBoolean();
            int price = maker.restingPrice(buy);
            for (int i = 0; i < 7; i++) {
                maker.placeAt(buy, price, 1);
            }
            int kept = maker.random.nextInt(7);
            for (int i = 0; i < 7; i++) {
                if (i != kept) {
                    maker.cancelOrder(first + i);
                }
            }
            if (maker.book.restingOrders() > resting) {
                maker.cancel();
            }
        }
        return maker.stream;
    }

    private void fill() {
        while (stream.size < resting) {
            boolean buy = random.nextBoolean();
            placeAt(buy, restingPrice(buy), 1 + random.nextInt(100));
        }
    }

    private void marketStep() {
        mid += random.nextGaussian() * 0.05;
        int dice = random.nextInt(1_000);
        if (dice == 0) {
            take(random.nextBoolean(), 2_000 + random.nextInt(6_000));
        } else if (dice < 71) {
            take(random.nextBoolean(), 1 + random.nextInt(150));
        } else if (dice < 101) {
            move();
        } else {
            int live = book.restingOrders();
            boolean tooMany = live > resting + resting / 50;
            boolean tooFew = live < resting - resting / 50;
            if (tooMany || (!tooFew && dice < 361)) {
                cancel();
            } else {
                place(random.nextBoolean());
            }
        }
    }

    private void place(boolean buy) {
        placeAt(buy, restingPrice(buy), 1 + random.nextInt(100));
    }

    private int restingPrice(boolean buy) {
        int away = 1 + (int) (random.nextExponential() * reachTicks);
        return Math.max(1, (int) mid + (buy ? -away : away));
    }

    private void placeAt(boolean buy, int price, int lots) {
        int account = random.nextInt(ACCOUNTS);
        stream.add(CommandStream.LIMIT, buy, account, ++placed, price, lots);
        book.place(placed, buy, account, price, lots);
    }

    private void take(boolean buy, int lots) {
        int account = random.nextInt(ACCOUNTS);
        int price = buy ? 2 * (int) mid : 1;
        stream.add(CommandStream.TAKE, buy, account, ++placed, price, lots);
        book.take(buy, price, lots);
    }

    private void cancel() {
        if (book.restingOrders() > 0) {
            cancelOrder(anyOrder());
        }
    }

    private void cancelOrder(int number) {
        if (book.rests(number)) {
            stream.add(CommandStream.CANCEL, false, book.account[number], number, 0, 0);
            book.cancel(number);
        }
    }

    private void move() {
        if (book.restingOrders() == 0) {
            return;
        }
        int number = anyOrder();
        boolean buy = book.buys[number];
        int price = book.price[number] + (buy ? 1 : -1) * (1 + random.nextInt(3));
        int account = book.account[number];
        stream.add(CommandStream.MOVE, buy, account, number, price, book.lots[number]);
        book.move(number, price);
    }

    private int anyOrder() {
        return book.resting(random.nextInt(book.restingOrders()));
    }
}
