package spillway.tape.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import spillway.market.Coin;
import spillway.market.Decimal;
import spillway.market.Instrument;
import spillway.market.Venue;

/// A mapping bound to one file: which rules apply, where their columns stand, whose rows they are.
final class Plan {
    /// The name under which a symbol that a person gives stands beside the file's columns.
    private static final String SYMBOL_OPTION = "--symbol";

    private final Session session;
    private final Mapping mapping;
    private final Row row;
    private final int timeSlot;
    private final int baseSlot;
    private final int venueSlot;
    private final int symbolSlot;
    private final @Nullable Venue venue;
    private final @Nullable Coin coin;
    private final boolean ownSubjects;
    private final List<BoundRule> rules = new ArrayList<>();
    private final List<ZeroGroup> zeroGroups = new ArrayList<>();
    private final Map<Integer, String> requirements = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final CoverageLedger.@Nullable Track[] tracks;
    private final @Nullable Instrument[] tracked;
    private @Nullable Venue lastVenue;
    private @Nullable String lastSymbol;
    private @Nullable Subject lastSubject;
    private long timeNs;

    /// Aggregates whose zeros are judged together.
    private record ZeroGroup(String name, EventRule.Zero zero, List<ReportedBound> members) {}

    private Plan(Session session, RowSource source, ImportProblems problems) throws Refused {
        this.session = session;
        mapping = session.mapping;
        String fileName = problems.fileName();
        var constants = new LinkedHashMap<>(source.constants());
        constants.putAll(groups(fileName));
        constants.keySet().removeAll(source.columns());
        session.options.symbol().ifPresent(symbol -> constants.put(SYMBOL_OPTION, symbol));
        var columns = new ArrayList<>(source.columns());
        columns.addAll(constants.keySet());

        var fit = mapping.fit(fileName, columns);
        if (!fit.fits()) {
            throw problems.wrongColumns(mapping, fit, source);
        }
        refuseRepeated(fit.rulesFit(), source, problems);
        var slots = new Slots(columns);
        row = new Row(source.columns().size(), constants.values(), mapping.missing);
        timeSlot = slots.of(firstOf(mapping.time.columns(), columns));
        baseSlot = slots.of(mapping.time.base());
        venueSlot = slots.of(mapping.subject.venueColumn());
        symbolSlot = slots.of(symbolColumn(source.columns(), columns));
        ownSubjects =
                fit.rulesFit().stream().allMatch(r -> r instanceof EventRule.ReportedColumnsRule);
        venue = venueOf(fileName);
        boolean named = ownSubjects || symbolSlot >= 0 || mapping.subject.wholeMarket();
        coin = named ? null : coinOf(fileName, problems, source);
        for (var requirement : mapping.requirements) {
            if (columns.contains(requirement.column())) {
                requirements.put(slots.of(requirement.column()), requirement.value());
            }
        }
        bindRules(fit.rulesFit(), source, slots, problems);
        tracks = new CoverageLedger.@Nullable Track[rules.size()];
        tracked = new @Nullable Instrument[rules.size()];
        noteUnused(fit.rulesFit(), source.columns());
        noteOptions();
    }

    /// Binds the mapping of `session` to the columns of `source`.
    ///
    /// @throws Refused if the file is of another kind
    static Plan bind(Session session, RowSource source, ImportProblems problems) throws Refused {
        return new Plan(session, source, problems);
    }

    private static String firstOf(List<String> names, List<String> columns) {
        for (String name : names) {
            if (columns.contains(name)) {
                return name;
            }
        }
        return "";
    }

    /// The column of symbols: the file's own, else what a person says, else what the file's name or
    /// the document around the rows says; empty where nobody does.
    private String symbolColumn(List<String> ofFile, List<String> all) {
        var names = mapping.subject.symbolColumns();
        String own = firstOf(names, ofFile);
        if (!own.isEmpty()) {
            return own;
        }
        return all.contains(SYMBOL_OPTION) ? SYMBOL_OPTION : firstOf(names, all);
    }

