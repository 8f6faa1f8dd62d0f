package spillway.signals.totals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Optional;
import java.util.TreeSet;
import spillway.market.Instrument;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.market.PositionSide;
import spillway.market.TimeWindow;
import spillway.signals.InstrumentOrder;
import spillway.signals.StateReader;
import spillway.signals.StateWriter;

/// Exact sums over windows `(t − W, t]` that all end at the watermark `t`. Mutable,
/// single-threaded, never leaves this package.
///
/// Kept is one log of the orders of the longest window, the sums of all orders up to the watermark,
/// and for each window the sums of the orders that it has left behind: a window's sums are the
/// difference. They are brought up to date when somebody asks, not at each watermark: an order then
/// costs one addition when it is reached and one for each window that leaves it, all of them
/// walking forward through the log, and an order that goes before anybody asked costs none. A late
/// order is put into its place in the log and into whichever sums have passed that place. The sums
/// since the start are exact in a `long` up to 9.2 trillion dollars in one cell, and stop loudly
/// there.
final class OrderWindows {
    private static final long NEVER = Long.MIN_VALUE;

    private final Instruments instruments;

    /// Ascending.
    private final long[] windowNs;

    private final OrderLog log;
    private final CellSums reached;
    private final CellSums[] left;

    /// First position that is not in `reached`, and for each window the first that is not in its
    /// `left`, which is never behind it.
    private long nextPosition;

    private final long[] oldestPosition;
    private long watermarkNs = NEVER;

    OrderWindows(Instruments instruments, long[] windowNs) {
        this.instruments = instruments;
        this.windowNs = windowNs.clone();
        log = new OrderLog();
        reached = new CellSums();
        left = new CellSums[windowNs.length];
        for (int w = 0; w < left.length; w++) {
            left[w] = new CellSums();
        }
        oldestPosition = new long[windowNs.length];
    }

    private OrderWindows(OrderWindows other) {
        instruments = other.instruments;
        windowNs = other.windowNs;
        log = other.log.copy();
        reached = other.reached.copy();
        left = other.left.clone();
        for (int w = 0; w < left.length; w++) {
            left[w] = other.left[w].copy();
        }
        oldestPosition = other.oldestPosition.clone();
        nextPosition = other.nextPosition;
        watermarkNs = other.watermarkNs;
    }

    OrderWindows copy() {
        return new OrderWindows(this);
    }

    OrderLog log() {
        return log;
    }

    long watermarkNs() {
        return watermarkNs;
    }

    private long longestNs() {
        return windowNs[windowNs.length - 1];
    }

    /// Takes an order of any time. One that every window has left already changes nothing.
    void add(long venueTimeNs, int cell, long microUsd, long venueId) {
        boolean started = watermarkNs != NEVER;
        if (started && venueTimeNs <= watermarkNs - longestNs()) {
            return;
        }
        if (cell >= reached.cells()) {
            makeRoom(cell);
        }
        long at = log.add(venueTimeNs, cell, microUsd, venueId);
        if (at < nextPosition) {
            addLate(at, cell, microUsd);
        }
    }

    private void makeRoom(int cell) {
        int known = instruments.size() * Cells.PER_INSTRUMENT;
        reached.makeRoom(Math.max(cell + 1, known));
        for (CellSums sums : left) {
            sums.makeRoom(reached.cells());
        }
    }

    /// Positions behind `at` have moved up by one.
    private void addLate(long at, int cell, long microUsd) {
        nextPosition++;
        reached.add(cell, microUsd);
        for (int w = 0; w < windowNs.length; w++) {
            if (at < oldestPosition[w]) {
                oldestPosition[w]++;
                left[w].add(cell, microUsd);
            }
        }
    }

    void advance(long toNs) {
        watermarkNs = Math.max(watermarkNs, toNs);
        long limitNs = watermarkNs - longestNs();
        long before = log.from();
        while (before < log.to() && log.timeNs(before) <= limitNs) {
            before++;
        }
        if (before > log.from()) {
            drop(before);
        }
    }

