package spillway.signals.positioning;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import spillway.market.Coin;
import spillway.market.Decimal;
import spillway.market.EventKind;
import spillway.market.FundingKind;
import spillway.market.Instrument;
import spillway.market.InstrumentKind;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.market.MicroUsd;
import spillway.market.RatioPopulation;
import spillway.market.TakerSide;
import spillway.market.TimeWindow;
import spillway.signals.InstrumentOrder;
import spillway.signals.KeyScope;
import spillway.signals.Operator;
import spillway.signals.StateReader;
import spillway.signals.StateWriter;
import spillway.signals.summary.Bar;
import spillway.signals.summary.Bars;
import spillway.signals.summary.FigureKind;

/// The operator that keeps how leverage is placed: of each instrument the last funding rate, open
/// interest, mark and index price and long/short ratios, and what takers did by the hour.
///
/// Dollars of trades are whole micro-dollars, so their sums are exact in any order. A last value
/// stands until the venue says another, but no longer than [#STANDS]: then it is not observed.
public final class Positioning implements Operator {
    /// Rates are told every few seconds to every eight hours, open interest every few minutes.
    public static final Duration STANDS = Duration.ofHours(9);

    private static final int STATE_VERSION = 1;
    private static final long NEVER = Long.MIN_VALUE;
    private static final long HOUR_NS = Duration.ofHours(1).toNanos();

    private final Instruments instruments;
    private final long keepNs;
    private @Nullable Kept[] byCode = new Kept[0];
    private long watermarkNs = NEVER;
    private long forgottenUpToNs = NEVER;

    /// @param instruments the numbering behind the codes that will be pushed
    /// @param keep hours of taker flow that start this long or longer before the watermark are
    ///   forgotten; `> 0`
    public Positioning(Instruments instruments, Duration keep) {
        this.instruments = instruments;
        keepNs = keep.toNanos();
        if (keepNs <= 0) {
            throw new IllegalArgumentException("keep must be > 0, was " + keep);
        }
    }

    @Override
    public String name() {
        return "positioning";
    }

    @Override
    public KeyScope keyScope() {
        return KeyScope.INSTRUMENT;
    }

    @Override
    public Set<EventKind> kinds() {
        return EnumSet.of(
                EventKind.TRADE,
                EventKind.MARK_PRICE,
                EventKind.INDEX_PRICE,
                EventKind.FUNDING_RATE,
                EventKind.OPEN_INTEREST,
                EventKind.LONG_SHORT_RATIO);
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

    @Override
    public void trade(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long priceMantissa,
            long quantityMantissa,
            TakerSide takerSide,
            long venueId) {
        long startNs = Math.floorDiv(venueTimeNs, HOUR_NS) * HOUR_NS;
        if (startNs <= forgottenUpToNs) {
            return;
        }
        Kept of = kept(instrument);
        Kept.Hour hour = of.hours.get(startNs);
        if (hour == null) {
            hour = new Kept.Hour();
            of.hours.put(startNs, hour);
        }
        long microUsd =
                instruments.get(instrument).notionalMicroUsd(quantityMantissa, priceMantissa);
        hour.trades++;
        switch (takerSide) {
            case BUY -> hour.buyMicroUsd = Math.addExact(hour.buyMicroUsd, microUsd);
            case SELL -> hour.sellMicroUsd = Math.addExact(hour.sellMicroUsd, microUsd);
            case UNKNOWN -> hour.unsidedMicroUsd = Math.addExact(hour.unsidedMicroUsd, microUsd);
        }
    }

    @Override
    public void markPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        int scale = instruments.get(instrument).priceScale();
        kept(instrument).mark.set(venueTimeNs, priceMantissa, scale, MarketEvent.NONE);
    }

