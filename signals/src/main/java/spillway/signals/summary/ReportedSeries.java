package spillway.signals.summary;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import spillway.market.Coin;
import spillway.market.EventKind;
import spillway.market.Instrument;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.market.Metric;
import spillway.market.TimeWindow;
import spillway.market.Venue;
import spillway.signals.KeyScope;
import spillway.signals.Operator;
import spillway.signals.StateReader;
import spillway.signals.StateWriter;

/// The operator that keeps what other parties report, interval by interval.
///
/// A value supersedes an earlier one of the same source, subject, metric, interval length and
/// interval start: the one with the greater place on the tape counts, whatever the order in which
/// they come. Published figures do get revised. Of two without a place, the larger close counts.
public final class ReportedSeries implements Operator {
    private static final int STATE_VERSION = 1;
    private static final Metric[] METRICS = Metric.values();
    private static final long NEVER = Long.MIN_VALUE;

    private final Instruments instruments;
    private final long keepNs;
    private final TreeMap<ReportedSubject, TreeMap<Metric, TreeMap<Long, ReportedValue>>>
            bySubject = new TreeMap<>();
    private long seq = MarketEvent.NONE;
    private long watermarkNs = NEVER;
    private long forgottenUpToNs = NEVER;

    /// @param instruments the numbering behind the codes that will be pushed
    /// @param keep intervals that start this long or longer before the watermark's hour are
    ///   forgotten; `> 0`
    public ReportedSeries(Instruments instruments, Duration keep) {
        this.instruments = instruments;
        keepNs = keep.toNanos();
        if (keepNs <= 0) {
            throw new IllegalArgumentException("keep must be > 0, was " + keep);
        }
    }

    @Override
    public String name() {
        return "reported-series";
    }

    @Override
    public KeyScope keyScope() {
        return KeyScope.INSTRUMENT;
    }

    @Override
    public Set<EventKind> kinds() {
        return EnumSet.of(EventKind.REPORTED);
    }

    @Override
    public void at(long nextSeq) {
        seq = nextSeq;
    }

    @Override
    public void reported(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            Metric metric,
            String source,
            long intervalNs,
            long open,
            long high,
            long low,
            long close,
            int scale,
            long count) {
        Instrument on = instruments.get(instrument);
        var subject = new ReportedSubject(source, on.venue(), on.symbol(), on.coin(), intervalNs);
        add(
                subject,
                metric,
                new ReportedValue(venueTimeNs, seq, open, high, low, close, scale, count));
    }

    private void add(ReportedSubject subject, Metric metric, ReportedValue value) {
        if (isForgotten(value.startNs())) {
            return;
        }
        bySubject
                .computeIfAbsent(subject, _ -> new TreeMap<>())
                .computeIfAbsent(metric, _ -> new TreeMap<>())
                .merge(
                        value.startNs(),
                        value,
                        (a, b) -> ReportedValue.LAST.compare(a, b) < 0 ? b : a);
    }

    private boolean isForgotten(long startNs) {
        return startNs <= forgottenUpToNs;
    }

    @Override
    public void onWatermark(long toNs) {
        watermarkNs = toNs;
        long limitNs = HourBar.startOfHour(toNs) - keepNs;
        if (limitNs <= forgottenUpToNs) {
            return;
        }
        forgottenUpToNs = limitNs;
        for (var byMetric : bySubject.values()) {
            for (var byStart : byMetric.values()) {
                byStart.headMap(limitNs, true).clear();
            }
            byMetric.values().removeIf(TreeMap::isEmpty);
        }
        bySubject.values().removeIf(TreeMap::isEmpty);
    }

    /// What is reported of `coin`, by whom and in which intervals.
    public List<ReportedSubject> subjects(Coin coin) {
        var found = new ArrayList<ReportedSubject>();
        for (var subject : bySubject.keySet()) {
            if (subject.coin().equals(coin)) {
                found.add(subject);
            }
        }
        return found;
    }

    private NavigableMap<Long, ReportedValue> values(ReportedSubject subject, Metric metric) {
        return bySubject
                .getOrDefault(subject, new TreeMap<>())
                .getOrDefault(metric, new TreeMap<>());
    }

