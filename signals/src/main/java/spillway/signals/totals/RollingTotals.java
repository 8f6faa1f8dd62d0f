package spillway.signals.totals;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import spillway.market.Channel;
import spillway.market.Completeness;
import spillway.market.EventKind;
import spillway.market.Instruments;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.TimeWindow;
import spillway.signals.KeyScope;
import spillway.signals.Operator;
import spillway.signals.Scope;
import spillway.signals.StateReader;
import spillway.signals.StateWriter;
import spillway.signals.coverage.VenueCoverage;
import spillway.signals.coverage.WindowCoverage;

/// The operator that sums liquidations over rolling windows, by coin, venue, closed side, price
/// kind and completeness.
///
/// A window `W` at time `t` is `(t − W, t]`: an order at `t` is in, one at `t − W` is out. Sums are
/// whole micro-dollars, so they are exact and do not depend on the order of arrival. Only orders
/// count: what others report in sum does not come here, and deleveraging is kept apart.
///
/// Taking an order allocates nothing in the steady state. Memory holds the orders of the longest
/// window, 28 bytes each; asking for totals walks through those of the window asked for.
public final class RollingTotals implements Operator {
    /// The windows that the field shows.
    public static final List<Duration> USUAL_WINDOWS =
            List.of(
                    Duration.ofHours(1),
                    Duration.ofHours(4),
                    Duration.ofHours(12),
                    Duration.ofHours(24));

    private static final int STATE_VERSION = 1;

    private final Instruments instruments;
    private final long[] windowNs;
    private final OrderWindows liquidations;
    private final OrderWindows deleveragings;
    private long corrections;

    /// @param instruments the numbering behind the codes that will be pushed
    /// @param windows lengths whose sums are kept ready, at least one, each `> 0`; others up to the
    ///   longest of them are summed when asked for
    public RollingTotals(Instruments instruments, List<Duration> windows) {
        this.instruments = instruments;
        windowNs = windows.stream().mapToLong(Duration::toNanos).distinct().sorted().toArray();
        if (windowNs.length == 0 || windowNs[0] <= 0) {
            throw new IllegalArgumentException(
                    "windows must be at least one and each > 0, were " + windows);
        }
        liquidations = new OrderWindows(instruments, windowNs);
        deleveragings = new OrderWindows(instruments, windowNs);
    }

    private RollingTotals(RollingTotals other) {
        instruments = other.instruments;
        windowNs = other.windowNs;
        liquidations = other.liquidations.copy();
        deleveragings = other.deleveragings.copy();
        corrections = other.corrections;
    }

    /// The same totals, which go on by themselves: for another thread to answer from. Costs a copy
    /// of the memory, far less than saving and restoring the state does.
    public RollingTotals copy() {
        return new RollingTotals(this);
    }

    @Override
    public String name() {
        return "rolling-totals";
    }

    @Override
    public KeyScope keyScope() {
        return KeyScope.INSTRUMENT;
    }

    @Override
    public Set<EventKind> kinds() {
        return EnumSet.of(EventKind.LIQUIDATION, EventKind.DELEVERAGING);
    }

    /// The log of orders is kept by time, and orders of one time are summed alike in any order.
    @Override
    public boolean needsEventOrder() {
        return false;
    }

    @Override
    public void liquidation(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            PositionSide closedSide,
            long quantityMantissa,
            long priceMantissa,
            PriceKind priceKind,
            long notionalMicroUsd,
            Completeness completeness,
            long venueId) {
        int cell = Cells.cell(instrument, closedSide, priceKind, completeness);
        liquidations.add(venueTimeNs, cell, notionalMicroUsd, venueId);
    }

    @Override
    public void deleveraging(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            PositionSide closedSide,
            long quantityMantissa,
            long priceMantissa,
            long notionalMicroUsd,
            long venueId) {
        int cell = Cells.cell(instrument, closedSide, PriceKind.FILL, Completeness.UNKNOWN);
        deleveragings.add(venueTimeNs, cell, notionalMicroUsd, venueId);
    }

