package spillway.margin.rules;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import spillway.margin.ContractKind;
import spillway.market.Venue;

/// The catalogue of rule sets. For every venue and kind of contract at most one holds on any day.
public final class RuleSets {
    private static final List<RuleSet> ALL = all();

    private RuleSets() {}

    private static List<RuleSet> all() {
        var sets = new ArrayList<RuleSet>();
        sets.addAll(BinanceRules.ruleSets());
        sets.addAll(BybitRules.ruleSets());
        sets.addAll(OkxRules.ruleSets());
        sets.addAll(BitgetRules.ruleSets());
        sets.addAll(BitmexRules.ruleSets());
        sets.addAll(DeribitRules.ruleSets());
        sets.addAll(HyperliquidRules.ruleSets());
        sets.addAll(DydxRules.ruleSets());
        sets.addAll(KrakenRules.ruleSets());
        return List.copyOf(sets);
    }

    /// Every rule set, by venue and date.
    public static List<RuleSet> list() {
        return ALL;
    }

    public static Optional<RuleSet> byId(String id) {
        return ALL.stream().filter(set -> set.id().equals(id)).findFirst();
    }

    /// The rules of a venue for a kind of contract on a day.
    public static Optional<RuleSet> find(Venue venue, ContractKind kind, LocalDate date) {
        return find(venue, kind, date, Map.of());
    }

    /// The rules of a venue for a kind of contract on a day, where the day of a change that is not
    /// known is as set. If that leaves two, the older ones.
    ///
    /// @param set values of parameters by name
    public static Optional<RuleSet> find(
            Venue venue, ContractKind kind, LocalDate date, Map<String, String> set) {
        return ALL.stream()
                .filter(rules -> rules.venue().equals(venue))
                .filter(rules -> rules.kinds().contains(kind))
                .filter(rules -> rules.holdsOn(date, set))
                .findFirst();
    }
}
