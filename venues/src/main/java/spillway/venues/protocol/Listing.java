package spillway.venues.protocol;

import spillway.market.Instrument;
import spillway.market.MarketEvent;

/// An instrument as a decoder holds it: its code, its scales, and what the venue said about it last
/// and leaves out until it changes. Mutable, owned by one [Symbols].
public final class Listing {
    private final int code;
    private final Instrument instrument;
    private final int priceScale;
    private final int quantityScale;

    /// When the next funding is paid; [MarketEvent#NONE] until the venue says.
    public long fundingTimeNs = MarketEvent.NONE;

    /// Between two payments of funding; [MarketEvent#NONE] until the venue says.
    public long fundingIntervalNs = MarketEvent.NONE;

    Listing(int code, Instrument instrument) {
        this.code = code;
        this.instrument = instrument;
        priceScale = instrument.priceScale();
        quantityScale = instrument.quantityScale();
    }

    /// What events carry.
    public int code() {
        return code;
    }

    public Instrument instrument() {
        return instrument;
    }

    public int priceScale() {
        return priceScale;
    }

    public int quantityScale() {
        return quantityScale;
    }
}
