package spillway.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import spillway.app.reading.TapeSpan;
import spillway.app.reading.Universes;
import spillway.app.text.Times;
import spillway.market.Coin;
import spillway.market.EventKind;
import spillway.market.TimeWindow;
import spillway.market.Venue;
import spillway.signals.Scope;
import spillway.tape.Tape;
import spillway.tape.TapeException;

/// The options that several commands take, and how they are read.
final class Options {
    private static final int NAMES_SHOWN = 20;

    private Options() {}

    /// A command with `--help`, a description, and examples.
    static CommandSpec command(String name, List<String> description, List<String> examples) {
        var spec = CommandSpec.create().name(name);
        spec.mixinStandardHelpOptions(true);
        spec.usageMessage()
                .sortOptions(false) // sorting would follow the machine's language
                .sortSynopsis(false)
                .description(description.toArray(new String[0]))
                .descriptionHeading("%n")
                .optionListHeading("%nOptions:%n")
                .parameterListHeading("%nArguments:%n")
                .footerHeading("%nExamples:%n")
                .footer(examples.stream().map(e -> "  " + e).toArray(String[]::new));
        return spec;
    }

    static OptionSpec tape() {
        return OptionSpec.builder("--tape")
                .type(Path.class)
                .paramLabel("DIR")
                .description(
                        "folder of the tape; by default $SPILLWAY_TAPE, else spillway/tape in the"
                                + " user's data folder")
                .build();
    }

    static OptionSpec json() {
        return flag("--json", "answer in JSON, with the keys of docs/reference/json.md");
    }

    static OptionSpec universe() {
        return text(
                "--universe",
                "NAME",
                "what coverage is a share of: published (by default), all derivative venues known; or"
                        + " tape, those on the tape");
    }

