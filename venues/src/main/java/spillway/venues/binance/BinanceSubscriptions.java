package spillway.venues.binance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import spillway.market.Channel;
import spillway.market.Feed;
import spillway.market.Instrument;
import spillway.market.InstrumentKind;
import spillway.venues.protocol.ConnectionPlan;
import spillway.venues.protocol.RestPoll;
import spillway.venues.protocol.Topic;
import spillway.venues.protocol.Wanted;

/// What to say to Binance to hear what is wanted.
///
/// USD-M has two routes since 2026-04: books, best prices and single trades on `/public`, the rest
/// on `/market`. On the old URL subscriptions to the rest are acknowledged and stay silent. Limits:
/// 1,024 streams a connection; frames are kept to 200 streams. COIN-M is split in the same way,
/// though on one route: single trades, which are listened to for auto-deleveraging, must not come
/// over the connection of the aggregated ones.
final class BinanceSubscriptions {
    /// The venue's limit is 1,024; the rest is left for what is subscribed later.
    private static final int STREAMS_PER_CONNECTION = 1_000;

    private static final int STREAMS_PER_FRAME = 200;
    private static final Duration OPEN_INTEREST_EVERY = Duration.ofMinutes(1);
    private static final Duration RATIO_EVERY = Duration.ofMinutes(5);

    /// Mark and index prices come every second, whatever happens.
    private static final Duration PRICES_PAUSE_AT_MOST = Duration.ofSeconds(5);

    /// Quotes and books come when they change.
    private static final Duration QUOTES_PAUSE_AT_MOST = Duration.ofSeconds(30);

    /// The slowest of the streams collects for 100 ms.
    private static final Duration STREAMS_WITHIN = Duration.ofMillis(100);

    /// The last order of a second is published at its end.
    private static final Duration LIQUIDATIONS_WITHIN = Duration.ofSeconds(1);

    private final BinanceMarket market;

    BinanceSubscriptions(BinanceMarket market) {
        this.market = market;
    }

    List<ConnectionPlan> connections(Wanted wanted) {
        var onPublic = new ArrayList<Topic>();
        var onMarket = new ArrayList<Topic>();
        for (Instrument instrument : wanted.instruments()) {
            String name = instrument.symbol().toLowerCase(Locale.ROOT);
            if (wanted.has(Channel.BOOK)) {
                onPublic.add(lively(name + "@depth@100ms", Feed.of(instrument, Channel.BOOK)));
            }
            if (wanted.has(Channel.QUOTES)) {
                onPublic.add(lively(name + "@bookTicker", Feed.of(instrument, Channel.QUOTES)));
            }
            if (wanted.has(Channel.TRADES)) {
                Feed trades = Feed.of(instrument, Channel.TRADES);
                onMarket.add(Topic.numbered(name + "@aggTrade", trades, STREAMS_WITHIN));
            }
            if (wanted.has(Channel.DELEVERAGING) && market.isFutures()) {
                onPublic.add(
                        Topic.quiet(
                                name + "@trade",
                                List.of(Feed.of(instrument, Channel.DELEVERAGING)),
                                STREAMS_WITHIN));
            }
            if (market.isFutures()) {
                marks(wanted, instrument, name, onMarket);
            }
            if (wanted.has(Channel.LIQUIDATIONS) && market.isFutures()) {
                onMarket.add(
                        Topic.quiet(
                                name + "@forceOrder",
                                List.of(Feed.of(instrument, Channel.LIQUIDATIONS)),
                                LIQUIDATIONS_WITHIN));
            }
        }
        return plans(onPublic, onMarket);
    }

    private void marks(Wanted wanted, Instrument instrument, String name, List<Topic> onMarket) {
        var feeds = new ArrayList<Feed>();
        for (Channel channel : List.of(Channel.MARK_PRICE, Channel.INDEX_PRICE, Channel.FUNDING)) {
            boolean carried =
                    channel == Channel.MARK_PRICE || instrument.kind() == InstrumentKind.PERPETUAL;
            if (wanted.has(channel) && carried) {
                feeds.add(Feed.of(instrument, channel));
            }
        }
        if (!feeds.isEmpty()) {
            onMarket.add(
                    Topic.lively(
                            name + "@markPrice@1s", feeds, PRICES_PAUSE_AT_MOST, STREAMS_WITHIN));
        }
        boolean isPerpetual = instrument.kind() == InstrumentKind.PERPETUAL;
        if (market == BinanceMarket.COINM && wanted.has(Channel.INDEX_PRICE) && isPerpetual) {
            String pair = name.substring(0, name.indexOf('_'));
            onMarket.add(
                    Topic.lively(
                            pair + "@indexPrice@1s",
                            List.of(Feed.of(instrument, Channel.INDEX_PRICE)),
                            PRICES_PAUSE_AT_MOST,
                            STREAMS_WITHIN));
        }
    }

