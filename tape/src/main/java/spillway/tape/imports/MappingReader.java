package spillway.tape.imports;

import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import spillway.market.Completeness;
import spillway.market.Contract;
import spillway.market.Decimal;
import spillway.market.FundingKind;
import spillway.market.InstrumentKind;
import spillway.market.Metric;
import spillway.market.PriceKind;
import spillway.market.RatioPopulation;
import spillway.market.Venue;

/// Reads a mapping file, noting every problem before it complains.
final class MappingReader {
    private static final Map<String, Integer> USD_UNITS =
            ordered("usd", 0, "thousandUsd", 3, "millionUsd", 6);
    private static final Map<String, Integer> FRACTION_UNITS =
            ordered("fraction", 0, "percent", -2, "basisPoints", -4);

    private final String origin;
    private final List<MappingProblem> problems = new ArrayList<>();
    private final TomlParseResult toml;

    String name = "";
    String description = "";
    Mapping.Format format = Mapping.Format.CSV;
    Mapping.CsvShape csv = new Mapping.CsvShape(',', Mapping.Header.REQUIRED, List.of(), 0);
    List<String> jsonRows = List.of();
    Set<String> missing = Set.of();
    @Nullable Pattern fileName;
    final List<Mapping.FileRule> files = new ArrayList<>();
    List<String> ignored = List.of();
    final List<Mapping.Requirement> requirements = new ArrayList<>();
    String source = "";
    TimeRule time = new TimeRule(List.of(), TimeRule.Unit.AUTO, ZoneOffset.UTC, "");
    SubjectRule subject =
            new SubjectRule("", "", Map.of(), List.of(), false, Map.of(), 0, 0, List.of());
    CoverageRule coverage = new CoverageRule(CoverageRule.Mode.NONE, 0, false);
    final List<EventRule> rules = new ArrayList<>();
    long intervalNs;

    MappingReader(String origin, String text) {
        this.origin = origin;
        toml = Toml.parse(text);
    }

    Mapping read() {
        for (var error : toml.errors()) {
            problems.add(
                    new MappingProblem(
                            origin,
                            error.position().line(),
                            "TOML",
                            String.valueOf(error.getMessage())));
        }
        if (problems.isEmpty()) {
            readAll(new Section(origin, toml, problems));
        }
        if (!problems.isEmpty()) {
            throw new MappingException(origin, problems);
        }
        return new Mapping(this);
    }

    private void readAll(Section top) {
        name = top.required("name");
        description = top.text("description", "");
        format = top.requiredChoice("format", byName(Mapping.Format.values()), format);
        source = top.text("source", "");
        intervalNs = top.duration("interval");
        fileName = top.pattern("fileName");
        ignored = top.texts("ignore");
        missing = new HashSet<>();
        var words = top.has("missing") ? top.texts("missing") : List.of("None", "NaN", "null");
        words.forEach(word -> missing.add(word.toLowerCase(Locale.ROOT)));
        readLayout(top);
        readTime(top.section("time"));
        readSubject(top.section("subject"));
        for (Section file : top.sections("file")) {
            files.add(
                    new Mapping.FileRule(
                            glob(file.required("name")),
                            file.text("coin", ""),
                            venueCode(file, "venue")));
            file.end();
        }
        for (Section one : top.sections("require")) {
            requirements.add(
                    new Mapping.Requirement(one.required("column"), one.required("value")));
            one.end();
        }
        readRules(top);
        readCoverage(top);
        if (rules.isEmpty()) {
            top.problem(
                    "",
                    "makes no events; expected at least one of [[reported]], [[reportedColumns]],"
                            + " [[liquidation]], [[deleveraging]], [[trade]], [[position]],"
                            + " [[markPrice]], [[indexPrice]], [[fundingRate]], [[openInterest]],"
                            + " [[longShortRatio]]");
        }
        top.end();
    }

    private void readLayout(Section top) {
        boolean isCsv = format == Mapping.Format.CSV;
        if (isCsv) {
            Section section = top.section("csv");
            String delimiter = section.text("delimiter", ",");
            if (delimiter.length() != 1) {
                section.problem("delimiter", "expected one character, found '" + delimiter + "'");
            }
            var header =
                    section.choice(
                            "header", byName(Mapping.Header.values()), Mapping.Header.REQUIRED);
            var columns = section.texts("columns");
            if (header != Mapping.Header.REQUIRED && columns.isEmpty()) {
                section.problem("columns", "must name the columns of files without a header");
            }
            if (header == Mapping.Header.REQUIRED && !columns.isEmpty()) {
                section.problem("columns", "is only for header = \"none\" or \"auto\"");
            }
            csv =
                    new Mapping.CsvShape(
                            delimiter.isEmpty() ? ',' : delimiter.charAt(0),
                            header,
                            columns,
                            section.integer("extraColumns", 0, 0, 100));
            section.end();
        } else if (format == Mapping.Format.JSON) {
            Section section = top.section("json");
            String path = section.text("rows", "");
            jsonRows = path.isEmpty() ? List.of() : List.of(path.split("\\.", -1));
            section.end();
        }
    }

