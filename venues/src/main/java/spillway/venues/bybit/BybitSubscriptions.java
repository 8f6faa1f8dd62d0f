package spillway.venues.bybit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import spillway.market.Channel;
import spillway.market.Feed;
import spillway.market.Instrument;
import spillway.venues.protocol.ConnectionPlan;
import spillway.venues.protocol.RestPoll;
import spillway.venues.protocol.Topic;
import spillway.venues.protocol.Wanted;

/// What to say to Bybit to hear what is wanted: a topic for each channel of each symbol, there is
/// none for all symbols. Limits: the topics of a connection sum to less than 21,000 characters; a
/// spot request has at most 10.
final class BybitSubscriptions {
    /// The venue's limit is 21,000 with the punctuation between.
    private static final int CHARACTERS_PER_CONNECTION = 20_000;

    private static final int TOPICS_PER_FRAME = 200;
    private static final int TOPICS_PER_SPOT_FRAME = 10;
    private static final Duration RATIO_EVERY = Duration.ofMinutes(5);

    /// Tickers, quotes and books come when they change; a best price is told again every 3 seconds.
    private static final Duration PAUSE_AT_MOST = Duration.ofSeconds(30);

    /// The slowest of the streams collects for 100 ms.
    private static final Duration STREAMS_WITHIN = Duration.ofMillis(100);

    private static final Duration LIQUIDATIONS_WITHIN = Duration.ofMillis(500);
    private static final List<Channel> BY_TICKER =
            List.of(
                    Channel.MARK_PRICE,
                    Channel.INDEX_PRICE,
                    Channel.FUNDING,
                    Channel.OPEN_INTEREST);

    private final BybitMarket market;

    BybitSubscriptions(BybitMarket market) {
        this.market = market;
    }

    List<ConnectionPlan> connections(Wanted wanted) {
        var plans = new ArrayList<ConnectionPlan>();
        var some = new ArrayList<Topic>();
        int characters = 0;
        for (Topic topic : topics(wanted)) {
            if (characters + topic.name().length() + 3 > CHARACTERS_PER_CONNECTION) {
                plans.add(plan(some));
                some.clear();
                characters = 0;
            }
            some.add(topic);
            characters += topic.name().length() + 3;
        }
        if (!some.isEmpty()) {
            plans.add(plan(some));
        }
        return plans;
    }

    private List<Topic> topics(Wanted wanted) {
        var topics = new ArrayList<Topic>();
        for (Instrument instrument : wanted.instruments()) {
            String symbol = instrument.symbol();
            if (wanted.has(Channel.BOOK)) {
                topics.add(lively("orderbook.200." + symbol, instrument, Channel.BOOK));
            }
            if (wanted.has(Channel.QUOTES)) {
                topics.add(
                        Topic.repeating(
                                "orderbook.1." + symbol,
                                List.of(Feed.of(instrument, Channel.QUOTES)),
                                PAUSE_AT_MOST,
                                STREAMS_WITHIN));
            }
            if (wanted.has(Channel.TRADES)) {
                topics.add(
                        quiet("publicTrade." + symbol, instrument, Channel.TRADES, STREAMS_WITHIN));
            }
            if (market == BybitMarket.SPOT) {
                continue;
            }
            var feeds = new ArrayList<Feed>();
            for (Channel channel : BY_TICKER) {
                if (wanted.has(channel)) {
                    feeds.add(Feed.of(instrument, channel));
                }
            }
            if (!feeds.isEmpty()) {
                topics.add(Topic.lively("tickers." + symbol, feeds, PAUSE_AT_MOST, STREAMS_WITHIN));
            }
            if (wanted.has(Channel.LIQUIDATIONS)) {
                topics.add(
                        quiet(
                                "allLiquidation." + symbol,
                                instrument,
                                Channel.LIQUIDATIONS,
                                LIQUIDATIONS_WITHIN));
            }
        }
        return topics;
    }

    private static Topic lively(String name, Instrument on, Channel channel) {
        return Topic.lively(name, List.of(Feed.of(on, channel)), PAUSE_AT_MOST, STREAMS_WITHIN);
    }

    private static Topic quiet(String name, Instrument on, Channel channel, Duration within) {
        return Topic.quiet(name, List.of(Feed.of(on, channel)), within);
    }

    static List<String> renewal(String topic) {
        String rest = "subscribe\",\"args\":[\"" + topic + "\"]}";
        return List.of("{\"op\":\"un" + rest, "{\"op\":\"" + rest);
    }

    private ConnectionPlan plan(List<Topic> topics) {
        List<String> frames = frames(topics);
        return new ConnectionPlan("/v5/public/" + market.category, frames, topics, frames.size());
    }

    private List<String> frames(List<Topic> topics) {
        int atOnce = market == BybitMarket.SPOT ? TOPICS_PER_SPOT_FRAME : TOPICS_PER_FRAME;
        var frames = new ArrayList<String>();
        for (int from = 0; from < topics.size(); from += atOnce) {
            var names = new ArrayList<String>();
            for (Topic topic : topics.subList(from, Math.min(topics.size(), from + atOnce))) {
                names.add('"' + topic.name() + '"');
            }
            frames.add(
                    "{\"req_id\":\""
                            + (frames.size() + 1)
                            + "\",\"op\":\"subscribe\",\"args\":["
                            + String.join(",", names)
                            + "]}");
        }
        return frames;
    }

    List<RestPoll> polls(Wanted wanted) {
        var polls = new ArrayList<RestPoll>();
        if (market == BybitMarket.SPOT || !wanted.has(Channel.LONG_SHORT_RATIO)) {
            return polls;
        }
        for (Instrument instrument : wanted.instruments()) {
            polls.add(
                    new RestPoll(
                            "/v5/market/account-ratio?category="
                                    + market.category
                                    + "&symbol="
                                    + instrument.symbol()
                                    + "&period=5min&limit=1",
                            Feed.of(instrument, Channel.LONG_SHORT_RATIO),
                            RATIO_EVERY));
        }
        return polls;
    }
}
