package spillway.margin.golden;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import spillway.margin.ClosingFee;
import spillway.margin.ContractTerms;
import spillway.margin.CrossAccount;
import spillway.margin.FlatTiers;
import spillway.margin.Leg;
import spillway.margin.MarginBasis;
import spillway.margin.MarginRule;
import spillway.margin.MarginTerms;
import spillway.margin.MarginalTiers;
import spillway.margin.Rational;
import spillway.margin.TierStep;
import spillway.market.Decimal;
import spillway.market.PositionSide;

/// Cases that ask for a liquidation or bankruptcy price.
final class LiquidationCases {
    private static final Decimal FINE_TICK = new Decimal(1, 2);

    private LiquidationCases() {}

    private static MarginTerms terms(
            CaseContract c, Rational rate, Rational deduction, MarginRule rule) {
        var tier = new TierStep(0, rate, Rational.of(c.units(deduction)));
        return new MarginTerms(c.contract(), MarginalTiers.of(List.of(tier)), rule);
    }

    private static Optional<Rational> liquidationPrice(
            MarginTerms terms, Leg leg, long collateral) {
        Rational start = terms.contract().ticksOf(leg.entryPrice(terms.contract()));
        return terms.liquidationPrices(List.of(leg), Rational.of(collateral), start).of(leg.side());
    }

    static Map<String, Found> binance(GoldenInputs in) {
        Rational backing =
                in.number("wallet").minus(in.orZero("other_mm")).plus(in.orZero("other_upnl"));
        Rational largest = backing.abs().max(in.orZero("cum"));
        var c = CaseContract.linear(in.decimal("size"), in.decimal("entry"), largest);
        Leg leg = c.leg(in.side(), in.number("size"), in.number("entry"));
        var terms = terms(c, in.number("mmr"), in.orZero("cum"), MarginRule.MARK_PRICED);
        return price(liquidationPrice(terms, leg, c.units(backing)));
    }

    private static Map<String, Found> price(Optional<Rational> price) {
        return Map.of("liq_price", new Found.Amount(price));
    }

    /// Two or more instruments on one wallet, all counted at the finest common scale.
    static Map<String, Found> binanceCross(GoldenInputs in) {
        GoldenInputs target = in.object("target");
        int scale = 8;
        var holdings = new ArrayList<CrossAccount.Holding>();
        holdings.add(holding(target, "entry", scale));
        for (GoldenInputs other : in.objects("others")) {
            holdings.add(holding(other, "mark", scale));
        }
        MarginTerms terms = holdings.getFirst().terms();
        long wallet = new CaseContract(terms.contract()).units(in.number("wallet"));
        var account = new CrossAccount(wallet, holdings);
        return price(account.liquidationPrices(terms).of(target.side()));
    }

    private static CrossAccount.Holding holding(GoldenInputs in, String markKey, int scale) {
        BigDecimal size = in.decimal("size");
        int decimals = Math.max(in.decimal("entry").scale(), in.decimal(markKey).scale());
        var contract =
                ContractTerms.linear(
                        "USD",
                        Decimal.ONE,
                        new Decimal(1, Math.max(0, size.scale())),
                        new Decimal(1, Math.max(0, decimals)),
                        scale);
        var c = new CaseContract(contract);
        var terms = terms(c, in.number("mmr"), in.orZero("cum"), MarginRule.MARK_PRICED);
        Leg leg = c.leg(in.side(), in.number("size"), in.number("entry"));
        long mark = contract.ticksOf(in.number(markKey)).toLongExact();
        return new CrossAccount.Holding(terms, leg, mark);
    }

    static Map<String, Found> inverse(GoldenInputs in) {
        var c =
                CaseContract.inverse(
                        in.number("qty_usd"),
                        in.number("entry"),
                        in.number("wallet").max(in.orZero("cum")),
                        FINE_TICK);
        Leg leg = c.leg(in.side(), in.number("qty_usd"), in.number("entry"));
        var terms = terms(c, in.number("mmr"), in.orZero("cum"), MarginRule.MARK_PRICED);
        return price(liquidationPrice(terms, leg, c.units(in.number("wallet"))));
    }

