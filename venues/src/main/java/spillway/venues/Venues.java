package spillway.venues;

import java.util.List;
import java.util.Optional;
import spillway.venues.binance.BinanceProtocol;
import spillway.venues.bybit.BybitProtocol;
import spillway.venues.okx.OkxProtocol;
import spillway.venues.protocol.VenueProtocol;

/// All protocols that Spillway speaks, by their names.
public final class Venues {
    private static final List<VenueProtocol> ALL =
            List.of(
                    BinanceProtocol.USDM,
                    BinanceProtocol.COINM,
                    BinanceProtocol.SPOT,
                    BybitProtocol.LINEAR,
                    BybitProtocol.INVERSE,
                    BybitProtocol.SPOT,
                    OkxProtocol.SWAP,
                    OkxProtocol.SPOT);

    private Venues() {}

    /// All of them, in the order in which they are listed to people.
    public static List<VenueProtocol> all() {
        return ALL;
    }

    /// The protocol that people call `name`, such as `binance-usdm`.
    public static Optional<VenueProtocol> byName(String name) {
        return ALL.stream().filter(p -> p.name().equals(name)).findFirst();
    }
}
