package spillway.exchange.venue;

import java.util.Arrays;
import java.util.List;
import spillway.exchange.book.CancelReason;
import spillway.exchange.book.OrderBook;
import spillway.exchange.book.OrderId;
import spillway.exchange.book.OrderSide;
import spillway.margin.ContractTerms;
import spillway.market.BookLevels;
import spillway.market.Completeness;
import spillway.market.EventSink;
import spillway.market.FundingKind;
import spillway.market.Instrument;
import spillway.market.MarketEvent;
import spillway.market.MicroUsd;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.TakerSide;

/// A simulated venue as a stream of market events: trades, book changes, liquidations,
/// deleveragings, marks, indexes, funding, open interest and the insurance fund, under the
/// instruments' codes.
///
/// Trades, liquidations and prices are told as they happen; what changed in the books is told by
/// [#flush], one delta for each book, however often a level changed in between. Every liquidation
/// order that traded and every takeover is told: what a real feed leaves out is the emulator's
/// business. A liquidation order carries what it really closed; its price is the kind that the
/// venue publishes.
public final class VenueEvents implements VenueSink {
    private static final int FIRST_LEVELS = 64;
    private static final int RATE_DECIMALS = 9;

    private final Instrument[] instruments;
    private final int[] codes;
    private final EventSink to;
    private final PriceKind priceKind;
    private final BookLevels levels = new BookLevels();
    private final Changed[] changed;
    private final long[] updates;
    private final long[] priceFactor;
    private final long[] lotFactor;
    private final ContractTerms[] contracts;
    private long tradeId;
    private long liquidationId;
    private long nowNs;

    /// The prices whose level changed since the last flush, bids positive and asks negative.
    private static final class Changed {
        private long[] prices = new long[FIRST_LEVELS];
        private int count;

        private void add(OrderSide orderSide, long ticks) {
            long signed = orderSide == OrderSide.BUY ? ticks : -ticks;
            for (int i = count - 1; i >= 0 && i >= count - 8; i--) {
                if (prices[i] == signed) {
                    return;
                }
            }
            if (count == prices.length) {
                prices = Arrays.copyOf(prices, count * 2);
            }
            prices[count++] = signed;
        }
    }

    /// @param instruments the venue's, in the order of their numbers; their scales must hold its
    ///   ticks and lots
    /// @param codes under which `to` knows them
    /// @param priceKind what the venue's liquidation feed prints
    public VenueEvents(
            VenueTerms terms,
            List<Instrument> instruments,
            List<Integer> codes,
            PriceKind priceKind,
            EventSink to) {
        int count = terms.instruments().size();
        if (instruments.size() != count || codes.size() != count) {
            throw new IllegalArgumentException(
                    "%s: expected %d instruments and codes, found %d and %d"
                            .formatted(terms.venue(), count, instruments.size(), codes.size()));
        }
        this.instruments = instruments.toArray(Instrument[]::new);
        this.codes = codes.stream().mapToInt(Integer::intValue).toArray();
        this.priceKind = priceKind;
        this.to = to;
        changed = new Changed[count];
        updates = new long[count];
        priceFactor = new long[count];
        lotFactor = new long[count];
        contracts = new ContractTerms[count];
        for (int i = 0; i < count; i++) {
            changed[i] = new Changed();
            contracts[i] = terms.instruments().get(i).margin().contract();
            priceFactor[i] = contracts[i].tick().mantissaAt(instruments.get(i).priceScale());
            lotFactor[i] = contracts[i].lot().mantissaAt(instruments.get(i).quantityScale());
        }
    }

    @Override
    public void now(long timeNs) {
        nowNs = timeNs;
    }

    /// Tells what changed in the books since the last call.
    public void flush(Venue venue) {
        for (int i = 0; i < changed.length; i++) {
            if (changed[i].count > 0) {
                delta(i, venue.book(i));
            }
        }
    }

    private void delta(int i, OrderBook book) {
        levels.clear();
        Changed prices = changed[i];
        long bid = book.bestBidTicks();
        for (int n = 0; n < prices.count; n++) {
            long ticks = Math.abs(prices.prices[n]);
            boolean isBid = prices.prices[n] > 0;
            // Lots at a price belong to one side: to the bids up to the best of them.
            boolean holds = isBid == (ticks <= bid);
            long lots = holds ? book.lotsAt(ticks) : 0;
            if (isBid) {
                levels.addBid(ticks * priceFactor[i], lots * lotFactor[i]);
            } else {
                levels.addAsk(ticks * priceFactor[i], lots * lotFactor[i]);
            }
        }
        prices.count = 0;
        long before = updates[i]++;
        to.bookDelta(codes[i], nowNs, MarketEvent.NONE, updates[i], updates[i], before, levels);
    }

    /// Tells the best levels of a book whole.
    ///
    /// @param depth levels of each side
    public void snapshot(Venue venue, int instrument, int depth) {
        var prices = new long[depth];
        var lots = new long[depth];
        levels.clear();
        int bids = venue.book(instrument).depth(OrderSide.BUY, prices, lots);
        for (int n = 0; n < bids; n++) {
            levels.addBid(prices[n] * priceFactor[instrument], lots[n] * lotFactor[instrument]);
        }
        int asks = venue.book(instrument).depth(OrderSide.SELL, prices, lots);
        for (int n = 0; n < asks; n++) {
            levels.addAsk(prices[n] * priceFactor[instrument], lots[n] * lotFactor[instrument]);
        }
        to.bookSnapshot(codes[instrument], nowNs, MarketEvent.NONE, updates[instrument], levels);
    }

