package spillway.signals.summary;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import spillway.market.Coin;
import spillway.market.EventKind;
import spillway.market.FundingKind;
import spillway.market.Instrument;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.market.MicroUsd;
import spillway.market.TimeWindow;
import spillway.market.Venue;
import spillway.signals.InstrumentOrder;
import spillway.signals.KeyScope;
import spillway.signals.Operator;
import spillway.signals.Scope;
import spillway.signals.StateReader;
import spillway.signals.StateWriter;

/// The operator that keeps mark price, funding and open interest of each instrument by the hour, as
/// venues told us.
///
/// A coin's price and funding are those of one instrument, its *reference*: the one with the most
/// open interest at the end of the window, among equals (or where none is known) the first by venue
/// and symbol. Rates of several venues pay at different intervals, and prices differ by their
/// basis: a mixture would be nobody's. Open interest is the sum over all instruments of the coin;
/// an hour counts only if every instrument that has any in the window has a value in it or up to
/// [#CARRY_HOURS] before, so that one sum never lacks a venue that another has.
public final class MarketBars implements Operator {
    /// How long a venue's last open interest stands in for a missing one. Polls come every minute
    /// or five; after two hours a venue is out.
    static final int CARRY_HOURS = 2;

    private static final int STATE_VERSION = 1;
    private static final long NEVER = Long.MIN_VALUE;

    /// What is kept of one instrument.
    private static final class Kept {
        final HourSeries mark = new HourSeries();
        final HourSeries funding = new HourSeries();
        final HourSeries openInterestUsd = new HourSeries();
        final HourSeries openInterestQuantity = new HourSeries();

        List<HourSeries> all() {
            return List.of(mark, funding, openInterestUsd, openInterestQuantity);
        }

        boolean isEmpty() {
            return all().stream().allMatch(HourSeries::isEmpty);
        }
    }

    private final Instruments instruments;
    private final long keepNs;
    private @Nullable Kept[] byCode = new Kept[0];
    private long watermarkNs = NEVER;
    private long forgottenUpToNs = NEVER;

    /// @param instruments the numbering behind the codes that will be pushed
    /// @param keep hours that start this long or longer before the watermark's hour are forgotten;
    ///   `> 0`
    public MarketBars(Instruments instruments, Duration keep) {
        this.instruments = instruments;
        keepNs = keep.toNanos();
        if (keepNs <= 0) {
            throw new IllegalArgumentException("keep must be > 0, was " + keep);
        }
    }

    @Override
    public String name() {
        return "market-bars";
    }

    @Override
    public KeyScope keyScope() {
        return KeyScope.INSTRUMENT;
    }

    @Override
    public Set<EventKind> kinds() {
        return EnumSet.of(EventKind.MARK_PRICE, EventKind.FUNDING_RATE, EventKind.OPEN_INTEREST);
    }

    private Kept kept(int instrument) {
        if (instrument >= byCode.length) {
            byCode = Arrays.copyOf(byCode, Math.max(instrument + 1, byCode.length * 2));
        }
        Kept known = byCode[instrument];
        if (known == null) {
            known = new Kept();
            byCode[instrument] = known;
        }
        return known;
    }

    /// Whether the hour of `timeNs` has been forgotten, so that a late value is not half an hour.
    private boolean isForgotten(long timeNs) {
        return forgottenUpToNs != NEVER && HourBar.startOfHour(timeNs) <= forgottenUpToNs;
    }

