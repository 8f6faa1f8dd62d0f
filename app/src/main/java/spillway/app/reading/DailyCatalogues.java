package spillway.app.reading;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import spillway.market.Coin;
import spillway.market.Completeness;
import spillway.market.EventKind;
import spillway.market.Instruments;
import spillway.market.Metric;
import spillway.market.MicroUsd;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.SelectiveSink;
import spillway.market.TimeWindow;
import spillway.signals.catalogue.Catalogue;
import spillway.signals.catalogue.CatalogueEntry;
import spillway.signals.catalogue.CatalogueScope;
import spillway.signals.catalogue.Confidence;
import spillway.signals.summary.Bars;
import spillway.signals.summary.FigureKind;
import spillway.signals.summary.ReportedSeries;
import spillway.signals.summary.ReportedSum;
import spillway.signals.summary.ReportedTotals;
import spillway.tape.Selection;
import spillway.tape.Tape;

/// What a tape knows of each UTC day of one coin, or of a whole market: one list for each party
/// that tells, never merged.
public final class DailyCatalogues {
    private static final long DAY_NS = Duration.ofDays(1).toNanos();
    private static final Duration EVER = Duration.ofDays(36_500);
    private static final String WINDOW = "UTC day";

    private DailyCatalogues() {}

    /// The name of the scope of a coin's days: `btc-daily`, or `market-daily` for all coins.
    public static String name(Coin coin) {
        boolean market = coin.equals(Coin.ANY);
        return (market ? "market" : coin.symbol().toLowerCase(Locale.ROOT)) + "-daily";
    }

    /// The lists of `coin`.
    public static List<Catalogue> of(Tape tape, Coin coin) throws IOException {
        var reported = new ReportedSeries(tape.instruments(), EVER);
        tape.arrival(Selection.of(EventKind.REPORTED)).pour(reported);
        var all = new ArrayList<Catalogue>();
        observed(tape, coin).ifPresent(all::add);
        all.addAll(reported(reported, coin));
        return all;
    }

    /// What others report, day by day: each party once, from its shortest intervals.
    public static List<Catalogue> reported(ReportedSeries reported, Coin coin) {
        var all = new ArrayList<Catalogue>();
        var seen = new TreeSet<String>();
        for (var totals : reported.liquidations(coin)) {
            boolean fits = totals.intervalNs() <= DAY_NS && DAY_NS % totals.intervalNs() == 0;
            List<CatalogueEntry> days = fits ? days(reported, coin, totals) : List.of();
            if (!days.isEmpty() && seen.add(days.getFirst().source())) {
                all.add(
                        new Catalogue(
                                new CatalogueScope(
                                        name(coin),
                                        List.of(coin.symbol()),
                                        venues(reported, coin, days.getFirst().source()),
                                        days.getFirst().source(),
                                        WINDOW),
                                days));
            }
        }
        return all;
    }

    /// The venues that a source names one by one; empty where it reports the coin as a whole.
    private static List<String> venues(ReportedSeries reported, Coin coin, String label) {
        var venues = new TreeSet<String>();
        for (var subject : reported.subjects(coin)) {
            if (!subject.isWholeCoin() && label.startsWith(subject.source())) {
                venues.add(subject.venue().code());
            }
        }
        return List.copyOf(venues);
    }

    private static List<CatalogueEntry> days(
            ReportedSeries reported, Coin coin, ReportedTotals totals) {
        var entries = new ArrayList<CatalogueEntry>();
        var span = totals.span();
        if (span.isEmpty()) {
            return entries;
        }
        Bars price = dayBars(reported, coin, Metric.PRICE);
        Bars open = dayBars(reported, coin, Metric.OPEN_INTEREST);
        long firstNs = Math.floorDiv(span.get().fromNs(), DAY_NS) * DAY_NS;
        for (long at = firstNs; at < span.get().toNs(); at += DAY_NS) {
            ReportedSum sum = totals.sum(new TimeWindow(at, at + DAY_NS));
            if (sum.missing().isEmpty() && sum.window().lengthNs() == DAY_NS) {
                entries.add(entry(sum, at, price, open));
            }
        }
        return entries;
    }

