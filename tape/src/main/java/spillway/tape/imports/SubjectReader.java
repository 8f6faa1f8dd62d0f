package spillway.tape.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import spillway.market.Contract;
import spillway.market.Decimal;
import spillway.market.InstrumentKind;
import spillway.market.Venue;

/// Reads `[subject]`: whose rows they are.
final class SubjectReader {
    private static final Pattern ANY_COIN = Pattern.compile("(?<coin>.+)");

    private final Section section;
    private final Shapes defaults;

    private SubjectReader(Section section) {
        this.section = section;
        defaults = new Shapes(section);
    }

    static SubjectRule read(Section section) {
        return new SubjectReader(section).read();
    }

    private SubjectRule read() {
        var shapes = new ArrayList<SubjectRule.Shape>();
        for (Section one : section.sections("shape")) {
            shapes.add(shape(one));
            one.end();
        }
        if (shapes.isEmpty()) {
            shapes.add(defaults.anyCoin());
        }
        var rule =
                new SubjectRule(
                        venueCode(section, "venue"),
                        section.text("venueColumn", ""),
                        venues(),
                        section.texts("symbolColumn"),
                        section.flag("wholeMarket"),
                        prefixes(),
                        section.integer("priceScale", 0, 0, Decimal.MAX_SCALE),
                        section.integer("quantityScale", 0, 0, Decimal.MAX_SCALE),
                        List.copyOf(shapes));
        if (rule.wholeMarket() && !rule.symbolColumns().isEmpty()) {
            section.problem("wholeMarket", "has no place beside symbolColumn");
        }
        section.end();
        return rule;
    }

    private Map<String, String> venues() {
        var venues = new HashMap<String, String>();
        section.pairs("venues")
                .forEach((from, code) -> {
                    checkVenue(section, "venues", code);
                    venues.put(from.toLowerCase(Locale.ROOT), code);
                });
        return Map.copyOf(venues);
    }

    private Map<String, Long> prefixes() {
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
        return prefixes;
    }

    /// A venue's code, empty when absent.
    static String venueCode(Section section, String key) {
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

    /// What a shape says unless it says otherwise.
    private static final class Shapes {
        final String quote;
        final InstrumentKind kind;
        final Contract contract;
        final Decimal contractSize;

        Shapes(Section section) {
            quote = section.text("quote", "USD");
            kind =
                    section.choice(
                            "kind",
                            Section.names(InstrumentKind.values()),
                            InstrumentKind.COMPOSITE);
            contract =
                    section.choice("contract", Section.names(Contract.values()), Contract.LINEAR);
            contractSize = size(section, Decimal.ONE);
        }

        SubjectRule.Shape anyCoin() {
            return new SubjectRule.Shape(
                    "", ANY_COIN, "${coin}", "${coin}", quote, kind, contract, contractSize, "");
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

    private SubjectRule.Shape shape(Section one) {
        Pattern pattern = one.requiredPattern("pattern", ANY_COIN);
        String coin = one.text("coin", "${coin}");
        String symbol = one.text("symbol", coin);
        String quote = one.text("quote", defaults.quote);
        String refusal = one.text("refuse", "");
        if (refusal.isEmpty()) {
            checkTemplate(one, "coin", coin, pattern);
            checkTemplate(one, "symbol", symbol, pattern);
            checkTemplate(one, "quote", quote, pattern);
        }
        return new SubjectRule.Shape(
                venueCode(one, "venue"),
                pattern,
                symbol,
                coin,
                quote,
                one.choice("kind", Section.names(InstrumentKind.values()), defaults.kind),
                one.choice("contract", Section.names(Contract.values()), defaults.contract),
                size(one, defaults.contractSize),
                refusal);
    }

    /// Notes each `${group}` of a template that `pattern` does not have.
    static void checkTemplate(Section one, String key, String template, Pattern pattern) {
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
                                + "', but the pattern has "
                                + (pattern.namedGroups().isEmpty()
                                        ? "none; write one as (?<" + group + ">...)"
                                        : String.join(", ", pattern.namedGroups().keySet())));
            }
            at = close;
        }
    }
}