    static Map<String, Found> krakenInverse(GoldenInputs in) {
        var c =
                CaseContract.inverse(
                        in.number("qty_usd"), in.number("entry"), in.number("margin"), FINE_TICK);
        Leg leg = c.leg(in.side(), in.number("qty_usd"), in.number("entry"));
        var terms = terms(c, in.number("mmr"), Rational.ZERO, MarginRule.MARK_PRICED);
        long margin = c.units(in.number("margin"));
        return Map.of(
                "liq_price", new Found.Amount(liquidationPrice(terms, leg, margin)),
                "bankruptcy_price", new Found.Amount(bankruptcy(terms, leg, margin)));
    }

    private static Optional<Rational> bankruptcy(MarginTerms terms, Leg leg, long collateral) {
        Rational fee =
                switch (terms.rule().closingFee()) {
                    case ClosingFee.SetAside(Rational rate) -> rate;
                    case ClosingFee.None _, ClosingFee.Required _ -> Rational.ZERO;
                };
        return terms.bankruptcyPrice(leg, Rational.of(collateral), fee);
    }

    static Map<String, Found> bybitLinearEntry(GoldenInputs in) {
        Rational value = in.number("size").times(in.number("entry"));
        Rational initial = value.dividedBy(in.number("leverage"));
        Rational backing = initial.plus(in.orZero("extra"));
        var c = CaseContract.linear(in.decimal("size"), in.decimal("entry"), backing);
        Leg leg = c.leg(in.side(), in.number("size"), in.number("entry"));
        var rule = MarginRule.MARK_PRICED.with(MarginBasis.ENTRY_PRICE);
        var terms = terms(c, in.number("mmr"), in.orZero("deduction"), rule);
        return Map.of(
                "initial_margin", Found.number(initial),
                "maintenance_margin", maintenance(terms, leg),
                "liq_price", new Found.Amount(liquidationPrice(terms, leg, c.units(backing))));
    }

    private static Found maintenance(MarginTerms terms, Leg leg) {
        return Found.number(
                terms.contract()
                        .money(terms.maintenance().roundedUp(leg.lots(), leg.entryValue())));
    }

    /// Entry-priced inverse, closing fee inside the posted margin, prices on the tick.
    static Map<String, Found> bybitInverseEntry(GoldenInputs in) {
        Rational posted =
                in.optional("initial_margin")
                        .orElseGet(() -> in.number("balance").minus(in.orZero("order_margin")));
        Decimal tick = Decimal.parse(in.decimal("tick").toPlainString());
        var c = CaseContract.inverse(in.number("qty_usd"), in.number("entry"), posted, tick);
        Leg leg = c.leg(in.side(), in.number("qty_usd"), in.number("entry"));
        var rule =
                MarginRule.MARK_PRICED
                        .with(MarginBasis.ENTRY_PRICE)
                        .with(new ClosingFee.SetAside(in.number("taker_fee")));
        var terms = terms(c, in.number("mmr"), in.orZero("deduction"), rule);
        long collateral = c.units(posted);
        long net = collateral - terms.feeSetAside(leg.side(), leg.entryValue(), collateral);
        Optional<Rational> bust = bankruptcy(terms, leg, collateral);
        return Map.of(
                "position_value", Found.number(c.contract().money(leg.entryValue())),
                "liq_price", onTick(terms, leg.side(), liquidationPrice(terms, leg, net)),
                "bankruptcy_price", onTick(terms, leg.side(), bust));
    }

    /// The page of this older example rounds the liquidation price to the tick and prints the
    /// bankruptcy price as it is.
    static Map<String, Found> bybitInverseCross(GoldenInputs in) {
        var figures = new LinkedHashMap<>(bybitInverseEntry(in));
        Rational posted = in.number("balance").minus(in.orZero("order_margin"));
        var c = CaseContract.inverse(in.number("qty_usd"), in.number("entry"), posted, FINE_TICK);
        Leg leg = c.leg(in.side(), in.number("qty_usd"), in.number("entry"));
        var rule = MarginRule.MARK_PRICED.with(new ClosingFee.SetAside(in.number("taker_fee")));
        var terms = terms(c, in.number("mmr"), Rational.ZERO, rule);
        figures.put("bankruptcy_price", new Found.Amount(bankruptcy(terms, leg, c.units(posted))));
        return figures;
    }

    private static Found onTick(MarginTerms terms, PositionSide side, Optional<Rational> price) {
        return new Found.Amount(price.map(p -> terms.awayFromTrader(side, p)));
    }

