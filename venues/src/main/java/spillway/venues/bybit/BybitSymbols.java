package spillway.venues.bybit;

import java.util.List;
import java.util.Optional;
import spillway.market.Contract;
import spillway.market.Decimal;
import spillway.market.Instrument;
import spillway.market.InstrumentKind;
import spillway.market.Venue;
import spillway.venues.protocol.CoinNames;
import spillway.venues.protocol.SymbolRule;

/// What Bybit's symbols say by themselves: `BTCUSDT` and `BTCPERP` are linear perpetuals in USDT
/// and USDC, `BTC-26DEC25` and `BTCUSDT-26DEC25` linear futures, `BTCUSD` is an inverse perpetual
/// and `BTCUSDZ25` an inverse future, both of 1 USD.
final class BybitSymbols implements SymbolRule {
    /// Decimals of a price mantissa; ticks have fewer, computed prices are rounded to them.
    static final int PRICE_SCALE = 8;

    private static final int UNKNOWN_QUANTITY_SCALE = 8;
    private static final String MONTHS = "FGHJKMNQUVXZ";

    /// Quote currencies of spot, those that end in another first.
    private static final List<String> SPOT_QUOTES =
            List.of(
                    "USDT", "USDC", "USDE", "USD1", "USDQ", "USDR", "RLUSD", "BTC", "ETH", "EUR",
                    "BRL", "MNT", "DAI", "SOL", "TRY", "PLN", "USD");

    private final BybitMarket market;

    BybitSymbols(BybitMarket market) {
        this.market = market;
    }

    /// Whether `symbol` names an option: `BTC-27MAR26-70000-P`, also with the currency behind.
    static boolean isOption(String symbol) {
        return symbol.chars().filter(c -> c == '-').count() >= 3;
    }

    @Override
    public Optional<Instrument> define(String symbol) {
        if (!isPlausible(symbol)) {
            return Optional.empty();
        }
        if (market == BybitMarket.SPOT) {
            return symbol.indexOf('-') >= 0 ? Optional.empty() : spot(symbol);
        }
        int dash = symbol.indexOf('-');
        if (dash >= 0) {
            boolean isDate = symbol.indexOf('-', dash + 1) < 0 && symbol.length() > dash + 5;
            return isDate ? future(symbol, symbol.substring(0, dash)) : Optional.empty();
        }
        if (endsIn(symbol, "USDT")) {
            return linear(symbol, cut(symbol, 4), "USDT", InstrumentKind.PERPETUAL);
        }
        if (endsIn(symbol, "PERP")) {
            return linear(symbol, cut(symbol, 4), "USDC", InstrumentKind.PERPETUAL);
        }
        if (endsIn(symbol, "USDC")) {
            return linear(symbol, cut(symbol, 4), "USDC", InstrumentKind.PERPETUAL);
        }
        return inverse(symbol);
    }

    private static boolean isPlausible(String symbol) {
        for (int i = 0; i < symbol.length(); i++) {
            char c = symbol.charAt(i);
            boolean known = c == '-' || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!known) {
                return false;
            }
        }
        return symbol.length() >= 4 && symbol.length() <= 40 && symbol.charAt(0) != '-';
    }

    private static boolean endsIn(String symbol, String suffix) {
        return symbol.endsWith(suffix) && symbol.length() > suffix.length();
    }

    private static String cut(String symbol, int characters) {
        return symbol.substring(0, symbol.length() - characters);
    }

    private Optional<Instrument> spot(String symbol) {
        for (String quote : SPOT_QUOTES) {
            if (endsIn(symbol, quote)) {
                return linear(symbol, cut(symbol, quote.length()), quote, InstrumentKind.SPOT);
            }
        }
        return Optional.empty();
    }

    private Optional<Instrument> future(String symbol, String underlying) {
        return endsIn(underlying, "USDT")
                ? linear(symbol, cut(underlying, 4), "USDT", InstrumentKind.FUTURE)
                : linear(symbol, underlying, "USDC", InstrumentKind.FUTURE);
    }

    private Optional<Instrument> linear(
            String symbol, String base, String quote, InstrumentKind kind) {
        return Optional.of(
                instrument(
                        market.venue(),
                        symbol,
                        base,
                        quote,
                        kind,
                        Contract.LINEAR,
                        PRICE_SCALE,
                        UNKNOWN_QUANTITY_SCALE));
    }

    private Optional<Instrument> inverse(String symbol) {
        int length = symbol.length();
        boolean dated =
                length > 6
                        && Character.isDigit(symbol.charAt(length - 1))
                        && Character.isDigit(symbol.charAt(length - 2))
                        && MONTHS.indexOf(symbol.charAt(length - 3)) >= 0;
        String pair = dated ? cut(symbol, 3) : symbol;
        if (!endsIn(pair, "USD")) {
            return Optional.empty();
        }
        return Optional.of(
                instrument(
                        market.venue(),
                        symbol,
                        cut(pair, 3),
                        "USD",
                        dated ? InstrumentKind.FUTURE : InstrumentKind.PERPETUAL,
                        Contract.INVERSE,
                        PRICE_SCALE,
                        UNKNOWN_QUANTITY_SCALE));
    }

    static Instrument instrument(
            Venue venue,
            String symbol,
            String base,
            String quote,
            InstrumentKind kind,
            Contract contract,
            int priceScale,
            int quantityScale) {
        CoinNames names = CoinNames.of(base);
        return new Instrument(
                venue,
                symbol,
                names.coin(),
                quote,
                kind,
                contract,
                Decimal.ONE,
                names.coinsPerUnit(),
                priceScale,
                quantityScale,
                0);
    }
}
