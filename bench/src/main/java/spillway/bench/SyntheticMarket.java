package spillway.bench;

import java.util.SplittableRandom;
import spillway.market.Coin;
import spillway.market.Completeness;
import spillway.market.EventSink;
import spillway.market.Instrument;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.TakerSide;
import spillway.market.Venue;

/// A market that never was, of the shape that real ones have, the same for the same seed.
///
/// - *Instruments*: 500 on three venues (220, 160, 120), scales as venues choose them.
/// - *Pick rule*: venue by share 55:28:17, then instrument by Zipf's law with exponent 1 over its
///   rank, so that the first of a venue has a sixth of all its events.
/// - *Times*: half the gaps between events are a twentieth of the mean, the rest two; venue times
///   are whole milliseconds, receipt follows 5 to 60 ms later by venue, and more by chance, so that
///   venue times of one venue cross each other by milliseconds.
/// - *Sizes*: value by Pareto's law with exponent 1.2 from 20 dollars on, cut at 5 million.
/// - *Prices*: walk by a tick or a few, and stay in two events of three.
/// - *Sides*: the same as the instrument's last in three events of four.
///
/// What it does not have: books, and correlation between instruments.
final class SyntheticMarket {
    /// Inside a UTC day, so that an hour of it is one partition.
    static final long START_NS = 1_770_336_000_000_000_000L; // 2026-02-06T00:00:00Z

    private static final int[] INSTRUMENTS = {220, 160, 120};
    private static final double[] SHARE = {0.55, 0.28, 0.17};
    private static final long[] LATENCY_NS = {60_000_000, 5_000_000, 25_000_000};
    private static final String[] VENUES = {"binance-usdm", "bybit", "okx-swap"};
    private static final PriceKind[] PRICE_KINDS = {
        PriceKind.FILL, PriceKind.BANKRUPTCY, PriceKind.BANKRUPTCY
    };
    private static final Completeness[] COMPLETENESS = {
        Completeness.SAMPLED, Completeness.COMPLETE, Completeness.UNKNOWN
    };
    private static final String[] COINS = {"BTC", "ETH", "SOL", "XRP", "DOGE"};

    private static final long MS = 1_000_000;
    private static final double LEAST_USD = 20;
    private static final double MOST_USD = 5_000_000;
    private static final double TAIL_EXPONENT = 1.2;

    private final SplittableRandom random;
    private final Instruments instruments;
    private final int[][] codes = new int[VENUES.length][];
    private final double[][] upTo = new double[VENUES.length][];
    private final long[] price;
    private final long[] lastVenueTimeNs;
    private final long[] venueId;
    private final boolean[] up;

    /// @param instruments takes the market's 500
    SyntheticMarket(long seed, Instruments instruments) {
        random = new SplittableRandom(seed);
        this.instruments = instruments;
        for (int v = 0; v < VENUES.length; v++) {
            list(v);
        }
        int size = instruments.size();
        price = new long[size];
        lastVenueTimeNs = new long[size];
        venueId = new long[size];
        up = new boolean[size];
        for (int v = 0; v < VENUES.length; v++) {
            for (int rank = 0; rank < codes[v].length; rank++) {
                price[codes[v][rank]] = startMantissa(rank);
                venueId[codes[v][rank]] = random.nextLong(1L << 40);
            }
        }
    }

    private void list(int v) {
        var venue = new Venue(VENUES[v]);
        codes[v] = new int[INSTRUMENTS[v]];
        upTo[v] = new double[INSTRUMENTS[v]];
        double sum = 0;
        for (int rank = 0; rank < INSTRUMENTS[v]; rank++) {
            String coin = rank < COINS.length ? COINS[rank] : "COIN" + rank;
            int priceScale = priceScale(rank);
            codes[v][rank] =
                    instruments.code(
                            Instrument.linear(
                                    venue,
                                    coin + "USDT",
                                    new Coin(coin),
                                    "USDT",
                                    priceScale,
                                    Math.max(0, 4 - priceScale)));
            sum += 1.0 / (rank + 1);
            upTo[v][rank] = sum;
        }
    }

    /// 60,000 dollars for the first, and less the further down.
    private static double startUsd(int rank) {
        return 60_000.0 / ((rank + 1.0) * (rank + 1.0));
    }

