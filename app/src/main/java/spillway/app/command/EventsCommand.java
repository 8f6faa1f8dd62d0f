package spillway.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import spillway.app.json.EventsJson;
import spillway.app.json.Json;
import spillway.app.reading.CatalogueFile;
import spillway.app.reading.DailyCatalogues;
import spillway.app.text.EventsText;
import spillway.market.Coin;
import spillway.signals.catalogue.Catalogue;
import spillway.signals.catalogue.Confidence;
import spillway.tape.Tape;

/// `spillway events`: the largest days and events, ranked within a scope.
public final class EventsCommand implements Command {
    private static final int USUAL_LIMIT = 40;

    private final CommandSpec spec =
            Options.command(
                            "events",
                            List.of(
                                    "The largest liquidation events, ranked within one scope: the published list of"
                                            + " the whole market, or the days of a coin on a tape, one list for each"
                                            + " party that tells. Lists of different scope are never merged."),
                            List.of(
                                    "spillway events",
                                    "spillway events --scope market --confidence medium --json",
                                    "spillway events --scope btc-daily --limit 10"))
                    .addOption(
                            Options.text(
                                    "--scope",
                                    "NAME",
                                    "market (by default), the published list; or days of the tape: btc-daily for"
                                            + " one coin, market-daily for all"))
                    .addOption(
                            Options.text(
                                    "--confidence",
                                    "LEVEL",
                                    "only totals sourced as well as this: high, medium, low (by default)"))
                    .addOption(
                            Options.file(
                                    "--catalogue", "a list of your own instead of the published"))
                    .addOption(Options.number("--limit", "print the first N of each list, not 40"))
                    .addOption(Options.tape())
                    .addOption(Options.json());

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult line, Console console) throws IOException {
        Confidence least = confidence(line);
        long limit = line.matchedOptionValue("--limit", (long) USUAL_LIMIT);
        if (limit < 1) {
            throw new UsageException("--limit: expected 1 or more, found " + limit);
        }
        var catalogues = new ArrayList<Catalogue>();
        for (var catalogue : catalogues(line)) {
            catalogues.add(catalogue.atLeast(least));
        }
        if (Options.isGiven(line, "--json")) {
            console.out().print(Json.show(EventsJson.of(catalogues, limit)));
        } else {
            EventsText.lines(catalogues, limit).forEach(console.out()::println);
        }
        return 0;
    }

    private static List<Catalogue> catalogues(ParseResult line) throws IOException {
        String scope = Options.text(line, "--scope").orElse("market").toLowerCase(Locale.ROOT);
        Optional<Path> own = Options.file(line, "--catalogue");
        if (scope.equals("market")) {
            return List.of(own.isPresent() ? CatalogueFile.of(own.get()) : CatalogueFile.shipped());
        }
        if (own.isPresent()) {
            throw new UsageException("--catalogue: expected --scope market, found " + scope);
        }
        try (var tape = Tape.open(Options.tape(line))) {
            return DailyCatalogues.of(tape, coin(scope, tape));
        }
    }

    /// The coin whose days a scope names.
    private static Coin coin(String scope, Tape tape) {
        var names = new ArrayList<String>();
        names.add("market");
        names.add(DailyCatalogues.name(Coin.ANY));
        for (String symbol : Options.coins(tape)) {
            names.add(DailyCatalogues.name(new Coin(symbol)));
            if (names.getLast().equals(scope)) {
                return new Coin(symbol);
            }
        }
        if (scope.equals(DailyCatalogues.name(Coin.ANY))) {
            return Coin.ANY;
        }
        throw new UsageException(
                "--scope: the tape has no '" + scope + "'; there are " + Options.some(names));
    }

    private static Confidence confidence(ParseResult line) {
        String name = Options.text(line, "--confidence").orElse("low").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "high" -> Confidence.HIGH;
            case "medium" -> Confidence.MEDIUM;
            case "low" -> Confidence.LOW;
            default ->
                    throw new UsageException(
                            "--confidence: expected high, medium or low, found '" + name + "'");
        };
    }
}
