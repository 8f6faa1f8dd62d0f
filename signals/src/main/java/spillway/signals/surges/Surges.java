package spillway.signals.surges;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import spillway.market.Coin;
import spillway.market.Completeness;
import spillway.market.EventKind;
import spillway.market.Instrument;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.market.Metric;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.TimeWindow;
import spillway.signals.KeyScope;
import spillway.signals.Operator;
import spillway.signals.StateReader;
import spillway.signals.StateWriter;

/// The operator that keeps what was liquidated second by second, by coin and for the market, and
/// finds the surges in it.
///
/// Kept are sums and the largest order by the second, which do not depend on the order in which
/// orders came; surges are found when they are asked for. A figure that another party counts in
/// intervals of a minute or less is a subject of its own, never added to orders; longer intervals
/// cannot show a surge and are left alone. Of a figure reported twice the greater place on the tape
/// counts.
public final class Surges implements Operator {
    /// Kept beyond the time asked for, so that what was normal is known at its beginning.
    public static final Duration BASELINE = SurgeRule.HISTORY;

    private static final int STATE_VERSION = 1;
    private static final long NEVER = Long.MIN_VALUE;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long MINUTE_NS = 60 * SECOND_NS;

    /// A minute: what surges are summed over.
    private static final long LONGEST_INTERVAL_NS = SurgeRule.WINDOW_S * SECOND_NS;

    /// A reported figure of one interval, and its place on the tape.
    private record Figure(long seq, long amount) {
        static final Comparator<Figure> LAST =
                Comparator.comparingLong(Figure::seq).thenComparingLong(Figure::amount);
    }

    private final Instruments instruments;
    private final long keepS;
    private final TreeMap<String, LiquidationSeconds> byCoin = new TreeMap<>();
    private @Nullable LiquidationSeconds[] byCode = new LiquidationSeconds[0];
    private final LiquidationSeconds market = new LiquidationSeconds();
    private final TreeMap<SurgeSubject, TreeMap<Metric, TreeMap<Long, Figure>>> reported =
            new TreeMap<>();
    private final TreeMap<SurgeSubject, Long> reportedSinceS = new TreeMap<>();
    private long sinceS = Long.MAX_VALUE;
    private long seq = MarketEvent.NONE;
    private long watermarkNs = NEVER;
    private long forgottenUpToS = NEVER;

    /// @param instruments the numbering behind the codes that will be pushed
    /// @param keep seconds this long or longer before the watermark are forgotten; at least
    ///   [#BASELINE], which surges need before them
    public Surges(Instruments instruments, Duration keep) {
        this.instruments = instruments;
        keepS = keep.toSeconds();
        if (keep.compareTo(BASELINE) < 0) {
            throw new IllegalArgumentException(
                    "keep must be at least " + BASELINE + ", was " + keep);
        }
        byCoin.put(Coin.ANY.symbol(), market);
    }

    @Override
    public String name() {
        return "surges";
    }

    @Override
    public KeyScope keyScope() {
        return KeyScope.MARKET;
    }

    @Override
    public Set<EventKind> kinds() {
        return EnumSet.of(EventKind.LIQUIDATION, EventKind.REPORTED);
    }

    /// Sums by the second are alike in any order.
    @Override
    public boolean needsEventOrder() {
        return false;
    }

    @Override
    public void at(long nextSeq) {
        seq = nextSeq;
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
        long second = Math.floorDiv(venueTimeNs, SECOND_NS);
        sinceS = Math.min(sinceS, second);
        if (second <= forgottenUpToS) {
            return;
        }
        long longs = closedSide == PositionSide.LONG ? notionalMicroUsd : 0;
        long shorts = closedSide == PositionSide.SHORT ? notionalMicroUsd : 0;
        secondsOf(instrument).add(second, longs, shorts, 1, notionalMicroUsd);
        market.add(second, longs, shorts, 1, notionalMicroUsd);
    }

