package spillway.margin.tiers;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import spillway.market.Venue;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Tier tables as JSON, in the shapes in which they are found: an exporter's map of symbol to tiers
/// (bare, or under `data` beside `updated`), and what Binance, Bybit and OKX answer themselves.
final class TierJson {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private final String name;
    private final TierAssembly assembly;
    private final TierFileLabel label;

    TierJson(String name, TierFileLabel label, TierAssembly assembly) {
        this.name = name;
        this.label = label;
        this.assembly = assembly;
    }

    void read(String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JacksonException e) {
            assembly.unreadable(name, 0, "JSON", fault(e));
            return;
        }
        Optional<LocalDate> seen =
                label.seen().or(() -> TierFileLabel.date(root.path("updated").asString("")));
        if (label.venue().isEmpty() || seen.isEmpty()) {
            assembly.unreadable(
                    name,
                    0,
                    "a venue and a date, as in binance-usdm_tiers_2026-02-05.json or given with the"
                            + " import",
                    label.venue().isEmpty() ? "no venue" : "no date");
            return;
        }
        Map<String, List<JsonNode>> tables = bySymbol(label.venue().get(), root);
        if (tables.isEmpty()) {
            assembly.unreadable(name, 0, "tiers by symbol", "none of the known shapes");
        }
        tables.forEach((symbol, tiers) -> table(label.venue().get(), symbol, seen.get(), tiers));
    }

    /// `Duplicate Object property "A", line 1`: without the parser's words about its own source.
    private static String fault(JacksonException e) {
        String text = e.getOriginalMessage();
        int own = text.indexOf(" (start marker");
        return (own < 0 ? text : text.substring(0, own)) + ", line " + e.getLocation().getLineNr();
    }

    private static Map<String, List<JsonNode>> bySymbol(Venue venue, JsonNode root) {
        var tables = new LinkedHashMap<String, List<JsonNode>>();
        JsonNode map = root.path("data").isObject() ? root.path("data") : root;
        JsonNode list = root.path("result").path("list");
        if (list.isArray() || root.path("data").isArray()) {
            for (JsonNode tier : list.isArray() ? list : root.path("data")) {
                tables.computeIfAbsent(symbolOf(tier), _ -> new ArrayList<>()).add(tier);
            }
        } else if (root.isArray()) {
            for (JsonNode table : root) {
                tables.put(table.path("symbol").asString("?"), elements(table.path("brackets")));
            }
        } else {
            for (var entry : map.properties()) {
                if (entry.getValue().isArray()) {
                    tables.put(VenueSymbol.of(venue, entry.getKey()), elements(entry.getValue()));
                }
            }
        }
        return tables;
    }

    private static String symbolOf(JsonNode tier) {
        for (String key : List.of("symbol", "instId")) {
            String symbol = tier.path(key).asString("");
            if (!symbol.isEmpty()) {
                return symbol;
            }
        }
        return tier.path("instFamily").asString("?") + "-SWAP";
    }

    private static List<JsonNode> elements(JsonNode array) {
        var elements = new ArrayList<JsonNode>();
        array.forEach(elements::add);
        return elements;
    }

    private void table(Venue venue, String symbol, LocalDate seen, List<JsonNode> tiers) {
        var rows = new ArrayList<TierDraft.Row>();
        TierUnit unit = venue.code().equals("binance-coinm") ? TierUnit.COIN : TierUnit.QUOTE;
        for (JsonNode tier : tiers) {
            JsonNode info = tier.has("info") ? tier.path("info") : tier;
            int number = rows.size() + 1;
            Keys keys = Keys.of(info);
            JsonNode fields = keys == Keys.EXPORTER ? tier : info;
            unit = keys == Keys.OKX ? TierUnit.CONTRACTS : unit;
            BigDecimal leverage = number(fields, keys.leverage);
            BigDecimal rate = number(fields, keys.rate);
            BigDecimal cap = number(fields, keys.cap);
            if (leverage == null || rate == null || (cap == null && keys != Keys.EXPORTER)) {
                assembly.unreadable(
                        venue + " " + symbol,
                        number,
                        "numbers in " + keys.cap + ", " + keys.leverage + " and " + keys.rate,
                        shortened(tier));
                return;
            }
            rows.add(
                    new TierDraft.Row(
                            number,
                            number(fields, keys.floor),
                            cap,
                            leverage,
                            rate,
                            deduction(tier, info, keys)));
        }
        if (rows.isEmpty()) {
            assembly.unreadable(venue + " " + symbol, 0, "at least one tier", "none");
            return;
        }
        assembly.add(
                new TierDraft(venue, symbol, seen, unit, TierDraft.shapeAt(venue), name, rows));
    }

    /// The names of a tier's fields in each shape.
    private enum Keys {
        BINANCE("notionalFloor", "notionalCap", "initialLeverage", "maintMarginRatio", "cum"),
        BINANCE_COIN("qtyFloor", "qtyCap", "initialLeverage", "maintMarginRatio", "cum"),
        BYBIT("", "riskLimitValue", "maxLeverage", "maintenanceMargin", "mmDeduction"),
        OKX("minSz", "maxSz", "maxLever", "mmr", ""),
        EXPORTER("minNotional", "maxNotional", "maxLeverage", "maintenanceMarginRate", "maintAmt");

        private final String floor;
        private final String cap;
        private final String leverage;
        private final String rate;
        private final String deduction;

        Keys(String floor, String cap, String leverage, String rate, String deduction) {
            this.floor = floor;
            this.cap = cap;
            this.leverage = leverage;
            this.rate = rate;
            this.deduction = deduction;
        }

        static Keys of(JsonNode info) {
            for (Keys keys : values()) {
                if (info.has(keys.cap)) {
                    return keys;
                }
            }
            return EXPORTER;
        }
    }

    private static @Nullable BigDecimal deduction(JsonNode tier, JsonNode info, Keys keys) {
        BigDecimal own = number(info, keys.deduction);
        return own != null ? own : number(tier, Keys.EXPORTER.deduction);
    }

    private static @Nullable BigDecimal number(JsonNode fields, String key) {
        JsonNode value = fields.path(key);
        if (value.isNumber()) {
            return value.decimalValue();
        }
        if (!value.isString() || value.stringValue().isEmpty()) {
            return null;
        }
        try {
            return new BigDecimal(value.stringValue());
        } catch (NumberFormatException _) {
            return null;
        }
    }

    private static String shortened(JsonNode node) {
        String text = node.toString();
        return text.length() <= 200 ? text : text.substring(0, 200) + "...";
    }
}
