package spillway.market;

import java.math.BigInteger;

/// One dated definition of what a venue trades, or publishes an aggregate of, under a symbol. A
/// change of scale, contract size or kind makes a new record.
///
/// @param venue who lists it
/// @param symbol the venue's own name for it; [#WHOLE_MARKET] where a channel covers a venue
/// @param coin what its price is the price of
/// @param quote currency of the price: `USDT`, `USD`
/// @param kind what is traded
/// @param contract how value is computed
/// @param contractSize coins (linear) or money (inverse) in one unit of quantity; `> 0`
/// @param coinsPerUnit coins behind one unit of price: 1000 for `1000PEPEUSDT`; `> 0`
/// @param priceScale decimals of a price mantissa, 0 to 18
/// @param quantityScale decimals of a quantity mantissa, 0 to 18
/// @param validFromNs first nanosecond at which this definition holds
public record Instrument(
        Venue venue,
        String symbol,
        Coin coin,
        String quote,
        InstrumentKind kind,
        Contract contract,
        Decimal contractSize,
        long coinsPerUnit,
        int priceScale,
        int quantityScale,
        long validFromNs) {
    /// The symbol under which a venue's whole market is one subject.
    public static final String WHOLE_MARKET = "*";

    /// The symbol under which an aggregate over a venue's whole market is kept.
    public static final String VENUE_TOTAL = "all";

    public Instrument {
        check(!symbol.isBlank(), "symbol must not be blank", symbol);
        check(contractSize.mantissa() > 0, "contractSize must be > 0", contractSize);
        check(coinsPerUnit > 0, "coinsPerUnit must be > 0", coinsPerUnit);
        check(
                priceScale >= 0 && priceScale <= Decimal.MAX_SCALE,
                "priceScale must be 0 to 18",
                priceScale);
        check(
                quantityScale >= 0 && quantityScale <= Decimal.MAX_SCALE,
                "quantityScale must be 0 to 18",
                quantityScale);
        contractSize = withoutTrailingZeros(contractSize);
    }

    private static void check(boolean holds, String rule, Object found) {
        if (!holds) {
            throw new IllegalArgumentException("instrument: " + rule + ", was " + found);
        }
    }

    private static Decimal withoutTrailingZeros(Decimal size) {
        long mantissa = size.mantissa();
        int scale = size.scale();
        while (mantissa % 10 == 0 && scale > -Decimal.MAX_SCALE) {
            mantissa /= 10;
            scale--;
        }
        return new Decimal(mantissa, scale);
    }

    /// A linear contract of one coin a unit, valid always.
    public static Instrument linear(
            Venue venue,
            String symbol,
            Coin coin,
            String quote,
            int priceScale,
            int quantityScale) {
        return new Instrument(
                venue,
                symbol,
                coin,
                quote,
                InstrumentKind.PERPETUAL,
                Contract.LINEAR,
                Decimal.ONE,
                1,
                priceScale,
                quantityScale,
                0);
    }

    /// The subject of an aggregate over several contracts of `coin`.
    public static Instrument composite(Venue venue, Coin coin) {
        return new Instrument(
                venue,
                coin.symbol(),
                coin,
                "USD",
                InstrumentKind.COMPOSITE,
                Contract.LINEAR,
                Decimal.ONE,
                1,
                0,
                0,
                0);
    }

    /// All of a venue, for channels that are subscribed once for every instrument.
    public static Instrument wholeMarket(Venue venue) {
        return composite(venue, Coin.ANY);
    }

    /// The subject of an aggregate over all of a venue: a sum that somebody reports, no feed.
    public static Instrument venueTotal(Venue venue) {
        return new Instrument(
                venue,
                VENUE_TOTAL,
                Coin.ANY,
                "USD",
                InstrumentKind.COMPOSITE,
                Contract.LINEAR,
                Decimal.ONE,
                1,
                0,
                0,
                0);
    }

    /// Whether this stands for every instrument of its venue.
    public boolean isWholeMarket() {
        return symbol.equals(WHOLE_MARKET);
    }

    /// The same instrument with room for more decimals, from `fromNs` on.
    public Instrument withScales(int newPriceScale, int newQuantityScale, long fromNs) {
        return new Instrument(
                venue,
                symbol,
                coin,
                quote,
                kind,
                contract,
                contractSize,
                coinsPerUnit,
                newPriceScale,
                newQuantityScale,
                fromNs);
    }

    /// What `quantityMantissa` at `priceMantissa` is worth, in micro-dollars, rounded half-even
    /// once. Linear: quantity × contract size × price; inverse: quantity × contract size (the
    /// venue's own definition of value, see `docs/concepts/totals.md`).
    ///
    /// Allocates nothing while the contract size is a power of ten, as nearly all are.
    ///
    /// @throws ArithmeticException from a trillion dollars on
    public long notionalMicroUsd(long quantityMantissa, long priceMantissa) {
        int sizeScale = contractSize.scale();
        if (contract == Contract.INVERSE) {
            return MicroUsd.ofProduct(
                    quantityMantissa, contractSize.mantissa(), quantityScale + sizeScale);
        }
        int scale = quantityScale + priceScale + sizeScale;
        if (contractSize.mantissa() == 1) {
            return MicroUsd.ofProduct(quantityMantissa, priceMantissa, scale);
        }
        BigInteger product =
                BigInteger.valueOf(quantityMantissa)
                        .multiply(BigInteger.valueOf(priceMantissa))
                        .multiply(BigInteger.valueOf(contractSize.mantissa()));
        return MicroUsd.slowly(product, scale);
    }

    /// `binance-usdm BTCUSDT`.
    @Override
    public String toString() {
        return venue + " " + symbol;
    }
}
