package spillway.margin.statement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import spillway.margin.ClosingFee;
import spillway.margin.ContractTerms;
import spillway.margin.CrossAccount;
import spillway.margin.Leg;
import spillway.margin.LiquidationPrices;
import spillway.margin.MarginBasis;
import spillway.margin.MarginMode;
import spillway.margin.MarginTerms;
import spillway.margin.Rational;
import spillway.margin.liquidation.DydxSubaccount;
import spillway.margin.rules.RuleParameter;
import spillway.margin.rules.RuleSet;
import spillway.margin.tiers.TierRow;
import spillway.margin.tiers.TierScale;
import spillway.margin.tiers.TierTable;
import spillway.market.PositionSide;

/// The steps from a question to its statement, all in whole money units of the contract.
final class Settlement {
    private static final int PRICE_DECIMALS = 10;

    private final MarginRequest request;
    private final RuleSet rules;
    private final Optional<TierTable> table;
    private final MarginTerms terms;
    private final ContractTerms contract;
    private final List<Assumption> assumed;
    private final Leg leg;
    private final long markTicks;

    Settlement(
            MarginRequest request,
            RuleSet rules,
            Optional<TierTable> table,
            MarginTerms terms,
            List<Assumption> assumed) {
        this.request = request;
        this.rules = rules;
        this.table = table;
        this.terms = terms;
        this.assumed = assumed;
        contract = terms.contract();
        leg =
                Leg.openedAt(
                        contract,
                        request.side(),
                        contract.lots(request.size()),
                        Rational.of(request.entry()));
        markTicks =
                Math.max(
                        1,
                        contract.ticksOf(Rational.of(request.mark().orElse(request.entry())))
                                .rounded(RoundingMode.HALF_EVEN));
    }

    MarginStatement statement() {
        Optional<TierRow> tier = tierAtEntry();
        long initial = initialMargin(tier);
        long posted = posted(initial);
        long fee =
                MarginDesk.setsFeeAside(request.mode())
                        ? terms.feeSetAside(leg.side(), leg.entryValue(), posted)
                        : 0;
        long backing = Math.subtractExact(posted, fee);
        LiquidationPrices prices =
                terms.liquidationPrices(legs(), Rational.of(backing), Rational.of(markTicks));
        Optional<Rational> price = prices.of(leg.side());
        Optional<Rational> bankruptcy = bankruptcy(posted, fee);
        Optional<TierRow> last = price.flatMap(this::tierAt);
        noteBeyondTable(price, last);
        long priced = pricedValue();
        return new MarginStatement(
                request,
                rules,
                table,
                contract,
                money(leg.entryValue()),
                money(initial),
                money(posted),
                money(fee + requiredFee(priced)),
                money(maintenance(backing, priced)),
                money(account(backing).equity()),
                state(backing),
                tier,
                last,
                price.map(Settlement::shown),
                price.map(p -> onTick(leg.side(), p)),
                firstLiquidated(backing),
                request.hedge().flatMap(_ -> prices.of(opposite())).map(Settlement::shown),
                bankruptcy.map(Settlement::shown),
                bankruptcy.map(p -> onTick(leg.side(), p)),
                rules.provisions().stream().filter(p -> Assumptions.isKnown(p.evidence())).toList(),
                assumed);
    }

    private PositionSide opposite() {
        return leg.side() == PositionSide.LONG ? PositionSide.SHORT : PositionSide.LONG;
    }

    private List<Leg> legs() {
        var legs = new ArrayList<>(List.of(leg));
        request.hedge()
                .ifPresent(hedge ->
                        legs.add(
                                Leg.openedAt(
                                        contract,
                                        opposite(),
                                        contract.lots(hedge.size()),
                                        Rational.of(hedge.entry()))));
        if (legs.size() > 1 && request.mode() == MarginMode.ISOLATED) {
            throw new MarginDesk.Refusal(
                    request,
                    "cross margin for a hedge",
                    "isolated",
                    "ask for each side alone, isolated sides are independent");
        }
        return legs;
    }