    private Map<String, String> groups(String fileName) {
        var found = new LinkedHashMap<String, String>();
        if (mapping.fileName == null) {
            return found;
        }
        Matcher matcher = mapping.fileName.matcher(fileName);
        if (matcher.find()) {
            for (String group : mapping.fileName.namedGroups().keySet()) {
                String value = matcher.group(group);
                if (value != null) {
                    found.put(group, value);
                }
            }
        }
        return found;
    }

    private @Nullable Venue venueOf(String fileName) {
        if (session.options.venue().isPresent()) {
            return session.options.venue().get();
        }
        for (var rule : mapping.files) {
            if (!rule.venue().isEmpty() && rule.name().covers(fileName)) {
                return new Venue(rule.venue());
            }
        }
        return mapping.subject.venue().isEmpty() ? null : new Venue(mapping.subject.venue());
    }

    private Coin coinOf(String fileName, ImportProblems problems, RowSource source) throws Refused {
        if (session.options.coin().isPresent()) {
            return session.options.coin().get();
        }
        for (var rule : mapping.files) {
            if (!rule.coin().isEmpty() && rule.name().covers(fileName)) {
                return new Coin(rule.coin());
            }
        }
        throw problems.noSubject(mapping, source);
    }

    private void refuseRepeated(List<EventRule> fitting, RowSource source, ImportProblems problems)
            throws Refused {
        List<String> columns = source.columns();
        var read = new LinkedHashSet<>(mapping.time.columns());
        read.add(mapping.time.base());
        read.addAll(mapping.subject.symbolColumns());
        read.add(mapping.subject.venueColumn());
        mapping.requirements.forEach(r -> read.add(r.column()));
        fitting.forEach(r -> read.addAll(r.columns()));
        read.remove("");
        for (String column : read) {
            if (columns.indexOf(column) != columns.lastIndexOf(column)) {
                throw problems.repeated(column, source.headerLine());
            }
        }
    }

    private void bindRules(
            List<EventRule> fitting, RowSource source, Slots slots, ImportProblems problems)
            throws Refused {
        var groups = new LinkedHashMap<String, ZeroGroup>();
        for (EventRule rule : fitting) {
            switch (rule) {
                case EventRule.ReportedRule r -> {
                    int[] values = {
                        slots.of(r.open()),
                        slots.of(r.high()),
                        slots.of(r.low()),
                        slots.of(r.close())
                    };
                    var bound =
                            new ReportedBound(
                                    r.aggregate(),
                                    session.source(),
                                    values,
                                    slots.of(r.count()),
                                    null);
                    rules.add(bound);
                    join(groups, bound, r.aggregate().group());
                }
                case EventRule.ReportedColumnsRule r -> bindColumns(r, source, groups, problems);
                case EventRule.OrderRule r -> rules.add(new OrderBound(r, slots));
                case EventRule.TradeRule r -> rules.add(new TradeBound(r, slots));
                case EventRule.PositionRule r -> rules.add(new PositionBound(r, slots));
                case EventRule.StateRule r ->
                        rules.add(new StateBound(r, slots, mapping.intervalNs));
            }
        }
        zeroGroups.addAll(groups.values());
    }

    private static void join(Map<String, ZeroGroup> groups, ReportedBound bound, String groupName) {
        EventRule.Zero zero = bound.aggregate().zero();
        if (zero != EventRule.Zero.VALUE) {
            groups.computeIfAbsent(
                            groupName + "\n" + zero,
                            name -> new ZeroGroup(name, zero, new ArrayList<>()))
                    .members()
                    .add(bound);
        }
    }

