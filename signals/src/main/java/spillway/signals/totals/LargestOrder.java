package spillway.signals.totals;

import spillway.market.Completeness;
import spillway.market.Instrument;
import spillway.market.PositionSide;
import spillway.market.PriceKind;

/// The order of the largest notional in a window. Among equals the first in
/// [spillway.market.EventOrder]; where that leaves only the place on the tape to decide, the
/// order's own contents do, so that the answer is the same on every tape.
///
/// @param instrument venue and symbol
/// @param venueTimeNs when
/// @param closedSide the position that died
/// @param priceKind price at which it is valued
/// @param notionalMicroUsd its worth
/// @param completeness of the feed that told of it
/// @param venueId see [spillway.market.MarketEvent.Liquidation]
public record LargestOrder(
        Instrument instrument,
        long venueTimeNs,
        PositionSide closedSide,
        PriceKind priceKind,
        long notionalMicroUsd,
        Completeness completeness,
        long venueId) {}
