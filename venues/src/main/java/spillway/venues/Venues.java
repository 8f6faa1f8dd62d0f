package spillway.venues;

import java.util.List;
import java.util.Optional;
import spillway.venues.binance.BinanceProtocol;
import spillway.venues.protocol.VenueProtocol;

/// All protocols that Spillway speaks, by the codes of their venues.
public final class Venues {
    private static final List<VenueProtocol> ALL =
            List.of(BinanceProtocol.USDM, BinanceProtocol.COINM, BinanceProtocol.SPOT);

    private Venues() {}

    /// All of them, in the order in which they are listed to people.
    public static List<VenueProtocol> all() {
        return ALL;
    }

    /// The protocol of the venue `code`, such as `binance-usdm`.
    public static Optional<VenueProtocol> byCode(String code) {
        return ALL.stream().filter(p -> p.venue().code().equals(code)).findFirst();
    }
}
