package spillway.margin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.margin.rules.RuleParameter;
import spillway.margin.rules.RuleSet;
import spillway.margin.rules.RuleSets;
import spillway.margin.tiers.ContractBook;
import spillway.margin.tiers.TierBook;
import spillway.margin.tiers.TierRow;
import spillway.margin.tiers.TierScale;
import spillway.margin.tiers.TierTable;
import spillway.margin.tiers.TierUnit;
import spillway.market.Decimal;
import spillway.market.PositionSide;
import spillway.testing.Counts;
import spillway.testing.Results;

/// What holds of the liquidation price of any position under every rule set. The twin [SlowMargin]
/// knows neither value space nor deductions nor whole numbers.
class LiquidationPriceTest {
    private static final int POSITIONS = Counts.of(2_000, 40_000);

    private static final TierBook TIERS = TierBook.builtIn();
    private static final ContractBook CONTRACTS = ContractBook.builtIn();

    static List<String> ruleSets() {
        return RuleSets.list().stream().map(RuleSet::id).toList();
    }

    /// One instrument under one rule set.
    record Market(MarginTerms terms, SlowMargin twin, Optional<TierTable> table) {
        ContractTerms contract() {
            return terms.contract();
        }
    }

    private static List<Market> markets(RuleSet rules) {
        var markets = new ArrayList<Market>();
        for (ContractBook.Listed listed : CONTRACTS.contracts()) {
            if (!listed.venue().equals(rules.venue())
                    || !rules.kinds().contains(listed.terms().kind())) {
                continue;
            }
            List<TierTable> tables =
                    TIERS.tables().stream()
                            .filter(t -> t.venue().equals(listed.venue()))
                            .filter(t -> t.symbol().equals(listed.symbol()))
                            .toList();
            tables.forEach(t -> markets.add(market(rules, listed.terms(), Optional.of(t))));
            if (rules.parameter(RuleParameter.MAINTENANCE_RATE).isPresent()) {
                markets.add(market(rules, listed.terms(), Optional.empty()));
            }
        }
        if (rules.id().equals("bitget")) {
            markets.add(
                    market(rules, CONTRACTS.contracts().getFirst().terms(), Optional.of(flat())));
        }
        return markets;
    }

    /// No Bitget table is known; one of its shape, flat by value, so that jumps are met.
    private static TierTable flat() {
        var rows = new ArrayList<TierRow>();
        String[] caps = {"50000", "200000", "1000000", "5000000", "20000000"};
        String[] rates = {"0.004", "0.006", "0.01", "0.025", "0.1"};
        String[] leverages = {"125", "100", "50", "20", "5"};
        Rational floor = Rational.ZERO;
        for (int i = 0; i < caps.length; i++) {
            Rational cap = Rational.parse(caps[i]);
            rows.add(
                    new TierRow(
                            i + 1,
                            floor,
                            Optional.of(cap),
                            Rational.parse(leverages[i]),
                            Rational.parse(rates[i]),
                            Rational.ZERO));
            floor = cap;
        }
        return new TierTable(
                new spillway.market.Venue("bitget"),
                "TEST",
                java.time.LocalDate.of(2025, 1, 1),
                TierUnit.QUOTE,
                "made up",
                new TierScale.Flat(rows));
    }

    private static Market market(RuleSet rules, ContractTerms contract, Optional<TierTable> table) {
        Rational rate =
                table.isPresent()
                        ? Rational.ZERO
                        : rules.number(RuleParameter.MAINTENANCE_RATE, Map.of());
        TierSchedule schedule =
                table.map(t -> t.schedule(contract)).orElseGet(() -> MarginalTiers.single(rate));
        MarginRule rule = rules.ruleWith(Map.of());
        return new Market(
                new MarginTerms(contract, schedule, rule),
                new SlowMargin(contract, table, rate, rule),
                table);
    }

    /// A position of any size up to a fifth beyond the end of its table.
    record Position(Leg leg, long collateral, long entryTicks) {}

    private static Position position(Market market, SplittableRandom random) {
        ContractTerms contract = market.contract();
        double price = Math.exp(random.nextDouble(Math.log(0.2), Math.log(120_000)));
        long ticks = Math.max(1_000, (long) (price / contract.tick().toDouble()));
        PositionSide side = random.nextBoolean() ? PositionSide.LONG : PositionSide.SHORT;
        double valueOfLot = contract.valueOfLot(Rational.of(ticks)).toDouble();
        double largest = largest(market);
        double value = Math.exp(random.nextDouble(Math.log(valueOfLot), Math.log(largest)));
        long lots = Math.max(1, (long) (value / valueOfLot));
        long entry = contract.value(lots, ticks);
        double leverage = Math.exp(random.nextDouble(0, Math.log(150)));
        long collateral = Math.max(1, (long) (entry / leverage));
        return new Position(new Leg(side, lots, entry), collateral, ticks);
    }

