package spillway.signals.coverage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spillway.market.Completeness;
import spillway.market.TimeWindow;
import spillway.market.Venue;

/// Which venues' liquidation feeds carry every order, as dated data.
///
/// A venue without a rule, or before its first, is `UNKNOWN`. A window in which the rule changes
/// takes the worst of its rules: complete only if complete throughout.
public final class CompletenessRules {
    private static final long ALWAYS = Long.MIN_VALUE;

    private final List<CompletenessRule> rules;

    public CompletenessRules(List<CompletenessRule> rules) {
        var sorted = new ArrayList<>(rules);
        sorted.sort(
                Comparator.comparing((CompletenessRule r) -> r.venue().code())
                        .thenComparingLong(CompletenessRule::fromNs));
        this.rules = List.copyOf(sorted);
    }

    /// What is known of the venues' public feeds, as of November 2026.
    public static CompletenessRules published() {
        return new CompletenessRules(
                List.of(
                        sampled(
                                "binance-usdm",
                                "2021-04-27T00:00:00Z",
                                "only the latest order of each symbol in each second",
                                "Binance USD-M documentation of forceOrder streams, 2026-09; since"
                                        + " spring 2021 by K33 Research, day of April not published:"
                                        + " 27 April assumed"),
                        sampled(
                                "binance-coinm",
                                "2021-04-27T00:00:00Z",
                                "only the latest order of each symbol in each second",
                                "Binance COIN-M documentation of forceOrder streams, 2026-09; start"
                                        + " as for USD-M"),
                        sampled(
                                "bybit",
                                "2021-09-01T00:00:00Z",
                                "at most one order of each symbol in each second",
                                "Bybit v5 documentation of liquidation.{symbol}; since September"
                                        + " 2021 by K33 Research"),
                        complete(
                                "bybit",
                                "2025-02-20T00:00:00Z",
                                "all liquidations, every 500 ms, on allLiquidation.{symbol}",
                                "Bybit v5 documentation and change log of 2025-02-20"),
                        sampled(
                                "okx",
                                null,
                                "does not represent the total number of liquidations",
                                "OKX v5 documentation of liquidation-orders, 2026-07"),
                        sampled(
                                "bitget",
                                null,
                                "two regimes documented, one of them the largest order of each side"
                                        + " in each second",
                                "Bitget v3 documentation of liquidation, 2026-08 and 2026-09"),
                        sampled(
                                "gate",
                                "2025-02-19T00:00:00Z",
                                "at most one order of each contract in each second",
                                "Gate futures WebSocket documentation, before 2026-08-20"),
                        complete(
                                "gate",
                                "2026-08-20T00:00:00Z",
                                "all orders of each cycle on futures.public_liquidates",
                                "Gate futures WebSocket change log of 2026-08-20"),
                        complete(
                                "htx",
                                null,
                                "no throttle documented, and a four-hour total agreed with an"
                                        + " aggregator's",
                                "HTX documentation of liquidation_orders; comparison of 2026-09"),
                        complete(
                                "deribit",
                                null,
                                "every fill of a liquidation is on the public tape of trades",
                                "Deribit documentation of trades, field liquidation"),
                        complete(
                                "kraken-futures",
                                null,
                                "every fill of a liquidation is on the public tape of trades",
                                "Kraken Futures documentation of trade, field type"),
                        complete(
                                "bitfinex",
                                null,
                                "every position taken over",
                                "Bitfinex documentation of status liq:global"),
                        complete(
                                "dydx",
                                null,
                                "every fill of a liquidation, on chain",
                                "dYdX v4 documentation of trades, type LIQUIDATED"),
                        complete(
                                "hyperliquid",
                                null,
                                "every fill, from the data of a node; there is no public feed",
                                "Hyperliquid documentation of node fills"),
                        complete(
                                "bitmex",
                                null,
                                "every order, on the table liquidation; the venue closed on"
                                        + " 2026-09-23",
                                "BitMEX documentation of the liquidation table"),
                        silent("bingx", "BingX documentation of swap streams, 2026-09"),
                        silent("coinbase", "Coinbase documentation of channels, 2026-09"),
                        silent("kucoin", "KuCoin documentation of futures topics, 2026-09"),
                        silent("mexc", "MEXC documentation of contract streams, 2026-09")));
    }

    private static CompletenessRule silent(String venue, String source) {
        return new CompletenessRule(
                new Venue(venue),
                ALWAYS,
                Completeness.UNKNOWN,
                "the venue publishes no liquidations",
                source);
    }

    private static CompletenessRule complete(
            String venue, @Nullable String from, String rule, String source) {
        return new CompletenessRule(
                new Venue(venue), timeNs(from), Completeness.COMPLETE, rule, source);
    }

    private static CompletenessRule sampled(
            String venue, @Nullable String from, String rule, String source) {
        return new CompletenessRule(
                new Venue(venue), timeNs(from), Completeness.SAMPLED, rule, source);
    }

    private static long timeNs(@Nullable String from) {
        return from == null ? ALWAYS : TimeWindow.nanos(Instant.parse(from));
    }

    /// All rules, by venue and date.
    public List<CompletenessRule> rules() {
        return rules;
    }

    /// The rule of `venue` in force at `timeNs`.
    public CompletenessRule at(Venue venue, long timeNs) {
        var found = unknown(venue);
        for (var rule : rules) {
            if (rule.venue().equals(venue) && rule.fromNs() <= timeNs) {
                found = rule;
            }
        }
        return found;
    }

    /// The rule of `venue` that holds throughout `window`, or the worst of those in force in it.
    public CompletenessRule throughout(Venue venue, TimeWindow window) {
        var worst = at(venue, window.fromNs());
        for (var rule : rules) {
            boolean worse = rule.completeness().compareTo(worst.completeness()) > 0;
            if (rule.venue().equals(venue) && window.contains(rule.fromNs()) && worse) {
                worst = rule;
            }
        }
        return worst;
    }

    private static CompletenessRule unknown(Venue venue) {
        return new CompletenessRule(
                venue,
                ALWAYS,
                Completeness.UNKNOWN,
                "it is not known what the feed leaves out",
                "no rule on record");
    }
}