    private static int priceScale(int rank) {
        int digits = (int) Math.floor(StrictMath.log10(startUsd(rank)));
        return Math.clamp(5 - digits, 1, 8);
    }

    private static long startMantissa(int rank) {
        return Math.round(startUsd(rank) * StrictMath.pow(10, priceScale(rank)));
    }

    /// What is pushed.
    enum Mix {
        TRADES,
        LIQUIDATIONS,
        /// A liquidation for forty trades: a violent hour.
        BOTH
    }

    /// Pushes events in the order of receipt, spread over a time; a second call goes on from where
    /// the first left every price.
    void push(EventSink sink, Mix mix, int events, long fromNs, long spanNs) {
        double meanNs = (double) spanNs / events;
        double nowNs = 0;
        for (int i = 0; i < events; i++) {
            nowNs += exponential() * meanNs * (random.nextInt(2) == 0 ? 0.05 : 1.95);
            long receiveTimeNs = fromNs + Math.min((long) nowNs, spanNs - 1);
            int v = venue();
            int code = codes[v][rank(v)];
            step(code);
            long venueTimeNs = venueTimeNs(v, code, receiveTimeNs);
            boolean liquidation =
                    switch (mix) {
                        case TRADES -> false;
                        case LIQUIDATIONS -> true;
                        case BOTH -> random.nextInt(41) == 0;
                    };
            if (liquidation) {
                liquidation(sink, v, code, venueTimeNs, receiveTimeNs);
            } else {
                trade(sink, code, venueTimeNs, receiveTimeNs);
            }
        }
    }

    private double exponential() {
        return -StrictMath.log(1 - random.nextDouble());
    }

    private int venue() {
        double at = random.nextDouble();
        return at < SHARE[0] ? 0 : at < SHARE[0] + SHARE[1] ? 1 : 2;
    }

    private int rank(int v) {
        double[] sums = upTo[v];
        double at = random.nextDouble() * sums[sums.length - 1];
        int found = java.util.Arrays.binarySearch(sums, at);
        return Math.min(found < 0 ? -found - 1 : found, sums.length - 1);
    }

    private void step(int code) {
        int chance = random.nextInt(12);
        long ticks = chance < 8 ? 0 : chance < 11 ? 1 : 1 + random.nextInt(6);
        price[code] = Math.max(1_000, price[code] + (random.nextBoolean() ? ticks : -ticks));
        up[code] ^= random.nextInt(4) == 0;
    }

    private long venueTimeNs(int v, int code, long receiveTimeNs) {
        long delayNs = LATENCY_NS[v] + (long) (exponential() * LATENCY_NS[v] / 4);
        long heldNs = (receiveTimeNs - delayNs) / MS * MS;
        lastVenueTimeNs[code] = Math.max(lastVenueTimeNs[code], heldNs);
        return lastVenueTimeNs[code];
    }

    private long quantityMantissa(int code) {
        double usd =
                Math.min(
                        MOST_USD,
                        LEAST_USD / StrictMath.pow(1 - random.nextDouble(), 1 / TAIL_EXPONENT));
        Instrument on = instruments.get(code);
        double lotUsd = price[code] / StrictMath.pow(10, on.priceScale() + on.quantityScale());
        return Math.max(1, Math.round(usd / lotUsd));
    }

    private void trade(EventSink sink, int code, long venueTimeNs, long receiveTimeNs) {
        sink.trade(
                code,
                venueTimeNs,
                receiveTimeNs,
                price[code],
                quantityMantissa(code),
                up[code] ? TakerSide.BUY : TakerSide.SELL,
                ++venueId[code]);
    }

    /// Venues give liquidations no number of their own.
    private void liquidation(
            EventSink sink, int v, int code, long venueTimeNs, long receiveTimeNs) {
        long quantity = quantityMantissa(code);
        sink.liquidation(
                code,
                venueTimeNs,
                receiveTimeNs,
                up[code] ? PositionSide.SHORT : PositionSide.LONG,
                quantity,
                price[code],
                PRICE_KINDS[v],
                instruments.get(code).notionalMicroUsd(quantity, price[code]),
                COMPLETENESS[v],
                MarketEvent.NONE);
    }
}
