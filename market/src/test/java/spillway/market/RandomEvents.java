package spillway.market;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Events of every kind, made from a seed: the same seed gives the same events.
public final class RandomEvents {
    private static final String[] COINS = {"BTC", "ETH", "SOL", "PEPE", "XRP"};
    private static final String[] VENUES = {"alpha", "beta-inverse", "gamma"};
    private static final String[] TEXTS = {
        "", "coinglass", "ünïcode ₿", "a\tb\n\"c\"", "x".repeat(300)
    };

    private final SplittableRandom random;
    private final List<Instrument> instruments = new ArrayList<>();
    private long timeNs;
    private long seq;

    public RandomEvents(long seed, long startNs) {
        random = new SplittableRandom(seed);
        timeNs = startNs;
        for (String venue : VENUES) {
            for (String coin : COINS) {
                instruments.add(instrument(new Venue(venue), new Coin(coin)));
            }
            instruments.add(Instrument.wholeMarket(new Venue(venue)));
        }
    }

    private Instrument instrument(Venue venue, Coin coin) {
        boolean inverse = venue.code().endsWith("inverse");
        return new Instrument(
                venue,
                coin.symbol() + (inverse ? "USD_PERP" : "USDT"),
                coin,
                inverse ? "USD" : "USDT",
                InstrumentKind.PERPETUAL,
                inverse ? Contract.INVERSE : Contract.LINEAR,
                inverse ? new Decimal(100, 0) : Decimal.ONE,
                coin.symbol().equals("PEPE") ? 1000 : 1,
                random.nextInt(2, 9),
                random.nextInt(2, 6),
                0);
    }

    /// `count` events, venue times mostly ascending, places on the tape from 0.
    public List<MarketEvent> next(int count) {
        var events = new ArrayList<MarketEvent>(count);
        for (int i = 0; i < count; i++) {
            events.add(one(any(EventKind.values())));
        }
        return events;
    }

    /// One event of `kind`.
    public MarketEvent one(EventKind kind) {
        timeNs += random.nextLong(0, 400_000_000L);
        long venueTimeNs =
                timeNs - (random.nextInt(20) == 0 ? random.nextLong(0, 3_000_000_000L) : 0);
        long receiveTimeNs =
                random.nextInt(10) == 0
                        ? MarketEvent.NONE
                        : timeNs + random.nextLong(-5_000_000, 90_000_000);
        Instrument on = instruments.get(random.nextInt(instruments.size()));
        long at = seq++;
        return switch (kind) {
            case TRADE ->
                    new MarketEvent.Trade(
                            at,
                            on,
                            venueTimeNs,
                            receiveTimeNs,
                            number(),
                            positive(),
                            any(TakerSide.values()),
                            orNone());
            case QUOTE ->
                    new MarketEvent.Quote(
                            at,
                            on,
                            venueTimeNs,
                            receiveTimeNs,
                            number(),
                            number(),
                            number(),
                            number(),
                            orNone());
            case BOOK_SNAPSHOT ->
                    new MarketEvent.BookSnapshot(
                            at, on, venueTimeNs, receiveTimeNs, orNone(), levels());
            case BOOK_DELTA ->
                    new MarketEvent.BookDelta(
                            at,
                            on,
                            venueTimeNs,
                            receiveTimeNs,
                            number(),
                            number(),
                            orNone(),
                            levels());
            case LIQUIDATION -> liquidation(at, on, venueTimeNs, receiveTimeNs);
            case DELEVERAGING ->
                    new MarketEvent.Deleveraging(
                            at,
                            on,
                            venueTimeNs,
                            receiveTimeNs,
                            any(PositionSide.values()),
                            positive(),
                            number(),
                            money(),
                            orNone());
            case MARK_PRICE ->
                    new MarketEvent.MarkPrice(at, on, venueTimeNs, receiveTimeNs, number());
            case INDEX_PRICE ->
                    new MarketEvent.IndexPrice(at, on, venueTimeNs, receiveTimeNs, number());
            case FUNDING_RATE ->
                    new MarketEvent.FundingRate(
                            at,
                            on,
                            venueTimeNs,
                            receiveTimeNs,
                            -number(),
                            random.nextInt(19),
                            orNone(),
                            orNone(),
                            any(FundingKind.values()));
            case OPEN_INTEREST ->
                    new MarketEvent.OpenInterest(
                            at, on, venueTimeNs, receiveTimeNs, orNone(), moneyOrNone());
            case LONG_SHORT_RATIO ->
                    new MarketEvent.LongShortRatio(
                            at,
                            on,
                            venueTimeNs,
                            receiveTimeNs,
                            any(RatioPopulation.values()),
                            number(),
                            random.nextInt(19));
            case INSURANCE_FUND ->
                    new MarketEvent.InsuranceFund(
                            at,
                            on,
                            venueTimeNs,
                            receiveTimeNs,
                            any(TEXTS),
                            number(),
                            random.nextInt(19));
            case INSTRUMENT_CHANGE ->
                    new MarketEvent.InstrumentChange(
                            at, on, venueTimeNs, receiveTimeNs, any(InstrumentStatus.values()));
            case FEED_HEALTH ->
                    new MarketEvent.FeedHealth(
                            at,
                            on,
                            venueTimeNs,
                            receiveTimeNs,
                            any(Channel.values()),
                            any(FeedState.values()),
                            venueTimeNs,
                            venueTimeNs + random.nextLong(1_000_000_000L),
                            any(TEXTS));
            case REPORTED ->
                    new MarketEvent.Reported(
                            at,
                            on,
                            venueTimeNs,
                            receiveTimeNs,
                            any(Metric.values()),
                            any(TEXTS),
                            3_600_000_000_000L,
                            orNone(),
                            orNone(),
                            orNone(),
                            number(),
                            random.nextInt(19),
                            orNone());
            case ACCOUNT_POSITION ->
                    new MarketEvent.AccountPosition(
                            at,
                            on,
                            venueTimeNs,
                            receiveTimeNs,
                            any(TEXTS),
                            any(PositionSide.values()),
                            positive(),
                            number(),
                            orNone(),
                            orNone(),
                            money(),
                            moneyOrNone());
        };
    }

    private MarketEvent liquidation(long at, Instrument on, long venueTimeNs, long receiveTimeNs) {
        long quantity = random.nextLong(1, 100_000);
        long price = random.nextLong(1, 10_000_000);
        return new MarketEvent.Liquidation(
                at,
                on,
                venueTimeNs,
                receiveTimeNs,
                any(PositionSide.values()),
                quantity,
                price,
                any(PriceKind.values()),
                on.notionalMicroUsd(quantity, price),
                any(Completeness.values()),
                orNone());
    }

    private long number() {
        return switch (random.nextInt(12)) {
            case 0 -> 0;
            case 1 -> Long.MAX_VALUE;
            default -> random.nextLong(1_000_000_000L);
        };
    }

    private long money() {
        return Math.min(number(), MicroUsd.MAX);
    }

    private long moneyOrNone() {
        return random.nextInt(4) == 0 ? MarketEvent.NONE : money();
    }

    private long positive() {
        return Math.max(1, number());
    }

    private long orNone() {
        return random.nextInt(4) == 0 ? MarketEvent.NONE : number();
    }

    private <T> T any(T[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private Levels levels() {
        return new Levels(side(), side());
    }

    private List<Level> side() {
        var side = new ArrayList<Level>();
        for (int n = random.nextInt(90); n > 0; n--) {
            side.add(new Level(number(), random.nextInt(5) == 0 ? 0 : positive()));
        }
        return side;
    }
}
