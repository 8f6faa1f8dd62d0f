package spillway.margin.golden;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import spillway.margin.ContinuousMargin;
import spillway.margin.ContractTerms;
import spillway.margin.Leg;
import spillway.margin.MarginalTiers;
import spillway.margin.Rational;
import spillway.margin.TierMeasure;
import spillway.margin.TierStep;
import spillway.margin.adl.AdlFill;
import spillway.margin.adl.AdlQueue;
import spillway.margin.adl.AdlRanking;
import spillway.margin.adl.PoolDrawdown;
import spillway.margin.liquidation.Chunking;
import spillway.margin.liquidation.DydxSubaccount;
import spillway.margin.liquidation.StepDown;
import spillway.margin.price.Funding;
import spillway.margin.price.MarkPrice;
import spillway.market.Decimal;
import spillway.market.PositionSide;
import tools.jackson.databind.JsonNode;

/// Cases that ask for an amount, a rate, a score or a share.
final class AmountCases {
    private AmountCases() {}

    private static Map<String, Found> one(String name, Rational value) {
        return Map.of(name, Found.number(value));
    }

    static Map<String, Found> deduction(GoldenInputs in) {
        return one(
                "cum",
                MarginalTiers.nextDeduction(
                        in.number("prev_cum"),
                        in.number("floor"),
                        in.number("mmr"),
                        in.number("prev_mmr")));
    }

    static Map<String, Found> deductions(GoldenInputs in) {
        List<Rational> floors = in.numbers("floors");
        List<Rational> rates = in.numbers("mmrs");
        Rational deduction = Rational.ZERO;
        for (int i = 1; i < floors.size(); i++) {
            deduction =
                    MarginalTiers.nextDeduction(
                            deduction, floors.get(i), rates.get(i), rates.get(i - 1));
        }
        return one("cum", deduction);
    }

    static Map<String, Found> tierMargin(GoldenInputs in) {
        var step = new TierStep(0, in.number("mmr"), in.number("cum"));
        return one(
                "maintenance_margin",
                MarginalTiers.of(List.of(step)).exact(1, in.number("notional")));
    }

    static Map<String, Found> hyperliquidTiers(GoldenInputs in) {
        var steps = new ArrayList<TierStep>();
        for (JsonNode tier : in.list("tiers")) {
            long floor = tier.get(0).decimalValue().longValueExact();
            Rational rate =
                    Rational.ONE.dividedBy(Rational.of(tier.get(1).decimalValue()).times(2));
            Rational deduction =
                    steps.isEmpty()
                            ? Rational.ZERO
                            : MarginalTiers.nextDeduction(
                                    steps.getLast().deduction(),
                                    Rational.of(floor),
                                    rate,
                                    steps.getLast().rate());
            steps.add(new TierStep(floor, rate, deduction));
        }
        Rational notional = in.number("notional");
        var schedule = MarginalTiers.of(steps);
        int tier = schedule.tierOf(1, notional.ceiling());
        return Map.of(
                "maintenance_margin", Found.number(schedule.exact(1, notional)),
                "deduction", Found.number(steps.get(tier).deduction()));
    }

    static Map<String, Found> deribit(GoldenInputs in) {
        var c = CaseContract.linear(in.decimal("size"), in.decimal("price"), Rational.ONE);
        Leg leg = c.leg(PositionSide.LONG, in.number("size"), in.number("price"));
        Rational perLot = in.number("slope").times(Rational.of(c.contract().lot()));
        var schedule = ContinuousMargin.of(TierMeasure.LOTS, in.number("base"), perLot);
        Rational quote = c.contract().money(schedule.roundedUp(leg.lots(), leg.entryValue()));
        return Map.of(
                "margin_quote", Found.number(quote),
                "margin_base", Found.number(quote.dividedBy(in.number("price"))));
    }

