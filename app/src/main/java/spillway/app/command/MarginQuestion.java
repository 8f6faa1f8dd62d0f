package spillway.app.command;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import picocli.CommandLine.ParseResult;
import spillway.app.text.Reasons;
import spillway.margin.ContractTerms;
import spillway.margin.MarginMode;
import spillway.margin.rules.RuleSets;
import spillway.margin.statement.MarginRequest;
import spillway.market.Decimal;
import spillway.market.PositionSide;
import spillway.market.Venue;

/// The question about one position that the options of `spillway margin` ask.
final class MarginQuestion {
    private static final int CONTRACT_PARTS = 5;

    private final ParseResult line;
    private final Console console;

    MarginQuestion(ParseResult line, Console console) {
        this.line = line;
        this.console = console;
    }

    /// @throws UsageException if it is none that there are rules of
    Venue venue() {
        String code = required("--venue");
        var known = new TreeSet<String>();
        RuleSets.list().forEach(set -> known.add(set.venue().code()));
        if (!known.contains(code)) {
            throw new UsageException(
                    "--venue: expected one of "
                            + String.join(", ", known)
                            + ", found '"
                            + code
                            + "'");
        }
        return new Venue(code);
    }

    MarginRequest request() {
        try {
            var request =
                    MarginRequest.of(
                                    venue(),
                                    required("--instrument"),
                                    date(),
                                    side(required("--side")),
                                    requiredNumber("--entry"),
                                    requiredNumber("--size"))
                            .mode(mode(Options.text(line, "--mode").orElse("isolated")));
            number("--leverage").ifPresent(request::leverage);
            number("--margin").ifPresent(request::margin);
            number("--extra").ifPresent(request::extra);
            number("--mark").ifPresent(request::mark);
            account(request);
            Options.text(line, "--contract").ifPresent(units -> request.contract(contract(units)));
            Options.text(line, "--rules").ifPresent(request::ruleSet);
            Map<String, String> set = line.matchedOptionValue("--set", Map.<String, String>of());
            set.forEach(request::parameter);
            return request.build();
        } catch (IllegalArgumentException e) {
            throw new UsageException(Reasons.of(e));
        }
    }

    /// What else is in the account. Alone in its margin, an isolated position has nothing beside
    /// it.
    private void account(MarginRequest.Builder request) {
        List<String> options =
                List.of("--hedge-entry", "--hedge-size", "--other-maintenance", "--other-profit");
        List<String> given = options.stream().filter(o -> Options.isGiven(line, o)).toList();
        if (given.isEmpty()) {
            return;
        }
        if (mode(Options.text(line, "--mode").orElse("isolated")) == MarginMode.ISOLATED) {
            throw new UsageException(
                    given.getFirst()
                            + ": expected --mode cross beside it, found isolated; isolated"
                            + " positions are independent, ask for each alone");
        }
        if (Options.isGiven(line, "--hedge-entry") || Options.isGiven(line, "--hedge-size")) {
            request.hedge(
                    new MarginRequest.Hedge(
                            requiredNumber("--hedge-entry"), requiredNumber("--hedge-size")));
        }
        request.others(
                number("--other-maintenance").orElse(Decimal.ZERO),
                number("--other-profit").orElse(Decimal.ZERO));
    }

    private static ContractTerms contract(String units) {
        String[] parts = units.split(",", -1);
        if (parts.length != CONTRACT_PARTS) {
            throw wrongContract(units);
        }
        Decimal size = Decimal.parse(parts[1]);
        Decimal lot = Decimal.parse(parts[2]);
        Decimal tick = Decimal.parse(parts[3]);
        return switch (parts[0].toLowerCase(Locale.ROOT)) {
            case "linear" -> ContractTerms.linear(parts[4], size, lot, tick, ContractTerms.MICRO);
            case "inverse" -> ContractTerms.inverse(parts[4], size, lot, tick, ContractTerms.PICO);
            case "quanto" -> ContractTerms.quanto(parts[4], size, lot, tick, ContractTerms.PICO);
            default -> throw wrongContract(units);
        };
    }

    private static UsageException wrongContract(String units) {
        return new UsageException(
                "--contract: expected linear, inverse or quanto, then size, lot, tick and currency,"
                        + " such as linear,0.1,0.01,0.01,USDT, found '"
                        + units
                        + "'");
    }

    private String required(String option) {
        return Options.text(line, option).orElseThrow(() -> missing(option));
    }

    private Optional<Decimal> number(String option) {
        return Options.isGiven(line, option)
                ? Optional.of(requiredNumber(option))
                : Optional.empty();
    }

    private Decimal requiredNumber(String option) {
        Decimal given = line.matchedOptionValue(option, null);
        if (given == null) {
            throw missing(option);
        }
        return given;
    }

    private static UsageException missing(String option) {
        String need =
                option.startsWith("--hedge")
                        ? "a hedge needs --hedge-entry and --hedge-size"
                        : "a position needs --venue, --instrument, --side, --entry and --size";
        return new UsageException("expected " + option + "; " + need);
    }

    private LocalDate date() {
        String given = Options.text(line, "--date").orElse("");
        return given.isEmpty()
                ? LocalDate.ofInstant(console.clock().instant(), ZoneOffset.UTC)
                : day(given);
    }

    /// The day that `--date` names.
    static LocalDate day(String given) {
        try {
            return LocalDate.parse(given);
        } catch (DateTimeParseException e) {
            throw new UsageException(
                    "--date: expected a day such as 2026-02-05, found '" + given + "'");
        }
    }

    private static PositionSide side(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "long" -> PositionSide.LONG;
            case "short" -> PositionSide.SHORT;
            default ->
                    throw new UsageException(
                            "--side: expected long or short, found '" + name + "'");
        };
    }

    private static MarginMode mode(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "isolated" -> MarginMode.ISOLATED;
            case "cross" -> MarginMode.CROSS;
            default ->
                    throw new UsageException(
                            "--mode: expected isolated or cross, found '"
                                    + name
                                    + "'; for a hedge, cross with --hedge-entry and --hedge-size");
        };
    }
}