    private Optional<TierRow> tierAtEntry() {
        if (table.isEmpty() || table.get().scale() instanceof TierScale.Continuous) {
            return Optional.empty();
        }
        TierTable known = table.get();
        Rational size = known.sizeOf(contract, leg.lots(), leg.entryValue());
        Optional<TierRow> row = known.scale().tierOf(size);
        if (row.isEmpty()) {
            Rational end = known.scale().tiers().getLast().cap().orElse(size);
            throw new MarginDesk.Refusal(
                    request,
                    "a position of at most "
                            + end
                            + " "
                            + known.unit().word()
                            + ", where the schedule of "
                            + known.seen()
                            + " ends",
                    size + " " + known.unit().word(),
                    "import a newer or complete table, or lower the position");
        }
        return row;
    }

    private long initialMargin(Optional<TierRow> tier) {
        Rational value = Rational.of(leg.entryValue());
        Rational least = leastInitialRate(tier);
        if (request.leverage().isEmpty()) {
            return value.times(least).ceiling();
        }
        Rational rate = Rational.ONE.dividedBy(Rational.of(request.leverage().get()));
        if (rate.compareTo(least) < 0) {
            throw new MarginDesk.Refusal(
                    request,
                    "a leverage of at most "
                            + Rational.ONE
                                    .dividedBy(least)
                                    .toDecimal(2, RoundingMode.FLOOR)
                                    .stripTrailingZeros()
                                    .toPlainString()
                            + " for a position of this size",
                    String.valueOf(request.leverage().get()),
                    "lower the leverage or the position");
        }
        return value.times(rate).ceiling();
    }

    /// The least initial margin as a fraction of value.
    private Rational leastInitialRate(Optional<TierRow> tier) {
        if (table.isPresent() && table.get().scale() instanceof TierScale.Continuous line) {
            long margin =
                    TierTable.initialSchedule(contract, line)
                            .roundedUp(leg.lots(), leg.entryValue());
            return Rational.of(margin, leg.entryValue());
        }
        Rational leverage = tier.map(TierRow::maxLeverage).orElseGet(this::assumedLeverage);
        Rational rate = Rational.ONE.dividedBy(leverage);
        if (rules.parameter(RuleParameter.OPEN_INTEREST_SCALE).isEmpty()) {
            return rate;
        }
        return DydxSubaccount.initialFraction(
                rate,
                rules.number(RuleParameter.OPEN_INTEREST_SCALE, request.parameters()),
                Rational.ZERO,
                Rational.ONE);
    }

    /// The highest leverage without a table: as given; where only the rate is given, what leaves
    /// initial margin equal to maintenance margin; else the rule set's default.
    private Rational assumedLeverage() {
        String given = request.parameters().get(RuleParameter.MAX_LEVERAGE);
        if (given != null) {
            return Rational.parse(given);
        }
        return request.parameters().containsKey(RuleParameter.MAINTENANCE_RATE)
                ? Rational.ONE.dividedBy(MarginDesk.assumedRate(request, rules))
                : rules.number(RuleParameter.MAX_LEVERAGE, request.parameters());
    }

    /// What backs the position before a fee is set aside: margin as given, else the initial margin
    /// and the fee that is taken out of it again; in cross mode less what the rest of the account
    /// needs.
    private long posted(long initial) {
        long own =
                request.margin()
                        .map(m -> units(Rational.of(m)))
                        .orElseGet(() -> Math.addExact(initial, feeOn(initial)));
        Rational extra = Rational.of(request.extra());
        if (request.mode() == MarginMode.CROSS) {
            extra =
                    extra.plus(Rational.of(request.otherProfit()))
                            .minus(Rational.of(request.otherMaintenance()));
        }
        return Math.addExact(own, units(extra));
    }

