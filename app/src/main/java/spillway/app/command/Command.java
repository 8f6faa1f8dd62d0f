package spillway.app.command;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// One command of the line.
public interface Command {
    /// Its name, what it takes, and its help.
    CommandSpec spec();

    /// Does it.
    ///
    /// @param line what was given, already checked against [#spec()]
    /// @return 0 if all went well, 1 if something that was asked for could not be had
    /// @throws UsageException if the arguments make no sense together
    /// @throws IOException if it failed; the message says where, why and what to do
    int run(ParseResult line, Console console) throws IOException;
}
