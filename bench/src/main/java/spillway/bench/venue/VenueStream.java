package spillway.bench.venue;

import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import spillway.exchange.book.OrderSide;
import spillway.exchange.book.OrderTerms;
import spillway.exchange.book.TimeInForce;
import spillway.exchange.venue.VenueInput;
import spillway.exchange.venue.VenueRules;
import spillway.exchange.venue.VenueTerms;
import spillway.margin.MarginMode;
import spillway.margin.tiers.ContractBook;
import spillway.margin.tiers.TierBook;
import spillway.market.Venue;

/// Commands for one venue, made beforehand in flat memory.
///
/// Every account deposits 2,000 to 200,000 dollars by Pareto's law, chooses leverage (2, 3, 5, 10,
/// 20, 50 by 1 : 2 : 3 : 2 : 1 : 1) and isolated or cross margin by halves, and opens a position
/// against another. Then, of 100 commands: 56 limit orders within 20 basis points of the price and
/// beside it, 30 cancels of the account's newest order, 10 orders that take, 3 replaced orders, 1
/// index price; and a second passes every thousand commands. The price is a random walk of 2 basis
/// points a step that falls by 5 % over the stream, so that accounts are liquidated all along.
public final class VenueStream {
    private static final int WORDS = 2;
    private static final int LIMIT = 0;
    private static final int CANCEL = 1;
    private static final int TAKE = 2;
    private static final int REPLACE = 3;
    private static final int INDEX = 4;
    private static final int PRICE_TICKS = 600_000;
    private static final int COMMANDS_PER_SECOND = 1_000;
    private static final long START_NS = 1_770_000_000_000_000_000L;
    private static final long SECOND_NS = 1_000_000_000;
    private static final long DOLLAR = 1_000_000;
    private static final OrderTerms TAKING = OrderTerms.of(TimeInForce.IMMEDIATE_OR_CANCEL);
    private static final List<Integer> LEVERAGES = List.of(2, 3, 3, 5, 5, 5, 10, 10, 20, 50);

    private final int accounts;
    private final long[] words;
    private final long seed;

    private VenueStream(int accounts, long[] words, long seed) {
        this.accounts = accounts;
        this.words = words;
        this.seed = seed;
    }

    /// A stream of its seed.
    public static VenueStream of(long seed, int accounts, int commands) {
        var random = new SplittableRandom(seed);
        var words = new long[commands * WORDS];
        double price = PRICE_TICKS;
        double drift = Math.log(0.95) / commands * 100;
        for (int n = 0; n < commands; n++) {
            int dice = random.nextInt(100);
            int kind =
                    dice < 56
                            ? LIMIT
                            : dice < 86 ? CANCEL : dice < 96 ? TAKE : dice < 99 ? REPLACE : INDEX;
            int account = random.nextInt(1, accounts);
            if (kind == INDEX) {
                price *= Math.exp(drift + random.nextGaussian(0, 0.0002));
            }
            boolean buy = random.nextBoolean();
            double away =
                    (kind == TAKE ? -0.001 : 0.0002 + 0.002 * random.nextDouble()) * (buy ? -1 : 1);
            long ticks = kind == INDEX ? Math.round(price) : Math.round(price * (1 + away));
            long lots = random.nextInt(1, 40);
            words[n * WORDS] = (long) account << 32 | lots << 16 | (buy ? 1 : 0) << 8 | kind;
            words[n * WORDS + 1] = ticks;
        }
        return new VenueStream(accounts, words, seed);
    }

    public int size() {
        return words.length / WORDS;
    }

    /// Bitcoin on Binance USD-M, with room for every account.
    public VenueTerms terms() {
        return VenueRules.on(
                LocalDate.of(2026, 2, 5),
                new Venue("binance-usdm"),
                List.of("BTCUSDT"),
                ContractBook.builtIn(),
                TierBook.builtIn(),
                List.of(),
                accounts);
    }

    /// Deposits, choices and first positions.
    public void begin(VenueInput venue) {
        var random = new SplittableRandom(seed + 1);
        venue.advance(START_NS);
        venue.index(0, PRICE_TICKS);
        venue.mark(0, PRICE_TICKS);
        venue.deposit(0, VenueInput.SETTLEMENT, 50_000_000 * DOLLAR);
        for (int account = 1; account < accounts; account++) {
            long dollars = (long) Math.min(200_000, 2_000 / Math.pow(1 - random.nextDouble(), 0.8));
            venue.deposit(account, VenueInput.SETTLEMENT, dollars * DOLLAR);
            MarginMode mode = random.nextBoolean() ? MarginMode.ISOLATED : MarginMode.CROSS;
            venue.choose(account, 0, mode, LEVERAGES.get(random.nextInt(LEVERAGES.size())));
        }
        for (int account = 2; account < accounts; account += 2) {
            long lots = random.nextInt(5, 50);
            OrderSide side = random.nextBoolean() ? OrderSide.BUY : OrderSide.SELL;
            venue.limit(account - 1, 0, side, PRICE_TICKS, lots, OrderTerms.PLAIN);
            venue.limit(account, 0, side.opposite(), PRICE_TICKS, lots, TAKING);
        }
    }

    /// Runs commands `from` (inclusive) to `to` (exclusive).
    ///
    /// @param newest what the venue told last, by account; see [NewestOrders]
    public void run(VenueInput venue, NewestOrders newest, int from, int to) {
        for (int n = from; n < to; n++) {
            if (n % COMMANDS_PER_SECOND == 0) {
                venue.advance(START_NS + (n / COMMANDS_PER_SECOND + 1) * SECOND_NS);
            }
            long word = words[n * WORDS];
            long ticks = words[n * WORDS + 1];
            int account = (int) (word >>> 32);
            long lots = word >>> 16 & 0xFFFF;
            OrderSide side = (word >>> 8 & 1) == 1 ? OrderSide.BUY : OrderSide.SELL;
            int kind = (int) word & 0xFF;
            if (kind == LIMIT) {
                venue.limit(account, 0, side, ticks, lots, OrderTerms.PLAIN);
            } else if (kind == CANCEL) {
                venue.cancel(newest.account(n), 0, newest.take(n));
            } else if (kind == TAKE) {
                venue.limit(account, 0, side, ticks, lots, TAKING);
            } else if (kind == REPLACE) {
                venue.replace(newest.account(n), 0, newest.take(n), ticks, lots);
            } else {
                venue.index(0, ticks);
            }
        }
    }
}
