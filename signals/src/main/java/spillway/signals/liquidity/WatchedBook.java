package spillway.signals.liquidity;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import spillway.market.BookLevels;
import spillway.market.Instrument;
import spillway.market.LevelBook;
import spillway.market.MarketEvent;
import spillway.signals.StateReader;
import spillway.signals.StateWriter;

/// One book while it is being watched. Mutable, single-threaded, never leaves this package.
///
/// A change whose number the book already has is left out, and a whole book older than the book as
/// well. Changes that come, by the venue's time, before the whole book that they follow are held
/// for it: a requested book bears our clock's time, and that may run ahead of the venue's.
final class WatchedBook {
    /// Held while no whole book is known: the busiest book sends a hundred a second, and a whole
    /// book is asked for within ten.
    private static final int MOST_HELD = 1_000;

    private static final double BPS = 1e4;
    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final double[] SIZES_USD = {1e4, 5e4, 1e5, 2.5e5, 5e5, 1e6, 5e6, 1e7};
    private static final int LEAST_SAMPLES = 20;

    private record Held(long timeNs, long lastUpdateId, BookLevels levels) {}

    private final Instrument on;
    private final double perLot;
    private final long stepNs;
    private final LevelBook book = new LevelBook();
    private final ArrayDeque<Held> held = new ArrayDeque<>();
    private final double[] bidUsd = new double[DepthBands.count()];
    private final double[] askUsd = new double[DepthBands.count()];

    /// Whether changes may be applied: a whole book came, and its feed was not lost since.
    private boolean known;

    private long bookId = MarketEvent.NONE;
    private long sinceNs = MarketEvent.NONE;
    private long lastNs = MarketEvent.NONE;
    private long stepEndNs = MarketEvent.NONE;
    private int changesInStep;
    private long changes;
    private long crossed;
    private long staleNs;
    private long latencyNs = Long.MAX_VALUE;

    /// The samples, by column.
    private long[] times = new long[64];

    private double[] mids = new double[64];
    private double[] spreads = new double[64];
    private double[] bids = new double[64];
    private double[] asks = new double[64];
    private int[] counts = new int[64];
    private int head;
    private int end;

    WatchedBook(Instrument on, long stepNs) {
        this.on = on;
        this.stepNs = stepNs;
        perLot = DepthBands.perLot(on);
    }

    void snapshot(long timeNs, long receiveNs, long updateId, BookLevels levels) {
        boolean numbered = updateId != MarketEvent.NONE && bookId != MarketEvent.NONE;
        if (known && numbered && updateId < bookId) {
            return;
        }
        step(timeNs);
        book.replace(levels);
        bookId = updateId;
        changed(timeNs, receiveNs);
        if (!known) {
            known = true;
            sinceNs = sinceNs == MarketEvent.NONE ? timeNs : sinceNs;
        }
        for (var change : held) {
            if (change.lastUpdateId() > updateId) {
                book.apply(change.levels());
                bookId = change.lastUpdateId();
            }
        }
        held.clear();
    }

    void change(long timeNs, long receiveNs, long lastUpdateId, BookLevels levels) {
        if (!known) {
            hold(timeNs, lastUpdateId, levels);
            return;
        }
        boolean numbered = lastUpdateId != MarketEvent.NONE && bookId != MarketEvent.NONE;
        if (numbered && lastUpdateId <= bookId) {
            return;
        }
        step(timeNs);
        book.apply(levels);
        bookId = lastUpdateId;
        changed(timeNs, receiveNs);
    }

    private void hold(long timeNs, long lastUpdateId, BookLevels levels) {
        if (lastUpdateId == MarketEvent.NONE) {
            return;
        }
        if (held.size() == MOST_HELD) {
            held.removeFirst();
        }
        var copy = new BookLevels();
        for (int i = 0; i < levels.bids(); i++) {
            copy.addBid(levels.bidPrice(i), levels.bidQuantity(i));
        }
        for (int i = 0; i < levels.asks(); i++) {
            copy.addAsk(levels.askPrice(i), levels.askQuantity(i));
        }
        held.add(new Held(timeNs, lastUpdateId, copy));
    }

    private void changed(long timeNs, long receiveNs) {
        if (known) {
            staleNs = Math.max(staleNs, timeNs - lastNs);
        }
        lastNs = Math.max(lastNs, timeNs);
        changes++;
        changesInStep++;
        if (receiveNs != MarketEvent.NONE) {
            latencyNs = Math.min(latencyNs, receiveNs - timeNs);
        }
    }

    /// The feed was lost: the book stands as it was last seen until a whole one comes, and changes
    /// are held for that.
    void lost() {
        known = false;
        bookId = MarketEvent.NONE;
        held.clear();
    }