    @Override
    public void onWatermark(long toNs) {
        liquidations.advance(toNs);
        deleveragings.advance(toNs);
    }

    @Override
    public void onCorrection(long venueTimeNs) {
        corrections++;
    }

    /// Number of orders in this run that came after a watermark at or behind them, and corrected
    /// answers already given. Not part of the state: it tells how the orders arrived, and not what
    /// they were.
    public long corrections() {
        return corrections;
    }

    /// The moment at which [#window(Duration)] ends; `Long.MIN_VALUE` before the first watermark.
    public long watermarkNs() {
        return liquidations.watermarkNs();
    }

    /// The window of `length` that ends at the last watermark.
    ///
    /// @throws IllegalStateException before the first watermark
    public TimeWindow window(Duration length) {
        if (watermarkNs() == Long.MIN_VALUE) {
            throw new IllegalStateException("totals: no watermark yet, so no window has an end");
        }
        return TimeWindow.endingAt(watermarkNs(), length);
    }

    /// Totals of the window that `coverage` is about, which ends at the last watermark or before.
    ///
    /// @param scope the coins and venues to sum; the same that `coverage` is about
    /// @param coverage of the liquidation channel in that window
    /// @throws IllegalArgumentException if orders of that window are not known yet, or not any more
    public LiquidationTotals totals(Scope scope, WindowCoverage coverage) {
        TimeWindow window = coverage.question().window();
        checkCoverage(scope, coverage);
        checkKnown(window);
        long lengthNs = window.lengthNs();
        long atNs = window.toNs() - 1;
        boolean[] wanted = wantedCells(scope);
        var tally = new Tally(instruments, scope);
        coverage.venues().forEach(tally::listenedTo);
        tally.add(liquidations.sums(lengthNs, atNs));
        var adl = new Tally(instruments, scope);
        adl.add(deleveragings.sums(lengthNs, atNs));
        var floor = LiquidationTotals.floorOf(tally.byCompleteness).total();
        return new LiquidationTotals(
                window,
                tally.sums,
                tally.byCoin,
                tally.byVenue,
                tally.byPriceKind,
                tally.byCompleteness,
                liquidations.largest(lengthNs, atNs, wanted),
                oneSidedness(wanted, window),
                adl.sums,
                coverage,
                ObservedRange.of(tally.sums.total(), floor, coverage));
    }

