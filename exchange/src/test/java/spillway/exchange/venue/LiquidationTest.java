package spillway.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.exchange.account.InstrumentTerms;
import spillway.exchange.book.OrderSide;
import spillway.exchange.book.OrderTerms;
import spillway.exchange.book.ReferencePrice;
import spillway.exchange.book.TriggerKind;
import spillway.exchange.venue.EngineTerms.AfterOrder;
import spillway.margin.ContractTerms;
import spillway.margin.MarginMode;
import spillway.margin.MarginTerms;
import spillway.margin.Rational;
import spillway.margin.adl.AdlPolicy;
import spillway.margin.adl.AdlPrice;
import spillway.margin.adl.AdlRanking;
import spillway.margin.liquidation.Chunking;
import spillway.margin.liquidation.FirstOrder;
import spillway.margin.liquidation.FundRule;
import spillway.market.PositionSide;

/// How positions end, number by number. Round venue: one dollar a tick, a thousandth of a coin a
/// lot, maintenance 0.4 %, no fees.
class LiquidationTest {
    private static final long RICH = 100_000_000;

    static List<String> markets() {
        return Markets.REAL;
    }

    /// The long of `margin`'s own example: 1 coin at 60,000 with 6,000.
    private static Stage longAt60k(VenueTerms terms) {
        return new Stage(terms)
                .mark(60_000)
                .deposit(0, 1_000)
                .deposit(1, 6_000)
                .deposit(2, RICH)
                .deposit(3, RICH)
                .choose(1, MarginMode.ISOLATED, 10)
                .trade(1, 2, 1_000, 60_000);
    }

    @Test
    void isLiquidatedWhenEquityFallsBelowMaintenanceMargin() {
        Stage stage = longAt60k(Markets.round(8)).mark(54_217);
        assertThat(stage.story()).isEmpty();

        stage.mark(54_216);

        assertThat(stage.story())
                .containsExactly(
                        "1 liquidated: LONG 1000 lots at 54000 or better, 0 filled, MARK",
                        "1 taken over: LONG 1000 lots at 54000",
                        "fund +6000000000: TAKE_OVER");
        assertThat(stage.lots(1)).isZero();
        assertThat(stage.lots(0)).isEqualTo(1_000);
        assertThat(stage.venue.fundEquity()).isEqualTo((1_000 + 216) * Stage.DOLLAR);
        stage.venue.audit();
    }

    @Test
    void theBookTakesTheOrderWhereSomebodyBids() {
        Stage stage = longAt60k(Markets.round(8)).bid(3, 400, 54_001);

        stage.mark(54_216);

        // 130.0 are left against 130.1184 of 600 lots.

        assertThat(stage.story())
                .containsExactly(
                        "1 liquidated: LONG 1000 lots at 54000 or better, 400 filled, MARK",
                        "1 taken over: LONG 600 lots at 54000",
                        "fund +3600400000: TAKE_OVER");
        stage.venue.audit();
    }

    @Test
    void whatIsLeftOfAClosedPositionIsTheFundsOrItsOwners() {
        Stage whole = longAt60k(Markets.round(8)).bid(3, 1_000, 54_100).mark(54_216);
        VenueTerms kraken = Markets.round(8);
        kraken = kraken.with(with(kraken.engine(), FundRule.NOTHING));
        Stage none = longAt60k(kraken).bid(3, 1_000, 54_100).mark(54_216);

        assertThat(whole.fund()).isEqualTo(1_100 * Stage.DOLLAR);
        assertThat(whole.wallet(1)).isZero();
        assertThat(none.fund()).isEqualTo(1_000 * Stage.DOLLAR);
        assertThat(none.wallet(1)).isEqualTo(100 * Stage.DOLLAR);
    }

    private static EngineTerms with(EngineTerms e, FundRule fund) {
        return new EngineTerms(
                e.firstOrder(),
                e.limit(),
                e.after(),
                fund,
                e.adl(),
                e.adlPrice(),
                e.backstopPpm(),
                e.retryNs(),
                e.limits(),
                e.exit(),
                e.sharing());
    }

