package spillway.signals.totals;

import spillway.market.Completeness;
import spillway.market.Instrument;
import spillway.market.PositionSide;
import spillway.market.PriceKind;

/// The order of the largest notional in a window. Where a venue tells of an order fill by fill, its
/// fills in the window are one order: those of one symbol, closed side and venue id. Among equals
/// the first in [spillway.market.EventOrder]; where that leaves only the place on the tape to
/// decide, the order's own contents do, so that the answer is the same on every tape.
///
/// @param instrument venue and symbol
/// @param venueTimeNs when; of several fills, the first
/// @param closedSide the position that died
/// @param priceKind price at which it is valued; of several fills, the first's
/// @param notionalMicroUsd its worth, all fills together
/// @param completeness of the feed that told of it; of several fills, the first's
/// @param venueId see [spillway.market.MarketEvent.Liquidation]
/// @param fills number of events that told of it, 1 for an order told as a whole
public record LargestOrder(
        Instrument instrument,
        long venueTimeNs,
        PositionSide closedSide,
        PriceKind priceKind,
        long notionalMicroUsd,
        Completeness completeness,
        long venueId,
        int fills) {}