    /// Binds each column whose name the rule knows. Columns of one name are told apart by their
    /// place: `BTC/USD#1`, `BTC/USD#2`.
    private void bindColumns(
            EventRule.ReportedColumnsRule rule,
            RowSource source,
            Map<String, ZeroGroup> groups,
            ImportProblems problems)
            throws Refused {
        List<String> columns = source.columns();
        var seen = new HashMap<String, Integer>();
        for (int slot = 0; slot < columns.size(); slot++) {
            String column = columns.get(slot);
            Matcher matcher = rule.pattern().matcher(column);
            if (!matcher.matches()) {
                continue;
            }
            String symbol = SubjectRule.fill(rule.symbol(), matcher);
            if (columns.indexOf(column) != columns.lastIndexOf(column)) {
                symbol += "#" + seen.merge(column, 1, Integer::sum);
            }
            try {
                Venue at =
                        rule.pattern().namedGroups().containsKey("venue")
                                        && session.options.venue().isEmpty()
                                ? mapping.subject.venueNamed(matcher.group("venue"))
                                : venue;
                if (at == null) {
                    throw new IllegalArgumentException("no venue is named");
                }
                Subject own =
                        session.ofColumn(
                                at,
                                symbol,
                                SubjectRule.fill(rule.coin(), matcher),
                                SubjectRule.fill(rule.quote(), matcher));
                int[] values = {-1, -1, -1, slot};
                var bound = new ReportedBound(rule.aggregate(), session.source(), values, -1, own);
                rules.add(bound);
                join(groups, bound, rule.aggregate().group() + "\n" + at + "\n" + symbol);
            } catch (IllegalArgumentException e) {
                throw problems.badColumnName(
                        column, source.headerLine(), slot, String.valueOf(e.getMessage()));
            }
        }
    }

    private void noteUnused(List<EventRule> fitting, List<String> columns) {
        var unused = new ArrayList<String>();
        Set<String> used = new LinkedHashSet<>(mapping.time.columns());
        used.addAll(mapping.ignored);
        used.addAll(mapping.subject.symbolColumns());
        used.add(mapping.subject.venueColumn());
        mapping.requirements.forEach(r -> used.add(r.column()));
        fitting.forEach(r -> used.addAll(r.columns()));
        for (String column : columns) {
            boolean wide =
                    fitting.stream()
                            .anyMatch(r ->
                                    r instanceof EventRule.ReportedColumnsRule w
                                            && w.pattern().matcher(column).matches());
            if (!wide && !used.contains(column) && !column.isEmpty()) {
                unused.add(column);
            }
        }
        if (!unused.isEmpty()) {
            notes.add("columns that " + mapping + " does not use: " + String.join(", ", unused));
        }
    }

    /// A person who gives a coin or a symbol should know when the file's own counts instead.
    private void noteOptions() {
        if (session.options.coin().isPresent() && coin == null) {
            notes.add("the file says itself whose rows they are: the coin given is not used");
        }
        int option = session.options.symbol().isPresent() ? symbolSlot : -1;
        if (session.options.symbol().isPresent() && !row.isConstant(option)) {
            notes.add("the file says itself whose rows they are: the symbol given is not used");
        }
    }

    /// What a person should know of the file: columns that nothing reads, options without effect.
    List<String> notes() {
        return notes;
    }

    /// The row that [RowSource#next] fills and [#read] reads.
    Row row() {
        return row;
    }

    /// Takes the row at hand apart; nothing is pushed yet.
    void read() throws BadCell {
        timeNs = mapping.time.readNs(row, timeSlot, baseSlot);
        for (var requirement : requirements.entrySet()) {
            checkRequirement(requirement.getKey(), requirement.getValue());
        }
        Subject subject = ownSubjects ? null : subject();
        for (BoundRule rule : rules) {
            rule.read(row, timeNs, subject);
        }
    }