    /// Samples the book as it stood at the end of the step before `timeNs`.
    private void step(long timeNs) {
        if (timeNs < stepEndNs) {
            return;
        }
        if (stepEndNs != MarketEvent.NONE && known && changesInStep > 0) {
            sample();
        }
        changesInStep = 0;
        stepEndNs = Math.floorDiv(timeNs, stepNs) * stepNs + stepNs;
    }

    private void sample() {
        if (!DepthBands.isWhole(book)) {
            crossed++;
            return;
        }
        makeRoom();
        DepthBands.bids(book, on, perLot, bidUsd);
        DepthBands.asks(book, on, perLot, askUsd);
        times[end] = stepEndNs;
        mids[end] = DepthBands.mid(book);
        spreads[end] = BPS * (book.askPrice(0) - book.bidPrice(0)) / mids[end];
        bids[end] = bidUsd[DepthBands.ONE_PERCENT];
        asks[end] = askUsd[DepthBands.ONE_PERCENT];
        counts[end++] = changesInStep;
    }

    private void makeRoom() {
        if (end < times.length) {
            return;
        }
        int size = end - head;
        int capacity = size > times.length / 2 ? times.length * 2 : times.length;
        times = Arrays.copyOf(Arrays.copyOfRange(times, head, end), capacity);
        mids = Arrays.copyOf(Arrays.copyOfRange(mids, head, end), capacity);
        spreads = Arrays.copyOf(Arrays.copyOfRange(spreads, head, end), capacity);
        bids = Arrays.copyOf(Arrays.copyOfRange(bids, head, end), capacity);
        asks = Arrays.copyOf(Arrays.copyOfRange(asks, head, end), capacity);
        counts = Arrays.copyOf(Arrays.copyOfRange(counts, head, end), capacity);
        head = 0;
        end = size;
    }

    void dropUpTo(long limitNs) {
        while (head < end && times[head] <= limitNs) {
            head++;
        }
    }

    private List<DepthSample> samples() {
        var all = new ArrayList<DepthSample>();
        for (int i = head; i < end; i++) {
            all.add(new DepthSample(times[i], mids[i], spreads[i], bids[i], asks[i], counts[i]));
        }
        return all;
    }

    /// The last depth within 1 % of each hour that has a sample, by the hour's start.
    SortedMap<Long, Double> hours() {
        var byHour = new TreeMap<Long, Double>();
        for (int i = head; i < end; i++) {
            byHour.put(Math.floorDiv(times[i] - 1, HOUR_NS) * HOUR_NS, bids[i] + asks[i]);
        }
        return byHour;
    }

    BookLiquidity liquidity(long nowNs) {
        boolean whole = DepthBands.isWhole(book);
        List<DepthSample> samples = samples();
        long sinceChangeNs = known ? Math.max(0, nowNs - lastNs) : 0;
        double mid = whole ? DepthBands.mid(book) : 0;
        return new BookLiquidity(
                on,
                lastNs,
                whole
                        ? OptionalDouble.of(mid / Math.pow(10, on.priceScale()) / on.coinsPerUnit())
                        : OptionalDouble.empty(),
                whole
                        ? OptionalDouble.of(BPS * (book.askPrice(0) - book.bidPrice(0)) / mid)
                        : OptionalDouble.empty(),
                whole ? 1 - book.bidPrice(book.bids() - 1) / mid : 0,
                whole ? book.askPrice(book.asks() - 1) / mid - 1 : 0,
                whole ? depth(mid) : List.of(),
                whole ? slippage() : List.of(),
                changes,
                crossed,
                Math.max(staleNs, sinceChangeNs) / 1e9,
                samples,
                refill(samples),
                latencyNs == Long.MAX_VALUE
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(latencyNs / 1e6),
                !known && changes > 0,
                whole ? "" : reason());
    }

    private String reason() {
        if (changes == 0) {
            return "no whole book of it was sent";
        }
        return book.isCrossed() ? "its book is crossed" : "its book has only one side";
    }

    private List<SideDepth> depth(double mid) {
        DepthBands.bids(book, on, perLot, bidUsd);
        DepthBands.asks(book, on, perLot, askUsd);
        double lowest = book.bidPrice(book.bids() - 1);
        double highest = book.askPrice(book.asks() - 1);
        var depth = new ArrayList<SideDepth>();
        for (int band = 0; band < DepthBands.count(); band++) {
            double distance = DepthBands.distance(band);
            depth.add(
                    new SideDepth(
                            distance,
                            bidUsd[band],
                            askUsd[band],
                            lowest < mid * (1 - distance),
                            highest > mid * (1 + distance)));
        }
        return depth;
    }