    private long feeOn(long initial) {
        if (!MarginDesk.setsFeeAside(request.mode())
                || !(terms.rule().closingFee() instanceof ClosingFee.SetAside(Rational rate))) {
            return 0;
        }
        long sign = contract.gainsWithValue(leg.side()) ? 1 : -1;
        Rational bankruptValue = Rational.of(leg.entryValue()).minus(Rational.of(initial * sign));
        return Math.max(0, bankruptValue.times(rate).ceiling());
    }

    private long units(Rational money) {
        return contract.unitsOf(money).rounded(RoundingMode.HALF_EVEN);
    }

    private Optional<Rational> bankruptcy(long posted, long fee) {
        Rational rate =
                request.mode() == MarginMode.ISOLATED || fee > 0
                        ? terms.rule().closingFee().rateOfValue()
                        : Rational.ZERO;
        return request.hedge().isPresent()
                ? Optional.empty()
                : terms.bankruptcyPrice(leg, Rational.of(posted), rate);
    }

    private long pricedValue() {
        return terms.rule().basis() == MarginBasis.ENTRY_PRICE
                ? leg.entryValue()
                : contract.value(leg.lots(), markTicks);
    }

    /// Of a hedge, what both legs need together, closing fees included where they are required.
    private long maintenance(long backing, long priced) {
        return request.hedge().isPresent()
                ? account(backing).requirement()
                : terms.maintenance().roundedUp(leg.lots(), priced);
    }

    private long requiredFee(long priced) {
        return terms.requirement().roundedUp(leg.lots(), priced)
                - terms.maintenance().roundedUp(leg.lots(), priced);
    }

    private CrossAccount account(long backing) {
        return new CrossAccount(
                backing,
                legs().stream().map(l -> new CrossAccount.Holding(terms, l, markTicks)).toList());
    }

    private MarginStatement.PositionState state(long backing) {
        boolean liquidated =
                request.hedge().isPresent()
                        ? account(backing).isLiquidated()
                        : terms.isLiquidated(
                                leg.side(), leg.lots(), leg.entryValue(), backing, markTicks);
        return liquidated
                ? MarginStatement.PositionState.LIQUIDATED
                : MarginStatement.PositionState.OPEN;
    }

    private Optional<BigDecimal> firstLiquidated(long backing) {
        if (request.hedge().isPresent()) {
            return Optional.empty();
        }
        long ticks =
                terms.liquidationTicks(
                        leg.side(), leg.lots(), leg.entryValue(), backing, markTicks);
        return ticks == MarginTerms.NEVER
                ? Optional.empty()
                : Optional.of(exact(contract.price(ticks)));
    }

    private Optional<TierRow> tierAt(Rational price) {
        return table.flatMap(t -> {
            long value = contract.exactValue(leg.lots(), price).floor();
            return t.scale().tierOf(t.sizeOf(contract, leg.lots(), value));
        });
    }

    private void noteBeyondTable(Optional<Rational> price, Optional<TierRow> tier) {
        boolean tiered = table.map(t -> !t.scale().tiers().isEmpty()).orElse(false);
        if (price.isPresent() && tiered && tier.isEmpty()) {
            assumed.add(
                    new Assumption(
                            "tier at the liquidation price",
                            "the last one",
                            "the position outgrows the table before it is liquidated"));
        }
    }

    private BigDecimal money(long units) {
        return BigDecimal.valueOf(units, contract.moneyScale());
    }

    private BigDecimal onTick(PositionSide side, Rational price) {
        return exact(terms.awayFromTrader(side, price));
    }

    private BigDecimal exact(Rational price) {
        return price.toDecimal(contract.tick().scale(), RoundingMode.UNNECESSARY);
    }

    private static BigDecimal shown(Rational price) {
        return price.toDecimal(PRICE_DECIMALS, RoundingMode.HALF_EVEN);
    }
}