    @Override
    public void markPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        if (!isForgotten(venueTimeNs)) {
            int scale = instruments.get(instrument).priceScale();
            kept(instrument).mark.add(venueTimeNs, priceMantissa, scale);
        }
    }

    @Override
    public void fundingRate(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long rateMantissa,
            int rateScale,
            long intervalNs,
            long fundingTimeNs,
            FundingKind fundingKind) {
        if (!isForgotten(venueTimeNs)) {
            kept(instrument).funding.add(venueTimeNs, rateMantissa, rateScale);
        }
    }

    @Override
    public void openInterest(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long quantityMantissa,
            long notionalMicroUsd) {
        if (isForgotten(venueTimeNs)) {
            return;
        }
        Kept of = kept(instrument);
        if (notionalMicroUsd != MarketEvent.NONE) {
            of.openInterestUsd.add(venueTimeNs, notionalMicroUsd, MicroUsd.SCALE);
        }
        if (quantityMantissa != MarketEvent.NONE) {
            int scale = instruments.get(instrument).quantityScale();
            of.openInterestQuantity.add(venueTimeNs, quantityMantissa, scale);
        }
    }

    @Override
    public void onWatermark(long toNs) {
        watermarkNs = toNs;
        long limitNs = HourBar.startOfHour(toNs) - keepNs;
        if (limitNs <= forgottenUpToNs) {
            return;
        }
        forgottenUpToNs = limitNs;
        for (int code = 0; code < byCode.length; code++) {
            Kept of = byCode[code];
            if (of != null) {
                drop(of, limitNs);
            }
        }
    }

    private static void drop(Kept of, long limitNs) {
        of.mark.dropUpTo(limitNs);
        of.funding.dropUpTo(limitNs);
        of.openInterestUsd.dropUpTo(limitNs);
        of.openInterestQuantity.dropUpTo(limitNs);
    }

    /// Hours of one coin, as observed; [Bars#NONE] where there are none.
    ///
    /// @param price of the reference
    /// @param funding of the reference
    /// @param openInterestUsd over all instruments
    /// @param openInterestCoins over all instruments
    public record CoinBars(
            Bars price, Bars funding, Bars openInterestUsd, Bars openInterestCoins) {}

    /// Price, funding and open interest of `coin` in `window`, as observed.
    public WindowSummary summary(Coin coin, TimeWindow window) {
        CoinBars bars = bars(coin, window);
        return WindowSummary.of(
                coin,
                window,
                bars.price(),
                bars.funding(),
                bars.openInterestUsd(),
                bars.openInterestCoins());
    }

    /// The hours of `coin` that lie wholly in `window`.
    public CoinBars bars(Coin coin, TimeWindow window) {
        List<InstrumentHours> all = hours(Scope.of(coin));
        long lastHourNs = HourBar.startOfHour(window.toNs() - 1);
        all.sort(
                Comparator.comparingLong((InstrumentHours h) -> -h.openInterestMicroUsd(lastHourNs))
                        .thenComparing(InstrumentHours::source));
        Bars price = Bars.NONE;
        Bars funding = Bars.NONE;
        for (var one : all) {
            price = price.isEmpty() ? one.price(window) : price;
            funding = funding.isEmpty() ? one.funding(window) : funding;
        }
        return new CoinBars(
                price,
                funding,
                sum(all, window, InstrumentHours::openInterestUsd, InstrumentHours::usdKind),
                sum(all, window, InstrumentHours::openInterestCoins, InstrumentHours::coinsKind));
    }

    /// The price of `coin` on each contract that carries leverage, in the hours of `window`, by
    /// venue and symbol; contracts without any are left out.
    public List<Bars> prices(Coin coin, TimeWindow window) {
        var prices = new ArrayList<Bars>();
        for (var one : hours(Scope.of(coin))) {
            Bars price = one.price(window);
            if (!price.isEmpty()) {
                prices.add(price);
            }
        }
        return prices;
    }

    /// Open interest by venue at the end of the hour of `atNs`, one side, in micro-dollars. Venues
    /// that told us nothing lately are left out.
    public Map<Venue, Long> openInterestMicroUsd(Scope scope, long atNs) {
        long hourNs = HourBar.startOfHour(atNs);
        var byVenue = new TreeMap<Venue, Long>(Comparator.comparing(Venue::code));
        for (var group : groups(scope)) {
            long microUsd = hours(group).openInterestMicroUsd(hourNs);
            if (microUsd >= 0) {
                byVenue.merge(group.getFirst().venue(), microUsd, Math::addExact);
            }
        }
        return byVenue;
    }

    /// The definitions of each symbol in scope of which something is kept, by date.
    private List<List<Instrument>> groups(Scope scope) {
        var bySymbol = new TreeMap<Instrument, List<Instrument>>(InstrumentOrder.BY_SYMBOL);
        var sorted = new TreeSet<>(InstrumentOrder.BY_DEFINITION);
        for (int code = 0; code < byCode.length; code++) {
            if (byCode[code] != null) {
                sorted.add(instruments.get(code));
            }
        }
        for (var instrument : sorted) {
            boolean carriesLeverage =
                    switch (instrument.kind()) {
                        case PERPETUAL, FUTURE -> true;
                        case OPTION, SPOT, COMPOSITE -> false;
                    };
            if (carriesLeverage && scope.contains(instrument)) {
                bySymbol.computeIfAbsent(instrument, _ -> new ArrayList<>()).add(instrument);
            }
        }
        return List.copyOf(bySymbol.values());
    }

    private List<InstrumentHours> hours(Scope scope) {
        var all = new ArrayList<InstrumentHours>();
        for (var group : groups(scope)) {
            all.add(hours(group));
        }
        return all;
    }

    private InstrumentHours hours(List<Instrument> definitions) {
        var hours = new InstrumentHours(definitions.getFirst());
        for (var definition : definitions) {
            Kept of = kept(instruments.code(definition));
            hours.add(
                    definition,
                    of.mark.bars(),
                    of.funding.bars(),
                    of.openInterestUsd.bars(),
                    of.openInterestQuantity.bars());
        }
        return hours;
    }

    private static Bars sum(
            List<InstrumentHours> all,
            TimeWindow window,
            Function<InstrumentHours, NavigableMap<Long, Bar>> hours,
            Function<InstrumentHours, FigureKind> kind) {
        var parts = new ArrayList<NavigableMap<Long, Bar>>();
        var sources = new TreeSet<String>();
        boolean estimated = false;
        for (var one : all) {
            var part = hours.apply(one);
            if (!part.subMap(window.fromNs(), window.toNs()).isEmpty()) {
                parts.add(part);
                sources.add(one.source());
                estimated |= kind.apply(one) == FigureKind.ESTIMATED;
            }
        }
        return new Bars(
                String.join(" + ", sources),
                estimated ? FigureKind.ESTIMATED : FigureKind.OBSERVED,
                sum(parts, window));
    }

    private static List<Bar> sum(List<NavigableMap<Long, Bar>> parts, TimeWindow window) {
        var starts = new TreeSet<Long>();
        for (var part : parts) {
            starts.addAll(part.subMap(window.fromNs(), window.toNs()).keySet());
        }
        var sums = new ArrayList<Bar>();
        for (long startNs : starts) {
            BigDecimal sum = BigDecimal.ZERO;
            int present = 0;
            for (var part : parts) {
                var last = InstrumentHours.carried(part, startNs);
                if (last != null) {
                    sum = sum.add(last.getValue().close().toBigDecimal());
                    present++;
                }
            }
            if (present == parts.size()) {
                var hour = new TimeWindow(startNs, startNs + HourBar.HOUR_NS);
                sums.add(InstrumentHours.single(hour, sum));
            }
        }
        return sums;
    }

    @Override
    public void saveTo(StateWriter out) {
        out.writeHeader(name(), STATE_VERSION);
        out.writeLong(keepNs);
        out.writeLong(watermarkNs);
        out.writeLong(forgottenUpToNs);
        var used = new TreeSet<>(InstrumentOrder.BY_DEFINITION);
        for (int code = 0; code < byCode.length; code++) {
            Kept of = byCode[code];
            if (of != null && !of.isEmpty()) {
                used.add(instruments.get(code));
            }
        }
        out.writeInt(used.size());
        for (var instrument : used) {
            out.writeInstrument(instrument);
            for (var series : kept(instruments.code(instrument)).all()) {
                series.saveTo(out);
            }
        }
    }

    @Override
    public void restoreFrom(StateReader in) {
        in.expectHeader(name(), STATE_VERSION);
        in.expectLong("a time to keep in ns of", keepNs);
        watermarkNs = in.readLong();
        forgottenUpToNs = in.readLong();
        for (int more = in.readCount(); more > 0; more--) {
            for (var series : kept(instruments.code(in.readInstrument())).all()) {
                series.restoreFrom(in);
            }
        }
    }
}
