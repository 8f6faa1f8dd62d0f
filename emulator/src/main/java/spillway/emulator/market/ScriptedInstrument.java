package spillway.emulator.market;

import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import spillway.emulator.LiquidationTally;
import spillway.market.BookLevels;
import spillway.market.Channel;
import spillway.market.Completeness;
import spillway.market.Contract;
import spillway.market.Decimal;
import spillway.market.EventSink;
import spillway.market.FundingKind;
import spillway.market.Instrument;
import spillway.market.InstrumentKind;
import spillway.market.MarketEvent;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.RatioPopulation;
import spillway.market.TakerSide;
import spillway.venues.serving.ServerRules;

/// One instrument of one venue in a scripted market: looks at the world at each step and trades.
///
/// Longs are liquidated as fast as the price falls, shorts as it rises, each liquidation calls for
/// more within seconds, and sizes have a heavy tail. None of it is fitted to a real market.
final class ScriptedInstrument {
    private static final double GRID = 1e-4;
    private static final double DEPTH_OF_SIZE = 2e-5;
    private static final double THINNEST = 0.2;
    private static final int REFRESHED = 5;
    private static final int WIDEST_EXTRA = 3;
    private static final double FAST = 5e-5;

    /// Of a large market: one of 7.5 billion dollars.
    private static final double LARGE_USD = 7.5e9;

    private static final double TRADES_PER_SECOND = 1.5;
    private static final double USUAL_TRADE_USD = 4_000;
    private static final int MOST_AT_ONCE = 20;

    private static final double ORDERS_PER_MOVE = 9_000;
    private static final double SHORTS_PER_LONG = 0.45;
    private static final double ORDERS_IN_CALM = 0.002;
    private static final double CALLED_FOR = 0.45;
    private static final double CALL_SECONDS = 4;
    private static final double LEAST_ORDER_USD = 2_500;
    private static final double TAIL = 1.2;
    private static final double LARGEST_PART = 0.001;

    private static final double NEAREST_BANKRUPTCY = 0.005;
    private static final double FURTHEST_BANKRUPTCY = 0.05;

    private static final double DELEVERAGED_FROM_STRESS = 0.9;
    private static final double DELEVERAGED_CHANCE = 0.01;

    private static final int RATE_SCALE = 8;
    private static final int RATIO_SCALE = 4;
    private static final Duration RATIO_EVERY = Duration.ofMinutes(1);

    private final ScriptedListing listing;
    private final Instrument instrument;
    private final int code;
    private final FallScript script;
    private final PriceWorld world;
    private final SplittableRandom random;
    private final ServerRules rules;
    private final boolean isContract;
    private final boolean deleverages;
    private final LiquidationTally economic;
    private final BookLevels levels = new BookLevels();
    private final long tick;
    private final long lot;
    private final long priceStep;
    private final GridBook book;
    private double premium;
    private double calledLongs;
    private double calledShorts;
    private double openUnits;
    private long tradeId;
    private long deleverageId;
    private long lastMarkNs;
    private long lastRatioNs;

    ScriptedInstrument(
            ScriptedListing listing,
            int code,
            FallScript script,
            PriceWorld world,
            long seed,
            ServerRules rules,
            Set<Channel> channels,
            LiquidationTally economic) {
        this.listing = listing;
        this.code = code;
        this.script = script;
        this.world = world;
        this.rules = rules;
        this.economic = economic;
        instrument = listing.listed().instrument();
        random = new SplittableRandom(seed);
        isContract = instrument.kind() != InstrumentKind.SPOT;
        deleverages = channels.contains(Channel.DELEVERAGING);
        tick = listing.listed().tick().mantissaAt(instrument.priceScale());
        lot = listing.listed().lot().mantissaAt(instrument.quantityScale());
        double price = price();
        priceStep = Math.max(1, Math.round(mantissa(price * GRID) / (double) tick)) * tick;
        long bid = mantissa(price) / priceStep;
        book = new GridBook(bid, bid + 1, levelLots(0), random);
        openUnits = listing.sizeUsd() / unitUsd();
        tradeId = 1_000_000 + random.nextLong(1_000_000);
    }

    private double price() {
        return world.price(instrument.coin().symbol()) * instrument.coinsPerUnit();
    }

    private long mantissa(double price) {
        return Math.round(price * Decimal.powerOfTen(instrument.priceScale()));
    }

    /// Dollars in one unit of quantity.
    private double unitUsd() {
        double size = instrument.contractSize().toDouble();
        return instrument.contract() == Contract.INVERSE ? size : size * price();
    }

    private double lots(double usd) {
        return usd / unitUsd() / listing.listed().lot().toDouble();
    }

    private double levelLots(double stress) {
        double thin = 1 - (1 - THINNEST) * stress;
        return lots(listing.sizeUsd() * DEPTH_OF_SIZE * thin);
    }

