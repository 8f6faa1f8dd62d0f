package spillway.app.report;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import spillway.app.reading.CatalogueFile;
import spillway.app.reading.DailyCatalogues;
import spillway.app.reading.EventHistory;
import spillway.market.Coin;
import spillway.market.MicroUsd;
import spillway.market.TimeWindow;
import spillway.signals.catalogue.Catalogue;
import spillway.signals.catalogue.CatalogueEntry;
import spillway.signals.catalogue.Rank;
import spillway.signals.reset.Precedents;
import spillway.signals.reset.ResetVerdict;
import spillway.signals.summary.Bar;
import spillway.signals.summary.Bars;
import spillway.signals.summary.FigureKind;
import spillway.signals.summary.ReportedTotals;
import spillway.signals.surges.LiquidationBin;
import spillway.signals.surges.OpenInterestAt;
import spillway.signals.surges.Surge;
import spillway.signals.surges.Waves;

/// Makes the [EventAnalysis] of a window from what lies around it.
final class EventAnalyst {
    private static final long DAY_NS = Duration.ofDays(1).toNanos();

    /// A rank among fewer days is none, and neither is a quantile of them.
    private static final int LEAST_DAYS = 365;

    /// An event is a day beyond this quantile of the year before.
    private static final double EVENT_QUANTILE = 0.99;

    /// Lengths of the bins that waves are found in.
    private static final int[] BIN_MINUTES = {1, 5, 15, 60};

    /// Events closer than this are one.
    private static final int DAYS_APART = 7;

    private final Coin coin;
    private final TimeWindow window;
    private final EventHistory history;

    EventAnalyst(Coin coin, TimeWindow window, EventHistory history) {
        this.coin = coin;
        this.window = window;
        this.history = history;
    }

    /// The analysis.
    ///
    /// @param day the largest 24 hours, if there are any
    /// @param reports who reported them, where they were reported
    EventAnalysis analysis(Optional<LargestDay> day, Optional<ReportedTotals> reports)
            throws IOException {
        Optional<ResetVerdict> verdict =
                day.map(d ->
                        history.verdict(
                                d.window(),
                                d.sums().total().microUsd() / (double) MicroUsd.PER_USD));
        Optional<Catalogue> scope = day.flatMap(this::scope);
        Optional<Precedents> precedents = verdict.flatMap(v -> precedents(v, scope));
        return new EventAnalysis(
                day.map(d -> waves(d, reports)),
                history.prices(),
                surges(),
                verdict,
                precedents,
                precedents.isPresent() ? "" : whyNoPrecedents(verdict, scope),
                day.isPresent() ? Optional.of(rank(day.get(), scope)) : Optional.empty());
    }

    private EventWaves waves(LargestDay day, Optional<ReportedTotals> reports) {
        boolean observed = day.kind() == FigureKind.OBSERVED;
        List<LiquidationBin> bins =
                observed || reports.isEmpty()
                        ? bins(history.surges().minutes(coin, day.window()))
                        : EventHistory.bins(reports.get(), day.window());
        long binNs = bins.isEmpty() ? 0 : bins.getFirst().interval().lengthNs();
        return new EventWaves(
                day.window(),
                binNs,
                Waves.of(bins),
                day.source(),
                day.kind(),
                bins.size() >= Waves.LEAST_BINS
                        ? ""
                        : "its 24 hours have "
                                + bins.size()
                                + " intervals of "
                                + day.source()
                                + "; waves need "
                                + Waves.LEAST_BINS);
    }

    /// Minutes, or as many of them together as it takes that nine bins in ten hold anything: a
    /// market of few orders has no rate by the minute.
    private static List<LiquidationBin> bins(List<LiquidationBin> minutes) {
        List<LiquidationBin> bins = minutes;
        for (int together : BIN_MINUTES) {
            bins = LiquidationBin.together(minutes, together);
            long held = bins.stream().filter(b -> b.totalMicroUsd() > 0).count();
            if (10 * held >= 9L * bins.size()) {
                return bins;
            }
        }
        return bins;
    }

    private List<Surge> surges() {
        return history.surges().surges(window, OpenInterestAt.UNKNOWN).stream()
                .filter(s -> s.subject().isMarket() || s.subject().coin().equals(coin))
                .toList();
    }

    /// The days of the same coin by the same source.
    private Optional<Catalogue> scope(LargestDay day) {
        return DailyCatalogues.reported(history.reported(), coin).stream()
                .filter(c -> c.scope().aggregator().equals(day.source()))
                .findFirst();
    }