    @Test
    void theFundsFeeIsAtMostTheSurplus() {
        VenueTerms terms = Markets.round(8).with(new FeeTerms(0, 0, 3_000_000, 0));
        terms = terms.with(with(terms.engine(), FundRule.FEE_UP_TO_SURPLUS));

        // 0.3 % of 54,100 is 162.3; the surplus over 54,000 is 100.
        Stage poor = longAt60k(terms).bid(3, 1_000, 54_100).mark(54_216);
        Stage better = longAt60k(terms).bid(3, 1_000, 54_200).mark(54_216);

        assertThat(poor.story()).contains("fund +100000000: LIQUIDATION_FEE");
        assertThat(poor.wallet(1)).isZero();
        assertThat(better.story()).contains("fund +162600000: LIQUIDATION_FEE");
        assertThat(better.wallet(1)).isEqualTo(37_400_000);
    }

    @Test
    void theHouseSellsATenthEveryFiveSeconds() {
        Stage stage = longAt60k(Markets.round(8)).mark(54_216).bid(3, 10_000, 54_200);

        stage.seconds(1);
        assertThat(stage.lots(0)).isEqualTo(900);
        stage.seconds(4);
        assertThat(stage.lots(0)).isEqualTo(900);
        stage.seconds(1);
        assertThat(stage.lots(0)).isEqualTo(810);
        stage.venue.audit();
    }

    @Test
    void winnersAreClosedAtTheBankruptcyPriceWhereTheFundCannotTakeIt() {
        VenueTerms terms = Markets.round(8);
        EngineTerms engine = terms.engine().with(new FundLimits(FundLimits.Takes.ANY, 0, 0));
        Stage stage = longAt60k(terms.with(engine));

        stage.mark(54_216);

        assertThat(stage.story())
                .containsExactly(
                        "1 liquidated: LONG 1000 lots at 54000 or better, 0 filled, MARK",
                        "2 deleveraged: SHORT 1000 lots at 54000 against 1");
        assertThat(stage.wallet(1)).isZero();
        assertThat(stage.wallet(2)).isEqualTo((RICH + 6_000) * Stage.DOLLAR);
        assertThat(stage.fund()).isEqualTo(1_000 * Stage.DOLLAR);
        stage.venue.audit();
    }

    /// The two accounts of BitMEX's example share 20 lots: the first gives all it has, the second
    /// the rest.
    @Test
    void theQueueIsEatenFromTheFrontTheLastOneInPart() {
        VenueTerms terms = Markets.round(8);
        EngineTerms engine = terms.engine().with(new FundLimits(FundLimits.Takes.ANY, 0, 0));
        Stage stage =
                new Stage(terms.with(engine))
                        .mark(60_000)
                        .deposit(1, 120)
                        .deposit(2, 200)
                        .deposit(3, 5_000)
                        .deposit(4, RICH)
                        .choose(1, MarginMode.ISOLATED, 10)
                        .trade(1, 2, 10, 60_000)
                        .trade(1, 3, 10, 60_000)
                        .trade(4, 3, 10, 60_000);

        stage.mark(54_200);

        assertThat(stage.story())
                .contains(
                        "2 deleveraged: SHORT 10 lots at 54000 against 1",
                        "3 deleveraged: SHORT 10 lots at 54000 against 1");
        assertThat(stage.lots(3)).isEqualTo(-10);
        stage.venue.audit();
    }

    @Test
    void atAMarkPriceTheFundBearsWhatIsOwed() {
        VenueTerms terms = Markets.round(8);
        EngineTerms e = terms.engine();
        EngineTerms atMark =
                new EngineTerms(
                        e.firstOrder(),
                        e.limit(),
                        e.after(),
                        FundRule.NOTHING,
                        e.adl(),
                        AdlPrice.MARK,
                        0,
                        0,
                        new FundLimits(FundLimits.Takes.SOLVENT, 0, 0),
                        e.exit(),
                        e.sharing());

        Stage stage = longAt60k(terms.with(atMark)).mark(53_000);

        assertThat(stage.story())
                .containsExactly(
                        "2 deleveraged: SHORT 1000 lots at 53000 against 1",
                        "fund -1000000000: DEBT");
        assertThat(stage.fund()).isZero();
        assertThat(stage.wallet(2)).isEqualTo((RICH + 7_000) * Stage.DOLLAR);
    }

