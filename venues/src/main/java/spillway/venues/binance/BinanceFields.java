package spillway.venues.binance;

import spillway.venues.wire.FieldNames;

/// The field names of Binance's messages and their places. A letter means something else in each
/// kind of message, so the constants are named by the letters.
final class BinanceFields {
    static final FieldNames EVENT_FIELDS =
            FieldNames.of(
                    "e", "E", "T", "s", "U", "u", "pu", "b", "a", "B", "A", "p", "q", "i", "r", "m",
                    "t", "X", "o", "S", "ap", "z");
    static final int E_LOW = 0;
    static final int E_TIME = 1;
    static final int T_TIME = 2;
    static final int S_LOW = 3;
    static final int U_FIRST = 4;
    static final int U_LAST = 5;
    static final int PU = 6;
    static final int B_LOW = 7;
    static final int A_LOW = 8;
    static final int B_UP = 9;
    static final int A_UP = 10;
    static final int P = 11;
    static final int Q = 12;
    static final int I = 13;
    static final int R = 14;
    static final int M = 15;
    static final int T_LOW = 16;
    static final int X = 17;
    static final int O = 18;
    static final int S_UP = 19;
    static final int AP = 20;
    static final int Z = 21;

    /// Kinds of messages that are read, by their `e`.
    static final FieldNames KINDS =
            FieldNames.of(
                    "aggTrade",
                    "trade",
                    "depthUpdate",
                    "bookTicker",
                    "markPriceUpdate",
                    "indexPriceUpdate",
                    "forceOrder");

    static final int AGG_TRADE = 0;
    static final int TRADE = 1;
    static final int DEPTH_UPDATE = 2;
    static final int BOOK_TICKER = 3;
    static final int MARK_PRICE_UPDATE = 4;
    static final int INDEX_PRICE_UPDATE = 5;
    static final int FORCE_ORDER = 6;

    /// Kinds of messages that exist and are left out, each by its rule in the same place below.
    static final FieldNames UNREAD =
            FieldNames.of(
                    "kline",
                    "continuous_kline",
                    "indexPrice_kline",
                    "markPrice_kline",
                    "24hrTicker",
                    "24hrMiniTicker",
                    "1hTicker",
                    "4hTicker",
                    "1dTicker",
                    "avgPrice",
                    "contractInfo",
                    "compositeIndex",
                    "assetIndexUpdate",
                    "rpiDepthUpdate",
                    "tradingSession");

    private static final String KLINES = "klines-not-read";
    private static final String TICKERS = "day-tickers-not-read";
    static final String[] UNREAD_RULES = {
        KLINES,
        KLINES,
        KLINES,
        KLINES,
        TICKERS,
        TICKERS,
        TICKERS,
        TICKERS,
        TICKERS,
        "average-prices-not-read",
        "contract-info-not-read",
        "composite-indices-not-read",
        "asset-indices-not-read",
        "retail-improvement-book-not-read",
        "trading-sessions-not-read"
    };

    private BinanceFields() {}

    static long bit(int field) {
        return 1L << field;
    }
}