    @Override
    public void indexPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        int scale = instruments.get(instrument).priceScale();
        kept(instrument).index.set(venueTimeNs, priceMantissa, scale, MarketEvent.NONE);
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
        kept(instrument).funding.set(venueTimeNs, rateMantissa, rateScale, intervalNs);
    }

    @Override
    public void openInterest(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long quantityMantissa,
            long notionalMicroUsd) {
        Kept of = kept(instrument);
        if (quantityMantissa != MarketEvent.NONE) {
            int scale = instruments.get(instrument).quantityScale();
            of.openInterestQuantity.set(venueTimeNs, quantityMantissa, scale, MarketEvent.NONE);
        }
        if (notionalMicroUsd != MarketEvent.NONE) {
            of.openInterestUsd.set(venueTimeNs, notionalMicroUsd, MicroUsd.SCALE, MarketEvent.NONE);
        }
    }

    // The ordinal of an append-only enum is the place.
    @SuppressWarnings("EnumOrdinal")
    @Override
    public void longShortRatio(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            RatioPopulation population,
            long ratioMantissa,
            int ratioScale) {
        kept(instrument)
                .ratios[population.ordinal()]
                .set(venueTimeNs, ratioMantissa, ratioScale, MarketEvent.NONE);
    }

    @Override
    public void onWatermark(long toNs) {
        watermarkNs = toNs;
        long limitNs = Math.floorDiv(toNs, HOUR_NS) * HOUR_NS - keepNs;
        if (limitNs <= forgottenUpToNs) {
            return;
        }
        forgottenUpToNs = limitNs;
        for (int code = 0; code < byCode.length; code++) {
            Kept of = byCode[code];
            if (of != null) {
                of.hours.headMap(limitNs, true).clear();
            }
        }
    }

    private SortedMap<Instrument, Kept> sorted() {
        var sorted = new TreeMap<Instrument, Kept>(InstrumentOrder.BY_DEFINITION);
        for (int code = 0; code < byCode.length; code++) {
            Kept of = byCode[code];
            if (of != null && !of.isEmpty()) {
                sorted.put(instruments.get(code), of);
            }
        }
        return sorted;
    }

    private static boolean carriesLeverage(Instrument instrument) {
        return switch (instrument.kind()) {
            case PERPETUAL, FUTURE -> true;
            case OPTION, SPOT, COMPOSITE -> false;
        };
    }

    /// How `coin` is placed at the end of `window`.
    ///
    /// @param window ends at the last watermark or before; taker flow counts by whole hours in it
    public PositioningState state(Coin coin, TimeWindow window) {
        var contracts = new ArrayList<ContractState>();
        var ratios = new ArrayList<LongShortState>();
        sorted().forEach((instrument, of) -> {
            if (instrument.coin().equals(coin)) {
                addRatios(instrument, of, window.toNs(), ratios);
                if (carriesLeverage(instrument)) {
                    ContractStates.of(instrument, of, window.toNs()).ifPresent(contracts::add);
                }
            }
        });
        Optional<TakerFlow> derivatives = flow(coin, window, Market.DERIVATIVES);
        Optional<TakerFlow> spot = flow(coin, window, Market.SPOT);
        OptionalDouble usd = ContractStates.sum(contracts, ContractState::openInterestUsd);
        OptionalDouble coins = ContractStates.sum(contracts, ContractState::openInterestCoins);
        OptionalDouble weighted = ContractStates.weighted(contracts);
        OptionalDouble dominance = dominance(derivatives, spot);
        var missing = new TreeMap<String, String>();
        note(
                missing,
                "funding",
                weighted.isPresent(),
                "no contract with a rate, its interval and open interest");
        note(missing, "openInterest", usd.isPresent(), "no contract tells it");
        note(missing, "longShort", !ratios.isEmpty(), "no venue told a ratio");
        note(missing, "takerFlow.derivatives", derivatives.isPresent(), "no trades of contracts");
        note(missing, "takerFlow.spot", spot.isPresent(), "no trades of spot");
        note(
                missing,
                "dominance.volume",
                dominance.isPresent(),
                "needs trades of contracts and of spot");
        return new PositioningState(
                coin,
                window,
                contracts,
                weighted,
                ContractStates.dispersion(contracts),
                usd,
                coins,
                ratios,
                derivatives,
                spot,
                dominance,
                missing);
    }

    private static void note(
            SortedMap<String, String> missing, String key, boolean found, String reason) {
        if (!found) {
            missing.put(key, reason);
        }
    }

    // The ordinal of an append-only enum is the place.
    @SuppressWarnings("EnumOrdinal")
    private static void addRatios(Instrument on, Kept of, long atNs, List<LongShortState> ratios) {
        for (var population : RatioPopulation.values()) {
            Kept.Last last = of.ratios[population.ordinal()];
            if (ContractStates.stands(last, atNs)) {
                ratios.add(new LongShortState(on, population, last.value(), last.timeNs));
            }
        }
    }

    private static OptionalDouble dominance(
            Optional<TakerFlow> derivatives, Optional<TakerFlow> spot) {
        if (derivatives.isEmpty() || spot.isEmpty() || spot.get().volumeMicroUsd() == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                derivatives.get().volumeMicroUsd() / (double) spot.get().volumeMicroUsd());
    }

    /// Which trades.
    public enum Market {
        SPOT,
        /// Perpetuals and dated futures.
        DERIVATIVES
    }

    /// Trades of one coin by the hour; [Bars#NONE] where there are none.
    ///
    /// @param volume USD in each hour
    /// @param flow taker buys less sells, USD in each hour
    public record MarketHours(Bars volume, Bars flow) {}

    /// The whole hours of `coin` that are kept, up to the last watermark; hours without a trade are
    /// left out.
    public MarketHours hours(Coin coin, Market market) {
        var volume = new TreeMap<Long, Long>();
        var flow = new TreeMap<Long, Long>();
        var sources = new TreeSet<String>();
        sorted().forEach((instrument, of) -> {
            if (isOf(instrument, market) && instrument.coin().equals(coin)) {
                of.hours.forEach((start, hour) -> {
                    if (start + HOUR_NS <= watermarkNs + 1) {
                        sources.add(instrument.toString());
                        long sided = Math.addExact(hour.buyMicroUsd, hour.sellMicroUsd);
                        volume.merge(
                                start, Math.addExact(sided, hour.unsidedMicroUsd), Math::addExact);
                        flow.merge(start, hour.buyMicroUsd - hour.sellMicroUsd, Math::addExact);
                    }
                });
            }
        });
        String source = String.join(" + ", sources);
        return new MarketHours(bars(source, volume), bars(source, flow));
    }

    private static Bars bars(String source, SortedMap<Long, Long> microUsdByHour) {
        var bars = new ArrayList<Bar>();
        microUsdByHour.forEach((start, microUsd) -> {
            var value = new Decimal(microUsd, MicroUsd.SCALE);
            var hour = new TimeWindow(start, start + HOUR_NS);
            bars.add(new Bar(hour, value, value, value, value, hour.toNs(), hour.toNs()));
        });
        return bars.isEmpty() ? Bars.NONE : new Bars(source, FigureKind.OBSERVED, bars);
    }

    private static boolean isOf(Instrument instrument, Market market) {
        return switch (market) {
            case SPOT -> instrument.kind() == InstrumentKind.SPOT;
            case DERIVATIVES -> carriesLeverage(instrument);
        };
    }

    private Optional<TakerFlow> flow(Coin coin, TimeWindow window, Market market) {
        var byHour = new TreeMap<Long, Long>();
        var sources = new TreeSet<String>();
        long[] sums = new long[4];
        sorted().forEach((instrument, of) -> {
            if (isOf(instrument, market) && instrument.coin().equals(coin)) {
                of.hours
                        .subMap(window.fromNs(), window.toNs())
                        .forEach((start, hour) -> {
                            sources.add(instrument.toString());
                            sums[0] = Math.addExact(sums[0], hour.buyMicroUsd);
                            sums[1] = Math.addExact(sums[1], hour.sellMicroUsd);
                            sums[2] = Math.addExact(sums[2], hour.unsidedMicroUsd);
                            sums[3] += hour.trades;
                            byHour.merge(
                                    start, hour.buyMicroUsd - hour.sellMicroUsd, Math::addExact);
                        });
            }
        });
        if (sources.isEmpty()) {
            return Optional.empty();
        }
        var cvd = new ArrayList<TakerFlow.HourFlow>();
        long running = 0;
        for (var hour : byHour.entrySet()) {
            running = Math.addExact(running, hour.getValue());
            cvd.add(new TakerFlow.HourFlow(hour.getKey(), hour.getValue(), running));
        }
        return Optional.of(
                new TakerFlow(sums[0], sums[1], sums[2], sums[3], cvd, List.copyOf(sources)));
    }

    @Override
    public void saveTo(StateWriter out) {
        out.writeHeader(name(), STATE_VERSION);
        out.writeLong(keepNs);
        out.writeLong(watermarkNs);
        out.writeLong(forgottenUpToNs);
        var sorted = sorted();
        out.writeInt(sorted.size());
        sorted.forEach((instrument, of) -> {
            out.writeInstrument(instrument);
            of.saveTo(out);
        });
    }

    @Override
    public void restoreFrom(StateReader in) {
        in.expectHeader(name(), STATE_VERSION);
        in.expectLong("a time to keep in ns of", keepNs);
        watermarkNs = in.readLong();
        forgottenUpToNs = in.readLong();
        for (int more = in.readCount(); more > 0; more--) {
            kept(instruments.code(in.readInstrument())).restoreFrom(in);
        }
    }
}
