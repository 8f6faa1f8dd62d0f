package spillway.exchange.venue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import spillway.exchange.account.CollateralTerms;
import spillway.exchange.account.InstrumentTerms;
import spillway.exchange.venue.EngineTerms.AfterOrder;
import spillway.exchange.venue.EngineTerms.LossSharing;
import spillway.exchange.venue.EngineTerms.OrderLimit;
import spillway.margin.ContractKind;
import spillway.margin.ContractTerms;
import spillway.margin.MarginTerms;
import spillway.margin.Rational;
import spillway.margin.rules.RuleSet;
import spillway.margin.rules.RuleSets;
import spillway.margin.tiers.ContractBook;
import spillway.margin.tiers.TierBook;
import spillway.margin.tiers.TierTable;
import spillway.market.Venue;

/// The terms of real venues on a day: the rule sets, tier tables and contracts of `margin`, and for
/// what those leave open (what follows an order, what the fund may hold, windows, bands) the
/// choices listed in `docs/concepts/simulated-venue.md`.
public final class VenueRules {
    private static final long SECOND_NS = 1_000_000_000;
    private static final long HOUR_NS = 3_600 * SECOND_NS;
    private static final long NEVER_HELD = 0;
    private static final long WITHOUT_LIMIT = Long.MAX_VALUE;

    /// How far from the mark orders may trade: a tenth, as an assumption for all venues.
    private static final long BAND_PPM = 100_000;

    private static final Rational CONVERSION_RATE = Rational.of(1, 1_000);

    private VenueRules() {}

    /// A venue with the rules and tiers that were in force on a day.
    ///
    /// @param symbols of `contracts`, all of one kind and settlement, in the order of their numbers
    /// @param accounts how many there can be, the house's included
    /// @throws IllegalArgumentException that names what is not known
    public static VenueTerms on(
            LocalDate day,
            Venue venue,
            List<String> symbols,
            ContractBook contracts,
            TierBook tiers,
            List<CollateralTerms> collaterals,
            int accounts) {
        var instruments = new ArrayList<InstrumentTerms>();
        RuleSet rules = null;
        for (String symbol : symbols) {
            ContractTerms contract =
                    contracts
                            .find(venue, symbol)
                            .orElseThrow(() -> unknown(venue, symbol, "contract"));
            rules = rules(day, venue, contract.kind());
            TierTable table =
                    tiers.find(venue, symbol, day)
                            .orElseThrow(() -> unknown(venue, symbol, "tier table"))
                            .table();
            var margin =
                    new MarginTerms(contract, table.schedule(contract), rules.ruleWith(Map.of()));
            instruments.add(InstrumentTerms.of(symbol, margin, table));
        }
        if (rules == null) {
            throw new IllegalArgumentException(
                    venue + ": expected at least one symbol, found none");
        }
        return new VenueTerms(
                venue,
                instruments,
                collaterals,
                FeeTerms.of(rules.fees(Map.of()), CONVERSION_RATE),
                engine(rules),
                mark(rules),
                funding(rules),
                BAND_PPM,
                accounts);
    }