    private void readTime(Section section) {
        var columns = section.texts("column");
        if (columns.isEmpty()) {
            section.problem("column", "is missing; expected the name of the column with the time");
        }
        var unit = section.requiredChoice("unit", TimeRule.Unit.byName(), TimeRule.Unit.AUTO);
        String base = section.text("base", "");
        if (!base.isEmpty() && (unit == TimeRule.Unit.AUTO || unit == TimeRule.Unit.TEXT)) {
            section.problem("unit", "must be s, ms, us or ns where [time] has a base");
        }
        ZoneOffset offset = ZoneOffset.UTC;
        String zone = section.text("offset");
        if (zone != null) {
            try {
                offset = ZoneOffset.of(zone);
            } catch (DateTimeException e) {
                section.problem(
                        "offset", "expected an offset such as +08:00, found '" + zone + "'");
            }
            if (unit != TimeRule.Unit.TEXT && unit != TimeRule.Unit.AUTO) {
                section.problem("offset", "is only for texts: a number counts from 1970 in UTC");
            }
        }
        time = new TimeRule(columns, unit, offset, base);
        section.end();
    }

    private static String venueCode(Section section, String key) {
        String code = section.text(key, "");
        if (!code.isEmpty()) {
            checkVenue(section, key, code);
        }
        return code;
    }

    private static void checkVenue(Section section, String key, String code) {
        try {
            var _ = new Venue(code);
        } catch (IllegalArgumentException e) {
            section.problem(key, String.valueOf(e.getMessage()));
        }
    }

    private void readSubject(Section section) {
        String venue = venueCode(section, "venue");
        String venueColumn = section.text("venueColumn", "");
        var venues = new HashMap<String, String>();
        section.pairs("venues")
                .forEach((from, code) -> {
                    checkVenue(section, "venues", code);
                    venues.put(from.toLowerCase(Locale.ROOT), code);
                });
        var prefixes = new LinkedHashMap<String, Long>();
        section.pairs("prefixes")
                .forEach((prefix, coins) -> {
                    if (coins.matches("[1-9][0-9]{0,17}")) {
                        prefixes.put(prefix, Long.parseLong(coins));
                    } else {
                        section.problem(
                                "prefixes",
                                "expected a whole number > 0 for " + prefix + ", found " + coins);
                    }
                });
        var symbolColumns = section.texts("symbolColumn");
        boolean wholeMarket = section.flag("wholeMarket");
        int priceScale = section.integer("priceScale", 0, 0, Decimal.MAX_SCALE);
        int quantityScale = section.integer("quantityScale", 0, 0, Decimal.MAX_SCALE);
        var defaults = new ShapeDefaults(section);
        var shapes = new ArrayList<SubjectRule.Shape>();
        for (Section one : section.sections("shape")) {
            shapes.add(shape(one, defaults));
            one.end();
        }
        if (shapes.isEmpty()) {
            shapes.add(defaults.shape(Pattern.compile("(?<coin>.+)")));
        }
        subject =
                new SubjectRule(
                        venue,
                        venueColumn,
                        Map.copyOf(venues),
                        symbolColumns,
                        wholeMarket,
                        prefixes,
                        priceScale,
                        quantityScale,
                        List.copyOf(shapes));
        section.end();
    }

    /// What a shape says unless it says otherwise.
    private static final class ShapeDefaults {
        final String quote;
        final InstrumentKind kind;
        final Contract contract;
        final Decimal contractSize;

        ShapeDefaults(Section section) {
            quote = section.text("quote", "USD");
            kind =
                    section.choice(
                            "kind", byName(InstrumentKind.values()), InstrumentKind.COMPOSITE);
            contract = section.choice("contract", byName(Contract.values()), Contract.LINEAR);
            contractSize = size(section, Decimal.ONE);
        }

        SubjectRule.Shape shape(Pattern pattern) {
            return new SubjectRule.Shape(
                    "", pattern, "${coin}", "${coin}", quote, kind, contract, contractSize, "");
        }
    }

