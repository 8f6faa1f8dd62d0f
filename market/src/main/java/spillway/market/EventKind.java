package spillway.market;

import java.util.Locale;

/// The kinds of [MarketEvent], in the order in which a tape numbers them. Append only.
public enum EventKind {
    TRADE,
    QUOTE,
    BOOK_SNAPSHOT,
    BOOK_DELTA,
    LIQUIDATION,
    DELEVERAGING,
    MARK_PRICE,
    INDEX_PRICE,
    FUNDING_RATE,
    OPEN_INTEREST,
    LONG_SHORT_RATIO,
    INSURANCE_FUND,
    INSTRUMENT_CHANGE,
    FEED_HEALTH,
    REPORTED,
    ACCOUNT_POSITION;

    private final String key = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /// The name in folders and on the command line: `book-delta`.
    public String key() {
        return key;
    }
}
