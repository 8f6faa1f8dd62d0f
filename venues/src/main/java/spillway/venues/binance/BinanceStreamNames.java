package spillway.venues.binance;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import spillway.venues.serving.MarketState;
import spillway.venues.serving.Stream;
import spillway.venues.serving.StreamKind;

/// The streams of Binance by their names, and the route on which each lives.
///
/// Source: developers.binance.com, pages of the single streams and the notice on the change of
/// WebSocket routes, 2026-03-06.
final class BinanceStreamNames {
    /// Where a stream lives at USD-M since 2026-04-23.
    enum Route {
        PUBLIC,
        MARKET
    }

    /// A stream and its route.
    record Named(Stream stream, Route route) {}

    private static final Duration BEST_OF_ALL_EVERY = Duration.ofSeconds(5);
    private static final Set<String> DEPTHS = Set.of("5", "10", "20");

    private final BinanceMarket market;
    private final MarketState state;

    BinanceStreamNames(BinanceMarket market, MarketState state) {
        this.market = market;
        this.state = state;
    }

    /// The stream called `name`; empty where there is none, which the venue acknowledges all the
    /// same.
    Optional<Named> find(String name) {
        if (name.startsWith("!")) {
            return market.isFutures() ? ofAll(name) : Optional.empty();
        }
        int at = name.indexOf('@');
        if (at <= 0) {
            return Optional.empty();
        }
        String kind = name.substring(at + 1);
        String symbol = name.substring(0, at).toUpperCase(Locale.ROOT);
        if (market == BinanceMarket.COINM && kind.startsWith("indexPrice")) {
            symbol += "_PERP";
        }
        // The venue knows symbols in lower case only.
        boolean isLower = name.startsWith(name.substring(0, at).toLowerCase(Locale.ROOT));
        if (state.find(symbol) == null || !isLower) {
            return Optional.empty();
        }
        return ofOne(name, kind, symbol);
    }

    private static Optional<Named> ofAll(String name) {
        return switch (name) {
            case "!bookTicker" ->
                    named(
                            Stream.live(name, StreamKind.QUOTES, Stream.ALL)
                                    .every(BEST_OF_ALL_EVERY),
                            Route.PUBLIC);
            case "!forceOrder@arr" ->
                    named(Stream.live(name, StreamKind.LIQUIDATIONS, Stream.ALL), Route.MARKET);
            case "!markPrice@arr" -> named(marks(name, Stream.ALL, 3), Route.MARKET);
            case "!markPrice@arr@1s" -> named(marks(name, Stream.ALL, 1), Route.MARKET);
            default -> Optional.empty();
        };
    }

    private static Stream marks(String name, String symbol, long seconds) {
        return Stream.live(name, StreamKind.MARKS, symbol).every(Duration.ofSeconds(seconds));
    }

    private static Optional<Named> named(Stream stream, Route route) {
        return Optional.of(new Named(stream, route));
    }

    private Optional<Named> ofOne(String name, String kind, String symbol) {
        return switch (kind) {
            case "aggTrade" -> named(Stream.live(name, StreamKind.TRADES, symbol), Route.MARKET);
            case "trade" -> named(Stream.live(name, StreamKind.ALL_TRADES, symbol), Route.PUBLIC);
            case "bookTicker" -> named(Stream.live(name, StreamKind.QUOTES, symbol), Route.PUBLIC);
            default -> {
                if (kind.startsWith("depth")) {
                    yield book(name, kind.substring("depth".length()), symbol);
                }
                yield market.isFutures() ? ofContract(name, kind, symbol) : Optional.empty();
            }
        };
    }

    private Optional<Named> ofContract(String name, String kind, String symbol) {
        return switch (kind) {
            case "forceOrder" ->
                    named(Stream.live(name, StreamKind.LIQUIDATIONS, symbol), Route.MARKET);
            case "markPrice" -> named(marks(name, symbol, 3), Route.MARKET);
            case "markPrice@1s" -> named(marks(name, symbol, 1), Route.MARKET);
            case "indexPrice", "indexPrice@1s" ->
                    market == BinanceMarket.COINM
                            ? named(
                                    Stream.live(name, StreamKind.INDEX, symbol)
                                            .every(
                                                    Duration.ofSeconds(
                                                            kind.endsWith("@1s") ? 1 : 3)),
                                    Route.MARKET)
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    /// `@depth`, `@depth20`, each with a speed behind or with the usual one.
    private Optional<Named> book(String name, String rest, String symbol) {
        int at = rest.indexOf('@');
        String levels = at < 0 ? rest : rest.substring(0, at);
        String speed = at < 0 ? "" : rest.substring(at + 1);
        long everyMs =
                switch (speed) {
                    case "" -> market.isFutures() ? 250 : 1_000;
                    case "100ms" -> 100;
                    case "250ms" -> market.isFutures() ? 250 : 0;
                    case "500ms" -> market.isFutures() ? 500 : 0;
                    case "1000ms" -> market.isFutures() ? 0 : 1_000;
                    default -> 0;
                };
        if (everyMs == 0 || !(levels.isEmpty() || DEPTHS.contains(levels))) {
            return Optional.empty();
        }
        boolean changes = levels.isEmpty();
        StreamKind kind = changes ? StreamKind.BOOK_CHANGES : StreamKind.BOOK_TOPS;
        int depth = changes ? BinanceReplies.DEEPEST : Integer.parseInt(levels);
        return named(
                Stream.live(name, kind, symbol).depth(depth).every(Duration.ofMillis(everyMs)),
                Route.PUBLIC);
    }
}