    static Map<String, Found> bybitInverseBankruptcy(GoldenInputs in) {
        // Any quantity has this price; that of one coin of margin has no fraction to round.
        Rational quantity = in.number("entry").times(in.number("leverage"));
        Decimal tick = Decimal.parse(in.decimal("tick").toPlainString());
        var c = CaseContract.inverse(quantity, in.number("entry"), Rational.ZERO, tick);
        Leg leg = c.leg(in.side(), quantity, in.number("entry"));
        var terms = terms(c, Rational.ZERO, Rational.ZERO, MarginRule.MARK_PRICED);
        long margin =
                Rational.of(leg.entryValue())
                        .dividedBy(in.number("leverage"))
                        .rounded(RoundingMode.HALF_EVEN);
        Optional<Rational> bust = bankruptcy(terms, leg, margin);
        return Map.of(
                "bankruptcy_price_raw",
                new Found.Amount(bust),
                "bankruptcy_price",
                onTick(terms, in.side(), bust));
    }

    static Map<String, Found> bybitInverseShortEntry(GoldenInputs in) {
        return bybitInverse(
                in, PositionSide.SHORT, MarginRule.MARK_PRICED.with(MarginBasis.ENTRY_PRICE));
    }

    static Map<String, Found> bybitInverseMark(GoldenInputs in) {
        return bybitInverse(in, in.side(), MarginRule.MARK_PRICED);
    }

    /// Posted margin beyond the initial margin also has to carry its part of the closing fee, so
    /// `extra ÷ (1 ± fee)` of it backs the position.
    private static Map<String, Found> bybitInverse(
            GoldenInputs in, PositionSide side, MarginRule rule) {
        Rational value = in.number("qty_usd").dividedBy(in.number("entry"));
        Rational initial = value.dividedBy(in.number("leverage"));
        Rational sign = Rational.of(side == PositionSide.LONG ? 1 : -1);
        Rational extra =
                in.orZero("extra").dividedBy(Rational.ONE.plus(in.orZero("taker_fee").times(sign)));
        var c =
                CaseContract.inverse(
                        in.number("qty_usd"), in.number("entry"), initial.plus(extra), FINE_TICK);
        Leg leg = c.leg(side, in.number("qty_usd"), in.number("entry"));
        var terms = terms(c, in.number("mmr"), in.orZero("deduction"), rule);
        return Map.of(
                "position_value", Found.number(c.contract().money(leg.entryValue())),
                "initial_margin", Found.number(initial),
                "maintenance_margin", maintenance(terms, leg),
                "liq_price",
                        new Found.Amount(
                                liquidationPrice(terms, leg, c.units(initial.plus(extra)))));
    }

    static Map<String, Found> okxLinear(GoldenInputs in) {
        var c = CaseContract.linear(in.decimal("size"), in.decimal("entry"), in.number("margin"));
        Leg leg = c.leg(in.side(), in.number("size"), in.number("entry"));
        var rule = MarginRule.MARK_PRICED.with(new ClosingFee.Required(in.number("taker_fee")));
        var terms = new MarginTerms(c.contract(), FlatTiers.single(in.number("mmr")), rule);
        return price(liquidationPrice(terms, leg, c.units(in.number("margin"))));
    }

    /// What the chain keeps is the cash of the position, `raw_usd`: collateral less entry value.
    static Map<String, Found> hyperliquidRaw(GoldenInputs in) {
        PositionSide side = in.number("szi").signum() > 0 ? PositionSide.LONG : PositionSide.SHORT;
        var c =
                CaseContract.linear(
                        in.decimal("szi").abs(), new BigDecimal("0.01"), in.number("raw_usd"));
        long lots = in.number("szi").abs().dividedBy(Rational.of(c.contract().lot())).toLongExact();
        var leg = new Leg(side, lots, 0);
        var terms = hyperliquid(c, in);
        return price(
                terms.liquidationPrices(
                                List.of(leg),
                                Rational.of(c.units(in.number("raw_usd"))),
                                Rational.ONE)
                        .of(side));
    }

    private static MarginTerms hyperliquid(CaseContract c, GoldenInputs in) {
        Rational rate = Rational.ONE.dividedBy(in.number("max_leverage").times(2));
        return terms(c, rate, Rational.ZERO, MarginRule.MARK_PRICED);
    }

    static Map<String, Found> hyperliquidDocs(GoldenInputs in) {
        Rational margin = in.number("isolated_margin", "account_value");
        var c = CaseContract.linear(in.decimal("size"), in.decimal("price"), margin);
        Leg leg = c.leg(in.side(), in.number("size"), in.number("price"));
        return price(liquidationPrice(hyperliquid(c, in), leg, c.units(margin)));
    }
}
