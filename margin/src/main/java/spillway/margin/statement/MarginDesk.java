package spillway.margin.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import spillway.margin.ContractKind;
import spillway.margin.ContractTerms;
import spillway.margin.MarginMode;
import spillway.margin.MarginTerms;
import spillway.margin.MarginalTiers;
import spillway.margin.Rational;
import spillway.margin.TierSchedule;
import spillway.margin.rules.RuleParameter;
import spillway.margin.rules.RuleSet;
import spillway.margin.rules.RuleSets;
import spillway.margin.tiers.ContractBook;
import spillway.margin.tiers.TierBook;
import spillway.margin.tiers.TierTable;
import spillway.market.Decimal;

/// Answers questions about positions from a book of tiers and a book of contracts.
public final class MarginDesk {
    private final TierBook tiers;
    private final ContractBook contracts;

    public MarginDesk(TierBook tiers, ContractBook contracts) {
        this.tiers = tiers;
        this.contracts = contracts;
    }

    /// A desk with the tables and contracts that come with Spillway.
    public static MarginDesk builtIn() {
        return new MarginDesk(TierBook.builtIn(), ContractBook.builtIn());
    }

    /// A question that cannot be answered, on its way out.
    static final class Refusal extends RuntimeException {
        private final transient MarginResult.Refused refused;

        Refusal(MarginRequest request, String expected, String found, String advice) {
            super(expected);
            refused =
                    new MarginResult.Refused(
                            request.venue() + " " + request.symbol(), expected, found, advice);
        }
    }

    /// The statement on a position, or why there is none.
    public MarginResult answer(MarginRequest request) {
        try {
            return settled(request);
        } catch (Refusal refusal) {
            return refusal.refused;
        } catch (ArithmeticException _) {
            return new MarginResult.Refused(
                    request.venue() + " " + request.symbol(),
                    "lot, tick and table in units that 18 digits hold",
                    "finer or larger ones",
                    "give the units of the contract (--contract)");
        } catch (IllegalArgumentException e) {
            return new MarginResult.Refused(
                    request.venue() + " " + request.symbol(),
                    "numbers that fit the contract",
                    String.valueOf(e.getMessage()),
                    "correct the question");
        }
    }

    private MarginStatement settled(MarginRequest request) {
        var assumed = new ArrayList<Assumption>();
        ContractTerms contract = contract(request, assumed);
        ParameterCheck.day(request);
        RuleSet rules = rules(request, contract.kind());
        new ParameterCheck(request, rules).run();
        Optional<TierTable> table = table(request, rules, assumed);
        TierSchedule schedule =
                table.map(t -> t.schedule(contract))
                        .orElseGet(() -> MarginalTiers.single(assumedRate(request, rules)));
        var terms = new MarginTerms(contract, schedule, rules.ruleWith(request.parameters()));
        assumed.addAll(Assumptions.of(request, rules, table.isPresent()));
        checkLots(request, contract);
        try {
            return new Settlement(request, rules, table, terms, assumed).statement();
        } catch (ArithmeticException _) {
            // Exact arithmetic stops where a long ends; nothing else of a checked question does.
            throw new Refusal(
                    request,
                    "amounts below 9.2e18 money units of "
                            + new Decimal(1, contract.moneyScale())
                            + " "
                            + contract.settlement(),
                    "a size of " + request.size() + " at " + request.entry() + marginOf(request),
                    "lower the size or the margin");
        }
    }

    private static String marginOf(MarginRequest request) {
        return request.margin().map(margin -> " with a margin of " + margin).orElse("");
    }

    private static void checkLots(MarginRequest request, ContractTerms contract) {
        var sizes = new ArrayList<>(List.of(request.size()));
        request.hedge().ifPresent(hedge -> sizes.add(hedge.size()));
        for (Decimal size : sizes) {
            if (!Rational.of(size).dividedBy(Rational.of(contract.lot())).isWhole()) {
                throw new Refusal(
                        request,
                        "a size that is a multiple of " + contract.lot(),
                        String.valueOf(size),
                        "round it to whole lots, or give the units of the contract");
            }
        }
    }