    /// Forgets the orders before a position. Those in `reached` go into every window's `left`; the
    /// others are in neither, which is the same difference.
    private void drop(long before) {
        long summed = Math.min(before, nextPosition);
        for (int w = 0; w < windowNs.length; w++) {
            for (long at = oldestPosition[w]; at < summed; at++) {
                left[w].add(log.cell(at), log.microUsd(at));
            }
            oldestPosition[w] = Math.max(oldestPosition[w], before);
        }
        nextPosition = Math.max(nextPosition, before);
        log.dropBefore(before);
    }

    private void bringUpToDate() {
        nextPosition = sumUpTo(watermarkNs, nextPosition, reached);
        for (int w = 0; w < windowNs.length; w++) {
            oldestPosition[w] = sumUpTo(watermarkNs - windowNs[w], oldestPosition[w], left[w]);
        }
    }

    private long sumUpTo(long limitNs, long fromPosition, CellSums sums) {
        long at = fromPosition;
        while (at < log.to() && log.timeNs(at) <= limitNs) {
            sums.add(log.cell(at), log.microUsd(at));
            at++;
        }
        return at;
    }

    /// The sums of the window of length `lengthNs` that ends at `atNs`.
    CellSums sums(long lengthNs, long atNs) {
        for (int w = 0; w < windowNs.length; w++) {
            if (atNs == watermarkNs && windowNs[w] == lengthNs) {
                bringUpToDate();
                return CellSums.difference(reached, left[w]);
            }
        }
        var sums = new CellSums();
        sums.makeRoom(reached.cells());
        long end = log.firstAfter(atNs);
        for (long at = log.firstAfter(atNs - lengthNs); at < end; at++) {
            sums.add(log.cell(at), log.microUsd(at));
        }
        return sums;
    }

    /// Whether order `a` comes before order `b` by all that is known of them but their place.
    private boolean isBefore(long a, long b) {
        if (log.timeNs(a) != log.timeNs(b)) {
            return log.timeNs(a) < log.timeNs(b);
        }
        int byInstrument =
                InstrumentOrder.BY_DEFINITION.compare(
                        instrument(log.cell(a)), instrument(log.cell(b)));
        if (byInstrument != 0) {
            return byInstrument < 0;
        }
        if (log.venueId(a) != log.venueId(b)) {
            return log.venueId(a) < log.venueId(b);
        }
        int cellA = Cells.within(log.cell(a));
        int cellB = Cells.within(log.cell(b));
        return cellA != cellB ? cellA < cellB : log.microUsd(a) < log.microUsd(b);
    }

    private Instrument instrument(int cell) {
        return instruments.get(Cells.instrument(cell));
    }

    /// Fills of one order, by what identifies it.
    private record OrderKey(int instrument, PositionSide closedSide, long venueId) {}

    /// The fills of one order so far.
    private static final class Fills {
        long first;
        long microUsd;
        int count;
    }

    /// The largest order in the window among the cells wanted, its fills added up.
    ///
    /// @param wanted by cell
    Optional<LargestOrder> largest(long lengthNs, long atNs, boolean[] wanted) {
        var split = new HashMap<OrderKey, Fills>();
        Fills largest = null;
        long end = log.firstAfter(atNs);
        for (long at = log.firstAfter(atNs - lengthNs); at < end; at++) {
            if (!wanted[log.cell(at)]) {
                continue;
            }
            var fills = new Fills();
            if (log.venueId(at) != MarketEvent.NONE) {
                fills = split.computeIfAbsent(orderKey(at), _ -> new Fills());
            }
            addFill(fills, at);
            if (largest == null || isLarger(fills, largest)) {
                largest = fills;
            }
        }
        return largest == null ? Optional.empty() : Optional.of(order(largest));
    }

    private OrderKey orderKey(long at) {
        int cell = log.cell(at);
        return new OrderKey(Cells.instrument(cell), Cells.closedSide(cell), log.venueId(at));
    }

    private void addFill(Fills fills, long at) {
        fills.first = fills.count == 0 || isBefore(at, fills.first) ? at : fills.first;
        fills.microUsd = Math.addExact(fills.microUsd, log.microUsd(at));
        fills.count++;
    }

    private boolean isLarger(Fills fills, Fills than) {
        return fills.microUsd > than.microUsd
                || (fills.microUsd == than.microUsd && isBefore(fills.first, than.first));
    }

