package spillway.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import spillway.app.json.Json;
import spillway.app.json.MarginJson;
import spillway.app.text.MarginText;
import spillway.app.text.Reasons;
import spillway.margin.golden.GoldenCases;
import spillway.margin.golden.GoldenException;
import spillway.margin.golden.GoldenReport;
import spillway.margin.rules.RuleSets;
import spillway.margin.statement.MarginDesk;
import spillway.margin.statement.MarginResult;
import spillway.margin.statement.MarginStatement;
import spillway.margin.tiers.ContractBook;
import spillway.margin.tiers.TierBook;
import spillway.margin.tiers.TierChanges;
import spillway.margin.tiers.TierFileLabel;
import spillway.margin.tiers.TierFiles;
import spillway.margin.tiers.TierImport;
import spillway.market.Decimal;
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
                    .addOption(
                            Options.text(
                                    "--date",
                                    "DAY",
                                    "rules of this day; by default today. With tiers: when a file"
                                            + " held that does not say it"))
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
                    .addOption(decimal("--extra", "margin added to it"))
                    .addOption(decimal("--mark", "mark price; by default the entry price"))
                    .addOption(
                            decimal(
                                    "--hedge-entry",
                                    "entry price of the opposite position in the same instrument,"
                                            + " cross only"))
                    .addOption(decimal("--hedge-size", "its size"))
                    .addOption(
                            decimal(
                                    "--other-maintenance",
                                    "maintenance margin of the account's other positions, cross"
                                            + " only"))
                    .addOption(
                            decimal(
                                    "--other-profit",
                                    "their unrealised profit, negative for a loss"))
                    .addOption(
                            OptionSpec.builder("--tiers")
                                    .type(Path.class)
                                    .paramLabel("FILE")
                                    .description(
                                            "tables of this file instead of those that come with"
                                                    + " Spillway")
                                    .build())
                    .addOption(
                            Options.text(
                                    "--contract",
                                    "UNITS",
                                    "kind,size,lot,tick,currency of a contract that is not listed,"
                                            + " such as linear,0.1,0.01,0.01,USDT"))
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
                        Options.text(line, "--venue").map(Venue::new),
                        Options.text(line, "--date").map(MarginQuestion::day));
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

    private static int position(ParseResult line, Console console) throws IOException {
        var question = new MarginQuestion(line, console);
        MarginResult result = desk(line, question, console).answer(question.request());
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

    /// A desk with the tables that come with Spillway, or with those of a file and no others.
    private static MarginDesk desk(ParseResult line, MarginQuestion question, Console console)
            throws IOException {
        Path file = line.matchedOptionValue("--tiers", null);
        if (file == null) {
            return MarginDesk.builtIn();
        }
        var label = new TierFileLabel(Optional.of(question.venue()), Optional.empty());
        TierImport read = TierFiles.read(file, label);
        read.problems().forEach(p -> console.err().println("spillway: " + p));
        return new MarginDesk(TierBook.of(read.tables()), ContractBook.builtIn());
    }
}