    /// The reported values of `metric`; where only one value is given for an interval, it is open,
    /// high, low and close.
    public Bars bars(ReportedSubject subject, Metric metric) {
        var bars = new ArrayList<Bar>();
        for (var value : values(subject, metric).values()) {
            bars.add(value.bar(subject.intervalNs()));
        }
        return new Bars(subject.toString(), FigureKind.REPORTED, bars);
    }

    /// Price, funding and open interest of `window` as `subject`'s source reports them.
    public WindowSummary summary(ReportedSubject subject, TimeWindow window) {
        return WindowSummary.of(
                subject.coin(),
                window,
                bars(subject, Metric.PRICE),
                bars(subject, Metric.FUNDING_RATE),
                bars(subject, Metric.OPEN_INTEREST),
                bars(subject, Metric.OPEN_INTEREST_COINS));
    }

    /// What `subject`'s source reports of liquidations.
    public ReportedTotals totals(ReportedSubject subject) {
        return ReportedTotals.of(
                subject,
                values(subject, Metric.LIQUIDATED_LONG),
                values(subject, Metric.LIQUIDATED_SHORT));
    }

    /// What is reported of a coin's liquidations, by source and length of interval, the shortest
    /// first: of the coin as a whole where a source has that, else the sum of its contracts.
    public List<ReportedTotals> liquidations(Coin coin) {
        var groups = new TreeMap<Long, TreeMap<String, List<ReportedSubject>>>();
        for (var subject : subjects(coin)) {
            if (subject.intervalNs() > 0 && !totals(subject).isEmpty()) {
                groups.computeIfAbsent(subject.intervalNs(), _ -> new TreeMap<>())
                        .computeIfAbsent(subject.source(), _ -> new ArrayList<>())
                        .add(subject);
            }
        }
        var all = new ArrayList<ReportedTotals>();
        for (var bySource : groups.values()) {
            bySource.forEach((source, subjects) -> all.add(combined(source, subjects)));
        }
        return all;
    }

    private ReportedTotals combined(String source, List<ReportedSubject> subjects) {
        for (var subject : subjects) {
            if (subject.isWholeCoin()) {
                return totals(subject);
            }
        }
        return ReportedTotals.combined(source, subjects.stream().map(this::totals).toList());
    }

    // Ordinals of append-only enums are the form.
    @SuppressWarnings("EnumOrdinal")
    @Override
    public void saveTo(StateWriter out) {
        out.writeHeader(name(), STATE_VERSION);
        out.writeLong(keepNs);
        out.writeLong(watermarkNs);
        out.writeLong(forgottenUpToNs);
        out.writeInt(bySubject.size());
        bySubject.forEach((subject, byMetric) -> {
            out.writeText(subject.source());
            out.writeText(subject.venue().code());
            out.writeText(subject.symbol());
            out.writeText(subject.coin().symbol());
            out.writeLong(subject.intervalNs());
            out.writeInt(byMetric.size());
            byMetric.forEach((metric, byStart) -> {
                out.writeByte(metric.ordinal());
                out.writeInt(byStart.size());
                byStart.values().forEach(value -> save(value, out));
            });
        });
    }

    private static void save(ReportedValue value, StateWriter out) {
        out.writeLong(value.startNs());
        out.writeLong(value.seq());
        out.writeLong(value.open());
        out.writeLong(value.high());
        out.writeLong(value.low());
        out.writeLong(value.close());
        out.writeInt(value.scale());
        out.writeLong(value.count());
    }

    @Override
    public void restoreFrom(StateReader in) {
        in.expectHeader(name(), STATE_VERSION);
        in.expectLong("a time to keep in ns of", keepNs);
        watermarkNs = in.readLong();
        forgottenUpToNs = in.readLong();
        for (int subjects = in.readCount(); subjects > 0; subjects--) {
            var subject =
                    new ReportedSubject(
                            in.readText(),
                            new Venue(in.readText()),
                            in.readText(),
                            new Coin(in.readText()),
                            in.readLong());
            for (int metrics = in.readCount(); metrics > 0; metrics--) {
                Metric metric = in.readOneOf(METRICS);
                for (int values = in.readCount(); values > 0; values--) {
                    add(subject, metric, value(in));
                }
            }
        }
    }

    private static ReportedValue value(StateReader in) {
        return new ReportedValue(
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readLong());
    }
}