    /// The maintenance rate that stands in for a table: as given, else the rule set's default.
    static Rational assumedRate(MarginRequest request, RuleSet rules) {
        String given = request.parameters().get(RuleParameter.MAINTENANCE_RATE);
        return given != null
                ? Rational.parse(given)
                : rules.number(RuleParameter.MAINTENANCE_RATE, request.parameters());
    }

    private ContractTerms contract(MarginRequest request, List<Assumption> assumed) {
        if (request.contract().isPresent()) {
            return request.contract().get();
        }
        Optional<ContractTerms> listed = contracts.find(request.venue(), request.symbol());
        ContractTerms contract =
                listed.or(() ->
                                ContractBook.guess(
                                        request.venue(),
                                        request.symbol(),
                                        request.size().toBigDecimal(),
                                        request.entry().toBigDecimal()))
                        .orElseThrow(() ->
                                new Refusal(
                                        request,
                                        "the units of the contract",
                                        "none listed for this symbol",
                                        "give kind, contract size, lot and tick (--contract)"));
        assumed.add(
                new Assumption(
                        "contract",
                        contract.toString(),
                        listed.isPresent()
                                ? "units that come with Spillway; not read from the venue's"
                                        + " instrument list of that day"
                                : "not listed: kind from the symbol, lot and tick from the digits"
                                        + " given"));
        return contract;
    }

    private static RuleSet rules(MarginRequest request, ContractKind kind) {
        Optional<RuleSet> found =
                request.ruleSet()
                        .map(RuleSets::byId)
                        .orElseGet(() ->
                                RuleSets.find(
                                        request.venue(),
                                        kind,
                                        request.date(),
                                        request.parameters()));
        RuleSet rules =
                found.orElseThrow(() ->
                        new Refusal(
                                request,
                                "a rule set for " + kind + " contracts on " + request.date(),
                                request.ruleSet().orElse("none"),
                                "choose one of " + known(request)));
        if (!rules.kinds().contains(kind) || !rules.venue().equals(request.venue())) {
            throw new Refusal(
                    request,
                    "a rule set of " + request.venue() + " for " + kind + " contracts",
                    rules.id(),
                    "choose one of " + known(request));
        }
        return rules;
    }

    private static String known(MarginRequest request) {
        List<RuleSet> own =
                RuleSets.list().stream()
                        .filter(set -> set.venue().equals(request.venue()))
                        .toList();
        return (own.isEmpty() ? RuleSets.list() : own)
                .stream().map(RuleSet::toString).collect(Collectors.joining(", "));
    }

    private Optional<TierTable> table(
            MarginRequest request, RuleSet rules, List<Assumption> assumed) {
        boolean given = request.parameters().containsKey(RuleParameter.MAINTENANCE_RATE);
        Optional<TierBook.Match> match =
                given
                        ? Optional.empty()
                        : tiers.find(request.venue(), request.symbol(), request.date());
        if (match.isEmpty()) {
            if (!given && rules.parameter(RuleParameter.MAINTENANCE_RATE).isEmpty()) {
                throw new Refusal(
                        request,
                        "a tier table",
                        "none for this symbol",
                        "known symbols are "
                                + String.join(", ", tiers.symbols(request.venue()))
                                + "; give a file of tables (--tiers), or a rate (--set"
                                + " maintenance-rate=0.01)");
            }
            return Optional.empty();
        }
        TierTable table = match.get().table();
        switch (match.get().fit()) {
            case EARLIEST_KNOWN ->
                    assumed.add(
                            new Assumption(
                                    "tier table",
                                    table.toString(),
                                    "first seen after "
                                            + request.date()
                                            + "; nothing older is known"));
            case IN_FORCE -> {
                if (table.seen().isBefore(request.date())) {
                    assumed.add(
                            new Assumption(
                                    "tier table",
                                    table.toString(),
                                    "the latest seen by "
                                            + request.date()
                                            + "; a change in between is not known"));
                }
            }
        }
        return Optional.of(table);
    }

    /// Whether a position of this mode has the closing fee taken from its own margin.
    static boolean setsFeeAside(MarginMode mode) {
        return mode == MarginMode.ISOLATED;
    }
}
