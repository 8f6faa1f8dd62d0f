package spillway.signals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import spillway.market.Channel;
import spillway.market.Coin;
import spillway.market.Completeness;
import spillway.market.Contract;
import spillway.market.Decimal;
import spillway.market.EventOrder;
import spillway.market.FeedState;
import spillway.market.FundingKind;
import spillway.market.Instrument;
import spillway.market.InstrumentKind;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.market.Metric;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.RoutingSink;
import spillway.market.TakerSide;
import spillway.market.TimeWindow;
import spillway.market.Venue;

/// A day of a small market, made from a seed: three venues, times on whole seconds so that many
/// events share one and many lie on the boundaries of windows, and events that arrive late.
public final class RandomStream {
    /// 2026-02-05T00:00:00Z.
    public static final long START_NS =
            TimeWindow.nanos(java.time.Instant.parse("2026-02-05T00:00:00Z"));

    public static final long SECOND_NS = 1_000_000_000L;
    public static final long HOUR_NS = 3_600 * SECOND_NS;

    public static final Instrument ALPHA_BTC = linear("alpha", "BTCUSDT", "BTC", 1, 0);
    public static final Instrument ALPHA_PEPE = linear("alpha", "1000PEPEUSDT", "PEPE", 1000, 0);
    public static final Instrument BETA_BTC = inverse("BTCUSD", "BTC");
    public static final Instrument BETA_ETH = inverse("ETHUSD", "ETH");
    public static final Instrument GAMMA_BTC = linear("gamma", "BTC-PERP", "BTC", 1, 0);

    /// The same symbol with more decimals, from noon on.
    public static final Instrument GAMMA_BTC_LATER =
            GAMMA_BTC.withScales(3, 4, START_NS + 12 * HOUR_NS);

    /// All of them, in no order that means anything.
    public static final List<Instrument> INSTRUMENTS =
            List.of(ALPHA_BTC, ALPHA_PEPE, BETA_BTC, BETA_ETH, GAMMA_BTC, GAMMA_BTC_LATER);

    private final SplittableRandom random;
    private final List<MarketEvent> arrival;

    private static Instrument linear(
            String venue, String symbol, String coin, long coinsPerUnit, long validFromNs) {
        return new Instrument(
                new Venue(venue),
                symbol,
                new Coin(coin),
                "USDT",
                InstrumentKind.PERPETUAL,
                Contract.LINEAR,
                Decimal.ONE,
                coinsPerUnit,
                2,
                3,
                validFromNs);
    }

    private static Instrument inverse(String symbol, String coin) {
        return new Instrument(
                new Venue("beta"),
                symbol,
                new Coin(coin),
                "USD",
                InstrumentKind.PERPETUAL,
                Contract.INVERSE,
                new Decimal(100, 0),
                1,
                2,
                0,
                0);
    }

    /// @param latestS an event arrives up to this many seconds after it happened
    public RandomStream(long seed, int count, int latestS) {
        random = new SplittableRandom(seed);
        record Arriving(MarketEvent event, long arrivesNs) {}
        var arriving = new ArrayList<Arriving>();
        long timeNs = START_NS;
        for (int i = 0; i < count; i++) {
            boolean pause = random.nextInt(40) == 0;
            timeNs += (pause ? random.nextInt(3_600) : random.nextInt(4)) * SECOND_NS;
            long lateNs = random.nextInt(latestS + 1) * SECOND_NS;
            arriving.add(new Arriving(event(i, timeNs), timeNs + lateNs));
        }
        Collections.shuffle(arriving, new Random(seed));
        arriving.sort(Comparator.comparingLong(Arriving::arrivesNs));
        arrival = new ArrayList<>();
        for (var one : arriving) {
            arrival.add(at(arrival.size(), one.event()));
        }
    }

    /// In the order in which they arrive, places on the tape from 0.
    public List<MarketEvent> arrival() {
        return List.copyOf(arrival);
    }

    /// In the order in which they happened.
    public List<MarketEvent> happening() {
        var sorted = new ArrayList<>(arrival);
        sorted.sort(EventOrder.BY_VENUE_TIME);
        return sorted;
    }

    /// A numbering of all instruments that differs from seed to seed.
    public static Instruments numbering(long seed) {
        var shuffled = new ArrayList<>(INSTRUMENTS);
        Collections.shuffle(shuffled, new Random(seed));
        var instruments = new Instruments();
        shuffled.forEach(instruments::code);
        return instruments;
    }

