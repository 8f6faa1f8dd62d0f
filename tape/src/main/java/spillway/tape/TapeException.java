package spillway.tape;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import spillway.journal.JournalException;
import spillway.tape.parquet.DamagedFileException;

/// A tape that cannot be read or written: says where, what was expected, what was found and what to
/// do.
public final class TapeException extends IOException {
    public TapeException(String message) {
        super(message);
    }

    public TapeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// What the disk refused, in words that help; what has them already stays as it is.
    ///
    /// @param expected what was tried: `to seal an hour`
    /// @param advice what is kept, and what to do
    static IOException refused(Path folder, String expected, Exception cause, String advice) {
        IOException found =
                switch (cause) {
                    case UncheckedIOException wrapped -> Objects.requireNonNull(wrapped.getCause());
                    case IOException io -> io;
                    default -> throw new IllegalArgumentException(cause);
                };
        if (found instanceof TapeException
                || found instanceof JournalException
                || found instanceof DamagedFileException) {
            return found;
        }
        String place =
                switch (found) {
                    case AccessDeniedException _ ->
                            "; check who owns the folder and what they may do there";
                    case FileAlreadyExistsException _, NotDirectoryException _ ->
                            "; a tape is a folder: name another with --tape";
                    default -> "; " + freeBytes(folder) + ". " + advice;
                };
        return new TapeException(
                folder + ": expected " + expected + ", found: " + reason(found) + place, found);
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile();
        }
        if (e instanceof FileAlreadyExistsException there) {
            return "a file in the place of the folder " + there.getFile();
        }
        if (e instanceof NoSuchFileException missing) {
            return "no file " + missing.getFile();
        }
        if (e instanceof FileSystemException f && f.getReason() != null) {
            return f.getReason() + " (" + f.getFile() + ")";
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private static String freeBytes(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace() + " bytes are free";
        } catch (IOException _) {
            return "how many bytes are free is unknown";
        }
    }
}