    static Map<String, Found> inversePnl(GoldenInputs in) {
        Rational atExit = in.number("qty_usd").dividedBy(in.number("exit"));
        var c =
                CaseContract.inverse(
                        in.number("qty_usd"), in.number("entry"), atExit, new Decimal(1, 2));
        Leg leg = c.leg(in.side(), in.number("qty_usd"), in.number("entry"));
        Leg exit = c.leg(in.side(), in.number("qty_usd"), in.number("exit"));
        long profit = c.contract().profit(in.side(), leg.entryValue(), exit.entryValue());
        return one("pnl", c.contract().money(profit));
    }

    static Map<String, Found> inverseValue(GoldenInputs in) {
        var satoshi =
                ContractTerms.inverse(
                        "XBT",
                        Decimal.ONE,
                        Decimal.ONE,
                        CaseContract.lastDigit(in.decimal("mark")),
                        8);
        long ticks = satoshi.ticksOf(in.number("mark")).toLongExact();
        return one(
                "value_sat", Rational.of(satoshi.value(in.number("qty_usd").toLongExact(), ticks)));
    }

    static Map<String, Found> quantoValue(GoldenInputs in) {
        Decimal multiplier = Decimal.parse(in.decimal("multiplier").toPlainString());
        Decimal tick = CaseContract.lastDigit(in.decimal("price"));
        var contract = ContractTerms.quanto("XBT", multiplier, Decimal.ONE, tick, 8);
        long ticks = contract.ticksOf(in.number("price")).toLongExact();
        Rational value =
                contract.money(contract.value(in.number("contracts").toLongExact(), ticks));
        return Map.of(
                "value_xbt", Found.number(value),
                "initial_margin", Found.number(value.dividedBy(in.number("leverage"))));
    }

    static Map<String, Found> okxInitialInverse(GoldenInputs in) {
        return one(
                "initial_margin",
                in.number("notional_usd")
                        .dividedBy(in.number("price"))
                        .dividedBy(in.number("leverage")));
    }

    static Map<String, Found> okxInitialLinear(GoldenInputs in) {
        return one(
                "initial_margin",
                in.number("size_base").times(in.number("price")).dividedBy(in.number("leverage")));
    }

    static Map<String, Found> okxPartial(GoldenInputs in) {
        return one(
                "contracts_to_close",
                StepDown.toCap(in.number("contracts"), in.number("target_cap")));
    }

    static Map<String, Found> markBasis(GoldenInputs in) {
        return one(
                "price1",
                MarkPrice.carried(
                        in.number("index"),
                        in.number("funding"),
                        in.number("hours_left"),
                        in.number("interval")));
    }

    static Map<String, Found> funding(GoldenInputs in) {
        return one(
                "funding",
                Funding.clampedToInterest(
                        in.number("premium"), in.number("interest"), in.number("clamp")));
    }

    static Map<String, Found> binanceAdl(GoldenInputs in) {
        Rational profit = in.number("upnl", "unrealised", "unrealized_pnl", "unrealised_pnl");
        Rational wallet = in.number("wallet", "wb", "wallet_balance");
        Rational maintenance = in.number("mm", "maintenance_margin", "maint_margin", "maintenance");
        Rational equity = wallet.plus(profit);
        Found score =
                Found.number(AdlRanking.binanceScore(profit, wallet, maintenance, Rational.ONE));
        var figures = new LinkedHashMap<String, Found>();
        for (String name : List.of("score", "adl_score", "leverage_pnl", "leveraged_pnl")) {
            figures.put(name, score);
        }
        Rational gain = profit.max(Rational.ZERO).dividedBy(wallet.max(Rational.ONE));
        figures.put("pnl_pct", Found.number(gain));
        figures.put("pnl_percent", Found.number(gain));
        figures.put(
                "margin_ratio",
                Found.number(equity.signum() <= 0 ? Rational.ZERO : maintenance.dividedBy(equity)));
        return figures;
    }

    static Map<String, Found> hyperliquidAdl(GoldenInputs in) {
        return one(
                "index",
                AdlRanking.hyperliquidIndex(
                        in.side(),
                        in.number("mark").dividedBy(in.number("entry")),
                        in.number("notional").dividedBy(in.number("account_value"))));
    }

