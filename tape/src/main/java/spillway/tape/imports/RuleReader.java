package spillway.tape.imports;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import spillway.market.Completeness;
import spillway.market.FundingKind;
import spillway.market.Metric;
import spillway.market.PriceKind;
import spillway.market.RatioPopulation;

/// Reads the tables that make events: `[[reported]]` to `[[longShortRatio]]`.
final class RuleReader {
    private static final Map<String, Integer> USD_UNITS =
            units("usd", 0, "thousandUsd", 3, "millionUsd", 6);
    private static final Map<String, Integer> FRACTION_UNITS =
            units("fraction", 0, "percent", -2, "basisPoints", -4);
    private static final Pattern ANY_COIN = Pattern.compile("(?<coin>.+)");

    private final Section top;
    private final String source;
    private final long intervalNs;
    private final SubjectRule subject;
    private final List<EventRule> rules = new ArrayList<>();

    private RuleReader(Section top, String source, long intervalNs, SubjectRule subject) {
        this.top = top;
        this.source = source;
        this.intervalNs = intervalNs;
        this.subject = subject;
    }

    /// Reads the rules of the mapping whose top level is `top`.
    ///
    /// @param source who reports its aggregates; empty where it does not say
    /// @param intervalNs of rules that do not say theirs
    static List<EventRule> read(Section top, String source, long intervalNs, SubjectRule subject) {
        return new RuleReader(top, source, intervalNs, subject).read();
    }

    private List<EventRule> read() {
        each("reported", this::reported);
        each("reportedColumns", this::reportedColumns);
        each("liquidation", s -> order(s, false));
        each("deleveraging", s -> order(s, true));
        each("trade", RuleReader::trade);
        each("position", RuleReader::position);
        each("markPrice", s -> new EventRule.PriceRule(scope(s), false, s.required("price")));
        each("indexPrice", s -> new EventRule.PriceRule(scope(s), true, s.required("price")));
        each("fundingRate", RuleReader::funding);
        each("openInterest", RuleReader::openInterest);
        each("longShortRatio", RuleReader::ratio);
        if (rules.isEmpty()) {
            top.problem(
                    "",
                    "makes no events; expected at least one of [[reported]], [[reportedColumns]],"
                            + " [[liquidation]], [[deleveraging]], [[trade]], [[position]],"
                            + " [[markPrice]], [[indexPrice]], [[fundingRate]], [[openInterest]],"
                            + " [[longShortRatio]]");
        }
        boolean venueKnown = !subject.venue().isEmpty() || !subject.venueColumn().isEmpty();
        if (!venueKnown
                && rules.stream().anyMatch(r -> !(r instanceof EventRule.ReportedColumnsRule))) {
            top.problem("subject", "names no venue; give it a venue or a venueColumn");
        }
        return List.copyOf(rules);
    }

    private void each(String key, Function<Section, EventRule> reader) {
        for (Section section : top.sections(key)) {
            rules.add(reader.apply(section));
            section.end();
        }
    }

    private static EventRule.Scope scope(Section section) {
        String files = section.text("files");
        return new EventRule.Scope(
                files == null ? null : FileGlob.of(files), section.flag("optional"));
    }

    private EventRule.Aggregate aggregate(Section section) {
        var metrics = new LinkedHashMap<String, Metric>();
        for (Metric metric : Metric.values()) {
            metrics.put(metric.key(), metric);
        }
        Metric metric = section.requiredChoice("metric", metrics, Metric.PRICE);
        int shift = section.choice("unit", unitsOf(metric), 0);
        long own = section.duration("interval");
        if (source.isEmpty()) {
            section.problem("metric", "needs to know who reports it: give the file a source");
        }
        return new EventRule.Aggregate(
                metric,
                shift,
                own == 0 ? intervalNs : own,
                section.choice(
                        "zero", Section.names(EventRule.Zero.values()), EventRule.Zero.VALUE),
                section.text("group", metric.key()));
    }

    private static Map<String, Integer> unitsOf(Metric metric) {
        return switch (metric.unit()) {
            case "USD", "USD per coin" -> USD_UNITS;
            case "coins" -> Map.of("coins", 0);
            case "orders" -> Map.of("orders", 0);
            case "longs per short" -> Map.of("ratio", 0);
            default -> FRACTION_UNITS;
        };
    }

    private EventRule reported(Section section) {
        boolean single = section.has("value");
        String open = section.text("open", "");
        String high = section.text("high", "");
        String low = section.text("low", "");
        String last = section.text("close", "");
        String close = single ? section.required("value") : last;
        boolean any = !open.isEmpty() || !high.isEmpty() || !low.isEmpty() || !last.isEmpty();
        boolean all = !open.isEmpty() && !high.isEmpty() && !low.isEmpty() && !last.isEmpty();
        if (single ? any : !all) {
            section.problem("value", "expected either value, or open, high, low and close");
        }
        return new EventRule.ReportedRule(
                scope(section),
                aggregate(section),
                open,
                high,
                low,
                close,
                section.text("count", ""));
    }

