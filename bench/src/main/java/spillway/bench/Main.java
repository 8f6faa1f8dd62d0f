package spillway.bench;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/// `spillway bench`: measures what is named and prints what was found.
///
/// Exits with 0 if everything ran, whether targets are met or not: a figure on a shared machine is
/// no verdict. With 1 if something failed or variants disagree, with 2 on wrong usage.
public final class Main {
    /// Hardwood tells at every start that it goes without the vector module. Held here because the
    /// logging system would forget the level with the logger.
    private static final Logger HARDWOOD = Logger.getLogger("dev.hardwood");

    private Main() {}

    /// Runs, and ends the process.
    ///
    /// @param args see [CommandLine#USAGE]
    public static void main(String[] args) {
        HARDWOOD.setLevel(Level.WARNING);
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(List.of(args), Options.Effort.FULL, Clock.systemUTC(), out, System.err));
    }

    static int run(
            List<String> arguments,
            Options.Effort effort,
            Clock clock,
            PrintStream out,
            PrintStream err) {
        CommandLine asked;
        try {
            asked = CommandLine.parse(arguments);
        } catch (CommandLine.WrongUsage e) {
            err.println("spillway bench: " + e.getMessage());
            return 2;
        }
        if (asked.format() == CommandLine.Format.HELP) {
            out.print(CommandLine.USAGE);
            return 0;
        }
        if (asked.benchmarks().isEmpty()) {
            list(out);
            return 0;
        }
        try {
            Report report = measure(asked, effort, clock, progress(err));
            print(asked, report, out);
            return 0;
        } catch (Exception e) {
            err.println("spillway bench: " + e);
            return 1;
        }
    }

    private static void list(PrintStream out) {
        for (var benchmark : Benchmarks.ALL) {
            out.printf(Locale.ROOT, "%-12s %s%n", benchmark.name(), benchmark.description());
        }
    }

    /// A person sees what goes on, a pipe stays quiet.
    private static Consumer<String> progress(PrintStream err) {
        boolean watched =
                Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
        return watched ? err::println : _ -> {};
    }

    private static Report measure(
            CommandLine asked, Options.Effort effort, Clock clock, Consumer<String> progress)
            throws Exception {
        double loadBefore = Machine.load();
        Path folder = workFolder(asked);
        try {
            var findings = new Findings(progress);
            var names = new ArrayList<String>();
            for (var benchmark : asked.benchmarks()) {
                names.add(benchmark.name());
                findings.begin(benchmark.name());
                benchmark.run(new Options(folder, asked.seed(), effort), findings);
            }
            return new Report(
                    List.copyOf(names),
                    Commit.of(codePlace()),
                    clock.instant().truncatedTo(ChronoUnit.SECONDS),
                    Machine.here(folder),
                    loadBefore,
                    Machine.load(),
                    asked.seed(),
                    findings);
        } finally {
            Folders.delete(folder);
        }
    }

    private static Path workFolder(CommandLine asked) throws IOException {
        Path parent = asked.folder();
        return parent == null
                ? Files.createTempDirectory("spillway-bench")
                : Files.createTempDirectory(Files.createDirectories(parent), "spillway-bench");
    }

    /// Where this class was loaded from, which is in the checkout that it was built of.
    private static Path codePlace() throws URISyntaxException {
        var source = Main.class.getProtectionDomain().getCodeSource();
        return source == null ? Path.of("") : Path.of(source.getLocation().toURI());
    }

    private static void print(CommandLine asked, Report report, PrintStream out)
            throws IOException {
        String json = report.json();
        Path file = asked.out();
        if (file != null) {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(file, json);
        }
        out.print(asked.format() == CommandLine.Format.JSON ? json : report.text());
    }
}