    /// Tells the state in which the market opens.
    void open(long timeNs, EventSink sink) {
        lastMarkNs = timeNs;
        lastRatioNs = timeNs;
        book.whole(priceStep, lot, levels);
        sink.bookSnapshot(code, timeNs, MarketEvent.NONE, 0, levels);
        quote(timeNs, sink);
        if (isContract) {
            marks(timeNs, 0, sink);
            ratio(timeNs, 0, sink);
        }
    }

    /// One step: trades and liquidations at the prices that stand, then the book moves on.
    void act(long timeNs, double seconds, double stepSeconds, EventSink sink) {
        double stress = script.stress(seconds);
        premium = 0.98 * premium + 0.00003 * random.nextGaussian();
        trades(timeNs, stress, stepSeconds, sink);
        if (isContract) {
            liquidations(timeNs, stress, stepSeconds, sink);
        }
        move(timeNs, stress, sink);
        if (isContract && timeNs - lastMarkNs >= Duration.ofSeconds(1).toNanos()) {
            lastMarkNs = timeNs;
            marks(timeNs, seconds, sink);
        }
        if (isContract && timeNs - lastRatioNs >= RATIO_EVERY.toNanos()) {
            lastRatioNs = timeNs;
            ratio(timeNs, seconds, sink);
        }
    }

    private void move(long timeNs, double stress, EventSink sink) {
        long oldBid = book.bid();
        long oldAsk = book.ask();
        long oldBidLots = book.bidLots();
        long oldAskLots = book.askLots();
        long middle = mantissa(price() * (1 + premium));
        long bid = Math.max(1, middle / priceStep);
        long extra = (long) (stress * WIDEST_EXTRA * random.nextDouble());
        double levelLots = levelLots(stress);
        book.refresh(REFRESHED, levelLots);
        book.move(bid, bid + 1 + extra, levelLots);
        book.changes(priceStep, lot, levels);
        if (levels.bids() + levels.asks() > 0) {
            sink.bookDelta(
                    code,
                    timeNs,
                    MarketEvent.NONE,
                    MarketEvent.NONE,
                    MarketEvent.NONE,
                    MarketEvent.NONE,
                    levels);
        }
        boolean changed =
                oldBid != book.bid()
                        || oldAsk != book.ask()
                        || oldBidLots != book.bidLots()
                        || oldAskLots != book.askLots();
        if (changed) {
            quote(timeNs, sink);
        }
    }

    private void quote(long timeNs, EventSink sink) {
        sink.quote(
                code,
                timeNs,
                MarketEvent.NONE,
                book.bid() * priceStep,
                book.bidLots() * lot,
                book.ask() * priceStep,
                book.askLots() * lot,
                MarketEvent.NONE);
    }

    /// A whole number with the mean `mean`, at most [#MOST_AT_ONCE].
    private int count(double mean) {
        double left = random.nextDouble();
        double chance = StrictMath.exp(-Math.min(mean, MOST_AT_ONCE));
        int count = 0;
        while (left > chance && count < MOST_AT_ONCE) {
            left -= chance;
            count++;
            chance *= mean / count;
        }
        return count;
    }

    private double weight() {
        return StrictMath.sqrt(listing.sizeUsd() / LARGE_USD);
    }

    private void trades(long timeNs, double stress, double stepSeconds, EventSink sink) {
        double mean = TRADES_PER_SECOND * (0.3 + weight()) * (1 + 2 * stress) * stepSeconds;
        int trades = count(mean);
        double speed = world.speed(instrument.coin().symbol());
        double sells = Math.clamp(0.5 - speed / FAST / 4, 0.2, 0.8);
        for (int i = 0; i < trades; i++) {
            boolean isSell = random.nextDouble() < sells;
            double usd =
                    USUAL_TRADE_USD
                            * (0.3 + weight())
                            * StrictMath.exp(1.3 * random.nextGaussian());
            long size = Math.max(1, Math.round(lots(usd)));
            long price = (isSell ? book.bid() : book.ask()) * priceStep;
            trade(timeNs, price, size, isSell, sink);
        }
    }

    private void trade(long timeNs, long price, long size, boolean isSell, EventSink sink) {
        book.take(isSell, size);
        sink.trade(
                code,
                timeNs,
                MarketEvent.NONE,
                price,
                size * lot,
                isSell ? TakerSide.SELL : TakerSide.BUY,
                ++tradeId);
    }

    private void liquidations(long timeNs, double stress, double stepSeconds, EventSink sink) {
        double speed = world.speed(instrument.coin().symbol());
        double falling = Math.max(0, -speed - FAST / 4) * ORDERS_PER_MOVE;
        double rising = Math.max(0, speed - FAST / 4) * ORDERS_PER_MOVE * SHORTS_PER_LONG;
        double decay = StrictMath.exp(-stepSeconds / CALL_SECONDS);
        double longs = (ORDERS_IN_CALM + falling) * weight() + calledLongs / CALL_SECONDS;
        double shorts = (ORDERS_IN_CALM + rising) * weight() + calledShorts / CALL_SECONDS;
        calledLongs *= decay;
        calledShorts *= decay;
        int closedLongs = count(longs * stepSeconds);
        int closedShorts = count(shorts * stepSeconds);
        for (int i = 0; i < closedLongs; i++) {
            liquidate(timeNs, PositionSide.LONG, stress, sink);
            calledLongs += CALLED_FOR;
        }
        for (int i = 0; i < closedShorts; i++) {
            liquidate(timeNs, PositionSide.SHORT, stress, sink);
            calledShorts += CALLED_FOR;
        }
    }

