package spillway.app.live;

import spillway.market.Completeness;
import spillway.market.Instrument;
import spillway.market.PositionSide;
import spillway.market.PriceKind;

/// One liquidation, as people look at it.
///
/// @param id place on the tape; ascends in the order of arrival
/// @param venueTimeNs when, by the venue's clock
/// @param quantityMantissa size closed, at the instrument's quantity scale
/// @param priceMantissa price of kind `priceKind`, at the instrument's price scale
public record RecentLiquidation(
        long id,
        long venueTimeNs,
        Instrument instrument,
        PositionSide closedSide,
        long quantityMantissa,
        long priceMantissa,
        PriceKind priceKind,
        long notionalMicroUsd,
        Completeness completeness) {}
