package spillway.venues.okx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import spillway.market.Channel;
import spillway.market.Feed;
import spillway.market.Instrument;
import spillway.market.InstrumentKind;
import spillway.venues.protocol.ConnectionPlan;
import spillway.venues.protocol.RestPoll;
import spillway.venues.protocol.Wanted;

/// What to say to OKX to hear what is wanted. Limits: fewer than 30 deep books a connection; a
/// frame of at most 64 KB; liquidations come for all of a type at once.
final class OkxSubscriptions {
    private static final int BOOKS_PER_CONNECTION = 29;
    private static final int ARGUMENTS_PER_FRAME = 300;
    private static final int ARGUMENTS_PER_CONNECTION = 3_000;
    private static final Duration RATIO_EVERY = Duration.ofMinutes(5);

    private record Argument(String json, Feed feed, boolean lively) {}

    private final OkxMarket market;

    OkxSubscriptions(OkxMarket market) {
        this.market = market;
    }

    List<ConnectionPlan> connections(Wanted wanted) {
        var books = new ArrayList<Argument>();
        var others = new ArrayList<Argument>();
        for (Instrument instrument : wanted.instruments()) {
            if (wanted.has(Channel.BOOK)) {
                books.add(argument("books", instrument, Channel.BOOK, true));
            }
            if (wanted.has(Channel.QUOTES)) {
                others.add(argument("bbo-tbt", instrument, Channel.QUOTES, true));
            }
            if (wanted.has(Channel.TRADES)) {
                others.add(argument("trades", instrument, Channel.TRADES, false));
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

    private static void contract(Wanted wanted, Instrument on, List<Argument> others) {
        boolean isPerpetual = on.kind() == InstrumentKind.PERPETUAL;
        if (wanted.has(Channel.MARK_PRICE)) {
            others.add(argument("mark-price", on, Channel.MARK_PRICE, true));
        }
        if (wanted.has(Channel.INDEX_PRICE) && isPerpetual) {
            others.add(
                    new Argument(
                            json("index-tickers", "instId", pairOf(on)),
                            Feed.of(on, Channel.INDEX_PRICE),
                            true));
        }
        if (wanted.has(Channel.FUNDING) && isPerpetual) {
            others.add(argument("funding-rate", on, Channel.FUNDING, false));
        }
        if (wanted.has(Channel.OPEN_INTEREST)) {
            others.add(argument("open-interest", on, Channel.OPEN_INTEREST, false));
        }
    }

    private static void liquidations(Wanted wanted, List<Argument> others) {
        Set<String> types = new LinkedHashSet<>();
        for (Instrument instrument : wanted.instruments()) {
            types.add(instrument.kind() == InstrumentKind.PERPETUAL ? "SWAP" : "FUTURES");
        }
        var all = new Feed(OkxMarket.SWAP.venue(), Channel.LIQUIDATIONS, Instrument.WHOLE_MARKET);
        for (String type : types) {
            others.add(new Argument(json("liquidation-orders", "instType", type), all, false));
        }
    }

    /// The pair whose index a swap follows.
    static String pairOf(Instrument swap) {
        String symbol = swap.symbol();
        return symbol.substring(0, symbol.lastIndexOf('-'));
    }

    private static Argument argument(
            String channel, Instrument on, Channel carries, boolean lively) {
        return new Argument(json(channel, "instId", on.symbol()), Feed.of(on, carries), lively);
    }

    private static String json(String channel, String key, String value) {
        return "{\"channel\":\"" + channel + "\",\"" + key + "\":\"" + value + "\"}";
    }

    private static void plan(List<Argument> all, int atOnce, List<ConnectionPlan> plans) {
        for (int from = 0; from < all.size(); from += atOnce) {
            List<Argument> some = all.subList(from, Math.min(all.size(), from + atOnce));
            Set<Feed> feeds = new LinkedHashSet<>();
            Set<Feed> lively = new HashSet<>();
            for (Argument argument : some) {
                feeds.add(argument.feed());
                if (argument.lively()) {
                    lively.add(argument.feed());
                }
            }
            plans.add(
                    new ConnectionPlan("/ws/v5/public", frames(some), List.copyOf(feeds), lively));
        }
    }

    private static List<String> frames(List<Argument> arguments) {
        var frames = new ArrayList<String>();
        for (int from = 0; from < arguments.size(); from += ARGUMENTS_PER_FRAME) {
            var texts = new ArrayList<String>();
            int to = Math.min(arguments.size(), from + ARGUMENTS_PER_FRAME);
            for (Argument argument : arguments.subList(from, to)) {
                texts.add(argument.json());
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