    /// In money units.
    private static double largest(Market market) {
        double unit = Math.pow(10, market.contract().moneyScale());
        double end =
                market.table()
                        .filter(t -> t.unit() != TierUnit.CONTRACTS)
                        .map(t -> t.scale().tiers())
                        .filter(rows -> !rows.isEmpty())
                        .map(rows -> rows.getLast().cap().orElse(rows.getLast().floor()))
                        .map(Rational::toDouble)
                        .filter(size -> size > 0)
                        .orElse(
                                market.contract().moneyScale() == ContractTerms.PICO
                                        ? 2_000.0
                                        : 1e8);
        return Math.max(1.2 * end * unit, 10 * unit);
    }

    @ParameterizedTest
    @MethodSource("ruleSets")
    void holdsForRandomPositions(String id) {
        RuleSet rules = RuleSets.byId(id).orElseThrow();
        List<Market> markets = markets(rules);
        assertThat(markets).as(id).isNotEmpty();
        var random = new SplittableRandom(id.hashCode());
        int priced = 0;
        for (int i = 0; i < POSITIONS; i++) {
            Market market = markets.get(random.nextInt(markets.size()));
            Position position = position(market, random);
            priced += new Claims(id + " #" + i, market, position).check();
        }
        assertThat(priced).as("positions with a price").isGreaterThan(POSITIONS / 2);
        Results.held("margin", "random positions under " + id, POSITIONS);
    }

    /// The claims about one position.
    private static final class Claims {
        private final String what;
        private final Market market;
        private final Leg leg;
        private final long collateral;
        private final long mark;

        Claims(String what, Market market, Position position) {
            this.what =
                    what
                            + " "
                            + market.contract()
                            + " "
                            + market.table().map(TierTable::toString).orElse("no table")
                            + " "
                            + position;
            this.market = market;
            leg = position.leg();
            collateral = position.collateral();
            mark = position.entryTicks();
        }

        private boolean liquidatedAt(long ticks) {
            return market.terms()
                    .isLiquidated(leg.side(), leg.lots(), leg.entryValue(), collateral, ticks);
        }

        private boolean slowlyLiquidatedAt(long ticks) {
            return market.twin()
                    .isLiquidated(
                            leg,
                            market.contract().money(collateral),
                            market.contract().price(ticks));
        }

        /// 1 if the position has a liquidation price that the mark has not passed.
        int check() {
            long ticks =
                    market.terms()
                            .liquidationTicks(
                                    leg.side(), leg.lots(), leg.entryValue(), collateral, mark);
            Optional<Rational> price =
                    market.terms()
                            .liquidationPrices(
                                    List.of(leg), Rational.of(collateral), Rational.of(mark))
                            .of(leg.side());
            if (liquidatedAt(mark)) {
                assertThat(ticks).as(what).isEqualTo(mark);
                price.ifPresent(this::meetsRequirement);
                return 0;
            }
            if (ticks == MarginTerms.NEVER) {
                price.ifPresent(p -> assertThat(isBeyondTicks(p)).as(what + p).isTrue());
                return 0;
            }
            assertThat(price).as(what).isPresent();
            changesAt(ticks);
            meetsRequirement(price.orElseThrow());
            agree(ticks, price.orElseThrow());
            roundsAwayFromTheTrader(price.orElseThrow());
            outlivesBankruptcy(price.orElseThrow());
            return 1;
        }

        /// Below the first tick, or where value no longer changes by a money unit.
        private boolean isBeyondTicks(Rational price) {
            Rational ticks = market.contract().ticksOf(price);
            return ticks.compareTo(Rational.ONE) <= 0
                    || market.contract().valueOfLot(ticks).times(leg.lots()).compareTo(Rational.ONE)
                            < 0;
        }

        /// Liquidated at the tick, not one tick on the safe side; in whole numbers, and in
        /// fractions where no value is rounded.
        private void changesAt(long ticks) {
            long safe = leg.side() == PositionSide.LONG ? ticks + 1 : ticks - 1;
            assertThat(liquidatedAt(ticks)).as(what).isTrue();
            assertThat(liquidatedAt(safe)).as(what).isFalse();
            if (!market.contract().isInverse()) {
                assertThat(slowlyLiquidatedAt(ticks)).as(what).isTrue();
                assertThat(slowlyLiquidatedAt(safe)).as(what).isFalse();
            }
        }

