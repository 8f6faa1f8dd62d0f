package spillway.app.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/// Where a command prints, and the clock it may look at.
///
/// @param out answers
/// @param err progress and complaints
/// @param progress whether somebody watches `err`
/// @param clock for rates, and for "now" where no time is given
public record Console(PrintStream out, PrintStream err, Progress.Mode progress, Clock clock) {
    /// The process's own streams, in UTF-8 whatever the locale. The launcher tells whether standard
    /// error is a terminal: Java cannot.
    public static Console ofProcess() {
        boolean watched = Boolean.getBoolean("spillway.terminal");
        return new Console(
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                watched ? Progress.Mode.DRAWN : Progress.Mode.QUIET,
                Clock.systemUTC());
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        var file = new FileOutputStream(descriptor);
        return new PrintStream(
                new java.io.BufferedOutputStream(file, 1 << 13), false, StandardCharsets.UTF_8);
    }

    /// A progress line for something of `total` units.
    public Progress progress(String what, String unit) {
        return new Progress(err, progress, clock, what, unit);
    }

    /// Prints what is still in the buffers.
    public void flush() {
        out.flush();
        err.flush();
    }
}
