package spillway.signals.totals;

import java.util.ArrayList;
import java.util.TreeSet;
import spillway.market.Instrument;
import spillway.market.Instruments;
import spillway.signals.InstrumentOrder;
import spillway.signals.StateReader;
import spillway.signals.StateWriter;

/// Exact sums over windows `(t − W, t]` that all end at the watermark `t`. Mutable,
/// single-threaded, never leaves this package.
///
/// Kept is one log of the orders of the longest window, the sums of all orders up to the watermark,
/// and for each window the sums of the orders that it has left behind: a window's sums are the
/// difference. An order costs one addition when the watermark reaches it and one for each window
/// that leaves it, all of them walking forward through the log; a late order is put into its place
/// in the log and into whichever sums have passed that place. The sums since the start are exact in
/// a `long` up to 9.2 trillion dollars in one cell, and stop loudly there.
final class OrderWindows {
    private static final long NEVER = Long.MIN_VALUE;

    private final Instruments instruments;

    /// Ascending.
    private final long[] windowNs;

    private final OrderLog log = new OrderLog();
    private final CellSums reached = new CellSums();
    private final CellSums[] left;

    /// First position that the watermark has not reached, and for each window the first that it has
    /// not left.
    private long nextPosition;

    private final long[] oldestPosition;
    private long watermarkNs = NEVER;

    OrderWindows(Instruments instruments, long[] windowNs) {
        this.instruments = instruments;
        this.windowNs = windowNs.clone();
        left = new CellSums[windowNs.length];
        for (int w = 0; w < left.length; w++) {
            left[w] = new CellSums();
        }
        oldestPosition = new long[windowNs.length];
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
        log.add(venueTimeNs, cell, microUsd, venueId);
        if (started && venueTimeNs <= watermarkNs) {
            addLate(venueTimeNs, cell, microUsd);
        }
    }

    private void makeRoom(int cell) {
        int known = instruments.size() * Cells.PER_INSTRUMENT;
        reached.makeRoom(Math.max(cell + 1, known));
        for (CellSums sums : left) {
            sums.makeRoom(reached.cells());
        }
    }

    private void addLate(long venueTimeNs, int cell, long microUsd) {
        nextPosition++;
        reached.add(cell, microUsd);
        for (int w = 0; w < windowNs.length; w++) {
            if (venueTimeNs <= watermarkNs - windowNs[w]) {
                oldestPosition[w]++;
                left[w].add(cell, microUsd);
            }
        }
    }

    void advance(long toNs) {
        watermarkNs = Math.max(watermarkNs, toNs);
        nextPosition = sumUpTo(watermarkNs, nextPosition, reached);
        for (int w = 0; w < windowNs.length; w++) {
            oldestPosition[w] = sumUpTo(watermarkNs - windowNs[w], oldestPosition[w], left[w]);
        }
        log.dropBefore(oldestPosition[windowNs.length - 1]);
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

    /// Position of the largest order in the window among the cells wanted; −1 where there is none.
    ///
    /// @param wanted by cell
    long largest(long lengthNs, long atNs, boolean[] wanted) {
        long largest = -1;
        long end = log.firstAfter(atNs);
        for (long at = log.firstAfter(atNs - lengthNs); at < end; at++) {
            if (!wanted[log.cell(at)]) {
                continue;
            }
            boolean larger = largest < 0 || log.microUsd(at) > log.microUsd(largest);
            boolean earlierEqual =
                    !larger && log.microUsd(at) == log.microUsd(largest) && isBefore(at, largest);
            largest = larger || earlierEqual ? at : largest;
        }
        return largest;
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