        /// At the unrounded price equity equals the requirement, or, where a flat schedule jumps,
        /// lies between the requirements on both sides of the jump.
        private void meetsRequirement(Rational price) {
            Rational margin = market.contract().money(collateral);
            Rational left =
                    market.twin()
                            .equity(leg, margin, price)
                            .minus(market.twin().requirement(leg, price));
            boolean exact = left.abs().toDouble() < 1e-30;
            assertThat(exact || jumpsAt(price, left))
                    .as("%s: %s at %s", what, left, price)
                    .isTrue();
        }

        private boolean jumpsAt(Rational price, Rational left) {
            if (!(market.terms().requirement() instanceof FlatTiers flat)
                    || !flat.jumpsWithPrice()
                    || left.signum() < 0) {
                return false;
            }
            Rational step = market.contract().price(1);
            Rational beyond =
                    leg.side() == PositionSide.LONG ? price.minus(step) : price.plus(step);
            return market.twin().isLiquidated(leg, market.contract().money(collateral), beyond);
        }

        /// The whole-number search and the closed form name the same tick. On inverse contracts a
        /// value is rounded to a money unit, which may move the tick where a unit outweighs one.
        private void agree(long ticks, Rational price) {
            Rational at = market.contract().ticksOf(price);
            Rational gap = Rational.of(ticks).minus(at);
            Rational against = leg.side() == PositionSide.LONG ? gap.negated() : gap;
            double slack = market.contract().isInverse() ? ticksOfOneUnit(price) : 0;
            assertThat(against.toDouble()).as(what).isBetween(-slack, 1 + slack);
        }

        private double ticksOfOneUnit(Rational price) {
            Rational ticks = market.contract().ticksOf(price);
            double value = market.contract().valueOfLot(ticks).times(leg.lots()).toDouble();
            return 3 * ticks.toDouble() / value;
        }

        private void roundsAwayFromTheTrader(Rational price) {
            Rational onTick = market.terms().awayFromTrader(leg.side(), price);
            Rational moved =
                    leg.side() == PositionSide.LONG ? onTick.minus(price) : price.minus(onTick);
            assertThat(moved.signum()).as(what).isNotNegative();
            assertThat(moved.compareTo(market.contract().price(1))).as(what).isNegative();
        }

        private void outlivesBankruptcy(Rational price) {
            Optional<Rational> bankruptcy =
                    market.terms().bankruptcyPrice(leg, Rational.of(collateral), Rational.ZERO);
            bankruptcy.ifPresent(b ->
                    assertThat(
                                    leg.side() == PositionSide.LONG
                                            ? b.compareTo(price)
                                            : price.compareTo(b))
                            .as(what)
                            .isNotPositive());
        }
    }

    static Stream<String> tieredTables() {
        return TIERS.tables().stream()
                .filter(t -> t.scale() instanceof TierScale.Marginal)
                .filter(t -> CONTRACTS.find(t.venue(), t.symbol()).isPresent())
                .map(TierTable::toString)
                .distinct();
    }

    /// A position whose equity meets the requirement exactly at a boundary is liquidated one money
    /// unit of collateral lower there, and not one higher; on either side the neighbouring tier is
    /// the one that counts.
    @ParameterizedTest
    @MethodSource("tieredTables")
    void findsThePriceOnBothSidesOfEveryBoundary(String name) {
        TierTable table =
                TIERS.tables().stream()
                        .filter(t -> t.toString().equals(name))
                        .findFirst()
                        .orElseThrow();
        ContractTerms contract = CONTRACTS.find(table.venue(), table.symbol()).orElseThrow();
        var terms = new MarginTerms(contract, table.schedule(contract), MarginRule.MARK_PRICED);
        var twin =
                new SlowMargin(contract, Optional.of(table), Rational.ZERO, MarginRule.MARK_PRICED);
        List<TierRow> rows = table.scale().tiers();
        for (TierRow row : rows.subList(1, rows.size())) {
            for (PositionSide side : PositionSide.values()) {
                for (long lots : new long[] {7, 1_000, 500_000}) {
                    for (int offset = -2; offset <= 2; offset++) {
                        boundary(terms, twin, side, lots, row.floor(), offset);
                    }
                }
            }
        }
    }

