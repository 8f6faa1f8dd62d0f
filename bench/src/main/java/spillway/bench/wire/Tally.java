package spillway.bench.wire;

import spillway.market.BookLevels;
import spillway.market.Completeness;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.SelectiveSink;
import spillway.market.TakerSide;

/// Adds up what reaches it, so that nothing of a message can be left unread unseen. One class for
/// decoders and peers, as every further class of sinks would make all of them slower.
public final class Tally implements SelectiveSink {
    /// How much of a book message is looked at.
    public enum Depth {
        /// The first and the last level of each side and how many there are: cheap.
        ENDS,
        /// Every level.
        LEVELS
    }

    private final Depth depth;
    private long events;
    private long sum;

    public Tally(Depth depth) {
        this.depth = depth;
    }

    public long events() {
        return events;
    }

    /// A number that two different streams of events are very unlikely to share.
    public long sum() {
        return sum;
    }

    private void add(long one, long two, long three, long four) {
        sum = (sum ^ one) * 0x9E3779B97F4A7C15L + two;
        sum = (sum ^ three) * 0xC2B2AE3D27D4EB4FL + four;
    }

    private void begin(int instrument, long venueTimeNs, long receiveTimeNs) {
        events++;
        sum += instrument + venueTimeNs + receiveTimeNs;
    }

    private void add(BookLevels levels) {
        int bids = levels.bids();
        int asks = levels.asks();
        add(bids, asks, 0, 0);
        if (depth == Depth.LEVELS) {
            for (int i = 0; i < bids; i++) {
                add(levels.bidPrice(i), levels.bidQuantity(i), i, 1);
            }
            for (int i = 0; i < asks; i++) {
                add(levels.askPrice(i), levels.askQuantity(i), i, 2);
            }
            return;
        }
        if (bids > 0) {
            add(
                    levels.bidPrice(0),
                    levels.bidQuantity(0),
                    levels.bidPrice(bids - 1),
                    levels.bidQuantity(bids - 1));
        }
        if (asks > 0) {
            add(
                    levels.askPrice(0),
                    levels.askQuantity(0),
                    levels.askPrice(asks - 1),
                    levels.askQuantity(asks - 1));
        }
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
        begin(instrument, venueTimeNs, receiveTimeNs);
        add(priceMantissa, quantityMantissa, takerSide == TakerSide.BUY ? 1 : 2, venueId);
    }

    @Override
    public void quote(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long bidPriceMantissa,
            long bidQuantityMantissa,
            long askPriceMantissa,
            long askQuantityMantissa,
            long updateId) {
        begin(instrument, venueTimeNs, receiveTimeNs);
        add(bidPriceMantissa, bidQuantityMantissa, askPriceMantissa, askQuantityMantissa);
        add(updateId, 0, 0, 0);
    }

    @Override
    public void bookSnapshot(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long updateId,
            BookLevels levels) {
        begin(instrument, venueTimeNs, receiveTimeNs);
        add(updateId, 3, 0, 0);
        add(levels);
    }

    @Override
    public void bookDelta(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long firstUpdateId,
            long lastUpdateId,
            long previousUpdateId,
            BookLevels levels) {
        begin(instrument, venueTimeNs, receiveTimeNs);
        add(firstUpdateId, lastUpdateId, previousUpdateId, 0);
        add(levels);
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
        begin(instrument, venueTimeNs, receiveTimeNs);
        add(
                closedSide == PositionSide.LONG ? 1 : 2,
                quantityMantissa,
                priceMantissa,
                notionalMicroUsd);
    }
}
