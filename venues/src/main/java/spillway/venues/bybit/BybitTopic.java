package spillway.venues.bybit;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import spillway.venues.protocol.Decoded;
import spillway.venues.protocol.Listing;
import spillway.venues.protocol.Symbols;

/// What a topic of Bybit carries.
enum BybitTopic {
    TRADES,
    LIQUIDATIONS,
    BOOK,
    QUOTES,
    TICKERS;

    /// What a topic's name says: what it carries of which symbol, or why it is left out.
    ///
    /// @param topic empty where it is left out
    /// @param symbol the last part of the name
    /// @param ignored the rule by which it is left out
    record Parsed(Optional<BybitTopic> topic, String symbol, Optional<Decoded> ignored) {}

    /// A topic that was met, as it is read from then on.
    static final class Known {
        private final Parsed name;
        private final byte[] symbol;
        private final BybitState state = new BybitState();

        Known(Parsed name) {
            this.name = name;
            symbol = name.symbol().getBytes(StandardCharsets.UTF_8);
        }

        Parsed name() {
            return name;
        }

        BybitState state() {
            return state;
        }

        /// The instrument that it is about; `null` if it is not known.
        @Nullable Listing on(Symbols symbols) {
            return symbols.find(symbol, 0, symbol.length);
        }
    }

    private static final Set<String> RETIRED =
            Set.of(
                    "trade",
                    "orderBookL2_25",
                    "orderBook_200",
                    "instrument_info",
                    "klineV2",
                    "candle",
                    "insurance_v2");
    private static final Set<String> DEPTHS =
            Set.of("25", "50", "100", "200", "500", "1000", "full");

    /// Understands a name; empty if Bybit has no such topic.
    static Optional<Parsed> parse(String name) {
        int first = name.indexOf('.');
        int last = name.lastIndexOf('.');
        if (first <= 0 || last == name.length() - 1) {
            return Optional.empty();
        }
        String kind = name.substring(0, first);
        String symbol = name.substring(last + 1);
        String middle = first == last ? "" : name.substring(first + 1, last);
        if (RETIRED.contains(kind) && v2Shape(kind, middle)) {
            return ignored("retired-v2", symbol);
        }
        if (BybitSymbols.isOption(symbol)) {
            return ignored("options-not-read", symbol);
        }
        return switch (kind) {
            case "publicTrade" -> read(TRADES, middle.isEmpty(), symbol);
            case "allLiquidation" -> read(LIQUIDATIONS, middle.isEmpty(), symbol);
            case "tickers" -> read(TICKERS, middle.isEmpty(), symbol);
            case "orderbook" -> book(middle, symbol);
            case "liquidation" -> ignored("liquidation-topic-removed", symbol);
            case "kline" -> ignored("klines-not-read", symbol);
            case "insurance" -> ignored("insurance-pools-not-read", symbol);
            case "adlAlert" -> ignored("deleveraging-alerts-not-read", symbol);
            case "priceLimit" -> ignored("price-limits-not-read", symbol);
            default -> Optional.empty();
        };
    }

    /// The retired names had one symbol behind, `klineV2` and `candle` also an interval,
    /// `instrument_info` an update interval.
    private static boolean v2Shape(String kind, String middle) {
        return middle.isEmpty() || !kind.equals("trade");
    }

    private static Optional<Parsed> book(String depth, String symbol) {
        if (depth.equals("rpi")) {
            return ignored("retail-improvement-book-not-read", symbol);
        }
        return depth.equals("1")
                ? read(QUOTES, true, symbol)
                : read(BOOK, DEPTHS.contains(depth), symbol);
    }

    private static Optional<Parsed> read(BybitTopic topic, boolean known, String symbol) {
        return known
                ? Optional.of(new Parsed(Optional.of(topic), symbol, Optional.empty()))
                : Optional.empty();
    }

    private static Optional<Parsed> ignored(String rule, String symbol) {
        return Optional.of(
                new Parsed(Optional.empty(), symbol, Optional.of(new Decoded.Ignored(rule))));
    }
}