    private static void boundary(
            MarginTerms terms,
            SlowMargin twin,
            PositionSide side,
            long lots,
            Rational floor,
            int offset) {
        ContractTerms contract = terms.contract();
        Rational value = contract.unitsOf(floor).plus(Rational.of(offset));
        Rational at = contract.ticksAtValueOfLot(value.dividedBy(Rational.of(lots)));
        Rational needed = terms.maintenance().exact(lots, value);
        // entry a tenth of the value away, on the side from which the price comes
        boolean falls = contract.gainsWithValue(side);
        long entry = value.times(Rational.of(falls ? 11 : 9, 10)).floor();
        Rational lost = value.minus(Rational.of(entry)).abs();
        Rational collateral = needed.plus(lost);
        Rational start = contract.ticksAtValueOfLot(Rational.of(entry, lots));
        var leg = new Leg(side, lots, entry);
        Rational price =
                terms.liquidationPrices(List.of(leg), collateral, start).of(side).orElseThrow();
        String what = contract + " " + side + " " + lots + " lots at " + floor + " " + offset;
        assertThat(contract.ticksOf(price)).as(what).isEqualTo(at);
        assertThat(twin.equity(leg, contract.money(1).times(collateral), price))
                .as(what)
                .isEqualTo(twin.requirement(leg, price));
    }

    /// Flat by value: 1 % up to 10,000 dollars and 10 % above. A short of 9,000 lots from 1.00 with
    /// 1,200 behind it has 200 left where it is worth 10,000: enough for 100, too little for the
    /// 1,000 that the next tick asks. Beyond it, it would be whole again at that boundary. A long
    /// that falls into the cheaper tier fails only below.
    @org.junit.jupiter.api.Test
    void meetsTheJumpOfAFlatScheduleFromEitherSide() {
        var contract =
                ContractTerms.linear("USD", Decimal.ONE, Decimal.ONE, Decimal.parse("0.01"), 2);
        var tiers =
                FlatTiers.of(
                        TierMeasure.VALUE,
                        List.of(
                                new TierStep(0, Rational.parse("0.01"), Rational.ZERO),
                                new TierStep(1_000_000, Rational.parse("0.1"), Rational.ZERO)));
        var terms = new MarginTerms(contract, tiers, MarginRule.MARK_PRICED);
        var sold = new Leg(PositionSide.SHORT, 9_000, 900_000);
        var boundary = Rational.of(10, 9);
        assertThat(price(terms, sold, 120_000, 100)).contains(boundary);
        assertThat(price(terms, sold, 120_000, 120)).contains(boundary);
        var bought = new Leg(PositionSide.LONG, 9_000, 1_080_000);
        // 1,900 + 9,000 P - 10,800 = 90 P
        assertThat(price(terms, bought, 190_000, 120)).contains(Rational.of(8900, 8910));
        assertThat(terms.liquidationTicks(PositionSide.LONG, 9_000, 1_080_000, 190_000, 120))
                .isEqualTo(99);
    }

    private static Optional<Rational> price(
            MarginTerms terms, Leg leg, long collateral, long markTicks) {
        return terms.liquidationPrices(
                        List.of(leg), Rational.of(collateral), Rational.of(markTicks))
                .of(leg.side());
    }

    /// The fee is charged on value at the bankruptcy price, which it moves itself, and goes up to
    /// the next unit: (1,000,000 + 99,999) × 0.001 ÷ 1.001 = 1,098.9 for an inverse long.
    @org.junit.jupiter.api.Test
    void setsTheClosingFeeAsideRoundedUp() {
        var inverse = ContractTerms.inverse("BTC", Decimal.ONE, Decimal.ONE, Decimal.ONE, 6);
        var rule = MarginRule.MARK_PRICED.with(new ClosingFee.SetAside(Rational.parse("0.001")));
        var terms = new MarginTerms(inverse, MarginalTiers.single(Rational.parse("0.01")), rule);
        assertThat(terms.feeSetAside(PositionSide.LONG, 1_000_000, 99_999)).isEqualTo(1_099);
        // (1,000,000 - 100,000) x 0.001 / 0.999 = 900.9
        assertThat(terms.feeSetAside(PositionSide.SHORT, 1_000_000, 100_000)).isEqualTo(901);
        assertThat(terms.feeSetAside(PositionSide.SHORT, 1_000_000, 1_000_001)).isZero();
    }

    /// Sizes that a `long` holds in the smallest units still leave room: no overflow in the range
    /// that venues allow.
    @org.junit.jupiter.api.Test
    void computesTheLargestPositionOfTheLargestTable() {
        var contract =
                ContractTerms.linear(
                        "USDT", Decimal.ONE, Decimal.parse("0.001"), Decimal.parse("0.1"), 6);
        TierTable table =
                TIERS.find(
                                new spillway.market.Venue("binance-usdm"),
                                "BTCUSDT",
                                java.time.LocalDate.of(2026, 2, 5))
                        .orElseThrow()
                        .table();
        var terms = new MarginTerms(contract, table.schedule(contract), MarginRule.MARK_PRICED);
        long lots = 1_800_000_000L / 60_000 * 1_000;
        long entry = contract.value(lots, 600_000);
        assertThat(terms.requirement(lots, entry, 600_000))
                .isEqualTo((900_000_000L - 421_482_000L) * 1_000_000);
    }
}