    static Universes.Choice universe(ParseResult line) {
        String name = text(line, "--universe").orElse("published");
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "published" -> Universes.Choice.PUBLISHED;
            case "tape" -> Universes.Choice.TAPE;
            default ->
                    throw new UsageException(
                            "--universe: expected published or tape, found '" + name + "'");
        };
    }

    static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name).type(boolean.class).description(description).build();
    }

    static OptionSpec text(String name, String label, String description) {
        return OptionSpec.builder(name)
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }

    static OptionSpec number(String name, String description) {
        return OptionSpec.builder(name)
                .type(Long.class)
                .paramLabel("N")
                .description(description)
                .build();
    }

    /// The kind of event that an option names.
    static EventKind kind(String option, String key) {
        for (var kind : EventKind.values()) {
            if (kind.key().equals(key)) {
                return kind;
            }
        }
        throw new UsageException(
                option
                        + ": expected "
                        + Stream.of(EventKind.values())
                                .map(EventKind::key)
                                .collect(Collectors.joining(", "))
                        + ", found '"
                        + key
                        + "'");
    }

    static OptionSpec time(String name, String description) {
        return OptionSpec.builder(name)
                .type(Long.class)
                .paramLabel("TIME")
                .converters(text -> converted(() -> Times.timeNs(text)))
                .description(description)
                .build();
    }

    static OptionSpec file(String name, String description) {
        return OptionSpec.builder(name)
                .type(Path.class)
                .paramLabel("FILE")
                .description(description)
                .build();
    }

    static OptionSpec folder(String name, String description) {
        return OptionSpec.builder(name)
                .type(Path.class)
                .paramLabel("DIR")
                .description(description)
                .build();
    }

    static OptionSpec list(String name, String label, String description) {
        return OptionSpec.builder(name)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .splitRegex(",")
                .paramLabel(label)
                .description(description)
                .build();
    }

    /// Options of which one at most may be given.
    static ArgGroupSpec oneOf(OptionSpec... options) {
        var group = ArgGroupSpec.builder().exclusive(true).multiplicity("0..1");
        for (var option : options) {
            group.addArg(option);
        }
        return group.build();
    }

    /// Turns the complaint about a value into one that the command line tells with the option.
    static <T> T converted(java.util.function.Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    static boolean isGiven(ParseResult line, String option) {
        return line.hasMatchedOption(option);
    }

    static Optional<String> text(ParseResult line, String option) {
        return Optional.ofNullable(line.matchedOptionValue(option, null));
    }

    static Optional<Path> file(ParseResult line, String option) {
        return Optional.ofNullable(line.matchedOptionValue(option, null));
    }

    static Optional<Long> time(ParseResult line, String option) {
        return Optional.ofNullable(line.matchedOptionValue(option, null));
    }

    static List<String> texts(ParseResult line, String option) {
        List<String> given = line.matchedOptionValue(option, List.<String>of());
        return List.copyOf(given);
    }

    /// The tape's folder, as given or by default.
    static Path tape(ParseResult line) {
        Path given = line.matchedOptionValue("--tape", null);
        return given == null ? defaultTape() : given;
    }

    private static Path defaultTape() {
        String named = System.getenv("SPILLWAY_TAPE");
        if (named != null && !named.isBlank()) {
            return Path.of(named);
        }
        String data = System.getenv("XDG_DATA_HOME");
        Path base =
                data == null || data.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".local", "share")
                        : Path.of(data);
        return base.resolve("spillway").resolve("tape");
    }

    /// The coins of `--coin`, whatever their capitals, and the venues of `--venue`.
    ///
    /// @throws UsageException if the tape has none of that name
    static Scope scope(ParseResult line, Tape tape) {
        List<String> known = coins(tape);
        var coins = new ArrayList<Coin>();
        for (String asked : new TreeSet<>(texts(line, "--coin"))) {
            coins.add(
                    new Coin(
                            known.stream()
                                    .filter(asked::equalsIgnoreCase)
                                    .findFirst()
                                    .orElseThrow(() -> unknown("--coin", asked, known))));
        }
        List<String> venues =
                tape.instruments().all().stream()
                        .map(i -> i.venue().code())
                        .distinct()
                        .sorted()
                        .toList();
        for (var venue : venues(line)) {
            boolean published = Universes.published(tape.instruments()).venues().contains(venue);
            if (!published && !venues.contains(venue.code())) {
                throw unknown("--venue", venue.code(), venues);
            }
        }
        return new Scope(Set.copyOf(coins), venues(line));
    }

    private static UsageException unknown(String option, String asked, List<String> known) {
        return new UsageException(
                option + ": the tape has no '" + asked + "'; it has " + some(known));
    }

    /// The coins of a tape, in order.
    static List<String> coins(Tape tape) {
        return tape.instruments().all().stream()
                .map(i -> i.coin().symbol())
                .filter(symbol -> !symbol.equals(Coin.ANY.symbol()))
                .distinct()
                .sorted()
                .toList();
    }

    /// The first few of some names.
    static String some(List<String> names) {
        if (names.isEmpty()) {
            return "none";
        }
        String first = String.join(", ", names.subList(0, Math.min(NAMES_SHOWN, names.size())));
        return names.size() > NAMES_SHOWN
                ? first + " and " + (names.size() - NAMES_SHOWN) + " more"
                : first;
    }

    static Set<Venue> venues(ParseResult line) {
        var venues = new ArrayList<Venue>();
        for (String code : new TreeSet<>(texts(line, "--venue"))) {
            venues.add(venue(code));
        }
        return Set.copyOf(venues);
    }

    private static Venue venue(String code) {
        try {
            return new Venue(code);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--venue: " + e.getMessage());
        }
    }

    /// `--from` to `--to`, each by default that of the tape.
    ///
    /// @throws UsageException if they are the wrong way round
    static TimeWindow window(ParseResult line, Tape tape) throws IOException {
        TimeWindow span =
                TapeSpan.of(tape)
                        .orElseThrow(() ->
                                new TapeException(
                                        tape.folder()
                                                + ": the tape is empty; put something on it"
                                                + " with `spillway import`"));
        long fromNs = time(line, "--from").orElse(span.fromNs());
        long toNs = time(line, "--to").orElse(span.toNs());
        if (toNs <= fromNs) {
            throw new UsageException(
                    "expected --to after --from, found "
                            + TimeWindow.iso(fromNs)
                            + " to "
                            + TimeWindow.iso(toNs)
                            + (isGiven(line, "--from") && isGiven(line, "--to")
                                    ? ""
                                    : "; the tape reaches from "
                                            + TimeWindow.iso(span.fromNs())
                                            + " to "
                                            + TimeWindow.iso(span.toNs())));
        }
        return new TimeWindow(fromNs, toNs);
    }
}