    private MarketEvent event(long seq, long timeNs) {
        Instrument on = any(INSTRUMENTS);
        return switch (random.nextInt(20)) {
            case 0 -> trade(seq, on, timeNs);
            case 1 -> deleveraging(seq, on, timeNs);
            case 2, 3 -> markPrice(seq, on, timeNs);
            case 4 -> fundingRate(seq, on, timeNs);
            case 5, 6 -> openInterest(seq, on, timeNs);
            case 7 -> feedHealth(seq, on, timeNs);
            case 8 -> reported(seq, on, timeNs);
            default -> liquidation(seq, on, timeNs);
        };
    }

    private MarketEvent liquidation(long seq, Instrument on, long timeNs) {
        long quantity = random.nextLong(1, 100_000);
        long price = random.nextLong(1, 10_000_000);
        boolean nameless = random.nextInt(3) == 0;
        return new MarketEvent.Liquidation(
                seq,
                on,
                timeNs,
                MarketEvent.NONE,
                any(List.of(PositionSide.values())),
                quantity,
                price,
                any(List.of(PriceKind.values())),
                on.notionalMicroUsd(quantity, price),
                any(List.of(Completeness.values())),
                nameless ? MarketEvent.NONE : random.nextLong(50));
    }

    private MarketEvent deleveraging(long seq, Instrument on, long timeNs) {
        return new MarketEvent.Deleveraging(
                seq,
                on,
                timeNs,
                MarketEvent.NONE,
                any(List.of(PositionSide.values())),
                1,
                1,
                random.nextLong(1_000_000_000_000L),
                MarketEvent.NONE);
    }

    private static MarketEvent trade(long seq, Instrument on, long timeNs) {
        return new MarketEvent.Trade(
                seq, on, timeNs, MarketEvent.NONE, 1, 1, TakerSide.BUY, MarketEvent.NONE);
    }

    private MarketEvent markPrice(long seq, Instrument on, long timeNs) {
        return new MarketEvent.MarkPrice(
                seq, on, timeNs, MarketEvent.NONE, random.nextLong(6_000_000, 8_000_000));
    }

    private MarketEvent fundingRate(long seq, Instrument on, long timeNs) {
        return new MarketEvent.FundingRate(
                seq,
                on,
                timeNs,
                MarketEvent.NONE,
                random.nextLong(-300, 300),
                random.nextInt(4, 9),
                8 * HOUR_NS,
                MarketEvent.NONE,
                FundingKind.ESTIMATE);
    }

    private MarketEvent openInterest(long seq, Instrument on, long timeNs) {
        boolean valued = random.nextBoolean();
        return new MarketEvent.OpenInterest(
                seq,
                on,
                timeNs,
                MarketEvent.NONE,
                random.nextLong(1, 1_000_000),
                valued ? random.nextLong(1_000_000_000_000L) : MarketEvent.NONE);
    }

    private MarketEvent feedHealth(long seq, Instrument on, long timeNs) {
        return new MarketEvent.FeedHealth(
                seq,
                on,
                timeNs,
                MarketEvent.NONE,
                Channel.LIQUIDATIONS,
                any(List.of(FeedState.values())),
                timeNs,
                timeNs + random.nextInt(600) * SECOND_NS,
                "");
    }

    private MarketEvent reported(long seq, Instrument on, long timeNs) {
        long hourNs = Math.floorDiv(timeNs, HOUR_NS) * HOUR_NS;
        return new MarketEvent.Reported(
                seq,
                on,
                hourNs,
                MarketEvent.NONE,
                any(List.of(Metric.LIQUIDATED_LONG, Metric.LIQUIDATED_SHORT, Metric.PRICE)),
                "aggregator",
                HOUR_NS,
                MarketEvent.NONE,
                MarketEvent.NONE,
                MarketEvent.NONE,
                random.nextLong(1_000_000_000L),
                2,
                MarketEvent.NONE);
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /// The same event at another place on the tape.
    static MarketEvent at(long seq, MarketEvent event) {
        var instruments = new Instruments();
        var moved = new ArrayList<MarketEvent>();
        var recorder = new spillway.market.EventRecorder(instruments, moved::add);
        event.sendTo(new Renumbering(seq, recorder), instruments);
        return moved.getFirst();
    }

    /// Pushes on under one place, whatever place is said.
    private static final class Renumbering extends RoutingSink {
        private final spillway.market.EventSink[] next;

        Renumbering(long seq, spillway.market.EventSink next) {
            this.next = new spillway.market.EventSink[] {next};
            next.at(seq);
        }

        @Override
        protected spillway.market.EventSink[] route(
                spillway.market.EventKind kind,
                int instrument,
                long venueTimeNs,
                long receiveTimeNs) {
            return next;
        }
    }
}