    private static RuleSet rules(LocalDate day, Venue venue, ContractKind kind) {
        return RuleSets.find(venue, kind, day)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "%s: no rules are known for %s contracts on %s"
                                        .formatted(venue, kind, day)));
    }

    private static IllegalArgumentException unknown(Venue venue, String symbol, String what) {
        return new IllegalArgumentException(
                "%s %s: expected a %s, found none; import one, or choose another symbol"
                        .formatted(venue, symbol, what));
    }

    /// The liquidation engine of a rule set.
    public static EngineTerms engine(RuleSet rules) {
        return switch (rules.id()) {
            case "binance-usdm", "binance-coinm" ->
                    engine(rules, AfterOrder.TAKE_OVER, limits(FundLimits.Takes.ANY, 1_000_000, 0));
            case "bybit-mark-priced-pools" ->
                    engine(
                            rules,
                            AfterOrder.LADDER,
                            limits(FundLimits.Takes.ANY, WITHOUT_LIMIT, 300_000));
            case "okx" ->
                    new EngineTerms(
                            rules.firstOrder(),
                            OrderLimit.BANKRUPTCY,
                            AfterOrder.WAIT,
                            rules.fund(),
                            rules.adl().policy(),
                            rules.adl().price(),
                            500_000,
                            60 * SECOND_NS,
                            limits(FundLimits.Takes.ANY, WITHOUT_LIMIT, 300_000),
                            HouseExit.STEADY,
                            LossSharing.VENUE);
            case "hyperliquid" ->
                    new EngineTerms(
                            rules.firstOrder(),
                            OrderLimit.BANKRUPTCY,
                            AfterOrder.WAIT,
                            rules.fund(),
                            rules.adl().policy(),
                            rules.adl().price(),
                            666_667,
                            0,
                            limits(FundLimits.Takes.SOLVENT, 3_000_000, 0),
                            HouseExit.STEADY,
                            LossSharing.VENUE);
            case "dydx-v4" ->
                    new EngineTerms(
                            rules.firstOrder(),
                            OrderLimit.FILLABLE,
                            AfterOrder.WAIT,
                            rules.fund(),
                            rules.adl().policy(),
                            rules.adl().price(),
                            0,
                            SECOND_NS,
                            limits(FundLimits.Takes.ANY, NEVER_HELD, 0),
                            HouseExit.STEADY,
                            LossSharing.VENUE);
            case "deribit" ->
                    new EngineTerms(
                            rules.firstOrder(),
                            OrderLimit.BANKRUPTCY,
                            AfterOrder.WAIT,
                            rules.fund(),
                            rules.adl().policy(),
                            rules.adl().price(),
                            0,
                            0,
                            FundLimits.EQUITY_ONLY,
                            HouseExit.STEADY,
                            LossSharing.WINNERS);
            case "kraken-futures", "kraken-futures-partial" ->
                    engine(rules, AfterOrder.TAKE_OVER, FundLimits.EQUITY_ONLY);
            default -> engine(rules, AfterOrder.LADDER, FundLimits.EQUITY_ONLY);
        };
    }

    private static FundLimits limits(FundLimits.Takes takes, long positionPpm, long drawdownPpm) {
        return new FundLimits(takes, positionPpm, drawdownPpm);
    }

    private static EngineTerms engine(RuleSet rules, AfterOrder after, FundLimits limits) {
        return new EngineTerms(
                rules.firstOrder(),
                OrderLimit.BANKRUPTCY,
                after,
                rules.fund(),
                rules.adl().policy(),
                rules.adl().price(),
                0,
                0,
                limits,
                HouseExit.STEADY,
                LossSharing.VENUE);
    }

    /// The mark price of a rule set. Averages have half of a venue's window as their time constant.
    public static MarkTerms mark(RuleSet rules) {
        return switch (rules.venue().code()) {
            case "dydx-v4" -> new MarkTerms(MarkTerms.Rule.INDEX, 1, SECOND_NS);
            case "hyperliquid" ->
                    new MarkTerms(
                            MarkTerms.Rule.MEDIAN_WITH_OTHERS, 150 * SECOND_NS, 3 * SECOND_NS);
            case "okx", "deribit", "kraken-futures" ->
                    new MarkTerms(MarkTerms.Rule.INDEX_AND_BASIS, 30 * SECOND_NS, SECOND_NS);
            default ->
                    new MarkTerms(MarkTerms.Rule.MEDIAN_WITH_LAST, halfWindowNs(rules), SECOND_NS);
        };
    }

    private static long halfWindowNs(RuleSet rules) {
        Optional<Long> known =
                rules.parameter("mark-window-s")
                        .map(window ->
                                Rational.parse(window.defaultValue()).times(SECOND_NS).floor());
        return known.orElse(300 * SECOND_NS) / 2;
    }

    /// The funding of a rule set.
    public static FundingTerms funding(RuleSet rules) {
        Rational interest = Rational.of(1, 10_000);
        Rational band = Rational.of(5, 10_000);
        Rational none = Rational.ZERO;
        return switch (rules.venue().code()) {
            case "okx" ->
                    new FundingTerms(
                            8 * HOUR_NS,
                            FundingTerms.Shape.PREMIUM,
                            none,
                            none,
                            Rational.of(375, 100_000),
                            1);
            case "hyperliquid" ->
                    new FundingTerms(
                            HOUR_NS,
                            FundingTerms.Shape.CLAMPED_TO_INTEREST,
                            interest,
                            band,
                            Rational.of(32, 100),
                            8);
            case "dydx-v4" ->
                    new FundingTerms(
                            HOUR_NS,
                            FundingTerms.Shape.PREMIUM,
                            none,
                            none,
                            Rational.of(48, 1_000),
                            8);
            case "deribit" ->
                    new FundingTerms(
                            8 * HOUR_NS,
                            FundingTerms.Shape.BEYOND_BAND,
                            none,
                            band,
                            Rational.of(5, 1_000),
                            1);
            default -> FundingTerms.EIGHT_HOURS;
        };
    }
}
