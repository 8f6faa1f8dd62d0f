package spillway.tape.imports;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import spillway.market.Coin;
import spillway.market.Contract;
import spillway.market.Decimal;
import spillway.market.Instrument;
import spillway.market.InstrumentKind;
import spillway.market.Venue;

/// How a row's symbol becomes an instrument.
///
/// @param venue code; may be empty where `venueColumn` or a column's name gives it
/// @param venueColumn column that names the venue; empty for none
/// @param venues venue codes by the file's names, keys in lower case; others are made into a code
///   by lower-casing and putting a hyphen for each other character
/// @param symbolColumns names the symbol's column may have; empty where the file has one subject
/// @param wholeMarket whether the subject is all of the venue
/// @param prefixes coins behind one unit of price, by the prefix of the base that says so
/// @param priceScale decimals that prices have room for at first
/// @param quantityScale decimals that quantities have room for at first
/// @param shapes tried in order; the first whose pattern matches the whole symbol counts
record SubjectRule(
        String venue,
        String venueColumn,
        Map<String, String> venues,
        List<String> symbolColumns,
        boolean wholeMarket,
        Map<String, Long> prefixes,
        int priceScale,
        int quantityScale,
        List<Shape> shapes) {
    /// What one form of symbol means. `${name}` in a template is a named group of the pattern.
    ///
    /// @param venue code of the venue whose symbols it is for; empty for every venue
    /// @param pattern of the whole symbol
    /// @param symbol template of the instrument's symbol
    /// @param coin template of the coin, before a prefix is taken off
    /// @param quote template of the quote currency
    /// @param refusal why such a symbol cannot be imported; empty where it can
    record Shape(
            String venue,
            Pattern pattern,
            String symbol,
            String coin,
            String quote,
            InstrumentKind kind,
            Contract contract,
            Decimal contractSize,
            String refusal) {}

    /// The instrument behind `text`.
    ///
    /// @return null when no shape matches
    /// @throws IllegalArgumentException if the shape is refused, or no instrument can be made
    @Nullable Instrument instrument(Venue at, String text) {
        for (Shape shape : shapes) {
            Matcher matcher = shape.pattern.matcher(text);
            boolean here = shape.venue.isEmpty() || shape.venue.equals(at.code());
            if (here && matcher.matches()) {
                if (!shape.refusal.isEmpty()) {
                    throw new IllegalArgumentException(shape.refusal);
                }
                return instrument(
                        at, shape, fill(shape.symbol, matcher), fill(shape.coin, matcher), matcher);
            }
        }
        return null;
    }

    private Instrument instrument(
            Venue at, Shape shape, String symbol, String base, Matcher matcher) {
        String coin = base;
        long coinsPerUnit = 1;
        int longest = 0;
        for (var prefix : prefixes.entrySet()) {
            int length = prefix.getKey().length();
            if (length > longest
                    && base.startsWith(prefix.getKey())
                    && base.length() > length
                    && isLetterCoin(base.charAt(length))) {
                longest = length;
                coin = base.substring(length);
                coinsPerUnit = prefix.getValue();
            }
        }
        return new Instrument(
                at,
                symbol,
                new Coin(coin),
                fill(shape.quote, matcher),
                shape.kind,
                shape.contract,
                shape.contractSize,
                coinsPerUnit,
                priceScale,
                quantityScale,
                0);
    }

    /// A prefix is one only before a coin's own name, which begins with a capital or a letter
    /// without case: `kPEPE` is a thousand PEPE, `kava` is not.
    private static boolean isLetterCoin(char c) {
        return Character.isLetter(c) && !Character.isLowerCase(c);
    }

    /// `template` with its `${name}` replaced by the groups of `matcher`.
    static String fill(String template, Matcher matcher) {
        var out = new StringBuilder();
        int at = 0;
        while (true) {
            int open = template.indexOf("${", at);
            if (open < 0) {
                return out.append(template, at, template.length()).toString();
            }
            int close = template.indexOf('}', open);
            String group = matcher.group(template.substring(open + 2, close));
            out.append(template, at, open).append(group == null ? "" : group);
            at = close + 1;
        }
    }

    /// The venue that a file calls `name`.
    Venue venueNamed(String name) {
        String code = venues.get(name.toLowerCase(java.util.Locale.ROOT));
        return new Venue(code == null ? codeOf(name) : code);
    }

    /// `Gate.io` becomes `gate-io`.
    static String codeOf(String name) {
        var code = new StringBuilder();
        String lower = name.toLowerCase(java.util.Locale.ROOT);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            boolean kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (kept) {
                code.append(c);
            } else if (!code.isEmpty() && code.charAt(code.length() - 1) != '-') {
                code.append('-');
            }
        }
        int end = code.length();
        return end > 0 && code.charAt(end - 1) == '-'
                ? code.substring(0, end - 1)
                : code.toString();
    }
}