    private void checkRequirement(int slot, String wanted) throws BadCell {
        String text = row.text(slot);
        if (text != null && !text.equals(wanted)) {
            try {
                if (Decimal.parse(text).compareTo(Decimal.parse(wanted)) == 0) {
                    return;
                }
            } catch (NumberFormatException e) {
                // Not numbers, so not equal ones.
            }
        }
        if (text == null || !text.equals(wanted)) {
            throw new BadCell(
                    slot,
                    wanted,
                    text == null ? "nothing" : "'" + text + "'",
                    "such rows have no place in this mapping; see [[require]] in it");
        }
    }

    private Subject subject() throws BadCell {
        Venue at = venueOfRow();
        if (coin != null) {
            return session.composite(at, coin);
        }
        if (symbolSlot < 0) {
            return session.venueTotal(at);
        }
        String symbol = row.requiredText(symbolSlot, "a symbol");
        if (at.equals(lastVenue) && symbol.equals(lastSymbol) && lastSubject != null) {
            return lastSubject;
        }
        String complaint = "a symbol that one of the mapping's patterns matches";
        try {
            Subject subject = session.subject(at, symbol);
            if (subject != null) {
                lastVenue = at;
                lastSymbol = symbol;
                lastSubject = subject;
                return subject;
            }
        } catch (IllegalArgumentException e) {
            complaint = "a symbol that can be imported (" + e.getMessage() + ")";
        }
        throw row.bad(symbolSlot, complaint);
    }

    private Venue venueOfRow() throws BadCell {
        boolean perRow = venueSlot >= 0 && session.options.venue().isEmpty();
        if (venue != null && !perRow) {
            return venue;
        }
        String name = row.requiredText(venueSlot, "the name of a venue");
        try {
            return mapping.subject.venueNamed(name);
        } catch (IllegalArgumentException e) {
            throw row.bad(venueSlot, "the name of a venue");
        }
    }

    /// Notes which groups have a value other than 0 in the row at hand.
    void learn() {
        for (var group : zeroGroups) {
            if (group.zero != EventRule.Zero.LEADING_MISSING) {
                continue;
            }
            for (var member : group.members) {
                if (member.present() && !member.zero()) {
                    session.learnValue(group.name, member.subject(), timeNs);
                    break;
                }
            }
        }
    }

    /// Drops the zeros that mean "not collected" from the row at hand.
    void judgeZeros() {
        for (var group : zeroGroups) {
            boolean allZero = true;
            for (var member : group.members) {
                allZero &= !member.present() || member.zero();
            }
            if (allZero && means(group)) {
                group.members.forEach(ReportedBound::drop);
            }
        }
    }

    private boolean means(ZeroGroup group) {
        return switch (group.zero) {
            case VALUE -> false;
            case MISSING -> true;
            case LEADING_MISSING ->
                    session.isLeading(group.name, group.members.getFirst().subject(), timeNs);
        };
    }

    /// Pushes the events of the row at hand.
    ///
    /// @return how many there were
    int push() {
        int pushed = 0;
        for (BoundRule rule : rules) {
            if (rule.present()) {
                rule.push(session.target.sink(), timeNs);
                pushed++;
            }
        }
        return pushed;
    }

    /// Notes in `ledger`, always the same one, which feeds the row at hand speaks for.
    void cover(CoverageLedger ledger) {
        if (mapping.coverage.mode() == CoverageRule.Mode.NONE) {
            return;
        }
        for (int i = 0; i < tracks.length; i++) {
            BoundRule rule = rules.get(i);
            Instrument instrument = rule.instrument();
            CoverageLedger.Track track = tracks[i];
            if (track == null || !instrument.equals(tracked[i])) {
                track = ledger.track(instrument, rule.channel());
                tracks[i] = track;
                tracked[i] = instrument;
            }
            track.row(timeNs, rule.intervalNs(), rule.present());
        }
    }

    /// Time of the row at hand.
    long timeNs() {
        return timeNs;
    }

    /// Length of the longest interval of the row at hand, at least one step.
    long lengthNs() {
        long length = mapping.time.stepNs();
        for (BoundRule rule : rules) {
            length = Math.max(length, rule.intervalNs());
        }
        return length;
    }
}