    @Test
    void winnersShareALossWhereThatIsTheRule() {
        VenueTerms terms = Markets.round(8);
        EngineTerms e = terms.engine();
        EngineTerms shared =
                new EngineTerms(
                        e.firstOrder(),
                        e.limit(),
                        e.after(),
                        FundRule.NOTHING,
                        e.adl(),
                        AdlPrice.MARK,
                        0,
                        0,
                        new FundLimits(FundLimits.Takes.SOLVENT, 0, 0),
                        e.exit(),
                        EngineTerms.LossSharing.WINNERS);
        Stage stage =
                longAt60k(terms.with(shared))
                        .trade(4, 3, 1_000, 60_000)
                        .deposit(4, RICH)
                        .trade(4, 3, 1_000, 60_000);

        stage.mark(52_000);

        // It owed 2,000, of which the fund had 1,000; one short in profit was left.
        assertThat(stage.story()).contains("3 pays 1000000000", "fund +1000000000: SHARED_LOSS");
        assertThat(stage.fund()).isZero();
        stage.venue.audit();
    }

    /// Hyperliquid: a fifth above 100,000 dollars, all of it within 30 seconds after; below two
    /// thirds of maintenance the vault takes everything.
    @Test
    void largePositionsAreClosedByFifthsAndThenAtOnce() {
        VenueTerms terms = hyperliquid();
        Stage stage = bigLong(terms).bid(3, 1_000, 54_210).mark(54_216);
        assertThat(stage.story())
                .containsExactly(
                        "1 liquidated: LONG 2000 lots at 54000 or better, 1000 filled, MARK");

        // That cured it; 54,193.44 is where the rest is liquidated, and then 54,188.58.
        stage.mark(54_194);
        assertThat(stage.story()).isEmpty();
        stage.bid(3, 200, 54_190).mark(54_193);
        assertThat(stage.story())
                .containsExactly(
                        "1 liquidated: LONG 9000 lots at 53977 or better, 200 filled, MARK");

        stage.seconds(31).mark(54_188);
        assertThat(stage.story().getLast()).startsWith("1 liquidated: LONG 1760 lots");
    }

    @Test
    void theVaultTakesWhatIsBelowTwoThirdsAndWinnersWhatIsBelowZero() {
        // Maintenance at 54,140 is 2,165.6 for 10 coins; equity 1,400 is below two thirds of it.
        Stage vault = bigLong(hyperliquid()).mark(54_140);
        Stage winners = bigLong(hyperliquid()).mark(54_100).mark(53_900);

        assertThat(vault.story())
                .containsExactly(
                        "1 taken over: LONG 10000 lots at 54000", "fund +60000000000: TAKE_OVER");
        assertThat(winners.story().getFirst()).startsWith("1 taken over");
        Stage gap = bigLong(hyperliquid()).mark(53_900);
        assertThat(gap.story())
                .containsExactly("2 deleveraged: SHORT 10000 lots at 60000 against 1");
        assertThat(gap.wallet(1)).isEqualTo(60_000 * Stage.DOLLAR);
    }

    private static VenueTerms hyperliquid() {
        VenueTerms terms = Markets.round(8);
        return terms.with(
                new EngineTerms(
                        new FirstOrder.Chunk(Chunking.MAINNET),
                        EngineTerms.OrderLimit.BANKRUPTCY,
                        AfterOrder.WAIT,
                        FundRule.NOTHING,
                        new AdlPolicy.Queue(AdlRanking.HYPERLIQUID),
                        AdlPrice.PREVIOUS_MARK,
                        666_667,
                        0,
                        new FundLimits(FundLimits.Takes.SOLVENT, Long.MAX_VALUE, 0),
                        HouseExit.STEADY,
                        EngineTerms.LossSharing.VENUE));
    }

