package spillway.margin;

import java.math.BigInteger;
import spillway.market.Decimal;
import spillway.market.PositionSide;

/// The units of one contract: whole lots, whole ticks, whole money units of `10^-moneyScale` of the
/// settlement currency.
///
/// Formulas: README of every venue cited in `spillway.margin.rules`; BitMEX inverse perpetual guide
/// (bitmex.com/app/inversePerpetualsGuide) and ETHUSD series guide for inverse and quanto.
public final class ContractTerms {
    /// Decimals of money that a contract settled in dollars or a stable coin is kept at.
    public static final int MICRO = 6;

    /// Decimals of money that a contract settled in bitcoin or ether is kept at: a hundred dollars'
    /// worth of an inverse contract is then exact to one part in a billion.
    public static final int PICO = 12;

    private final ContractKind kind;
    private final String settlement;
    private final Decimal contractSize;
    private final Decimal lot;
    private final Decimal tick;
    private final int moneyScale;
    private final long unitValue;

    private ContractTerms(
            ContractKind kind,
            String settlement,
            Decimal contractSize,
            Decimal lot,
            Decimal tick,
            int moneyScale) {
        this.kind = kind;
        this.settlement = settlement;
        this.contractSize = positive("contractSize", contractSize);
        this.lot = positive("lot", lot);
        this.tick = positive("tick", tick);
        this.moneyScale = moneyScale;
        unitValue = unitValue();
    }

    /// A contract paid in its quote currency.
    ///
    /// @param settlement currency of margin and profit: `USDT`
    /// @param contractSize coins in one unit of quantity: 1, or 0.01 for a contract of 0.01 BTC
    /// @param lot smallest step of quantity
    /// @param tick smallest step of price
    /// @param moneyScale decimals of money; raised as needed to make `lot × tick` a whole number
    public static ContractTerms linear(
            String settlement, Decimal contractSize, Decimal lot, Decimal tick, int moneyScale) {
        int needed = contractSize.scale() + lot.scale() + tick.scale();
        return new ContractTerms(
                ContractKind.LINEAR,
                settlement,
                contractSize,
                lot,
                tick,
                Math.max(moneyScale, needed));
    }

    /// A contract whose size is money and whose margin and profit are coins.
    ///
    /// @param contractSize quote money in one unit of quantity: 1, or 100 for COIN-M bitcoin
    public static ContractTerms inverse(
            String settlement, Decimal contractSize, Decimal lot, Decimal tick, int moneyScale) {
        return new ContractTerms(
                ContractKind.INVERSE, settlement, contractSize, lot, tick, moneyScale);
    }

    /// A contract worth a fixed amount of a third coin for each unit of its price.
    ///
    /// @param multiplier settlement coins for one contract and one unit of price: 0.000001 XBT
    public static ContractTerms quanto(
            String settlement, Decimal multiplier, Decimal lot, Decimal tick, int moneyScale) {
        int needed = multiplier.scale() + lot.scale() + tick.scale();
        return new ContractTerms(
                ContractKind.QUANTO,
                settlement,
                multiplier,
                lot,
                tick,
                Math.max(moneyScale, needed));
    }

    private static Decimal positive(String name, Decimal number) {
        if (number.mantissa() <= 0) {
            throw new IllegalArgumentException("contract: " + name + " must be > 0, was " + number);
        }
        return number;
    }

    private long unitValue() {
        Rational scale = Rational.of(BigInteger.TEN.pow(moneyScale), BigInteger.ONE);
        Rational lots = Rational.of(contractSize).times(Rational.of(lot)).times(scale);
        Rational one = Rational.of(tick);
        Rational unit = kind == ContractKind.INVERSE ? lots.dividedBy(one) : lots.times(one);
        if (!unit.isWhole() || unit.signum() == 0) {
            throw new IllegalArgumentException(
                    "contract: one lot at one tick must be a whole number of money units, was "
                            + unit
                            + " at "
                            + moneyScale
                            + " decimals of "
                            + settlement);
        }
        return unit.toLongExact();
    }

    public ContractKind kind() {
        return kind;
    }