    /// Tells the open interest of an instrument and the fund, as venues do now and then.
    public void totals(Venue venue, int instrument) {
        long lots = venue.accounts().openLots(instrument);
        long mark = venue.accounts().mark(instrument);
        to.openInterest(
                codes[instrument],
                nowNs,
                MarketEvent.NONE,
                lots * lotFactor[instrument],
                microUsd(instrument, lots, mark));
        ContractTerms contract = contracts[instrument];
        to.insuranceFund(
                codes[instrument],
                nowNs,
                MarketEvent.NONE,
                contract.settlement(),
                venue.fundEquity(),
                contract.moneyScale());
    }

    /// What lots are worth at a price in micro-dollars: linear in money of the quote, inverse by
    /// their own face value.
    private long microUsd(int i, long lots, long ticks) {
        if (ticks == 0 || lots == 0) {
            return 0;
        }
        ContractTerms contract = contracts[i];
        long units = contract.value(lots, ticks);
        int scale = contract.moneyScale();
        return contract.isInverse()
                ? MicroUsd.ofProduct(
                        lots * lotFactor[i],
                        instruments[i].contractSize().mantissa(),
                        instruments[i].quantityScale() + instruments[i].contractSize().scale())
                : MicroUsd.ofProduct(units, 1, scale);
    }

    @Override
    public void filled(
            int instrument,
            long takerId,
            int taker,
            long makerId,
            int maker,
            OrderSide takerSide,
            long priceTicks,
            long lots,
            long makerLotsLeft,
            FillCause cause) {
        changed[instrument].add(takerSide.opposite(), priceTicks);
        to.trade(
                codes[instrument],
                nowNs,
                MarketEvent.NONE,
                priceTicks * priceFactor[instrument],
                lots * lotFactor[instrument],
                takerSide == OrderSide.BUY ? TakerSide.BUY : TakerSide.SELL,
                ++tradeId);
    }

    @Override
    public void rested(
            int account,
            int instrument,
            long orderId,
            OrderSide orderSide,
            long priceTicks,
            long lots) {
        changed[instrument].add(orderSide, priceTicks);
    }

    @Override
    public void reduced(
            int account,
            int instrument,
            long orderId,
            OrderSide orderSide,
            long priceTicks,
            long lotsLeft) {
        changed[instrument].add(orderSide, priceTicks);
    }

    @Override
    public void cancelled(
            int account,
            int instrument,
            long orderId,
            OrderSide orderSide,
            long priceTicks,
            long lots,
            CancelReason reason) {
        if (OrderId.isResting(orderId)) {
            changed[instrument].add(orderSide, priceTicks);
        }
    }

    @Override
    public void liquidated(
            int account,
            int instrument,
            PositionSide closedSide,
            long lots,
            long limitTicks,
            long bankruptcyTicks,
            long filledLots,
            long filledValue,
            long fee,
            Trigger trigger) {
        if (filledLots > 0) {
            long average = averageTicks(instrument, filledLots, filledValue);
            long ticks =
                    switch (priceKind) {
                        case FILL, ENTRY -> average;
                        case BANKRUPTCY -> bankruptcyTicks;
                        case LIMIT -> limitTicks;
                    };
            tell(instrument, closedSide, filledLots, ticks);
        }
    }

    private long averageTicks(int instrument, long lots, long value) {
        long one = contracts[instrument].value(lots, 1);
        return contracts[instrument].isInverse()
                ? Math.max(1, one / Math.max(1, value))
                : Math.max(1, value / one);
    }

    @Override
    public void takenOver(
            int account,
            int instrument,
            PositionSide closedSide,
            long lots,
            long bankruptcyTicks,
            Trigger trigger) {
        tell(instrument, closedSide, lots, bankruptcyTicks);
    }

    private void tell(int instrument, PositionSide closedSide, long lots, long ticks) {
        to.liquidation(
                codes[instrument],
                nowNs,
                MarketEvent.NONE,
                closedSide,
                lots * lotFactor[instrument],
                ticks * priceFactor[instrument],
                priceKind == PriceKind.ENTRY ? PriceKind.FILL : priceKind,
                microUsd(instrument, lots, ticks),
                Completeness.COMPLETE,
                ++liquidationId);
    }

    @Override
    public void deleveraged(
            int account,
            int instrument,
            PositionSide closedSide,
            long lots,
            long priceTicks,
            int bankrupt,
            Trigger trigger) {
        to.deleveraging(
                codes[instrument],
                nowNs,
                MarketEvent.NONE,
                closedSide,
                lots * lotFactor[instrument],
                priceTicks * priceFactor[instrument],
                microUsd(instrument, lots, priceTicks),
                ++liquidationId);
    }

    @Override
    public void marked(int instrument, long markTicks, long indexTicks) {
        to.markPrice(
                codes[instrument], nowNs, MarketEvent.NONE, markTicks * priceFactor[instrument]);
        if (indexTicks != 0) {
            to.indexPrice(
                    codes[instrument],
                    nowNs,
                    MarketEvent.NONE,
                    indexTicks * priceFactor[instrument]);
        }
    }

    @Override
    public void funded(int instrument, long ratePpb, long toNs, long intervalNs) {
        to.fundingRate(
                codes[instrument],
                toNs,
                MarketEvent.NONE,
                ratePpb,
                RATE_DECIMALS,
                intervalNs,
                toNs,
                FundingKind.SETTLED);
    }
}