    private static Stage bigLong(VenueTerms terms) {
        return new Stage(terms)
                .mark(60_000)
                .deposit(0, 1_000_000)
                .deposit(1, 60_000)
                .deposit(2, RICH)
                .deposit(3, RICH)
                .choose(1, MarginMode.ISOLATED, 10)
                .trade(1, 2, 10_000, 60_000);
    }

    @Test
    void theLeastThatComplies() {
        VenueTerms terms = Markets.round(8);
        EngineTerms e = Markets.engine(new FirstOrder.LeastCompliant(), AfterOrder.TAKE_OVER);
        Stage stage = longAt60k(terms.with(e)).bid(3, 1_000, 54_216).mark(54_216);

        // Equity stays 216; 996 of 1,000 lots may stay: 996 x 54.216 x 0.4 % = 215.9...
        assertThat(stage.story())
                .containsExactly("1 liquidated: LONG 4 lots at 54000 or better, 4 filled, MARK");
        assertThat(stage.lots(1)).isEqualTo(996);
        assertThat(stage.wallet(1)).isZero();
    }

    @Test
    void anEngineThatIsHaltedWaits() {
        Stage stage = longAt60k(Markets.round(8));
        stage.venue.halt(Halt.LIQUIDATION);

        stage.mark(54_000).seconds(30);
        assertThat(stage.story()).isEmpty();
        stage.venue.resume(Halt.LIQUIDATION);

        assertThat(stage.story()).contains("1 taken over: LONG 1000 lots at 54000");
        assertThat(stage.fund()).isEqualTo(7_000 * Stage.DOLLAR);
    }

    @Test
    void anAccountThatRecoversWhileTheEngineIsHaltedLives() {
        Stage stage = longAt60k(Markets.round(8));
        stage.venue.halt(Halt.LIQUIDATION);
        stage.mark(54_000).mark(56_000);
        stage.venue.resume(Halt.LIQUIDATION);
        assertThat(stage.story()).isEmpty();

        stage.mark(54_217);
        assertThat(stage.story()).isEmpty();
        stage.mark(54_216);
        assertThat(stage.story()).isNotEmpty();
    }

    @Test
    void collateralThatLosesItsPegLiquidatesWhatItBacks() {
        // 10,000 GOLD at one dollar count for 9,000: equity after a fall of 4,000 is 5,000.
        Stage stage = new Stage(Markets.round(8)).mark(60_000).deposit(2, RICH);
        stage.venue.collateralPrice(0, Stage.DOLLAR);
        stage.venue.deposit(1, 0, 10_000_000_000L);
        stage.trade(1, 2, 1_000, 60_000).mark(56_000);
        assertThat(stage.story()).isEmpty();

        stage.venue.collateralPrice(0, 470_000);
        assertThat(stage.story()).isEmpty();
        stage.venue.collateralPrice(0, 460_000);

        // It counts for 4,140, with 140 left of equity. Sold, it brings 4,600: enough.
        assertThat(stage.story()).containsExactly("1 converted: 10000000000 for 4600000000");
        assertThat(stage.lots(1)).isEqualTo(1_000);
        stage.venue.collateralPrice(0, 1);
        stage.mark(55_615);
        assertThat(stage.story()).isNotEmpty();
        stage.venue.audit();
    }

    @Test
    void aNegativeBalanceIsPaidOutOfCollateral() {
        Stage stage = new Stage(Markets.round(8)).mark(60_000).deposit(2, RICH).deposit(3, RICH);
        stage.venue.collateralPrice(0, Stage.DOLLAR);
        stage.venue.deposit(1, 0, 10_000_000_000L);

        stage.trade(1, 2, 100, 60_000).mark(58_000).trade(3, 1, 100, 58_000);

        assertThat(stage.story()).containsExactly("1 converted: 200000000 for 200000000");
        assertThat(stage.wallet(1)).isZero();
        assertThat(stage.venue.accounts().amount(1, 0)).isEqualTo(9_800_000_000L);
        stage.venue.audit();
    }

