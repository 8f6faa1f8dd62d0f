package spillway.venues.binance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import spillway.market.Channel;
import spillway.market.Feed;
import spillway.market.Instrument;
import spillway.market.InstrumentKind;
import spillway.venues.protocol.ConnectionPlan;
import spillway.venues.protocol.RestPoll;
import spillway.venues.protocol.Wanted;

/// What to say to Binance to hear what is wanted.
///
/// USD-M has two routes since 2026-04: books, best prices and single trades on `/public`, the rest
/// on `/market`. On the old URL subscriptions to the rest are acknowledged and stay silent. Limits:
/// 1,024 streams a connection; frames are kept to 200 streams.
final class BinanceSubscriptions {
    /// The venue's limit is 1,024; the rest is left for what is subscribed later.
    private static final int STREAMS_PER_CONNECTION = 1_000;

    private static final int STREAMS_PER_FRAME = 200;
    private static final Duration OPEN_INTEREST_EVERY = Duration.ofMinutes(1);
    private static final Duration RATIO_EVERY = Duration.ofMinutes(5);

    /// A stream, and what it carries.
    private record Stream(String name, List<Feed> feeds, boolean lively) {}

    private final BinanceMarket market;

    BinanceSubscriptions(BinanceMarket market) {
        this.market = market;
    }

    List<ConnectionPlan> connections(Wanted wanted) {
        var onPublic = new ArrayList<Stream>();
        var onMarket = new ArrayList<Stream>();
        for (Instrument instrument : wanted.instruments()) {
            String name = instrument.symbol().toLowerCase(Locale.ROOT);
            if (wanted.has(Channel.BOOK)) {
                onPublic.add(stream(name + "@depth@100ms", true, instrument, Channel.BOOK));
            }
            if (wanted.has(Channel.QUOTES)) {
                onPublic.add(stream(name + "@bookTicker", true, instrument, Channel.QUOTES));
            }
            if (wanted.has(Channel.TRADES)) {
                onMarket.add(stream(name + "@aggTrade", false, instrument, Channel.TRADES));
            }
            if (wanted.has(Channel.DELEVERAGING) && market.isFutures()) {
                onPublic.add(stream(name + "@trade", false, instrument, Channel.DELEVERAGING));
            }
            if (market.isFutures()) {
                marks(wanted, instrument, name, onMarket);
            }
            if (wanted.has(Channel.LIQUIDATIONS) && market.isFutures()) {
                onMarket.add(stream(name + "@forceOrder", false, instrument, Channel.LIQUIDATIONS));
            }
        }
        return plans(onPublic, onMarket);
    }

    private void marks(Wanted wanted, Instrument instrument, String name, List<Stream> onMarket) {
        var feeds = new ArrayList<Feed>();
        for (Channel channel : List.of(Channel.MARK_PRICE, Channel.INDEX_PRICE, Channel.FUNDING)) {
            boolean carried =
                    channel == Channel.MARK_PRICE || instrument.kind() == InstrumentKind.PERPETUAL;
            if (wanted.has(channel) && carried) {
                feeds.add(Feed.of(instrument, channel));
            }
        }
        if (!feeds.isEmpty()) {
            onMarket.add(new Stream(name + "@markPrice@1s", feeds, true));
        }
        boolean isPerpetual = instrument.kind() == InstrumentKind.PERPETUAL;
        if (market == BinanceMarket.COINM && wanted.has(Channel.INDEX_PRICE) && isPerpetual) {
            String pair = name.substring(0, name.indexOf('_'));
            onMarket.add(stream(pair + "@indexPrice@1s", true, instrument, Channel.INDEX_PRICE));
        }
    }

    private static Stream stream(
            String name, boolean lively, Instrument instrument, Channel channel) {
        return new Stream(name, List.of(Feed.of(instrument, channel)), lively);
    }

    private List<ConnectionPlan> plans(List<Stream> onPublic, List<Stream> onMarket) {
        var plans = new ArrayList<ConnectionPlan>();
        if (market == BinanceMarket.USDM) {
            plan("/public/stream", onPublic, plans);
            plan("/market/stream", onMarket, plans);
        } else {
            onPublic.addAll(onMarket);
            plan("/stream", onPublic, plans);
        }
        return plans;
    }

    private static void plan(String path, List<Stream> streams, List<ConnectionPlan> plans) {
        for (int from = 0; from < streams.size(); from += STREAMS_PER_CONNECTION) {
            List<Stream> some =
                    streams.subList(from, Math.min(streams.size(), from + STREAMS_PER_CONNECTION));
            var feeds = new ArrayList<Feed>();
            Set<Feed> lively = new HashSet<>();
            for (Stream stream : some) {
                for (Feed feed : stream.feeds()) {
                    if (!feeds.contains(feed)) {
                        feeds.add(feed);
                    }
                }
                if (stream.lively()) {
                    lively.addAll(stream.feeds());
                }
            }
            plans.add(new ConnectionPlan(path, frames(some), feeds, lively));
        }
    }

    private static List<String> frames(List<Stream> streams) {
        var frames = new ArrayList<String>();
        for (int from = 0; from < streams.size(); from += STREAMS_PER_FRAME) {
            var names = new ArrayList<String>();
            for (Stream stream :
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
                                market.restPath + "/openInterest?symbol=" + instrument.symbol(),
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