    /// The window of `length`, wholly inside `bounds`, in which most was liquidated, to the
    /// nanosecond; of equals the earliest. Empty where no such window fits or no order is in
    /// `bounds`.
    ///
    /// @param bounds ends at the last watermark or before
    /// @throws IllegalArgumentException if orders of `bounds` are not known yet, or not any more
    public Optional<TimeWindow> largest(Duration length, Scope scope, TimeWindow bounds) {
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("length must be > 0, was " + length);
        }
        checkKnown(bounds);
        return liquidations.largestWindow(length.toNanos(), bounds, wantedCells(scope));
    }

    private static void checkCoverage(Scope scope, WindowCoverage coverage) {
        var question = coverage.question();
        if (question.channel() != Channel.LIQUIDATIONS || !question.scope().equals(scope)) {
            throw new IllegalArgumentException(
                    "totals: expected the coverage of liquidations of "
                            + scope
                            + ", found that of "
                            + question.channel().key()
                            + " of "
                            + question.scope());
        }
    }

    private void checkKnown(TimeWindow window) {
        long lastNs = watermarkNs();
        if (lastNs == Long.MIN_VALUE || window.toNs() - 1 > lastNs) {
            throw new IllegalArgumentException(
                    "totals: the window "
                            + window
                            + " ends after the last watermark"
                            + (lastNs == Long.MIN_VALUE ? "; there is none" : " " + iso(lastNs)));
        }
        long knownSinceNs = lastNs - windowNs[windowNs.length - 1];
        if (window.fromNs() <= knownSinceNs) {
            throw new IllegalArgumentException(
                    "totals: the window "
                            + window
                            + " begins before "
                            + iso(knownSinceNs + 1)
                            + ", the oldest order kept; add a longer window, or replay up to its end");
        }
    }

    private static String iso(long timeNs) {
        return TimeWindow.iso(timeNs);
    }

    private boolean[] wantedCells(Scope scope) {
        var wanted = new boolean[instruments.size() * Cells.PER_INSTRUMENT];
        for (int cell = 0; cell < wanted.length; cell++) {
            wanted[cell] = scope.contains(instruments.get(Cells.instrument(cell)));
        }
        return wanted;
    }

    private OneSidedness oneSidedness(boolean[] wanted, TimeWindow window) {
        var log = liquidations.log();
        var bursts = new Bursts();
        long end = log.firstAfter(window.toNs() - 1);
        for (long at = log.firstAfter(window.fromNs() - 1); at < end; at++) {
            int cell = log.cell(at);
            if (wanted[cell]) {
                bursts.add(log.timeNs(at), Cells.closedSide(cell), log.microUsd(at));
            }
        }
        return OneSidedness.ofBlocks(bursts.longMicroUsd(), bursts.shortMicroUsd(), window);
    }

    @Override
    public void saveTo(StateWriter out) {
        out.writeHeader(name(), STATE_VERSION);
        out.writeInt(windowNs.length);
        for (long length : windowNs) {
            out.writeLong(length);
        }
        liquidations.saveTo(out);
        deleveragings.saveTo(out);
    }

    @Override
    public void restoreFrom(StateReader in) {
        in.expectHeader(name(), STATE_VERSION);
        int windows = in.readCount();
        if (windows != windowNs.length) {
            throw new IllegalArgumentException(
                    "state: it was saved with "
                            + windows
                            + " windows, expected "
                            + windowNs.length
                            + ": restore with the same windows, or replay the tape");
        }
        for (long length : windowNs) {
            in.expectLong("a window in ns of", length);
        }
        liquidations.restoreFrom(in);
        deleveragings.restoreFrom(in);
    }

    /// Sums of cells, split by what people ask for.
    private static final class Tally {
        private final Instruments instruments;
        private final Scope scope;
        private LongShort sums = LongShort.NONE;
        private final SortedMap<String, LongShort> byCoin = new TreeMap<>();
        private final SortedMap<String, LongShort> byVenue = new TreeMap<>();
        private final SortedMap<PriceKind, LongShort> byPriceKind = new TreeMap<>();
        private final SortedMap<Completeness, LongShort> byCompleteness = new TreeMap<>();

        Tally(Instruments instruments, Scope scope) {
            this.instruments = instruments;
            this.scope = scope;
        }

        /// A venue that was listened to and told of nothing had nothing: zero is an answer.
        void listenedTo(VenueCoverage venue) {
            if (venue.timeShare() > 0) {
                byVenue.put(venue.rule().venue().code(), LongShort.NONE);
            }
        }

        void add(CellSums cells) {
            for (int cell = 0; cell < cells.cells(); cell++) {
                if (!cells.isEmpty(cell)) {
                    add(cell, cells.sum(cell));
                }
            }
        }

        private void add(int cell, OrderSum sum) {
            var instrument = instruments.get(Cells.instrument(cell));
            if (!scope.contains(instrument)) {
                return;
            }
            var side = LongShort.NONE.plus(Cells.closedSide(cell), sum);
            sums = sums.plus(side);
            byCoin.merge(instrument.coin().symbol(), side, LongShort::plus);
            byVenue.merge(instrument.venue().code(), side, LongShort::plus);
            byPriceKind.merge(Cells.priceKind(cell), side, LongShort::plus);
            byCompleteness.merge(Cells.completeness(cell), side, LongShort::plus);
        }
    }
}
