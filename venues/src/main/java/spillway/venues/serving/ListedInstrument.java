package spillway.venues.serving;

import java.time.Duration;
import spillway.market.Decimal;
import spillway.market.Instrument;

/// An instrument as a venue's catalogue lists it.
///
/// @param instrument what is traded
/// @param tick smallest step of a price
/// @param lot smallest step of a quantity, in the venue's unit
/// @param fundingInterval between two payments of funding; zero where none is paid
public record ListedInstrument(
        Instrument instrument, Decimal tick, Decimal lot, Duration fundingInterval) {}
