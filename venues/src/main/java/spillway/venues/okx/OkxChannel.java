package spillway.venues.okx;

import java.util.Map;
import java.util.Optional;
import spillway.venues.protocol.Decoded;

/// What a channel of OKX carries.
enum OkxChannel {
    TRADES,
    BOOK,
    QUOTES,
    MARK_PRICE,
    INDEX_PRICE,
    FUNDING,
    OPEN_INTEREST,
    LIQUIDATIONS,
    INSTRUMENTS;

    /// A channel as it is read, or why it is not.
    record Parsed(Optional<OkxChannel> channel, Optional<Decoded> ignored) {}

    private static final Map<String, OkxChannel> READ =
            Map.ofEntries(
                    Map.entry("trades", TRADES),
                    Map.entry("trades-all", TRADES),
                    Map.entry("books", BOOK),
                    Map.entry("books-l2-tbt", BOOK),
                    Map.entry("books50-l2-tbt", BOOK),
                    Map.entry("bbo-tbt", QUOTES),
                    Map.entry("mark-price", MARK_PRICE),
                    Map.entry("index-tickers", INDEX_PRICE),
                    Map.entry("funding-rate", FUNDING),
                    Map.entry("open-interest", OPEN_INTEREST),
                    Map.entry("liquidation-orders", LIQUIDATIONS),
                    Map.entry("instruments", INSTRUMENTS));

    private static final Map<String, String> IGNORED =
            Map.ofEntries(
                    Map.entry("tickers", "day-tickers-not-read"),
                    Map.entry("books5", "shallow-books-not-read"),
                    Map.entry("books-rpi", "retail-improvement-book-not-read"),
                    Map.entry("price-limit", "price-limits-not-read"),
                    Map.entry("opt-summary", "options-not-read"),
                    Map.entry("option-trades", "options-not-read"),
                    Map.entry("estimated-price", "delivery-prices-not-read"),
                    Map.entry("adl-warning", "deleveraging-alerts-not-read"),
                    Map.entry("status", "status-not-read"),
                    Map.entry("economic-calendar", "calendar-not-read"),
                    Map.entry("call-auction-details", "auctions-not-read"));

    /// Understands a channel's name; empty if OKX has no such channel.
    static Optional<Parsed> parse(String name) {
        OkxChannel read = READ.get(name);
        if (read != null) {
            return Optional.of(new Parsed(Optional.of(read), Optional.empty()));
        }
        String rule = IGNORED.get(name);
        if (rule == null && (name.startsWith("candle") || name.contains("-candle"))) {
            rule = "klines-not-read";
        }
        boolean isOther =
                name.startsWith("sprd-") || name.startsWith("public-") || name.startsWith("block-");
        if (rule == null && isOther) {
            rule = "spreads-and-blocks-not-read";
        }
        return Optional.ofNullable(rule)
                .map(r -> new Parsed(Optional.empty(), Optional.of(new Decoded.Ignored(r))));
    }
}