    private List<Slippage> slippage() {
        var all = new ArrayList<Slippage>();
        for (double usd : SIZES_USD) {
            all.add(
                    new Slippage(
                            usd,
                            bps(DepthBands.sellSlippage(book, on, perLot, usd)),
                            bps(DepthBands.buySlippage(book, on, perLot, usd))));
        }
        return all;
    }

    private static OptionalDouble bps(double fraction) {
        return Double.isNaN(fraction) ? OptionalDouble.empty() : OptionalDouble.of(BPS * fraction);
    }

    /// From the thinnest sample that has enough before it to say what was normal.
    static Optional<Refill> refill(List<DepthSample> samples) {
        if (samples.size() < LEAST_SAMPLES) {
            return Optional.empty();
        }
        int lowest = LEAST_SAMPLES / 2;
        for (int i = lowest; i < samples.size(); i++) {
            lowest = samples.get(i).depthUsd() < samples.get(lowest).depthUsd() ? i : lowest;
        }
        double[] before =
                samples.subList(0, lowest).stream().mapToDouble(DepthSample::depthUsd).toArray();
        Arrays.sort(before);
        double normal = before[before.length / 2];
        var low = samples.get(lowest);
        if (low.depthUsd() <= 0 || low.depthUsd() >= normal) {
            return Optional.empty();
        }
        double half = (normal + low.depthUsd()) / 2;
        double halfLifeS = -1;
        for (int i = lowest + 1; i < samples.size() && halfLifeS < 0; i++) {
            boolean back = samples.get(i).depthUsd() >= half;
            halfLifeS = back ? (samples.get(i).timeNs() - low.timeNs()) / 1e9 : -1;
        }
        return Optional.of(
                new Refill(
                        normal, low.depthUsd(), low.timeNs(), normal / low.depthUsd(), halfLifeS));
    }

    void saveTo(StateWriter out) {
        out.writeByte(known ? 1 : 0);
        for (long number :
                new long[] {
                    bookId,
                    sinceNs,
                    lastNs,
                    stepEndNs,
                    changesInStep,
                    changes,
                    crossed,
                    staleNs,
                    latencyNs
                }) {
            out.writeLong(number);
        }
        save(book, out);
        out.writeInt(held.size());
        for (var change : held) {
            out.writeLong(change.timeNs());
            out.writeLong(change.lastUpdateId());
            save(change.levels(), out);
        }
        out.writeInt(end - head);
        for (int i = head; i < end; i++) {
            out.writeLong(times[i]);
            out.writeLong(Double.doubleToLongBits(mids[i]));
            out.writeLong(Double.doubleToLongBits(spreads[i]));
            out.writeLong(Double.doubleToLongBits(bids[i]));
            out.writeLong(Double.doubleToLongBits(asks[i]));
            out.writeInt(counts[i]);
        }
    }

    private static void save(LevelBook book, StateWriter out) {
        var levels = new BookLevels();
        book.top(Integer.MAX_VALUE, levels);
        save(levels, out);
    }

    private static void save(BookLevels levels, StateWriter out) {
        out.writeInt(levels.bids());
        for (int i = 0; i < levels.bids(); i++) {
            out.writeLong(levels.bidPrice(i));
            out.writeLong(levels.bidQuantity(i));
        }
        out.writeInt(levels.asks());
        for (int i = 0; i < levels.asks(); i++) {
            out.writeLong(levels.askPrice(i));
            out.writeLong(levels.askQuantity(i));
        }
    }

    private static BookLevels levels(StateReader in) {
        var levels = new BookLevels();
        for (int more = in.readCount(); more > 0; more--) {
            levels.addBid(in.readLong(), in.readLong());
        }
        for (int more = in.readCount(); more > 0; more--) {
            levels.addAsk(in.readLong(), in.readLong());
        }
        return levels;
    }

    void restoreFrom(StateReader in) {
        known = in.readByte() == 1;
        bookId = in.readLong();
        sinceNs = in.readLong();
        lastNs = in.readLong();
        stepEndNs = in.readLong();
        changesInStep = (int) in.readLong();
        changes = in.readLong();
        crossed = in.readLong();
        staleNs = in.readLong();
        latencyNs = in.readLong();
        book.replace(levels(in));
        for (int more = in.readCount(); more > 0; more--) {
            held.add(new Held(in.readLong(), in.readLong(), levels(in)));
        }
        for (int more = in.readCount(); more > 0; more--) {
            makeRoom();
            times[end] = in.readLong();
            mids[end] = Double.longBitsToDouble(in.readLong());
            spreads[end] = Double.longBitsToDouble(in.readLong());
            bids[end] = Double.longBitsToDouble(in.readLong());
            asks[end] = Double.longBitsToDouble(in.readLong());
            counts[end++] = in.readInt();
        }
    }
}
