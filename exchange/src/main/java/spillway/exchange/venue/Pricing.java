package spillway.exchange.venue;

import java.io.IOException;
import spillway.exchange.account.Proportion;
import spillway.exchange.book.OrderBook;
import spillway.exchange.state.StateReader;
import spillway.exchange.state.StateWriter;
import spillway.margin.Rational;

/// Index, mark price, premium and funding rate of every instrument, in whole numbers.
final class Pricing {
    /// Averages are kept in 65,536ths of a tick.
    private static final int FINE = 16;

    /// Shares of an averaging step, in 2^20ths.
    private static final int SHARE = 20;

    /// Larger deviations from the average are cut: 67 million ticks.
    private static final long MAX_DEVIATION = 1L << 42;

    /// Time constant of the average of a venue's own quotes (Hyperliquid: 30 s).
    private static final long LOCAL_NS = 30_000_000_000L;

    private final VenueTerms terms;
    private final OrderBook[] books;
    private final long[] index;
    private final long[] others;
    private final long[] marks;
    private final long[] previousMarks;
    private final long[] basis;
    private final long[] local;
    private final long[] premiumSum;
    private final long[] ratePpb;
    private final long[] sampledNs;
    private final long[] premiums;

    Pricing(VenueTerms terms, OrderBook[] books) {
        this.terms = terms;
        this.books = books;
        int count = books.length;
        index = new long[count];
        others = new long[count];
        marks = new long[count];
        previousMarks = new long[count];
        basis = new long[count];
        local = new long[count];
        premiumSum = new long[count];
        ratePpb = new long[count];
        sampledNs = new long[count];
        premiums = new long[count];
    }

    long index(int instrument) {
        return index[instrument];
    }

    void index(int instrument, long ticks) {
        index[instrument] = ticks;
    }

    void others(int instrument, long ticks) {
        others[instrument] = ticks;
    }

    /// The mark price before the last one.
    long previousMark(int instrument) {
        return previousMarks[instrument];
    }

    /// The rate that was paid last, in parts of a billion.
    long ratePpb(int instrument) {
        return ratePpb[instrument];
    }

    void marked(int instrument, long ticks) {
        previousMarks[instrument] = marks[instrument] == 0 ? ticks : marks[instrument];
        marks[instrument] = ticks;
    }

    /// The mark price that the venue would compute now; 0 if it cannot.
    long compute(int instrument, long timeNs) {
        long spot = index[instrument];
        if (spot == 0) {
            return 0;
        }
        sample(instrument, timeNs);
        long mark =
                switch (terms.mark().rule()) {
                    case TOLD -> 0;
                    case INDEX -> spot;
                    case INDEX_AND_BASIS -> withBasis(instrument);
                    case MEDIAN_WITH_LAST -> medianWithLast(instrument, timeNs);
                    case MEDIAN_WITH_OTHERS -> medianWithOthers(instrument);
                };
        return mark == 0 ? 0 : Math.clamp(mark, 1, OrderBook.MAX_PRICE_TICKS);
    }

    /// Takes the book's distance from the index into the averages.
    private void sample(int i, long timeNs) {
        long bid = books[i].bestBidTicks();
        long ask = books[i].bestAskTicks();
        long sinceNs = sampledNs[i] == 0 ? Long.MAX_VALUE : timeNs - sampledNs[i];
        sampledNs[i] = timeNs;
        if (bid == 0 || ask == 0) {
            return;
        }
        long now = ((bid + ask) << (FINE - 1)) - (index[i] << FINE);
        basis[i] = averaged(basis[i], now, sinceNs, terms.mark().basisNs());
        long quotes = median(bid, ask, last(i)) << FINE;
        local[i] = averaged(local[i], quotes, local[i] == 0 ? Long.MAX_VALUE : sinceNs, LOCAL_NS);
        long premium = Math.max(0, bid - index[i]) - Math.max(0, index[i] - ask);
        premiumSum[i] += Proportion.floor(premium, Proportion.BILLION, index[i]);
        premiums[i]++;
    }

    private static long averaged(long average, long now, long sinceNs, long constantNs) {
        long share =
                sinceNs >= constantNs
                        ? 1L << SHARE
                        : Proportion.down(sinceNs, 1L << SHARE, constantNs);
        long deviation = Math.clamp(now - average, -MAX_DEVIATION, MAX_DEVIATION);
        return average + ((deviation * share) >> SHARE);
    }

    private long last(int i) {
        long last = books[i].lastTicks();
        return last == 0 ? index[i] : last;
    }

    private static long rounded(long fine) {
        return (fine + (1L << (FINE - 1))) >> FINE;
    }

    private long withBasis(int i) {
        return index[i] + rounded(basis[i]);
    }

    /// The index carried to the next funding at the last rate.
    private long carried(int i, long timeNs) {
        long intervalNs = terms.funding().intervalNs();
        long leftNs = intervalNs - Math.floorMod(timeNs, intervalNs);
        long rate = Proportion.floor(ratePpb[i], leftNs, intervalNs);
        return index[i] + Proportion.floor(index[i], rate, Proportion.BILLION);
    }

    private long medianWithLast(int i, long timeNs) {
        return median(carried(i, timeNs), withBasis(i), last(i));
    }

    private long medianWithOthers(int i) {
        long fair = withBasis(i);
        long bid = books[i].bestBidTicks();
        long ask = books[i].bestAskTicks();
        if (bid == 0 || ask == 0) {
            return others[i] == 0 ? fair : (fair + others[i]) / 2;
        }
        long quotes = median(bid, ask, last(i));
        long third = others[i] == 0 ? rounded(local[i]) : others[i];
        return median(fair, quotes, third);
    }

    private static long median(long a, long b, long c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    /// Fixes the rate of the interval that ends now, and begins the next one.
    long settleRate(int i) {
        Rational premium =
                premiums[i] == 0
                        ? Rational.ZERO
                        : Rational.of(premiumSum[i], premiums[i])
                                .dividedBy(Rational.of(Proportion.BILLION));
        premiumSum[i] = 0;
        premiums[i] = 0;
        ratePpb[i] = terms.funding().rate(premium).times(Proportion.BILLION).floor();
        return ratePpb[i];
    }

    private long[][] all() {
        return new long[][] {
            index,
            others,
            marks,
            previousMarks,
            basis,
            local,
            premiumSum,
            ratePpb,
            sampledNs,
            premiums
        };
    }

    void save(StateWriter out) throws IOException {
        out.section("pricing");
        for (long[] values : all()) {
            out.numbers(values, values.length);
        }
    }

    void load(StateReader in) throws IOException {
        in.section("pricing");
        for (long[] values : all()) {
            in.all(values);
        }
    }
}
