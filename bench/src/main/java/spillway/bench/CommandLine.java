package spillway.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was asked for.
///
/// @param benchmarks by name, none for the list
/// @param format of standard output
/// @param out file that takes the report as JSON; null for none
/// @param folder where benchmarks work; null for the system's folder for temporary files
/// @param seed of all synthetic data
record CommandLine(
        List<Benchmark> benchmarks,
        Format format,
        @Nullable Path out,
        @Nullable Path folder,
        long seed) {
    static final String USAGE =
            """
            usage: spillway bench [NAME...] [--json] [--out FILE] [--dir DIR] [--seed N]

            Without a name, lists what can be measured.
              --json       print the report as JSON
              --out FILE   write the report as JSON to FILE too
              --dir DIR    work in DIR, on the disk to be measured (else where temporary files go)
              --seed N     seed of the synthetic data (else 1)
              --help       print this
            """;

    private static final long USUAL_SEED = 1;

    /// Of standard output.
    enum Format {
        TEXT,
        JSON,
        HELP
    }

    /// What the user cannot have meant.
    static final class WrongUsage extends Exception {
        private static final long serialVersionUID = 1;

        WrongUsage(String message) {
            super(message);
        }
    }

    static CommandLine parse(List<String> arguments) throws WrongUsage {
        var chosen = new ArrayList<Benchmark>();
        var format = Format.TEXT;
        Path out = null;
        Path folder = null;
        long seed = USUAL_SEED;
        var rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            switch (argument) {
                case "--help", "-h" -> {
                    return new CommandLine(List.of(), Format.HELP, null, null, seed);
                }
                case "--json" -> format = Format.JSON;
                case "--out" -> out = Path.of(value(argument, rest));
                case "--dir" -> folder = Path.of(value(argument, rest));
                case "--seed" -> seed = number(argument, value(argument, rest));
                default -> chosen.add(benchmark(argument));
            }
        }
        return new CommandLine(List.copyOf(chosen), format, out, folder, seed);
    }

    private static String value(String flag, java.util.Iterator<String> rest) throws WrongUsage {
        if (!rest.hasNext()) {
            throw new WrongUsage(flag + ": expected a value after it, found none");
        }
        return rest.next();
    }

    private static long number(String flag, String text) throws WrongUsage {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new WrongUsage(flag + ": expected a whole number, found '" + text + "'");
        }
    }

    private static Benchmark benchmark(String name) throws WrongUsage {
        return Benchmarks.named(name)
                .orElseThrow(() ->
                        new WrongUsage(
                                "expected "
                                        + (name.startsWith("-") ? "an option" : "a name")
                                        + " that `spillway bench --help` or `spillway"
                                        + " bench` lists, found '"
                                        + name
                                        + "'"));
    }
}
