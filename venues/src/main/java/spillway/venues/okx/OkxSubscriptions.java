package spillway.venues.okx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import spillway.market.Channel;
import spillway.market.Feed;
import spillway.market.Instrument;
import spillway.market.InstrumentKind;
import spillway.venues.protocol.ConnectionPlan;
import spillway.venues.protocol.RestPoll;
import spillway.venues.protocol.Topic;
import spillway.venues.protocol.Wanted;

/// What to say to OKX to hear what is wanted. Limits: fewer than 30 deep books a connection; a
/// frame of at most 64 KB; liquidations come for all of a type at once.
final class OkxSubscriptions {
    private static final int BOOKS_PER_CONNECTION = 29;
    private static final int ARGUMENTS_PER_FRAME = 300;
    private static final int ARGUMENTS_PER_CONNECTION = 3_000;
    private static final Duration RATIO_EVERY = Duration.ofMinutes(5);

    /// Prices, quotes and books come when they change.
    private static final Duration PAUSE_AT_MOST = Duration.ofSeconds(30);

    /// The slowest of the streams collects for 200 ms.
    private static final Duration STREAMS_WITHIN = Duration.ofMillis(200);

    /// Not documented; one order of a contract in each second was, until 2025.
    private static final Duration LIQUIDATIONS_WITHIN = Duration.ofSeconds(1);

    private final OkxMarket market;

    OkxSubscriptions(OkxMarket market) {
        this.market = market;
    }

    List<ConnectionPlan> connections(Wanted wanted) {
        var books = new ArrayList<Topic>();
        var others = new ArrayList<Topic>();
        for (Instrument instrument : wanted.instruments()) {
            if (wanted.has(Channel.BOOK)) {
                books.add(lively("books", instrument, Channel.BOOK));
            }
            if (wanted.has(Channel.QUOTES)) {
                others.add(lively("bbo-tbt", instrument, Channel.QUOTES));
            }
            if (wanted.has(Channel.TRADES)) {
                others.add(quiet("trades", instrument, Channel.TRADES));
            }
            if (market == OkxMarket.SWAP) {
                contract(wanted, instrument, others);
            }
        }
        if (market == OkxMarket.SWAP && wanted.has(Channel.LIQUIDATIONS)) {
            liquidations(wanted, others);
        }
        var plans = new ArrayList<ConnectionPlan>();
        plan(books, BOOKS_PER_CONNECTION, plans);
        plan(others, ARGUMENTS_PER_CONNECTION, plans);
        return plans;
    }

    private static void contract(Wanted wanted, Instrument on, List<Topic> others) {
        boolean isPerpetual = on.kind() == InstrumentKind.PERPETUAL;
        if (wanted.has(Channel.MARK_PRICE)) {
            others.add(lively("mark-price", on, Channel.MARK_PRICE));
        }
        if (wanted.has(Channel.INDEX_PRICE) && isPerpetual) {
            others.add(
                    Topic.lively(
                            json("index-tickers", "instId", pairOf(on)),
                            List.of(Feed.of(on, Channel.INDEX_PRICE)),
                            PAUSE_AT_MOST,
                            STREAMS_WITHIN));
        }
        if (wanted.has(Channel.FUNDING) && isPerpetual) {
            others.add(quiet("funding-rate", on, Channel.FUNDING));
        }
        if (wanted.has(Channel.OPEN_INTEREST)) {
            others.add(quiet("open-interest", on, Channel.OPEN_INTEREST));
        }
    }

    private static void liquidations(Wanted wanted, List<Topic> others) {
        Set<String> types = new LinkedHashSet<>();
        for (Instrument instrument : wanted.instruments()) {
            types.add(instrument.kind() == InstrumentKind.PERPETUAL ? "SWAP" : "FUTURES");
        }
        var all = new Feed(OkxMarket.SWAP.venue(), Channel.LIQUIDATIONS, Instrument.WHOLE_MARKET);
        for (String type : types) {
            others.add(
                    Topic.quiet(
                            json("liquidation-orders", "instType", type),
                            List.of(all),
                            LIQUIDATIONS_WITHIN));
        }
    }

    /// The pair whose index a swap follows.
    static String pairOf(Instrument swap) {
        String symbol = swap.symbol();
        return symbol.substring(0, symbol.lastIndexOf('-'));
    }

    private static Topic lively(String channel, Instrument on, Channel carries) {
        return Topic.lively(
                json(channel, "instId", on.symbol()),
                List.of(Feed.of(on, carries)),
                PAUSE_AT_MOST,
                STREAMS_WITHIN);
    }

    private static Topic quiet(String channel, Instrument on, Channel carries) {
        return Topic.quiet(
                json(channel, "instId", on.symbol()),
                List.of(Feed.of(on, carries)),
                STREAMS_WITHIN);
    }

    static List<String> renewal(String argument) {
        String rest = "subscribe\",\"args\":[" + argument + "]}";
        return List.of("{\"op\":\"un" + rest, "{\"op\":\"" + rest);
    }

    private static String json(String channel, String key, String value) {
        return "{\"channel\":\"" + channel + "\",\"" + key + "\":\"" + value + "\"}";
    }

    private static void plan(List<Topic> all, int atOnce, List<ConnectionPlan> plans) {
        for (int from = 0; from < all.size(); from += atOnce) {
            List<Topic> some = all.subList(from, Math.min(all.size(), from + atOnce));
            plans.add(new ConnectionPlan("/ws/v5/public", frames(some), some, some.size()));
        }
    }

    private static List<String> frames(List<Topic> arguments) {
        var frames = new ArrayList<String>();
        for (int from = 0; from < arguments.size(); from += ARGUMENTS_PER_FRAME) {
            var texts = new ArrayList<String>();
            int to = Math.min(arguments.size(), from + ARGUMENTS_PER_FRAME);
            for (Topic argument : arguments.subList(from, to)) {
                texts.add(argument.name());
            }
            frames.add("{\"op\":\"subscribe\",\"args\":[" + String.join(",", texts) + "]}");
        }
        return frames;
    }

    List<RestPoll> polls(Wanted wanted) {
        var polls = new ArrayList<RestPoll>();
        if (market == OkxMarket.SPOT || !wanted.has(Channel.LONG_SHORT_RATIO)) {
            return polls;
        }
        for (Instrument instrument : wanted.instruments()) {
            polls.add(
                    new RestPoll(
                            OkxRatios.PATH
                                    + OkxRatios.ALL_ACCOUNTS
                                    + "?instId="
                                    + instrument.symbol()
                                    + "&period=5m&limit=1",
                            Feed.of(instrument, Channel.LONG_SHORT_RATIO),
                            RATIO_EVERY));
        }
        return polls;
    }
}
