package spillway.market;

/// A place that trades, or a party that publishes aggregates over such places.
///
/// @param code lower-case letters, digits and hyphens, at most 40: `binance-usdm`, `bybit`,
///   `coinglass`
public record Venue(String code) {
    public Venue {
        if (!isCode(code)) {
            throw new IllegalArgumentException(
                    "venue code must be 1 to 40 of a-z, 0-9 and '-', was '" + code + "'");
        }
    }

    private static boolean isCode(String code) {
        if (code.isEmpty() || code.length() > 40) {
            return false;
        }
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-') {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return code;
    }
}