    private static Topic lively(String name, Feed feed) {
        return Topic.lively(name, List.of(feed), QUOTES_PAUSE_AT_MOST, STREAMS_WITHIN);
    }

    private List<ConnectionPlan> plans(List<Topic> onPublic, List<Topic> onMarket) {
        var plans = new ArrayList<ConnectionPlan>();
        boolean routed = market == BinanceMarket.USDM;
        if (market == BinanceMarket.SPOT) {
            onPublic.addAll(onMarket);
            onMarket.clear();
        }
        plan(routed ? "/public/stream" : "/stream", onPublic, plans);
        plan(routed ? "/market/stream" : "/stream", onMarket, plans);
        return plans;
    }

    private static void plan(String path, List<Topic> streams, List<ConnectionPlan> plans) {
        for (int from = 0; from < streams.size(); from += STREAMS_PER_CONNECTION) {
            List<Topic> some =
                    streams.subList(from, Math.min(streams.size(), from + STREAMS_PER_CONNECTION));
            List<String> frames = frames(some);
            plans.add(new ConnectionPlan(path, frames, some, frames.size()));
        }
    }

    static List<String> renewal(String stream) {
        String rest = "\",\"params\":[\"" + stream + "\"],\"id\":0}";
        return List.of("{\"method\":\"UNSUBSCRIBE" + rest, "{\"method\":\"SUBSCRIBE" + rest);
    }

    /// Prices of all at once, open interest one by one.
    List<String> openInterestRequests(List<Instrument> instruments) {
        var requests = new ArrayList<String>();
        if (market.isFutures()) {
            requests.add(market.restPath + "/premiumIndex");
            for (Instrument instrument : instruments) {
                requests.add(openInterestRequest(instrument));
            }
        }
        return requests;
    }

    private String openInterestRequest(Instrument instrument) {
        return market.restPath + "/openInterest?symbol=" + instrument.symbol();
    }

    private static List<String> frames(List<Topic> streams) {
        var frames = new ArrayList<String>();
        for (int from = 0; from < streams.size(); from += STREAMS_PER_FRAME) {
            var names = new ArrayList<String>();
            for (Topic stream :
                    streams.subList(from, Math.min(streams.size(), from + STREAMS_PER_FRAME))) {
                names.add('"' + stream.name() + '"');
            }
            frames.add(
                    "{\"method\":\"SUBSCRIBE\",\"params\":["
                            + String.join(",", names)
                            + "],\"id\":"
                            + (frames.size() + 1)
                            + "}");
        }
        return frames;
    }

    List<RestPoll> polls(Wanted wanted) {
        var polls = new ArrayList<RestPoll>();
        if (!market.isFutures()) {
            return polls;
        }
        for (Instrument instrument : wanted.instruments()) {
            if (wanted.has(Channel.OPEN_INTEREST)) {
                polls.add(
                        new RestPoll(
                                openInterestRequest(instrument),
                                Feed.of(instrument, Channel.OPEN_INTEREST),
                                OPEN_INTEREST_EVERY));
            }
            boolean isPerpetual = instrument.kind() == InstrumentKind.PERPETUAL;
            if (wanted.has(Channel.LONG_SHORT_RATIO) && isPerpetual) {
                polls.add(
                        new RestPoll(
                                ratioRequest(instrument),
                                Feed.of(instrument, Channel.LONG_SHORT_RATIO),
                                RATIO_EVERY));
            }
        }
        return polls;
    }

    private String ratioRequest(Instrument instrument) {
        String symbol = instrument.symbol();
        String of =
                market == BinanceMarket.COINM
                        ? "pair=" + symbol.substring(0, symbol.indexOf('_'))
                        : "symbol=" + symbol;
        return "/futures/data/globalLongShortAccountRatio?" + of + "&period=5m&limit=1";
    }
}
