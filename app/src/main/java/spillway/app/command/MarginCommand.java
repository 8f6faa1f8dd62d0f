package spillway.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import spillway.app.json.Json;
import spillway.app.json.MarginJson;
import spillway.app.text.MarginText;
import spillway.app.text.Reasons;
import spillway.margin.MarginMode;
import spillway.margin.golden.GoldenCases;
import spillway.margin.golden.GoldenException;
import spillway.margin.golden.GoldenReport;
import spillway.margin.rules.RuleSets;
import spillway.margin.statement.MarginDesk;
import spillway.margin.statement.MarginRequest;
import spillway.margin.statement.MarginResult;
import spillway.margin.statement.MarginStatement;
import spillway.margin.tiers.TierChanges;
import spillway.margin.tiers.TierFileLabel;
import spillway.margin.tiers.TierFiles;
import spillway.margin.tiers.TierImport;
import spillway.market.Decimal;
import spillway.market.PositionSide;
import spillway.market.Venue;

/// `spillway margin`: what a position needs and where it ends, by a venue's own rules.
public final class MarginCommand implements Command {
    private final CommandSpec spec =
            Options.command(
                            "margin",
                            List.of(
                                    "Margin, liquidation and bankruptcy price of one position by a venue's rules of"
                                            + " a date, with what is exact and what is assumed. `margin rules`"
                                            + " lists the rule sets and their unknowns, `margin tiers` checks"
                                            + " files of tiers and compares two, `margin verify` runs a file"
                                            + " of golden cases."),
                            List.of(
                                    "spillway margin --venue binance-usdm --instrument BTCUSDT --date 2026-02-05"
                                            + " --side long --entry 70000 --size 1 --leverage 20",
                                    "spillway margin rules",
                                    "spillway margin tiers brackets-2025.json brackets-2026.json",
                                    "spillway margin verify golden-cases.json"))
                    .addPositional(
                            PositionalParamSpec.builder()
                                    .index("0")
                                    .arity("0..1")
                                    .paramLabel("ACTION")
                                    .type(String.class)
                                    .description("rules, tiers or verify; none for one position")
                                    .build())
                    .addPositional(
                            PositionalParamSpec.builder()
                                    .index("1..*")
                                    .arity("0..*")
                                    .paramLabel("FILE")
                                    .type(List.class)
                                    .auxiliaryTypes(Path.class)
                                    .description("for tiers and verify")
                                    .build())
                    .addOption(Options.text("--venue", "CODE", "whose rules, such as binance-usdm"))
                    .addOption(Options.text("--instrument", "SYMBOL", "the venue's own symbol"))
                    .addOption(Options.text("--date", "DAY", "rules of this day; by default today"))
                    .addOption(Options.text("--side", "SIDE", "long or short"))
                    .addOption(decimal("--entry", "average entry price"))
                    .addOption(decimal("--size", "in the venue's unit of quantity"))
                    .addOption(Options.text("--mode", "MODE", "isolated (by default) or cross"))
                    .addOption(
                            decimal(
                                    "--leverage",
                                    "chosen leverage; by default the highest allowed"))
                    .addOption(
                            decimal(
                                    "--margin",
                                    "posted margin, or the wallet of a cross account; by default the"
                                            + " initial margin"))
                    .addOption(decimal("--mark", "mark price; by default the entry price"))
                    .addOption(
                            Options.text(
                                    "--rules", "ID", "a rule set, instead of the one of the date"))
                    .addOption(
                            OptionSpec.builder("--set")
                                    .type(Map.class)
                                    .auxiliaryTypes(String.class, String.class)
                                    .arity("1")
                                    .paramLabel("NAME=VALUE")
                                    .description("value of one of the rule set's parameters")
                                    .build())
                    .addOption(Options.json());

    private static OptionSpec decimal(String name, String description) {
        return OptionSpec.builder(name)
                .type(Decimal.class)
                .paramLabel("NUMBER")
                .converters(text -> Options.converted(() -> Decimal.parse(text)))
                .description(description)
                .build();
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult line, Console console) throws IOException {
        String action = line.matchedPositionalValue(0, "");
        List<Path> files = line.matchedPositionalValue(1, List.<Path>of());
        return switch (action) {
            case "" -> position(line, console);
            case "rules" -> rules(line, console);
            case "tiers" -> tiers(line, files, console);
            case "verify" -> verify(line, files, console);
            default ->
                    throw new UsageException(
                            "expected rules, tiers or verify, or options for one position, found '"
                                    + action
                                    + "'");
        };
    }