    @Test
    void aMarginThatJumpsWithThePriceIsRefused() {
        assertThatThrownBy(() -> InstrumentTerms.single("JUMP", Markets.jumping(), 50))
                .hasMessageContaining("JUMP: expected margin that does not jump");
    }

    /// The mark goes tick by tick through the price that `margin` gives.
    @ParameterizedTest
    @MethodSource("markets")
    void theVenueLiquidatesAtThePriceThatMarginGives(String market) {
        for (MarginMode mode : MarginMode.values()) {
            for (PositionSide side : PositionSide.values()) {
                walkThrough(Markets.real(market, 8), mode, side);
            }
        }
    }

    private static void walkThrough(VenueTerms terms, MarginMode mode, PositionSide side) {
        var stage = new Stage(terms);
        MarginTerms margin = terms.instruments().getFirst().margin();
        ContractTerms contract = margin.contract();
        long mark = contract.ticksOf(Rational.of(60_000)).floor();
        long lots = 5_000_000_000L / Math.max(1, contract.value(1, mark));
        if (contract.isInverse()) {
            lots = 50;
        }
        long plenty = 1_000 * contract.value(lots, mark);
        stage.mark(mark);
        stage.venue.deposit(1, VenueInput.SETTLEMENT, contract.value(lots, mark) / 7);
        stage.venue.deposit(2, VenueInput.SETTLEMENT, plenty);
        stage.venue.choose(1, 0, mode, 8);
        boolean isLong = side == PositionSide.LONG;
        stage.trade(isLong ? 1 : 2, isLong ? 2 : 1, lots, mark);
        assertThat(stage.lots(1)).isEqualTo(isLong ? lots : -lots);
        long backing =
                mode == MarginMode.ISOLATED
                        ? stage.venue.accounts().isolatedBacking(1, 0)
                        : stage.wallet(1);
        long entry = stage.venue.accounts().entryValue(1, 0);
        long expected = margin.liquidationTicks(side, lots, entry, backing, mark);
        long step = isLong ? -1 : 1;

        for (long ticks = expected - 40 * step; ticks != expected; ticks += step) {
            stage.mark(ticks);
            assertThat(stage.story()).as("%s %s at %d", terms.venue(), side, ticks).isEmpty();
        }
        stage.mark(expected);
        assertThat(stage.story()).as("%s %s", terms.venue(), side).isNotEmpty();
        stage.venue.audit();
    }

    @Test
    void stopsOnTheMarkAreBookedBeforeAnybodyIsJudged() {
        Stage stage = longAt60k(Markets.round(8)).bid(3, 1_000, 55_000);
        stage.venue.stop(
                1, 0, OrderSide.SELL, TriggerKind.STOP, ReferencePrice.MARK, 54_500, 1_000);

        stage.mark(54_100);

        assertThat(stage.story()).isEmpty();
        assertThat(stage.lots(1)).isZero();
        assertThat(stage.wallet(1)).isEqualTo(1_000 * Stage.DOLLAR);
    }

    @Test
    void ordersThatNobodyCouldCarryAreRefused() {
        Stage stage = new Stage(Markets.round(8)).mark(60_000).deposit(1, 6_000);
        stage.choose(1, MarginMode.CROSS, 10);

        stage.bid(1, 1_001, 60_000);
        assertThat(stage.story()).containsExactly("1 refused: INSUFFICIENT_MARGIN");
        stage.bid(1, 600, 59_000).bid(1, 401, 59_000);
        assertThat(stage.story()).containsExactly("1 refused: INSUFFICIENT_MARGIN");
        stage.venue.withdraw(1, VenueInput.SETTLEMENT, 2_401 * Stage.DOLLAR);
        assertThat(stage.story()).containsExactly("1 refused: INSUFFICIENT_BALANCE");
        stage.venue.withdraw(1, VenueInput.SETTLEMENT, 2_400 * Stage.DOLLAR);
        stage.venue.choose(1, 0, MarginMode.CROSS, 20);
        stage.venue.market(1, 1, OrderSide.BUY, 5, OrderTerms.PLAIN);
        assertThat(stage.story()).containsExactly("1 refused: IN_USE", "1 refused: NO_MARK_PRICE");
    }
}