    private LiquidationSeconds secondsOf(int instrument) {
        if (instrument >= byCode.length) {
            byCode = java.util.Arrays.copyOf(byCode, Math.max(instrument + 1, byCode.length * 2));
        }
        LiquidationSeconds known = byCode[instrument];
        if (known == null) {
            String coin = instruments.get(instrument).coin().symbol();
            known = byCoin.computeIfAbsent(coin, _ -> new LiquidationSeconds());
            byCode[instrument] = known;
        }
        return known;
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
        SurgeUnit unit =
                switch (metric) {
                    case LIQUIDATION_ORDERS -> SurgeUnit.ORDERS;
                    case LIQUIDATED_LONG, LIQUIDATED_SHORT -> SurgeUnit.MICRO_USD;
                    default -> null;
                };
        if (unit == null || intervalNs <= 0 || intervalNs > LONGEST_INTERVAL_NS) {
            return;
        }
        Instrument on = instruments.get(instrument);
        var subject = new SurgeSubject(on.coin(), source + " (" + on + ")", unit);
        long second = Math.floorDiv(venueTimeNs, SECOND_NS);
        reportedSinceS.merge(subject, second, Math::min);
        if (second > forgottenUpToS) {
            var value = new spillway.market.Decimal(close, scale);
            long amount =
                    switch (unit) {
                        case ORDERS -> value.toBigDecimal().longValue();
                        case MICRO_USD -> spillway.market.MicroUsd.of(value);
                    };
            keep(subject, metric, second, new Figure(seq, amount));
        }
    }

    private void keep(SurgeSubject subject, Metric metric, long second, Figure figure) {
        reported.computeIfAbsent(subject, _ -> new TreeMap<>())
                .computeIfAbsent(metric, _ -> new TreeMap<>())
                .merge(second, figure, (a, b) -> Figure.LAST.compare(a, b) < 0 ? b : a);
    }

    @Override
    public void onWatermark(long toNs) {
        watermarkNs = toNs;
        long limitS = Math.floorDiv(toNs, SECOND_NS) - keepS;
        if (limitS <= forgottenUpToS) {
            return;
        }
        forgottenUpToS = limitS;
        for (var seconds : byCoin.values()) {
            seconds.dropUpTo(limitS);
        }
        for (var byMetric : reported.values()) {
            for (var figures : byMetric.values()) {
                figures.headMap(limitS, true).clear();
            }
        }
    }

    /// The surges that were raised in `window`, by time and then by subject.
    ///
    /// @param window whole days or hours; [#BASELINE] before it must still be kept for what is
    ///   normal to be known, and it is said where it is not
    /// @param openInterest for the floor of what has no history
    public List<Surge> surges(TimeWindow window, OpenInterestAt openInterest) {
        if (watermarkNs == NEVER) {
            return List.of();
        }
        long untilS = Math.floorDiv(Math.min(watermarkNs, window.toNs() - 1), SECOND_NS);
        var all = new ArrayList<Surge>();
        byCoin.forEach((coin, seconds) ->
                all.addAll(
                        SurgeScan.of(
                                SurgeSubject.observed(new Coin(coin)),
                                seconds,
                                sinceS,
                                untilS,
                                openInterest)));
        reported.forEach((subject, byMetric) ->
                all.addAll(
                        SurgeScan.of(
                                subject,
                                seconds(byMetric),
                                reportedSinceS.getOrDefault(subject, untilS),
                                untilS,
                                openInterest)));
        var raised = new ArrayList<Surge>();
        for (var surge : all) {
            if (window.contains(surge.raisedNs())) {
                raised.add(surge.withCoinsAtOnce(coinsAtOnce(surge, all)));
            }
        }
        raised.sort(Comparator.comparingLong(Surge::raisedNs).thenComparing(Surge::subject));
        return raised;
    }

    private static int coinsAtOnce(Surge surge, List<Surge> all) {
        if (surge.subject().isMarket()) {
            return 0;
        }
        int coins = 0;
        for (var other : all) {
            boolean sameSource = other.subject().isObserved() == surge.subject().isObserved();
            boolean coin = sameSource && !other.subject().isMarket();
            coins += coin && other.runsAt(surge.raisedNs()) ? 1 : 0;
        }
        return coins;
    }

    private static LiquidationSeconds seconds(Map<Metric, ? extends Map<Long, Figure>> byMetric) {
        var bySecond = new TreeMap<Long, long[]>();
        byMetric.forEach((metric, figures) -> {
            int column =
                    switch (metric) {
                        case LIQUIDATED_LONG -> 0;
                        case LIQUIDATED_SHORT -> 1;
                        default -> 2;
                    };
            figures.forEach((second, figure) ->
                    bySecond.computeIfAbsent(second, _ -> new long[3])[column] += figure.amount());
        });
        var seconds = new LiquidationSeconds();
        bySecond.forEach((second, sums) -> seconds.add(second, sums[0], sums[1], sums[2], 0));
        return seconds;
    }

