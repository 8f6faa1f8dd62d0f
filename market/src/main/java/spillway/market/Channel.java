package spillway.market;

import java.util.Locale;

/// A stream of one kind of fact, for which coverage is kept apart.
public enum Channel {
    TRADES,
    QUOTES,
    BOOK,
    LIQUIDATIONS,
    DELEVERAGING,
    MARK_PRICE,
    INDEX_PRICE,
    PRICE,
    FUNDING,
    OPEN_INTEREST,
    LONG_SHORT_RATIO,
    TAKER_FLOW,
    CVD,
    VOLUME,
    DEPTH,
    INSURANCE_FUND,
    INSTRUMENTS,
    POSITIONS,
    ETF,
    SPOT_PREMIUM,
    BORROWING;

    private final String key = camelCase(name());

    /// The name in JSON and on the command line: `openInterest`.
    public String key() {
        return key;
    }

    static String camelCase(String constant) {
        var out = new StringBuilder(constant.length());
        boolean upper = false;
        for (int i = 0; i < constant.length(); i++) {
            char c = constant.charAt(i);
            if (c == '_') {
                upper = true;
            } else {
                String one = String.valueOf(c);
                out.append(upper ? one : one.toLowerCase(Locale.ROOT));
                upper = false;
            }
        }
        return out.toString();
    }
}
