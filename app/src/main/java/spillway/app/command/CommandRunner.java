package spillway.app.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import spillway.app.text.Reasons;

/// Finds the command that a line names, runs it, and turns what went wrong into a message and an
/// exit code.
public final class CommandRunner {
    private static final int GOOD = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    /// The parent POM's; a test holds them equal.
    static final String VERSION = "Spillway 0.1.0";

    private final List<Command> commands;
    private final Console console;
    private final CommandLine line;

    public CommandRunner(List<Command> commands, Console console) {
        this.commands = List.copyOf(commands);
        this.console = console;
        line = new CommandLine(root());
        for (var command : this.commands) {
            line.addSubcommand(command.spec().name(), command.spec());
        }
        line.setUsageHelpWidth(96);
        line.setUsageHelpAutoWidth(false);
    }

    private static CommandSpec root() {
        var spec = CommandSpec.create().name("spillway").version(VERSION);
        spec.mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Liquidation intelligence for leveraged crypto markets: keeps what venues and"
                                + " others publish on a tape, and tells what was liquidated, by how"
                                + " much, and what was missed.")
                .commandListHeading("%nCommands:%n")
                .footerHeading("%nStart here:%n")
                .footer(
                        "  spillway demo                     emulated venues, a fall, the dashboard",
                        "  spillway report --sample          a small synthetic event",
                        "  spillway import --list            what can be imported",
                        "  spillway COMMAND --help           options and examples of a command",
                        "",
                        "Exit codes: 0 good, 1 failed, 2 wrong usage.");
        return spec;
    }

    /// Runs `args`; everything printed is flushed when this returns.
    public int run(String... args) {
        int code = answered(args);
        console.flush();
        Optional<String> lost = console.lost();
        if (lost.isEmpty()) {
            return code;
        }
        int lostCode = complain("the answer could not be written: " + lost.get(), "", FAILED);
        console.flush();
        return lostCode;
    }

    private int answered(String... args) {
        try {
            return dispatch(args);
        } catch (UnmatchedArgumentException e) {
            return complain(unmatched(e), hint(e.getCommandLine().getCommandSpec()), WRONG_USAGE);
        } catch (ParameterException e) {
            return complain(Reasons.of(e), hint(e.getCommandLine().getCommandSpec()), WRONG_USAGE);
        } catch (UsageException e) {
            return complain(Reasons.of(e), "", WRONG_USAGE);
        } catch (IOException e) {
            return complain(Reasons.of(e), "", FAILED);
        } catch (UncheckedIOException e) {
            return complain(Reasons.of(cause(e)), "", FAILED);
        }
    }

    private int dispatch(String... args) throws IOException {
        ParseResult all = line.parseArgs(args);
        ParseResult asked = all.hasSubcommand() ? all.subcommand() : all;
        CommandLine command = asked.commandSpec().commandLine();
        if (asked.isUsageHelpRequested() || args.length == 0) {
            command.usage(console.out(), Ansi.OFF);
            return GOOD;
        }
        if (asked.isVersionHelpRequested()) {
            console.out().println(VERSION);
            return GOOD;
        }
        if (!all.hasSubcommand()) {
            throw new UsageException("expected a command, found none; spillway --help lists them");
        }
        return find(asked.commandSpec()).run(asked, console);
    }

    private Command find(CommandSpec spec) {
        for (var command : commands) {
            if (command.spec().name().equals(spec.name())) {
                return command;
            }
        }
        throw new IllegalStateException("no command is called " + spec.name());
    }

    private static String hint(CommandSpec spec) {
        return "spillway"
                + (spec.parent() == null ? "" : " " + spec.name())
                + " --help shows what it takes.";
    }

    private String unmatched(UnmatchedArgumentException e) {
        String first = e.getUnmatched().getFirst();
        boolean isCommand = e.getCommandLine().getParent() == null && !first.startsWith("-");
        return isCommand
                ? "no command '"
                        + first
                        + "'; there are "
                        + commands.stream()
                                .map(c -> c.spec().name())
                                .collect(Collectors.joining(", "))
                : Reasons.of(e);
    }

    private static Throwable cause(UncheckedIOException e) {
        return e.getCause() == null ? e : e.getCause();
    }

    private int complain(String message, String hint, int code) {
        var lines = new ArrayList<String>();
        lines.add("spillway: " + message);
        if (!hint.isEmpty()) {
            lines.add(hint);
        }
        console.out().flush();
        lines.forEach(console.err()::println);
        return code;
    }
}