    private static int rules(ParseResult line, Console console) {
        if (Options.isGiven(line, "--json")) {
            console.out().print(Json.show(MarginJson.rules(RuleSets.list())));
        } else {
            MarginText.rules(RuleSets.list()).forEach(console.out()::println);
        }
        return 0;
    }

    private static int verify(ParseResult line, List<Path> files, Console console)
            throws IOException {
        if (files.size() != 1) {
            throw new UsageException("margin verify: expected one file, found " + files.size());
        }
        GoldenReport report;
        try {
            report = GoldenCases.run(files.getFirst());
        } catch (GoldenException e) {
            throw new IOException(Reasons.of(e), e);
        }
        if (Options.isGiven(line, "--json")) {
            console.out().print(Json.show(MarginJson.golden(report)));
        } else {
            MarginText.golden(report).forEach(console.out()::println);
        }
        return report.failed() == 0 ? 0 : 1;
    }

    private static int tiers(ParseResult line, List<Path> files, Console console)
            throws IOException {
        if (files.isEmpty() || files.size() > 2) {
            throw new UsageException(
                    "margin tiers: expected one file, or two to compare, found " + files.size());
        }
        TierFileLabel label =
                new TierFileLabel(
                        Options.text(line, "--venue").map(Venue::new), java.util.Optional.empty());
        boolean clean = true;
        var json = Json.object();
        var list = json.putArray("files");
        TierImport previous = null;
        for (Path file : files) {
            TierImport read = TierFiles.read(file, label);
            clean &= read.isClean();
            list.add(MarginJson.tiers(read));
            if (!Options.isGiven(line, "--json")) {
                MarginText.tiers(read).forEach(console.out()::println);
            }
            if (previous != null) {
                var changes = TierChanges.between(previous.tables(), read.tables());
                json.set("changes", MarginJson.changes(changes));
                if (!Options.isGiven(line, "--json")) {
                    MarginText.changes(changes).forEach(console.out()::println);
                }
            }
            read.problems().forEach(p -> console.err().println("spillway: " + p));
            previous = read;
        }
        if (Options.isGiven(line, "--json")) {
            console.out().print(Json.show(json));
        }
        return clean ? 0 : 1;
    }

    private static int position(ParseResult line, Console console) {
        checkVenue(required(line, "--venue"));
        MarginResult result = MarginDesk.builtIn().answer(request(line, console));
        return switch (result) {
            case MarginResult.Refused refused -> {
                console.err().println("spillway: " + refused);
                yield 1;
            }
            case MarginStatement statement -> {
                if (Options.isGiven(line, "--json")) {
                    console.out().print(Json.show(MarginJson.statement(statement)));
                } else {
                    MarginText.statement(statement).forEach(console.out()::println);
                }
                yield 0;
            }
        };
    }

    private static void checkVenue(String code) {
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
    }

    private static MarginRequest request(ParseResult line, Console console) {
        try {
            var request =
                    MarginRequest.of(
                                    new Venue(required(line, "--venue")),
                                    required(line, "--instrument"),
                                    date(line, console),
                                    side(required(line, "--side")),
                                    requiredNumber(line, "--entry"),
                                    requiredNumber(line, "--size"))
                            .mode(mode(Options.text(line, "--mode").orElse("isolated")));
            if (Options.isGiven(line, "--leverage")) {
                request.leverage(requiredNumber(line, "--leverage"));
            }
            if (Options.isGiven(line, "--margin")) {
                request.margin(requiredNumber(line, "--margin"));
            }
            if (Options.isGiven(line, "--mark")) {
                request.mark(requiredNumber(line, "--mark"));
            }
            Options.text(line, "--rules").ifPresent(request::ruleSet);
            Map<String, String> set = line.matchedOptionValue("--set", Map.<String, String>of());
            set.forEach(request::parameter);
            return request.build();
        } catch (IllegalArgumentException e) {
            throw new UsageException(Reasons.of(e));
        }
    }

    private static String required(ParseResult line, String option) {
        return Options.text(line, option).orElseThrow(() -> missing(option));
    }

    private static Decimal requiredNumber(ParseResult line, String option) {
        Decimal given = line.matchedOptionValue(option, null);
        if (given == null) {
            throw missing(option);
        }
        return given;
    }

    private static UsageException missing(String option) {
        return new UsageException(
                "expected "
                        + option
                        + "; a position needs --venue, --instrument, --side, --entry and --size");
    }

    private static LocalDate date(ParseResult line, Console console) {
        String given = Options.text(line, "--date").orElse("");
        try {
            return given.isEmpty()
                    ? LocalDate.ofInstant(console.clock().instant(), ZoneOffset.UTC)
                    : LocalDate.parse(given);
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
                            "--mode: expected isolated or cross, found '" + name + "'");
        };
    }
}