    static Map<String, Found> bybitPool(GoldenInputs in) {
        var pool =
                new PoolDrawdown(
                        in.number("symbol_pnl"),
                        in.number("symbol_pnl_max"),
                        in.number("pool_max"),
                        in.number("threshold"));
        return Map.of(
                "pnl_ratio", Found.number(pool.ratio()),
                "triggered", new Found.Flag(pool.isTriggered()),
                "adl_loss_to_close", Found.number(pool.lossToClose()));
    }

    static Map<String, Found> adlQueue(GoldenInputs in) {
        AdlQueue queue = queue(in);
        var fills = new LinkedHashMap<String, Rational>();
        var remaining = new LinkedHashMap<String, Rational>();
        for (AdlFill fill : queue.fill(in.number("qty").toLongExact())) {
            String account = String.valueOf(fill.account());
            fills.put(account, Rational.of(fill.lots()));
            long held =
                    queue.places().stream()
                            .filter(p -> p.account() == fill.account())
                            .mapToLong(AdlQueue.Place::lots)
                            .sum();
            if (held > fill.lots()) {
                remaining.put(account, Rational.of(held - fill.lots()));
            }
        }
        return Map.of(
                "fills", new Found.ByAccount(fills), "remaining", new Found.ByAccount(remaining));
    }

    private static AdlQueue queue(GoldenInputs in) {
        return new AdlQueue(
                in.objects("queue").stream()
                        .map(place ->
                                new AdlQueue.Place(
                                        place.number("acct").toLongExact(),
                                        place.number("qty").toLongExact(),
                                        place.number("score")))
                        .toList());
    }

    static Map<String, Found> adlPercentile(GoldenInputs in) {
        var percentiles = new LinkedHashMap<String, Rational>();
        queue(in)
                .percentiles()
                .forEach((account, p) -> percentiles.put(account.toString(), Rational.of(p)));
        return Map.of("percentile", new Found.ByAccount(percentiles));
    }

    static Map<String, Found> chunk(GoldenInputs in) {
        OptionalLong seconds =
                in.optional("seconds_since_partial")
                        .map(s -> OptionalLong.of(s.floor()))
                        .orElse(OptionalLong.empty());
        return one(
                "order_size",
                Chunking.MAINNET.orderSize(in.number("size"), in.number("mark"), seconds));
    }

    private static DydxSubaccount subaccount(GoldenInputs in) {
        return new DydxSubaccount(
                in.number("quote_balance"),
                in.objects("positions").stream()
                        .map(p ->
                                new DydxSubaccount.Position(
                                        p.number("size"),
                                        p.number("price"),
                                        p.optional("mmf").orElseGet(() -> in.number("mmf"))))
                        .toList());
    }

    private static int closed(GoldenInputs in) {
        return (int) in.number("close_index").toLongExact();
    }

    static Map<String, Found> dydxBankruptcy(GoldenInputs in) {
        return one("quote_delta", subaccount(in).bankruptcyQuote(closed(in), in.number("delta")));
    }

    static Map<String, Found> dydxFillable(GoldenInputs in) {
        return one(
                "fillable_price",
                subaccount(in).fillablePrice(closed(in), in.number("ba"), in.number("smmr")));
    }

    static Map<String, Found> dydxInsurance(GoldenInputs in) {
        DydxSubaccount subaccount = subaccount(in);
        Rational size = subaccount.positions().get(closed(in)).size().abs();
        return one(
                "insurance_delta",
                subaccount.insuranceDelta(
                        closed(in), size.times(in.number("fill_price")), in.number("max_fee")));
    }

    static Map<String, Found> dydxInitial(GoldenInputs in) {
        return one(
                "imf",
                DydxSubaccount.initialFraction(
                        in.number("base_imf"),
                        in.number("oi"),
                        in.number("lower"),
                        in.number("upper")));
    }

    static Map<String, Found> dydxFundingClamp(GoldenInputs in) {
        return one(
                "max_abs_8h_rate",
                Funding.clampOfLiquidityTier(
                        in.number("imf"), in.number("mmf"), in.number("factor")));
    }
}
