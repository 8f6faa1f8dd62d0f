package spillway.venues.okx;

import spillway.market.Coin;
import spillway.market.Contract;
import spillway.market.Decimal;
import spillway.market.Instrument;
import spillway.market.InstrumentKind;
import spillway.venues.protocol.CoinNames;
import spillway.venues.protocol.WireReading;
import spillway.venues.wire.FieldNames;
import spillway.venues.wire.JsonScanner;

/// Reads the definitions of instruments: the channel `instruments` and the answer of the same name.
/// Quantities are contracts, each `ctVal × ctMult` of the coin (linear) or of dollars (inverse).
/// Options are passed over.
final class OkxCatalogue {
    private static final FieldNames DEFINITION =
            FieldNames.of(
                    "instId",
                    "instType",
                    "baseCcy",
                    "quoteCcy",
                    "settleCcy",
                    "ctType",
                    "ctVal",
                    "ctMult",
                    "ctValCcy",
                    "tickSz",
                    "lotSz",
                    "state",
                    "instFamily",
                    "uly");

    private final WireReading reading;
    private final JsonScanner json;

    private String symbol = "";
    private String type = "";
    private String base = "";
    private String quote = "";
    private String contractType = "";
    private String state = "";
    private String family = "";
    private Decimal value = Decimal.ZERO;
    private Decimal multiplier = Decimal.ONE;
    private int priceScale;
    private int quantityScale;

    OkxCatalogue(WireReading reading) {
        this.reading = reading;
        json = reading.json();
    }

    /// Reads one definition.
    void definition() {
        clear();
        json.beginObject();
        for (int f; (f = json.nextField(DEFINITION)) != JsonScanner.END; ) {
            switch (f) {
                case 0 -> symbol = text();
                case 1 -> type = text();
                case 2 -> base = text();
                case 3 -> quote = text();
                case 5 -> contractType = text();
                case 6 -> value = number(Decimal.ZERO);
                case 7 -> multiplier = number(Decimal.ONE);
                case 9 ->
                        priceScale = Math.max(OkxSymbols.PRICE_SCALE, number(Decimal.ONE).scale());
                case 10 -> quantityScale = number(Decimal.ONE).scale();
                case 11 -> state = text();
                case 12 -> family = text();
                case 13 -> {
                    String underlying = text();
                    family = family.isEmpty() ? underlying : family;
                }
                default -> json.skipValue();
            }
        }
        if (symbol.isEmpty()) {
            json.require(DEFINITION, 0, 1);
        }
        boolean isRead = type.equals("SPOT") || type.equals("SWAP") || type.equals("FUTURES");
        if (json.failed() || !isRead) {
            return;
        }
        // Announced instruments carry nothing but their name.
        if (state.equals("preopen")) {
            return;
        }
        if (!state.equals("live") && !state.equals("post_only") && !state.equals("rebase")) {
            reading.delist(symbol);
            return;
        }
        try {
            list();
        } catch (IllegalArgumentException | ArithmeticException e) {
            json.reject("a definition that holds together: " + e.getMessage());
        }
    }

    private void clear() {
        symbol = "";
        type = "";
        base = "";
        quote = "";
        contractType = "";
        state = "";
        family = "";
        value = Decimal.ZERO;
        multiplier = Decimal.ONE;
        priceScale = OkxSymbols.PRICE_SCALE;
        quantityScale = 0;
    }

    private void list() {
        if (type.equals("SPOT")) {
            reading.list(OkxSymbols.spot(symbol, base, quote, priceScale, quantityScale));
            return;
        }
        int dash = family.indexOf('-');
        if (dash <= 0) {
            throw new IllegalArgumentException("instFamily must name a pair, was '" + family + "'");
        }
        CoinNames names = CoinNames.of(family.substring(0, dash));
        boolean inverse = contractType.equals("inverse");
        var size = value.toBigDecimal().multiply(multiplier.toBigDecimal()).stripTrailingZeros();
        reading.list(
                new Instrument(
                        OkxMarket.SWAP.venue(),
                        symbol,
                        inverse ? new Coin(family.substring(0, dash)) : names.coin(),
                        family.substring(dash + 1),
                        type.equals("SWAP") ? InstrumentKind.PERPETUAL : InstrumentKind.FUTURE,
                        inverse ? Contract.INVERSE : Contract.LINEAR,
                        new Decimal(size.unscaledValue().longValueExact(), size.scale()),
                        names.coinsPerUnit(),
                        priceScale,
                        quantityScale,
                        0));
    }

    private String text() {
        return json.text() ? json.textString() : "";
    }

    /// A number, or `absent` for the empty text.
    private Decimal number(Decimal absent) {
        if (json.skipEmptyText()) {
            return absent;
        }
        long mantissa = json.number();
        return json.failed() ? absent : new Decimal(mantissa, json.numberScale());
    }
}
