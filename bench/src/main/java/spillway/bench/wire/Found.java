package spillway.bench.wire;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import spillway.market.BookLevels;
import spillway.market.Decimal;
import spillway.market.MarketEvent;
import spillway.venues.protocol.Listing;
import spillway.venues.protocol.Symbols;

/// What a general parser has found in a message so far, and how it turns texts into numbers: alike
/// for all of them, one pass over the characters, exact.
final class Found {
    static final int TIME = 0;
    static final int ID = 1;
    static final int PRICE = 2;
    static final int QUANTITY = 3;
    static final int FLAG = 4;
    static final int FIRST = 5;
    static final int LAST = 6;
    static final int PREVIOUS = 7;
    static final int BID = 8;
    static final int BID_QUANTITY = 9;
    static final int ASK = 10;
    static final int ASK_QUANTITY = 11;
    private static final int SLOTS = 12;

    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    final long[] values = new long[SLOTS];
    final BookLevels levels = new BookLevels();
    long receiveTimeNs;
    private final Symbols symbols;
    private final Map<String, Listing> bySymbol = new HashMap<>();
    private @Nullable Listing on;

    Found(Symbols symbols) {
        this.symbols = symbols;
    }

    void start(long receivedNs) {
        receiveTimeNs = receivedNs;
        values[PREVIOUS] = MarketEvent.NONE;
        levels.clear();
    }

    void symbol(String symbol) {
        Listing known = bySymbol.get(symbol);
        if (known == null) {
            known = symbols.find(symbol);
            if (known == null) {
                throw new IllegalStateException("expected a known symbol, found " + symbol);
            }
            bySymbol.put(symbol, known);
        }
        on = known;
    }

    Listing on() {
        Listing known = on;
        if (known == null) {
            throw new IllegalStateException("expected a symbol before prices, found none");
        }
        return known;
    }

    int priceScale() {
        return on().priceScale();
    }

    int quantityScale() {
        return on().quantityScale();
    }

    /// Milliseconds, as all of these messages have.
    long timeNs() {
        return values[TIME] * 1_000_000;
    }

    static long decimal(String text, int scale) {
        long number = 0;
        int decimals = -1;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == '.' && decimals < 0) {
                decimals = 0;
            } else if (c >= '0' && c <= '9') {
                number = number * 10 + (c - '0');
                decimals += decimals >= 0 ? 1 : 0;
            } else {
                throw new IllegalStateException("expected a number, found " + text);
            }
        }
        return scaled(number, length, scale - Math.max(0, decimals));
    }

    static long decimal(char[] text, int from, int to, int scale) {
        long number = 0;
        int decimals = -1;
        for (int i = from; i < to; i++) {
            char c = text[i];
            if (c == '.' && decimals < 0) {
                decimals = 0;
            } else if (c >= '0' && c <= '9') {
                number = number * 10 + (c - '0');
                decimals += decimals >= 0 ? 1 : 0;
            } else {
                throw new IllegalStateException(
                        "expected a number, found " + new String(text, from, to - from));
            }
        }
        return scaled(number, to - from, scale - Math.max(0, decimals));
    }

    private static long scaled(long number, int length, int shift) {
        if (length > Decimal.MAX_SCALE || shift < 0) {
            throw new IllegalStateException("expected a number that fits, found more digits");
        }
        return Math.multiplyExact(number, Decimal.powerOfTen(shift));
    }

    /// A whole number as itself, another text as its hash, as events carry ids.
    static long id(CharSequence text) {
        long number = 0;
        long hash = FNV_OFFSET;
        boolean digits = text.length() <= Decimal.MAX_SCALE;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            hash = (hash ^ c) * FNV_PRIME;
            digits &= c >= '0' && c <= '9';
            number = digits ? number * 10 + (c - '0') : 0;
        }
        return digits ? number : hash & Long.MAX_VALUE;
    }
}
