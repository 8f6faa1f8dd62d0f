package spillway.app;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import spillway.app.command.Command;
import spillway.app.command.CommandRunner;
import spillway.app.command.CompactCommand;
import spillway.app.command.Console;
import spillway.app.command.DemoCommand;
import spillway.app.command.DoctorCommand;
import spillway.app.command.EmulateCommand;
import spillway.app.command.EventsCommand;
import spillway.app.command.ExportCommand;
import spillway.app.command.ImportCommand;
import spillway.app.command.LiquidityCommand;
import spillway.app.command.MarginCommand;
import spillway.app.command.PositioningCommand;
import spillway.app.command.ReplayCommand;
import spillway.app.command.ReportCommand;
import spillway.app.command.ServeCommand;
import spillway.app.command.SqlCommand;
import spillway.app.command.SurgesCommand;
import spillway.app.command.TotalsCommand;
import spillway.app.command.WatchCommand;

/// Spillway on the command line.
public final class Main {
    /// The commands, in the order in which `--help` lists them.
    public static final List<Command> COMMANDS =
            List.of(
                    new DemoCommand(),
                    new WatchCommand(),
                    new ServeCommand(),
                    new EmulateCommand(),
                    new ImportCommand(),
                    new TotalsCommand(),
                    new SurgesCommand(),
                    new LiquidityCommand(),
                    new PositioningCommand(),
                    new EventsCommand(),
                    new ReportCommand(),
                    new ReplayCommand(),
                    new ExportCommand(),
                    new SqlCommand(),
                    new CompactCommand(),
                    new MarginCommand(),
                    new DoctorCommand());

    private Main() {}

    /// Ends the process with 0 if all went well, 1 if it failed, 2 if the command line is wrong.
    public static void main(String[] args) {
        // What libraries note about their starting and stopping is no answer and no complaint.
        Logger.getLogger("").setLevel(Level.WARNING);
        System.exit(run(Console.ofProcess(), args));
    }

    /// The same without ending the process.
    public static int run(Console console, String... args) {
        return new CommandRunner(COMMANDS, console).run(args);
    }
}