    private LargestOrder order(Fills fills) {
        int cell = log.cell(fills.first);
        return new LargestOrder(
                instrument(cell),
                log.timeNs(fills.first),
                Cells.closedSide(cell),
                Cells.priceKind(cell),
                fills.microUsd,
                Cells.completeness(cell),
                log.venueId(fills.first),
                fills.count);
    }

    /// The window of `lengthNs`, wholly inside `bounds`, in which most was liquidated among the
    /// cells wanted; of equals the earliest. Empty where none fits or no order is in `bounds`.
    ///
    /// The sum rises only where an order enters, so only windows that end with an order are looked
    /// at, and the first that fits.
    Optional<TimeWindow> largestWindow(long lengthNs, TimeWindow bounds, boolean[] wanted) {
        long firstEndNs = bounds.fromNs() + lengthNs - 1;
        long oldest = log.firstAfter(bounds.fromNs() - 1);
        long end = log.firstAfter(bounds.toNs() - 1);
        if (bounds.lengthNs() < lengthNs) {
            return Optional.empty();
        }
        long largestEndNs = firstEndNs;
        long largest = -1;
        long sum = 0;
        boolean any = false;
        for (long at = oldest; at < end; at++) {
            long endNs = Math.max(firstEndNs, log.timeNs(at));
            while (log.timeNs(oldest) <= endNs - lengthNs) {
                sum -= wanted[log.cell(oldest)] ? log.microUsd(oldest) : 0;
                oldest++;
            }
            any |= wanted[log.cell(at)];
            sum = Math.addExact(sum, wanted[log.cell(at)] ? log.microUsd(at) : 0);
            if (sum > largest) {
                largest = sum;
                largestEndNs = endNs;
            }
        }
        return any
                ? Optional.of(new TimeWindow(largestEndNs - lengthNs + 1, largestEndNs + 1))
                : Optional.empty();
    }

    /// Positions of all orders kept, in an order that depends on nothing but the orders.
    private long[] canonical() {
        int size = (int) (log.to() - log.from());
        var positions = new long[size];
        for (int i = 0; i < size; i++) {
            long position = log.from() + i;
            int at = i;
            while (at > 0 && isBefore(position, positions[at - 1])) {
                positions[at] = positions[at - 1];
                at--;
            }
            positions[at] = position;
        }
        return positions;
    }

    void saveTo(StateWriter out) {
        var used = new TreeSet<>(InstrumentOrder.BY_DEFINITION);
        for (long at = log.from(); at < log.to(); at++) {
            used.add(instrument(log.cell(at)));
        }
        var dictionary = new ArrayList<>(used);
        var placeOfCode = new int[instruments.size()];
        out.writeInt(dictionary.size());
        for (int place = 0; place < dictionary.size(); place++) {
            out.writeInstrument(dictionary.get(place));
            placeOfCode[instruments.code(dictionary.get(place))] = place;
        }
        out.writeLong(watermarkNs);
        long[] positions = canonical();
        out.writeInt(positions.length);
        for (long at : positions) {
            out.writeLong(log.timeNs(at));
            out.writeInt(placeOfCode[Cells.instrument(log.cell(at))]);
            out.writeByte(Cells.within(log.cell(at)));
            out.writeLong(log.microUsd(at));
            out.writeLong(log.venueId(at));
        }
    }

    void restoreFrom(StateReader in) {
        var codes = new int[in.readCount()];
        for (int place = 0; place < codes.length; place++) {
            codes[place] = instruments.code(in.readInstrument());
        }
        long savedWatermarkNs = in.readLong();
        for (int more = in.readCount(); more > 0; more--) {
            long venueTimeNs = in.readLong();
            int place = in.readInt();
            int within = in.readByte();
            if (place < 0
                    || place >= codes.length
                    || within < 0
                    || within >= Cells.PER_INSTRUMENT) {
                throw new IllegalArgumentException(
                        "state: expected an instrument of 0 to "
                                + (codes.length - 1)
                                + " and a cell of it, found "
                                + place
                                + " and "
                                + within);
            }
            int cell = codes[place] * Cells.PER_INSTRUMENT + within;
            add(venueTimeNs, cell, in.readLong(), in.readLong());
        }
        if (savedWatermarkNs != NEVER) {
            advance(savedWatermarkNs);
        }
    }
}
