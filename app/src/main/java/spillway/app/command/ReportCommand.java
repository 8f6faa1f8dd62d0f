package spillway.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import spillway.app.json.Json;
import spillway.app.reading.Universes;
import spillway.app.report.EventReport;
import spillway.app.report.EventReporter;
import spillway.app.report.ReportChart;
import spillway.app.report.ReportJson;
import spillway.app.report.ReportMarkdown;
import spillway.app.report.ReportText;
import spillway.app.sample.SampleEvent;
import spillway.market.Coin;
import spillway.tape.Tape;

/// `spillway report`: the facts of an event window.
public final class ReportCommand implements Command {
    private final CommandSpec spec =
            Options.command(
                            "report",
                            List.of(
                                    "The facts of one coin in a window: the largest 24 hours of liquidations, long"
                                            + " against short, price, open interest, funding, each with its"
                                            + " source, and what is missing."),
                            List.of(
                                    "spillway report --sample",
                                    "spillway report --coin BTC --from 2026-02-04 --to 2026-02-08",
                                    "spillway report --coin BTC --from 2026-02-04 --to 2026-02-08"
                                            + " --markdown --svg event.svg > event.md"))
                    .addOption(
                            Options.list(
                                    "--coin",
                                    "COIN",
                                    "the coin; may be left out where the tape has one"))
                    .addOption(
                            Options.time("--from", "start of the window; by default of the tape"))
                    .addOption(Options.time("--to", "end of the window; by default of the tape"))
                    .addOption(
                            Options.flag(
                                    "--sample",
                                    "report a small synthetic event that comes with Spillway"))
                    .addOption(
                            Options.file("--svg", "draw price and liquidations into this file too"))
                    .addOption(Options.universe())
                    .addOption(Options.tape())
                    .addArgGroup(
                            Options.oneOf(
                                    Options.json(),
                                    Options.flag("--markdown", "answer as a Markdown page")));

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult line, Console console) throws IOException {
        EventReport report = Options.isGiven(line, "--sample") ? sample(line) : recorded(line);
        Optional<Path> picture = Options.file(line, "--svg");
        if (picture.isPresent()) {
            Files.writeString(picture.get(), ReportChart.of(report));
        }
        if (Options.isGiven(line, "--json")) {
            console.out().print(Json.show(ReportJson.of(report)));
        } else if (Options.isGiven(line, "--markdown")) {
            ReportMarkdown.lines(report, picture).forEach(console.out()::println);
        } else {
            ReportText.lines(report).forEach(console.out()::println);
        }
        return 0;
    }

    private static EventReport sample(ParseResult line) throws IOException {
        for (String option : List.of("--tape", "--coin", "--from", "--to", "--universe")) {
            if (Options.isGiven(line, option)) {
                throw new UsageException(
                        "--sample: expected no " + option + ": the sample is its own tape");
            }
        }
        try (var sample = SampleEvent.onTape()) {
            return EventReporter.report(
                    sample.tape(),
                    SampleEvent.COIN,
                    SampleEvent.WINDOW,
                    Universes.ofTape(sample.tape().instruments()),
                    EventReport.Origin.SYNTHETIC);
        }
    }

    private static EventReport recorded(ParseResult line) throws IOException {
        Universes.Choice choice = Options.universe(line);
        try (var tape = Tape.open(Options.tape(line))) {
            Coin coin = TotalsCommand.coin(Options.scope(line, tape), tape);
            return EventReporter.report(
                    tape,
                    coin,
                    Options.window(line, tape),
                    Universes.of(choice, tape.instruments()),
                    EventReport.Origin.RECORDED);
        }
    }
}