    private void liquidate(long timeNs, PositionSide closedSide, double stress, EventSink sink) {
        boolean isSell = closedSide == PositionSide.LONG;
        double usd =
                LEAST_ORDER_USD
                        * (0.2 + weight())
                        * StrictMath.pow(1 - random.nextDouble(), -1 / TAIL);
        usd = Math.min(usd, listing.sizeUsd() * LARGEST_PART);
        long size = Math.max(1, Math.round(lots(usd)));
        long slip = (long) (random.nextDouble() * 3 * stress);
        long fill = (isSell ? book.bid() - slip : book.ask() + slip) * priceStep;
        trade(timeNs, fill, size, isSell, sink);
        openUnits = Math.max(openUnits / 2, openUnits - size * listing.listed().lot().toDouble());
        long price = rules.liquidationPrice() == PriceKind.FILL ? fill : bankruptcy(fill, isSell);
        long quantity = size * lot;
        economic.add(
                instrument.venue().code(),
                LiquidationTally.one(closedSide, instrument.notionalMicroUsd(quantity, fill)));
        sink.liquidation(
                code,
                timeNs,
                MarketEvent.NONE,
                closedSide,
                quantity,
                price,
                rules.liquidationPrice(),
                instrument.notionalMicroUsd(quantity, price),
                rules.liquidations() == ServerRules.Sampling.ALL
                        ? Completeness.COMPLETE
                        : Completeness.SAMPLED,
                MarketEvent.NONE);
        if (deleverages
                && stress >= DELEVERAGED_FROM_STRESS
                && random.nextDouble() < DELEVERAGED_CHANCE) {
            deleverage(timeNs, closedSide, quantity, sink);
        }
    }

    /// 50 to 500 basis points beyond the fill, more often near.
    private long bankruptcy(long fill, boolean isSell) {
        double share = random.nextDouble();
        double beyond =
                NEAREST_BANKRUPTCY + (FURTHEST_BANKRUPTCY - NEAREST_BANKRUPTCY) * share * share;
        double price = fill * (isSell ? 1 - beyond : 1 + beyond);
        return Math.max(1, Math.round(price / tick)) * tick;
    }

    /// A winner on the other side is closed at the mark price.
    private void deleverage(long timeNs, PositionSide bankrupt, long quantity, EventSink sink) {
        PositionSide winner =
                bankrupt == PositionSide.LONG ? PositionSide.SHORT : PositionSide.LONG;
        long price = Math.max(1, mantissa(price()) / tick) * tick;
        sink.deleveraging(
                code,
                timeNs,
                MarketEvent.NONE,
                winner,
                quantity,
                price,
                instrument.notionalMicroUsd(quantity, price),
                ++deleverageId);
    }

    private void marks(long timeNs, double seconds, EventSink sink) {
        double progress = script.progress(seconds);
        long index = mantissa(price());
        sink.indexPrice(code, timeNs, MarketEvent.NONE, index);
        double rate = 0.0001 - 0.0003 * progress * script.stress(seconds) + premium / 10;
        long intervalNs = listing.listed().fundingInterval().toNanos();
        long fundingNs = (Math.floorDiv(timeNs, intervalNs) + 1) * intervalNs;
        sink.fundingRate(
                code,
                timeNs,
                MarketEvent.NONE,
                Math.round(rate * Decimal.powerOfTen(RATE_SCALE)),
                RATE_SCALE,
                intervalNs,
                fundingNs,
                FundingKind.ESTIMATE);
        double units = openUnits * (1 - 0.2 * progress);
        long quantity = Math.round(units / listing.listed().lot().toDouble()) * lot;
        long mark = mantissa(price() * (1 + premium / 2));
        sink.openInterest(
                code,
                timeNs,
                MarketEvent.NONE,
                quantity,
                instrument.notionalMicroUsd(quantity, mark));
        sink.markPrice(code, timeNs, MarketEvent.NONE, mark);
    }

    private void ratio(long timeNs, double seconds, EventSink sink) {
        double ratio = 1.7 + 0.8 * script.progress(seconds) + 0.05 * random.nextGaussian();
        sink.longShortRatio(
                code,
                timeNs,
                MarketEvent.NONE,
                RatioPopulation.ALL_ACCOUNTS,
                Math.round(ratio * Decimal.powerOfTen(RATIO_SCALE)),
                RATIO_SCALE);
    }
}