    private static Bars dayBars(ReportedSeries reported, Coin coin, Metric metric) {
        for (var subject : reported.subjects(coin)) {
            Bars bars = reported.bars(subject, metric);
            if (subject.isWholeCoin() && subject.intervalNs() == DAY_NS && !bars.isEmpty()) {
                return bars;
            }
        }
        return Bars.NONE;
    }

    private static CatalogueEntry entry(ReportedSum sum, long dayNs, Bars price, Bars open) {
        double usd = sum.totalMicroUsd() / 1e6;
        OptionalDouble coins = quotient(usd, price, dayNs);
        OptionalDouble share = quotient(usd, open, dayNs - DAY_NS);
        return new CatalogueEntry(
                date(dayNs),
                sum.totalMicroUsd(),
                OptionalLong.of(sum.longMicroUsd()),
                OptionalLong.of(sum.shortMicroUsd()),
                coins,
                share,
                "",
                sum.source(),
                FigureKind.REPORTED,
                Confidence.HIGH);
    }

    /// `usd` over the close of the day that starts at `dayNs`.
    private static OptionalDouble quotient(double usd, Bars bars, long dayNs) {
        return bars.startingAt(dayNs)
                .filter(b -> b.close().mantissa() > 0)
                .map(b -> OptionalDouble.of(usd / b.close().toDouble()))
                .orElse(OptionalDouble.empty());
    }

    private static LocalDate date(long timeNs) {
        return Instant.ofEpochSecond(Math.floorDiv(timeNs, 1_000_000_000L))
                .atZone(ZoneOffset.UTC)
                .toLocalDate();
    }

    private static java.util.Optional<Catalogue> observed(Tape tape, Coin coin) throws IOException {
        var days = new Days(tape.instruments(), coin);
        tape.arrival(Selection.of(EventKind.LIQUIDATION)).pour(days);
        if (days.byDay.isEmpty()) {
            return java.util.Optional.empty();
        }
        var entries = new ArrayList<CatalogueEntry>();
        days.byDay.forEach((day, sums) ->
                entries.add(
                        new CatalogueEntry(
                                date(day * DAY_NS),
                                Math.addExact(sums[0], sums[1]),
                                OptionalLong.of(sums[0]),
                                OptionalLong.of(sums[1]),
                                days.coins.containsKey(day) && !coin.equals(Coin.ANY)
                                        ? OptionalDouble.of(days.coins.get(day))
                                        : OptionalDouble.empty(),
                                OptionalDouble.empty(),
                                "",
                                "orders",
                                FigureKind.OBSERVED,
                                Confidence.HIGH)));
        return java.util.Optional.of(
                new Catalogue(
                        new CatalogueScope(
                                name(coin),
                                List.of(coin.symbol()),
                                List.copyOf(days.venues),
                                "orders, summed here",
                                WINDOW + ", as far as it was listened to"),
                        entries));
    }

    /// Sums orders by the day.
    private static final class Days implements SelectiveSink {
        private final Instruments instruments;
        private final Coin coin;
        private final TreeMap<Long, long[]> byDay = new TreeMap<>();
        private final TreeMap<Long, Double> coins = new TreeMap<>();
        private final TreeSet<String> venues = new TreeSet<>();

        Days(Instruments instruments, Coin coin) {
            this.instruments = instruments;
            this.coin = coin;
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
            var on = instruments.get(instrument);
            if (!coin.equals(Coin.ANY) && !on.coin().equals(coin)) {
                return;
            }
            long day = Math.floorDiv(venueTimeNs, DAY_NS);
            long[] sums = byDay.computeIfAbsent(day, _ -> new long[2]);
            int side =
                    switch (closedSide) {
                        case LONG -> 0;
                        case SHORT -> 1;
                    };
            sums[side] = Math.addExact(sums[side], notionalMicroUsd);
            double price = spillway.market.Decimal.toDouble(priceMantissa, on.priceScale());
            double perCoin = price / on.coinsPerUnit();
            if (perCoin > 0) {
                double usd = notionalMicroUsd / (double) MicroUsd.PER_USD;
                coins.merge(day, usd / perCoin, Double::sum);
            }
            venues.add(on.venue().code());
        }
    }
}