    private EventRule reportedColumns(Section section) {
        Pattern pattern = section.requiredPattern("pattern", ANY_COIN);
        String coin = section.text("coin", "${coin}");
        String symbol = section.text("symbol", coin);
        String quote = section.text("quote", "USD");
        SubjectReader.checkTemplate(section, "coin", coin, pattern);
        SubjectReader.checkTemplate(section, "symbol", symbol, pattern);
        SubjectReader.checkTemplate(section, "quote", quote, pattern);
        if (subject.venue().isEmpty() && !pattern.namedGroups().containsKey("venue")) {
            section.problem("pattern", "needs a group 'venue', since [subject] names none");
        }
        return new EventRule.ReportedColumnsRule(
                scope(section), aggregate(section), pattern, symbol, coin, quote);
    }

    private static EventRule order(Section section, boolean deleveraging) {
        String quantity = section.text("quantity", "");
        String value = section.text("value", "");
        if (quantity.isEmpty() && value.isEmpty()) {
            section.problem("quantity", "is missing; expected a column for quantity or for value");
        }
        return new EventRule.OrderRule(
                scope(section),
                deleveraging,
                side(section.section("side"), SideRule.Means.POSITION, SideRule.Means.ORDER),
                quantity,
                section.required("price"),
                value,
                section.text("id", ""),
                deleveraging
                        ? PriceKind.FILL
                        : section.choice(
                                "priceKind", Section.names(PriceKind.values()), PriceKind.FILL),
                deleveraging
                        ? Completeness.UNKNOWN
                        : section.choice(
                                "completeness",
                                Section.names(Completeness.values()),
                                Completeness.UNKNOWN));
    }

    private static EventRule trade(Section section) {
        SideRule side =
                section.has("side")
                        ? side(section.section("side"), SideRule.Means.TAKER, SideRule.Means.MAKER)
                        : null;
        return new EventRule.TradeRule(
                scope(section),
                side,
                section.required("quantity"),
                section.required("price"),
                section.text("id", ""));
    }

    private static EventRule position(Section section) {
        return new EventRule.PositionRule(
                scope(section),
                section.required("account"),
                side(section.section("side"), SideRule.Means.POSITION, null),
                section.required("quantity"),
                section.required("entryPrice"),
                section.text("liquidationPrice", ""),
                section.text("leverage", ""),
                section.required("value"),
                section.text("accountValue", ""));
    }

    /// @param other the second thing the side may be of; null where there is no choice
    private static SideRule side(
            Section section, SideRule.Means one, SideRule.@Nullable Means other) {
        String column = section.required("column");
        var allowed = new LinkedHashMap<String, SideRule.Means>();
        allowed.put(one.name().toLowerCase(Locale.ROOT), one);
        if (other != null) {
            allowed.put(other.name().toLowerCase(Locale.ROOT), other);
        }
        SideRule.Means means = section.requiredChoice("means", allowed, one);
        var ways = ways(means);
        var values = new LinkedHashMap<String, SideRule.Way>();
        section.pairs("values")
                .forEach((word, meaning) -> {
                    SideRule.Way way = ways.get(meaning);
                    if (way == null) {
                        section.problem(
                                "values",
                                "'"
                                        + meaning
                                        + "' for "
                                        + word
                                        + " is not one of: "
                                        + String.join(", ", ways.keySet()));
                    } else if (values.put(word.toLowerCase(Locale.ROOT), way) != null) {
                        section.problem("values", word + " is there twice; capitals do not matter");
                    }
                });
        if (section.pairs("values").isEmpty()) {
            section.problem(
                    "values",
                    "is missing; expected the file's words and what they mean: "
                            + String.join(", ", ways.keySet()));
        }
        section.end();
        return new SideRule(column, means, Collections.unmodifiableMap(values));
    }

    /// The words that `values` may give for a side.
    private static Map<String, SideRule.Way> ways(SideRule.Means means) {
        var ways = new LinkedHashMap<String, SideRule.Way>();
        if (means == SideRule.Means.POSITION) {
            ways.put("long", SideRule.Way.LONG);
            ways.put("short", SideRule.Way.SHORT);
        } else {
            ways.put("buy", SideRule.Way.BUY);
            ways.put("sell", SideRule.Way.SELL);
        }
        return ways;
    }

    private static EventRule funding(Section section) {
        String hours = section.text("intervalHours", "");
        long interval = section.duration("interval");
        if (!hours.isEmpty() && interval > 0) {
            section.problem("interval", "expected either interval or intervalHours, found both");
        }
        return new EventRule.FundingRule(
                scope(section),
                section.required("rate"),
                section.choice("unit", FRACTION_UNITS, 0),
                hours,
                interval,
                section.choice("kind", Section.names(FundingKind.values()), FundingKind.SETTLED));
    }

    private static EventRule openInterest(Section section) {
        String quantity = section.text("quantity", "");
        String value = section.text("value", "");
        if (quantity.isEmpty() && value.isEmpty()) {
            section.problem("quantity", "is missing; expected a column for quantity or for value");
        }
        return new EventRule.OpenInterestRule(scope(section), quantity, value);
    }

    private static EventRule ratio(Section section) {
        return new EventRule.RatioRule(
                scope(section),
                section.required("ratio"),
                section.requiredChoice(
                        "population",
                        Section.names(RatioPopulation.values()),
                        RatioPopulation.ALL_ACCOUNTS));
    }

    private static Map<String, Integer> units(
            String a, int shiftA, String b, int shiftB, String c, int shiftC) {
        var units = new LinkedHashMap<String, Integer>();
        units.put(a, shiftA);
        units.put(b, shiftB);
        units.put(c, shiftC);
        return Collections.unmodifiableMap(units);
    }
}
