package spillway.tape.parquet;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A file that cannot be read as Parquet: cut short, of another kind, or changed since it was
/// written. The message names the file, what was expected, what was found and what to do.
public final class DamagedFileException extends IOException {
    private static final long serialVersionUID = 1;

    DamagedFileException(
            Path path, String expected, String found, String todo, @Nullable Throwable cause) {
        super(path + ": expected " + expected + ", found " + found + "; " + todo, cause);
    }

    static DamagedFileException of(Path path, String expected, String found) {
        return of(path, expected, found, null);
    }

    static DamagedFileException of(
            Path path, String expected, String found, @Nullable Throwable cause) {
        return new DamagedFileException(
                path, expected, found, "put the file back from a copy, and check the disk", cause);
    }
}
