package spillway.market;

import java.util.Comparator;

/// The order of events by what happened, not by when we heard of it: venue time, venue, instrument,
/// kind, the venue's own number, and last the place on the tape. Total over the events of one tape,
/// and the same for every host, whatever the order of arrival.
public final class EventOrder {
    /// The order itself.
    public static final Comparator<MarketEvent> BY_VENUE_TIME =
            Comparator.comparingLong(MarketEvent::venueTimeNs)
                    .thenComparing(e -> e.instrument().venue().code())
                    .thenComparing(e -> e.instrument().symbol())
                    .thenComparing(MarketEvent::kind)
                    .thenComparingLong(EventOrder::venueId)
                    .thenComparingLong(MarketEvent::seq);

    private EventOrder() {}

    /// The venue's own number of an event, [MarketEvent#NONE] for kinds without one.
    public static long venueId(MarketEvent event) {
        return switch (event) {
            case MarketEvent.Trade e -> e.venueId();
            case MarketEvent.Quote e -> e.updateId();
            case MarketEvent.BookSnapshot e -> e.updateId();
            case MarketEvent.BookDelta e -> e.lastUpdateId();
            case MarketEvent.Liquidation e -> e.venueId();
            case MarketEvent.Deleveraging e -> e.venueId();
            case MarketEvent.MarkPrice _,
                    MarketEvent.IndexPrice _,
                    MarketEvent.FundingRate _,
                    MarketEvent.OpenInterest _,
                    MarketEvent.LongShortRatio _,
                    MarketEvent.InsuranceFund _,
                    MarketEvent.InstrumentChange _,
                    MarketEvent.FeedHealth _,
                    MarketEvent.Reported _,
                    MarketEvent.AccountPosition _ ->
                    MarketEvent.NONE;
        };
    }
}
