package spillway.venues.protocol;

import spillway.market.Coin;

/// The coin behind a base asset's name, and how many of it one unit is.
///
/// Venues quote cheap coins in packs: `1000PEPE`, `1000000MOG`, `1MBABYDOGE`, `SHIB1000`. A pack is
/// a power of ten from 1,000 on, so `1INCH` and `10SET` are names. One that starts with a pack by
/// chance cannot be told from one; none is listed today.
///
/// @param coin without the pack
/// @param coinsPerUnit 1, or the pack
public record CoinNames(Coin coin, long coinsPerUnit) {
    private static final String MILLION = "1M";
    private static final int SHORTEST_AFTER_MILLION = 4;
    private static final int FEWEST_ZEROS = 3;
    private static final int MOST_ZEROS = 9;

    /// What `baseAsset` means.
    public static CoinNames of(String baseAsset) {
        int length = baseAsset.length();
        int zeros = 0;
        while (1 + zeros < length && baseAsset.charAt(1 + zeros) == '0') {
            zeros++;
        }
        if (baseAsset.startsWith("1") && isPack(zeros) && 1 + zeros < length) {
            return new CoinNames(new Coin(baseAsset.substring(1 + zeros)), pack(zeros));
        }
        if (baseAsset.startsWith(MILLION) && length - MILLION.length() >= SHORTEST_AFTER_MILLION) {
            return new CoinNames(new Coin(baseAsset.substring(MILLION.length())), 1_000_000);
        }
        int trailing = 0;
        while (trailing < length && baseAsset.charAt(length - 1 - trailing) == '0') {
            trailing++;
        }
        int nameEnd = length - trailing - 1;
        if (isPack(trailing) && nameEnd > 0 && baseAsset.charAt(nameEnd) == '1') {
            return new CoinNames(new Coin(baseAsset.substring(0, nameEnd)), pack(trailing));
        }
        return new CoinNames(new Coin(baseAsset), 1);
    }

    private static boolean isPack(int zeros) {
        return zeros >= FEWEST_ZEROS && zeros <= MOST_ZEROS;
    }

    private static long pack(int zeros) {
        long pack = 1;
        for (int i = 0; i < zeros; i++) {
            pack *= 10;
        }
        return pack;
    }
}
