package spillway.venues.okx;

import java.util.Optional;
import spillway.market.Contract;
import spillway.market.Decimal;
import spillway.market.Instrument;
import spillway.market.InstrumentKind;
import spillway.venues.protocol.CoinNames;
import spillway.venues.protocol.SymbolRule;

/// What OKX's instrument ids say by themselves: all of a spot pair, `BTC-USDT`, and too little of a
/// contract, whose size stands in the catalogue only. A position in `BTC-USDT-SWAP` cannot be
/// valued before the catalogue was read.
final class OkxSymbols implements SymbolRule {
    /// Decimals of a price mantissa; computed prices are rounded to them.
    static final int PRICE_SCALE = 8;

    private static final int UNKNOWN_QUANTITY_SCALE = 8;

    @Override
    public Optional<Instrument> define(String symbol) {
        int dash = symbol.indexOf('-');
        boolean isPair =
                dash > 0 && symbol.indexOf('-', dash + 1) < 0 && dash < symbol.length() - 1;
        if (!isPair || !isPlausible(symbol)) {
            return Optional.empty();
        }
        return Optional.of(
                spot(
                        symbol,
                        symbol.substring(0, dash),
                        symbol.substring(dash + 1),
                        PRICE_SCALE,
                        UNKNOWN_QUANTITY_SCALE));
    }

    private static boolean isPlausible(String symbol) {
        for (int i = 0; i < symbol.length(); i++) {
            char c = symbol.charAt(i);
            if (c != '-' && (c < 'A' || c > 'Z') && (c < '0' || c > '9')) {
                return false;
            }
        }
        return symbol.length() <= 40;
    }

    static Instrument spot(
            String symbol, String base, String quote, int priceScale, int quantityScale) {
        CoinNames names = CoinNames.of(base);
        return new Instrument(
                OkxMarket.SPOT.venue(),
                symbol,
                names.coin(),
                quote,
                InstrumentKind.SPOT,
                Contract.LINEAR,
                Decimal.ONE,
                names.coinsPerUnit(),
                priceScale,
                quantityScale,
                0);
    }

    /// Whether an id names an option: `BTC-USD-250328-92000-C`.
    static boolean isOption(String symbol) {
        return symbol.endsWith("-C") || symbol.endsWith("-P");
    }
}
