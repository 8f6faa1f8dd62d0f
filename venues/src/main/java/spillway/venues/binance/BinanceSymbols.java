package spillway.venues.binance;

import java.util.List;
import java.util.Optional;
import spillway.market.Coin;
import spillway.market.Contract;
import spillway.market.Decimal;
import spillway.market.Instrument;
import spillway.market.InstrumentKind;
import spillway.venues.protocol.CoinNames;
import spillway.venues.protocol.SymbolRule;

/// What Binance's symbols say by themselves.
///
/// Since 2026-06-30 the all-market streams of both futures hosts carry both markets, so either
/// futures protocol knows the symbols of both: one whose part before `_` ends in `USD` is COIN-M,
/// counted in contracts of 100 USD for BTC and 10 USD for other coins. Read as coins it would be
/// overstated about a thousand times.
final class BinanceSymbols implements SymbolRule {
    /// Decimals of a price mantissa: mark and index prices are printed with 8.
    static final int PRICE_SCALE = 8;

    /// Decimals of a quantity mantissa where no catalogue gave the lot size.
    private static final int UNKNOWN_QUANTITY_SCALE = 8;

    private static final Decimal BTC_CONTRACT_USD = new Decimal(100, 0);
    private static final Decimal OTHER_CONTRACT_USD = new Decimal(10, 0);
    private static final String PERPETUAL_SUFFIX = "PERP";

    /// Quote currencies, those that end in another first.
    private static final List<String> QUOTES =
            List.of(
                    "FDUSD", "BUSD", "TUSD", "USDT", "USDC", "USDE", "USDP", "USD1", "BFUSD",
                    "RLUSD", "AEUR", "EURI", "USD", "BTC", "ETH", "BNB", "EUR", "TRY", "BRL", "GBP",
                    "AUD", "JPY", "ARS", "COP", "MXN", "PLN", "RON", "CZK", "UAH", "RUB", "ZAR",
                    "IDRT", "BIDR", "DAI", "PAX", "NGN", "BVND", "VAI", "SOL", "DOGE", "DOT", "TRX",
                    "XRP");

    private final BinanceMarket market;

    BinanceSymbols(BinanceMarket market) {
        this.market = market;
    }

    @Override
    public Optional<Instrument> define(String symbol) {
        if (!isPlausible(symbol)) {
            return Optional.empty();
        }
        int underscore = symbol.indexOf('_');
        if (!market.isFutures()) {
            return underscore >= 0
                    ? Optional.empty()
                    : linear(BinanceMarket.SPOT, symbol, symbol, InstrumentKind.SPOT);
        }
        if (underscore < 0) {
            return linear(BinanceMarket.USDM, symbol, symbol, InstrumentKind.PERPETUAL);
        }
        String pair = symbol.substring(0, underscore);
        boolean isPerpetual = symbol.endsWith(PERPETUAL_SUFFIX);
        if (!isCoinMargined(pair, isPerpetual)) {
            return linear(BinanceMarket.USDM, symbol, pair, InstrumentKind.FUTURE);
        }
        InstrumentKind kind = isPerpetual ? InstrumentKind.PERPETUAL : InstrumentKind.FUTURE;
        String base = pair.substring(0, pair.length() - 3);
        return Optional.of(inverse(symbol, base, kind, contractUsd(base), 0));
    }

    /// USD-M perpetuals have no suffix. Of dated contracts, `BTCBUSD` was quoted in BUSD, while
    /// `BNBUSD` is BNB in dollars.
    private static boolean isCoinMargined(String pair, boolean isPerpetual) {
        boolean inBusd = pair.endsWith("BUSD") && !pair.equals("BNBUSD");
        return pair.endsWith("USD") && pair.length() > 3 && (isPerpetual || !inBusd);
    }

    private static boolean isPlausible(String symbol) {
        for (int i = 0; i < symbol.length(); i++) {
            char c = symbol.charAt(i);
            boolean ascii = c == '_' || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!ascii && (c < 0x80 || !Character.isLetterOrDigit(c))) {
                return false;
            }
        }
        return symbol.length() >= 4 && symbol.length() <= 40;
    }

    private static Optional<String> quoteOf(String pair) {
        for (String quote : QUOTES) {
            if (pair.endsWith(quote) && pair.length() > quote.length()) {
                return Optional.of(quote);
            }
        }
        return Optional.empty();
    }

    private static Decimal contractUsd(String base) {
        return base.equals("BTC") ? BTC_CONTRACT_USD : OTHER_CONTRACT_USD;
    }

    private static Optional<Instrument> linear(
            BinanceMarket of, String symbol, String pair, InstrumentKind kind) {
        return quoteOf(pair)
                .map(quote -> {
                    String base = pair.substring(0, pair.length() - quote.length());
                    return linear(
                            of, symbol, base, quote, kind, PRICE_SCALE, UNKNOWN_QUANTITY_SCALE);
                });
    }

    static Instrument linear(
            BinanceMarket of,
            String symbol,
            String base,
            String quote,
            InstrumentKind kind,
            int priceScale,
            int quantityScale) {
        CoinNames names = CoinNames.of(base);
        return new Instrument(
                of.venue(),
                symbol,
                names.coin(),
                quote,
                kind,
                Contract.LINEAR,
                Decimal.ONE,
                names.coinsPerUnit(),
                priceScale,
                quantityScale,
                0);
    }

    static Instrument inverse(
            String symbol,
            String base,
            InstrumentKind kind,
            Decimal contractUsd,
            int quantityScale) {
        return new Instrument(
                BinanceMarket.COINM.venue(),
                symbol,
                new Coin(base),
                "USD",
                kind,
                Contract.INVERSE,
                contractUsd,
                1,
                PRICE_SCALE,
                quantityScale,
                0);
    }
}