    /// Currency in which margin, profit and [#value] are counted.
    public String settlement() {
        return settlement;
    }

    public Decimal contractSize() {
        return contractSize;
    }

    public Decimal lot() {
        return lot;
    }

    public Decimal tick() {
        return tick;
    }

    /// Decimals of a money unit.
    public int moneyScale() {
        return moneyScale;
    }

    /// Whether value falls as price rises.
    public boolean isInverse() {
        return kind == ContractKind.INVERSE;
    }

    /// What `lots` are worth at `priceTicks`, in money units: exact for linear and quanto, rounded
    /// half-even once for inverse.
    ///
    /// @param lots `>= 0`
    /// @param priceTicks `> 0`
    /// @throws ArithmeticException from 9.2e18 money units on
    public long value(long lots, long priceTicks) {
        if (kind == ContractKind.INVERSE) {
            return WideProduct.halfEven(lots, unitValue, priceTicks);
        }
        return Math.multiplyExact(Math.multiplyExact(lots, unitValue), priceTicks);
    }

    /// Profit of a position, in money units: what it would pay if it were closed at `value`.
    ///
    /// Linear and quanto `s × (value − entryValue)`, inverse `s × (entryValue − value)`, s = 1
    /// long, −1 short. A long and a short of equal entry value always cancel to zero.
    public long profit(PositionSide side, long entryValue, long value) {
        return gainsWithValue(side)
                ? Math.subtractExact(value, entryValue)
                : Math.subtractExact(entryValue, value);
    }

    /// Whether a position gains when value rises: linear and quanto longs, inverse shorts.
    public boolean gainsWithValue(PositionSide side) {
        return (side == PositionSide.LONG) != isInverse();
    }

    /// Whole lots of a quantity in the venue's own unit.
    ///
    /// @throws ArithmeticException if it is not a whole number of lots
    public long lots(Decimal quantity) {
        return whole("quantity", quantity, lot);
    }

    /// Whole ticks of a price.
    ///
    /// @throws ArithmeticException if it is not a whole number of ticks
    public long ticks(Decimal price) {
        return whole("price", price, tick);
    }

    private static long whole(String name, Decimal number, Decimal step) {
        Rational steps = Rational.of(number).dividedBy(Rational.of(step));
        if (!steps.isWhole()) {
            throw new ArithmeticException(
                    name + " must be a multiple of " + step + ", was " + number);
        }
        return steps.toLongExact();
    }

    /// The price of a number of ticks.
    public Rational price(long priceTicks) {
        return Rational.of(tick).times(priceTicks);
    }

    /// A price in ticks, which need not be whole.
    public Rational ticksOf(Rational price) {
        return price.dividedBy(Rational.of(tick));
    }

    /// Money of a number of money units: `1_500_000` at six decimals is 1.5.
    public Rational money(long units) {
        return Rational.of(BigInteger.valueOf(units), BigInteger.TEN.pow(moneyScale));
    }

    /// An amount of money in money units, which need not be whole.
    public Rational unitsOf(Rational money) {
        return money.times(Rational.of(BigInteger.TEN.pow(moneyScale), BigInteger.ONE));
    }

    /// Unrounded value of `lots` at a price, in money units.
    public Rational exactValue(long lots, Rational price) {
        return valueOfLot(ticksOf(price)).times(lots);
    }

    /// Unrounded value of one lot, in money units, at a price in ticks; and the other way round,
    /// since both kinds of contract are their own inverse up to this factor.
    Rational valueOfLot(Rational priceTicks) {
        Rational unit = Rational.of(unitValue);
        return isInverse() ? unit.dividedBy(priceTicks) : unit.times(priceTicks);
    }

    /// The price in ticks at which one lot is worth `value` money units.
    Rational ticksAtValueOfLot(Rational value) {
        Rational unit = Rational.of(unitValue);
        return isInverse() ? unit.dividedBy(value) : value.dividedBy(unit);
    }

    @Override
    public String toString() {
        return kind
                + " of "
                + contractSize
                + ", lot "
                + lot
                + ", tick "
                + tick
                + ", settled in "
                + settlement;
    }
}