    /// What was liquidated of `coin` in each minute of `window`, cut to whole minutes, order by
    /// order; minutes without any included.
    ///
    /// @param coin [Coin#ANY] for all of them
    public List<LiquidationBin> minutes(Coin coin, TimeWindow window) {
        long first = Math.ceilDiv(window.fromNs(), MINUTE_NS);
        int count = (int) Math.max(0, Math.floorDiv(window.toNs(), MINUTE_NS) - first);
        var longs = new long[count];
        var shorts = new long[count];
        LiquidationSeconds seconds = byCoin.getOrDefault(coin.symbol(), new LiquidationSeconds());
        for (int at = 0; at < seconds.size(); at++) {
            long minute = Math.floorDiv(seconds.second(at), SurgeRule.WINDOW_S) - first;
            if (minute >= 0 && minute < count) {
                longs[(int) minute] = Math.addExact(longs[(int) minute], seconds.longs(at));
                shorts[(int) minute] = Math.addExact(shorts[(int) minute], seconds.shorts(at));
            }
        }
        var bins = new ArrayList<LiquidationBin>(count);
        for (int i = 0; i < count; i++) {
            long fromNs = (first + i) * MINUTE_NS;
            bins.add(
                    new LiquidationBin(
                            new TimeWindow(fromNs, fromNs + MINUTE_NS), longs[i], shorts[i]));
        }
        return bins;
    }

    /// Whether anything is kept that a surge could be found in: orders, or figures by the minute.
    public boolean hasData() {
        return market.size() > 0 || reported.values().stream().anyMatch(Surges::anyFigure);
    }

    private static boolean anyFigure(Map<Metric, ? extends Map<Long, Figure>> byMetric) {
        return byMetric.values().stream().anyMatch(figures -> !figures.isEmpty());
    }

    // Ordinals of append-only enums are the form.
    @SuppressWarnings("EnumOrdinal")
    @Override
    public void saveTo(StateWriter out) {
        out.writeHeader(name(), STATE_VERSION);
        out.writeLong(keepS);
        out.writeLong(watermarkNs);
        out.writeLong(forgottenUpToS);
        out.writeLong(sinceS);
        var used = new TreeMap<>(byCoin);
        used.values().removeIf(seconds -> seconds.size() == 0);
        out.writeInt(used.size());
        used.forEach((coin, seconds) -> {
            out.writeText(coin);
            seconds.saveTo(out);
        });
        out.writeInt(reportedSinceS.size());
        reportedSinceS.forEach((subject, since) -> {
            out.writeText(subject.coin().symbol());
            out.writeText(subject.source());
            out.writeByte(subject.unit().ordinal());
            out.writeLong(since);
            var byMetric = new TreeMap<>(reported.getOrDefault(subject, new TreeMap<>()));
            byMetric.values().removeIf(TreeMap::isEmpty);
            out.writeInt(byMetric.size());
            byMetric.forEach((metric, figures) -> {
                out.writeByte(metric.ordinal());
                out.writeInt(figures.size());
                figures.forEach((second, figure) -> {
                    out.writeLong(second);
                    out.writeLong(figure.seq());
                    out.writeLong(figure.amount());
                });
            });
        });
    }

    @Override
    public void restoreFrom(StateReader in) {
        in.expectHeader(name(), STATE_VERSION);
        in.expectLong("a time to keep in s of", keepS);
        watermarkNs = in.readLong();
        forgottenUpToS = in.readLong();
        sinceS = in.readLong();
        for (int coins = in.readCount(); coins > 0; coins--) {
            String coin = in.readText();
            byCoin.computeIfAbsent(coin, _ -> new LiquidationSeconds()).restoreFrom(in);
        }
        for (int subjects = in.readCount(); subjects > 0; subjects--) {
            var subject =
                    new SurgeSubject(
                            new Coin(in.readText()),
                            in.readText(),
                            in.readOneOf(SurgeUnit.values()));
            reportedSinceS.put(subject, in.readLong());
            for (int metrics = in.readCount(); metrics > 0; metrics--) {
                Metric metric = in.readOneOf(Metric.values());
                for (int figures = in.readCount(); figures > 0; figures--) {
                    keep(subject, metric, in.readLong(), new Figure(in.readLong(), in.readLong()));
                }
            }
        }
    }
}
