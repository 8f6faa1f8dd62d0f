package spillway.app.command;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import spillway.app.text.Reasons;

/// Where a command prints, and the clock it may look at.
///
/// @param out answers
/// @param err progress and complaints
/// @param progress whether somebody watches `err`
/// @param clock for rates, and for "now" where no time is given
/// @param outcome of what was written to `out`
public record Console(
        PrintStream out, PrintStream err, Progress.Mode progress, Clock clock, Outcome outcome) {
    /// Tells why an answer could not be written: a print stream itself keeps that to itself.
    @FunctionalInterface
    public interface Outcome {
        /// What the last write failed with; null where none did.
        @Nullable IOException failure();
    }

    /// Of how a write to a pipe fails that nobody reads any more.
    private static final String PIPE_CLOSED = "Broken pipe";

    /// The process's own streams, in UTF-8 whatever the locale. The launcher tells whether standard
    /// error is a terminal: Java cannot.
    public static Console ofProcess() {
        boolean watched = Boolean.getBoolean("spillway.terminal");
        var answers = new Remembering(new FileOutputStream(FileDescriptor.out));
        return new Console(
                stream(answers),
                stream(new FileOutputStream(FileDescriptor.err)),
                watched ? Progress.Mode.DRAWN : Progress.Mode.QUIET,
                Clock.systemUTC(),
                answers::failure);
    }

    private static PrintStream stream(OutputStream to) {
        return new PrintStream(
                new BufferedOutputStream(to, 1 << 13), false, StandardCharsets.UTF_8);
    }

    /// Why the answer did not arrive; empty if it did, or if its reader wanted no more of it, as
    /// `head` does.
    Optional<String> lost() {
        IOException failure = outcome.failure();
        if (!out.checkError() || failure == null || isPipeClosed(failure)) {
            return Optional.empty();
        }
        return Optional.of(Reasons.of(failure));
    }

    private static boolean isPipeClosed(IOException failure) {
        return PIPE_CLOSED.equals(failure.getMessage());
    }

    private static final class Remembering extends FilterOutputStream {
        private @Nullable IOException failure;

        Remembering(OutputStream to) {
            super(to);
        }

        @Nullable IOException failure() {
            return failure;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
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