    private static Decimal size(Section section, Decimal otherwise) {
        String text = section.text("contractSize");
        if (text == null) {
            return otherwise;
        }
        try {
            Decimal size = Decimal.parse(text);
            if (size.mantissa() > 0) {
                return size;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number that is not positive.
        }
        section.problem("contractSize", "expected a number > 0 in quotes, found '" + text + "'");
        return otherwise;
    }

    private static SubjectRule.Shape shape(Section one, ShapeDefaults defaults) {
        one.required("pattern");
        Pattern pattern = one.pattern("pattern");
        Pattern used = pattern == null ? Pattern.compile("(?<coin>.+)") : pattern;
        String coin = one.text("coin", "${coin}");
        String symbol = one.text("symbol", coin);
        String quote = one.text("quote", defaults.quote);
        String refusal = one.text("refuse", "");
        if (pattern != null && refusal.isEmpty()) {
            checkTemplate(one, "coin", coin, used);
            checkTemplate(one, "symbol", symbol, used);
            checkTemplate(one, "quote", quote, used);
        }
        return new SubjectRule.Shape(
                venueCode(one, "venue"),
                used,
                symbol,
                coin,
                quote,
                one.choice("kind", byName(InstrumentKind.values()), defaults.kind),
                one.choice("contract", byName(Contract.values()), defaults.contract),
                size(one, defaults.contractSize),
                refusal);
    }

    private static void checkTemplate(Section one, String key, String template, Pattern pattern) {
        int at = 0;
        while ((at = template.indexOf("${", at)) >= 0) {
            int close = template.indexOf('}', at);
            if (close < 0) {
                one.problem(key, "has a '${' without '}': '" + template + "'");
                return;
            }
            String group = template.substring(at + 2, close);
            if (!pattern.namedGroups().containsKey(group)) {
                one.problem(
                        key,
                        "names the group '"
                                + group
                                + "', but the pattern has: "
                                + String.join(", ", pattern.namedGroups().keySet()));
            }
            at = close;
        }
    }

    private void readCoverage(Section top) {
        Section section = top.section("coverage");
        boolean hasIntervals = false;
        for (EventRule rule : rules) {
            hasIntervals |=
                    switch (rule) {
                        case EventRule.ReportedRule r -> r.aggregate().intervalNs() > 0;
                        case EventRule.ReportedColumnsRule r -> r.aggregate().intervalNs() > 0;
                        case EventRule.OrderRule _,
                                EventRule.TradeRule _,
                                EventRule.PositionRule _,
                                EventRule.StateRule _ ->
                                intervalNs > 0;
                    };
        }
        var mode =
                section.choice(
                        "mode",
                        byName(CoverageRule.Mode.values()),
                        hasIntervals ? CoverageRule.Mode.GRID : CoverageRule.Mode.NONE);
        long silenceNs = section.duration("silence");
        if (mode == CoverageRule.Mode.SILENCE && silenceNs == 0 && !section.has("silence")) {
            section.problem("silence", "is missing; expected a length of time such as 10m");
        }
        if (mode == CoverageRule.Mode.GRID && !hasIntervals) {
            section.problem("mode", "is grid, but no interval is given at the top or in a rule");
        }
        coverage = new CoverageRule(mode, silenceNs, section.flag("wholeMarket"));
        section.end();
    }

    private void readRules(Section top) {
        each(top, "reported", this::reported);
        each(top, "reportedColumns", this::reportedColumns);
        each(top, "liquidation", s -> order(s, false));
        each(top, "deleveraging", s -> order(s, true));
        each(top, "trade", MappingReader::trade);
        each(top, "position", MappingReader::position);
        each(top, "markPrice", s -> new EventRule.PriceRule(scope(s), false, s.required("price")));
        each(top, "indexPrice", s -> new EventRule.PriceRule(scope(s), true, s.required("price")));
        each(top, "fundingRate", MappingReader::funding);
        each(top, "openInterest", MappingReader::openInterest);
        each(top, "longShortRatio", MappingReader::ratio);
        for (EventRule rule : rules) {
            if (!(rule instanceof EventRule.ReportedColumnsRule) && subject.venue().isEmpty()) {
                if (subject.venueColumn().isEmpty()) {
                    top.problem("subject", "names no venue; give it a venue or a venueColumn");
                }
                break;
            }
        }
    }

    private void each(Section top, String key, Function<Section, EventRule> reader) {
        for (Section section : top.sections(key)) {
            rules.add(reader.apply(section));
            section.end();
        }
    }

    private static EventRule.Scope scope(Section section) {
        String files = section.text("files");
        return new EventRule.Scope(files == null ? null : glob(files), section.flag("optional"));
    }

    private EventRule.Aggregate aggregate(Section section) {
        var metrics = new LinkedHashMap<String, Metric>();
        for (Metric metric : Metric.values()) {
            metrics.put(metric.key(), metric);
        }
        Metric metric = section.requiredChoice("metric", metrics, Metric.PRICE);
        int shift = section.choice("unit", units(metric), 0);
        long own = section.duration("interval");
        if (source.isEmpty()) {
            section.problem("metric", "needs to know who reports it: give the file a source");
        }
        return new EventRule.Aggregate(
                metric,
                shift,
                own == 0 ? intervalNs : own,
                section.choice("zero", byName(EventRule.Zero.values()), EventRule.Zero.VALUE),
                section.text("group", metric.key()));
    }

    private static Map<String, Integer> units(Metric metric) {
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
        String close = single ? section.required("value") : section.text("close", "");
        String open = section.text("open", "");
        String high = section.text("high", "");
        String low = section.text("low", "");
        boolean four = !open.isEmpty() && !high.isEmpty() && !low.isEmpty() && !close.isEmpty();
        boolean any = section.has("open") || section.has("high") || section.has("low");
        if (single ? any || section.has("close") : !four) {
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
        section.required("pattern");
        Pattern found = section.pattern("pattern");
        Pattern pattern = found == null ? Pattern.compile("(?<coin>.+)") : found;
        String coin = section.text("coin", "${coin}");
        String symbol = section.text("symbol", coin);
        String quote = section.text("quote", "USD");
        if (found != null) {
            checkTemplate(section, "coin", coin, pattern);
            checkTemplate(section, "symbol", symbol, pattern);
            checkTemplate(section, "quote", quote, pattern);
            if (subject.venue().isEmpty() && !pattern.namedGroups().containsKey("venue")) {
                section.problem("pattern", "needs a group 'venue', since [subject] names none");
            }
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
                side(section.section("side"), SideRule.Means.ORDER, SideRule.Means.POSITION),
                quantity,
                section.required("price"),
                value,
                section.text("id", ""),
                section.choice("priceKind", byName(PriceKind.values()), PriceKind.FILL),
                section.choice(
                        "completeness", byName(Completeness.values()), Completeness.UNKNOWN));
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
                side(section.section("side"), SideRule.Means.POSITION, SideRule.Means.ORDER),
                section.required("quantity"),
                section.required("entryPrice"),
                section.text("liquidationPrice", ""),
                section.text("leverage", ""),
                section.required("value"),
                section.text("accountValue", ""));
    }

    private static SideRule side(Section section, SideRule.Means one, SideRule.Means other) {
        String column = section.required("column");
        var allowed = new LinkedHashMap<String, SideRule.Means>();
        allowed.put(one.name().toLowerCase(Locale.ROOT), one);
        allowed.put(other.name().toLowerCase(Locale.ROOT), other);
        SideRule.Means means = section.requiredChoice("means", allowed, one);
        boolean position = means == SideRule.Means.POSITION;
        var ways = new LinkedHashMap<String, SideRule.Way>();
        for (var way : SideRule.Way.values()) {
            boolean ofPosition = way == SideRule.Way.LONG || way == SideRule.Way.SHORT;
            if (ofPosition == position) {
                ways.put(way.name().toLowerCase(Locale.ROOT), way);
            }
        }
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
                    } else {
                        values.put(word.toLowerCase(Locale.ROOT), way);
                    }
                });
        if (!section.has("values")) {
            section.problem(
                    "values",
                    "is missing; expected the file's words and what they mean: "
                            + String.join(", ", ways.keySet()));
        }
        section.end();
        return new SideRule(column, means, java.util.Collections.unmodifiableMap(values));
    }

    private static EventRule funding(Section section) {
        return new EventRule.FundingRule(
                scope(section),
                section.required("rate"),
                section.choice("unit", FRACTION_UNITS, 0),
                section.text("intervalHours", ""),
                section.duration("interval"),
                section.choice("kind", byName(FundingKind.values()), FundingKind.SETTLED));
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
                        byName(RatioPopulation.values()),
                        RatioPopulation.ALL_ACCOUNTS));
    }

    /// `*` stands for any text, `?` for one character; capitals do not matter, nor does `.gz`.
    private static Pattern glob(String glob) {
        var regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(
                regex.append("(\\.gz)?").toString(),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /// Enum constants by their name in a mapping file: `LEADING_MISSING` is `leading-missing`.
    private static <E extends Enum<E>> Map<String, E> byName(E[] constants) {
        var names = new LinkedHashMap<String, E>();
        for (E constant : constants) {
            names.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
        }
        return names;
    }

    private static Map<String, Integer> ordered(
            String a, int shiftA, String b, int shiftB, String c, int shiftC) {
        var units = new LinkedHashMap<String, Integer>();
        units.put(a, shiftA);
        units.put(b, shiftB);
        units.put(c, shiftC);
        return java.util.Collections.unmodifiableMap(units);
    }
}