    private EventRank rank(LargestDay day, Optional<Catalogue> scope) throws IOException {
        Catalogue market = CatalogueFile.shipped();
        Optional<Rank> within =
                scope.filter(c -> c.entries().size() >= LEAST_DAYS)
                        .flatMap(c -> largest(c, day.window()));
        int days = scope.map(c -> c.entries().size()).orElse(0);
        return new EventRank(
                scope,
                within,
                within.isPresent()
                        ? ""
                        : "the tape has "
                                + days
                                + " whole days of "
                                + coin
                                + " from "
                                + day.source()
                                + " to rank it among, and a rank needs "
                                + LEAST_DAYS
                                + "; the published list is of all coins and venues, another scope",
                market,
                market.rank(date(day.window().fromNs() + day.window().lengthNs() / 2 - 1))
                        .or(() -> market.rank(date(day.window().fromNs())))
                        .or(() -> market.rank(date(day.window().toNs() - 1))));
    }

    /// The larger of the days that `window` touches.
    private static Optional<Rank> largest(Catalogue catalogue, TimeWindow window) {
        Optional<Rank> first = catalogue.rank(date(window.fromNs()));
        Optional<Rank> last = catalogue.rank(date(window.toNs() - 1));
        if (first.isEmpty() || last.isEmpty()) {
            return first.or(() -> last);
        }
        return first.get().rank() <= last.get().rank() ? first : last;
    }

    private static LocalDate date(long timeNs) {
        return Instant.ofEpochSecond(Math.floorDiv(timeNs, 1_000_000_000L))
                .atZone(ZoneOffset.UTC)
                .toLocalDate();
    }

    private static String whyNoPrecedents(
            Optional<ResetVerdict> verdict, Optional<Catalogue> scope) {
        if (verdict.isEmpty() || verdict.get().score().isEmpty()) {
            return "the event has no score";
        }
        return "it needs "
                + LEAST_DAYS
                + " days of the same source before an earlier event, and the tape has "
                + scope.map(c -> c.entries().size()).orElse(0)
                + " in all";
    }

    private Optional<Precedents> precedents(ResetVerdict of, Optional<Catalogue> scope) {
        if (of.score().isEmpty() || scope.isEmpty()) {
            return Optional.empty();
        }
        var earlier = new ArrayList<Precedents.Event>();
        List<CatalogueEntry> entries = scope.get().entries();
        boolean anyYear = false;
        LocalDate last = LocalDate.MIN;
        for (int at = LEAST_DAYS; at < entries.size(); at++) {
            var entry = entries.get(at);
            var day = day(entry.date());
            if (day.toNs() > of.day().fromNs()) {
                break;
            }
            anyYear = true;
            boolean apart = entry.date().isAfter(last.plusDays(DAYS_APART));
            if (apart && isEvent(entries, at)) {
                last = entry.date();
                judged(entry, day).ifPresent(earlier::add);
            }
        }
        return anyYear
                ? Optional.of(Precedents.of(of.score().getAsDouble(), earlier))
                : Optional.empty();
    }

    private static TimeWindow day(LocalDate date) {
        long fromNs = date.toEpochDay() * DAY_NS;
        return new TimeWindow(fromNs, fromNs + DAY_NS);
    }

    /// Whether a day is beyond the quantile of the year before it.
    private static boolean isEvent(List<CatalogueEntry> entries, int at) {
        long[] year =
                entries.subList(at - LEAST_DAYS, at).stream()
                        .mapToLong(CatalogueEntry::totalMicroUsd)
                        .sorted()
                        .toArray();
        long limit = year[(int) Math.ceil(EVENT_QUANTILE * year.length) - 1];
        return entries.get(at).totalMicroUsd() > limit;
    }

    private Optional<Precedents.Event> judged(CatalogueEntry entry, TimeWindow day) {
        ResetVerdict verdict =
                history.verdict(day, entry.totalMicroUsd() / (double) MicroUsd.PER_USD);
        OptionalDouble change = changePct(history.leverage(day).price(), day.toNs());
        return verdict.score().isPresent() && change.isPresent()
                ? Optional.of(
                        new Precedents.Event(
                                day.toNs(),
                                verdict.score().getAsDouble(),
                                verdict.verdict(),
                                change.getAsDouble()))
                : Optional.empty();
    }

    private static OptionalDouble changePct(Bars price, long t0Ns) {
        double from = closedBy(price, t0Ns);
        double to = closedBy(price, t0Ns + Precedents.DAYS * DAY_NS);
        return from > 0 && to > 0
                ? OptionalDouble.of(100 * (to / from - 1))
                : OptionalDouble.empty();
    }

    /// The close of the last bar that ends at `timeNs` or up to a day before; 0 without one.
    private static double closedBy(Bars price, long timeNs) {
        double close = 0;
        for (Bar bar : price.bars()) {
            boolean near = bar.interval().toNs() > timeNs - DAY_NS - 1;
            close = near && bar.interval().toNs() <= timeNs ? bar.close().toDouble() : close;
        }
        return close;
    }
}
