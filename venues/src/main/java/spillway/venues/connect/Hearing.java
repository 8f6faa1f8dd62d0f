package spillway.venues.connect;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import spillway.market.Channel;
import spillway.market.EventKind;
import spillway.market.EventSink;
import spillway.market.Feed;
import spillway.market.Instrument;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.market.RoutingSink;
import spillway.market.TakerSide;
import spillway.venues.protocol.RecentKeys;
import spillway.venues.time.Timeline;

/// First behind the decoder: takes note for each feed of what it brings, tells its connection that
/// it lives, and leaves out what must not count twice.
///
/// Left out are trades told again; trades, liquidations and deleveragings from before listening
/// began, since a run before this one may have heard them; and what nobody asked for. What comes
/// late passes: whoever needs order has the venue's time.
final class Hearing extends RoutingSink {
    private static final EventSink[] NOWHERE = {};

    /// The feeds of one channel by the code of their instrument.
    private static final class Lane {
        final Channel channel;
        Listening[] byCode = new Listening[0];

        Lane(Channel channel) {
            this.channel = channel;
        }
    }

    private final Instruments instruments;
    private final HealthTeller teller;
    private final EventSink[] through;
    private final Timeline timeline;
    private final Map<Feed, Listening> feeds = new HashMap<>();
    private final Map<EventKind, Lane> lanes = new EnumMap<>(EventKind.class);
    private final RecentKeys trades = new RecentKeys();
    private @Nullable FeedConnection connection;
    private long tradeId;
    private long replayed;

    /// @param teller says what happens to feeds
    /// @param through gets what is not left out
    Hearing(Instruments instruments, HealthTeller teller, EventSink through, Timeline timeline) {
        this.instruments = instruments;
        this.teller = teller;
        this.through = new EventSink[] {through};
        this.timeline = timeline;
        for (EventKind kind : EventKind.values()) {
            Channel channel = channel(kind);
            if (channel != null) {
                lanes.put(kind, new Lane(channel));
            }
        }
    }

    private static @Nullable Channel channel(EventKind kind) {
        return switch (kind) {
            case TRADE -> Channel.TRADES;
            case QUOTE -> Channel.QUOTES;
            case BOOK_SNAPSHOT, BOOK_DELTA -> Channel.BOOK;
            case LIQUIDATION -> Channel.LIQUIDATIONS;
            case DELEVERAGING -> Channel.DELEVERAGING;
            case MARK_PRICE -> Channel.MARK_PRICE;
            case INDEX_PRICE -> Channel.INDEX_PRICE;
            case FUNDING_RATE -> Channel.FUNDING;
            case OPEN_INTEREST -> Channel.OPEN_INTEREST;
            case LONG_SHORT_RATIO -> Channel.LONG_SHORT_RATIO;
            case INSURANCE_FUND, INSTRUMENT_CHANGE, FEED_HEALTH, REPORTED, ACCOUNT_POSITION -> null;
        };
    }

    /// Takes note of a feed.
    void add(Listening on) {
        feeds.put(on.feed, on);
    }

    /// Facts from before listening began, left out.
    long replayed() {
        return replayed;
    }

    /// A message is about to be decoded.
    ///
    /// @param over the connection it came over; `null` where it is an answer to a request
    void begin(@Nullable FeedConnection over) {
        connection = over;
        trades.start();
    }

    /// The message has been decoded.
    void end() {
        connection = null;
        trades.keep();
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
        tradeId = venueId;
        super.trade(
                instrument,
                venueTimeNs,
                receiveTimeNs,
                priceMantissa,
                quantityMantissa,
                takerSide,
                venueId);
    }

    @Override
    protected EventSink[] route(
            EventKind kind, int instrument, long venueTimeNs, long receiveTimeNs) {
        Lane lane = lanes.get(kind);
        if (lane == null) {
            return through;
        }
        Listening on = find(lane, instrument);
        FeedConnection over = connection;
        boolean isAsked = on != null && (over == null || on.carrier == over);
        if (on == null || !isAsked) {
            return NOWHERE;
        }
        if (over != null && on.isLively()) {
            over.lively(on, kind, venueTimeNs, receiveTimeNs);
        }
        boolean passes = !isFact(lane.channel) || isNew(on, kind, instrument, venueTimeNs);
        if (over != null || lane.channel != Channel.BOOK) {
            hear(on, venueTimeNs, receiveTimeNs, passes);
        }
        return passes ? through : NOWHERE;
    }

    private static boolean isFact(Channel channel) {
        return switch (channel) {
            case TRADES, LIQUIDATIONS, DELEVERAGING -> true;
            default -> false;
        };
    }

    private void hear(Listening on, long venueTimeNs, long receiveTimeNs, boolean passes) {
        if (on.carrier == null && !on.isListening()) {
            teller.listening(on, venueTimeNs, receiveTimeNs, "answered");
        }
        boolean inOrder = on.numbers != null || on.carrier == null || on.isWholeMarket();
        if (passes && !inOrder && venueTimeNs < on.heardVenueNs) {
            on.late++;
        }
        on.heardVenueNs = Math.max(on.heardVenueNs, venueTimeNs);
        on.heardNs = receiveTimeNs;
    }

    private boolean isNew(Listening on, EventKind kind, int instrument, long venueTimeNs) {
        if (on.firstVenueNs == MarketEvent.NONE || venueTimeNs < on.firstVenueNs) {
            replayed++;
            return false;
        }
        if (kind != EventKind.TRADE) {
            return true;
        }
        TradeNumbers numbers = on.numbers;
        TradeNumbers.Verdict verdict =
                numbers != null
                        ? numbers.take(tradeId, venueTimeNs, timeline.nowNs())
                        : byKey(instrument);
        on.late += verdict == TradeNumbers.Verdict.LATE ? 1 : 0;
        on.toldAgain += verdict == TradeNumbers.Verdict.AGAIN ? 1 : 0;
        return verdict != TradeNumbers.Verdict.AGAIN;
    }

    private TradeNumbers.Verdict byKey(int instrument) {
        long key = RecentKeys.mix(RecentKeys.mix(instrument, 1), tradeId);
        return trades.add(key) ? TradeNumbers.Verdict.NEXT : TradeNumbers.Verdict.AGAIN;
    }

    private @Nullable Listening find(Lane lane, int code) {
        if (code < lane.byCode.length) {
            Listening known = lane.byCode[code];
            if (known != null) {
                return known;
            }
        }
        Instrument instrument = instruments.get(code);
        Listening found = feeds.get(Feed.of(instrument, lane.channel));
        if (found == null) {
            found = feeds.get(new Feed(instrument.venue(), lane.channel, Instrument.WHOLE_MARKET));
        }
        if (found != null) {
            if (code >= lane.byCode.length) {
                lane.byCode = Arrays.copyOf(lane.byCode, Math.max(instruments.size(), code + 1));
            }
            lane.byCode[code] = found;
            if (lane.channel == Channel.BOOK) {
                teller.book(code, found);
            }
        }
        return found;
    }

    @Override
    public void at(long seq) {
        through[0].at(seq);
    }
}
