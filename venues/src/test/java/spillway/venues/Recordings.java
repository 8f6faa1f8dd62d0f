package spillway.venues;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The real recordings, which are not part of the project: a test that needs one skips, naming it,
/// where it is absent.
public final class Recordings {
    private Recordings() {}

    /// The file or folder `name` under the shared data.
    public static Path require(String name) {
        return spillway.testing.Recordings.data(name);
    }

    /// The lines of a recording.
    public static List<String> lines(String name) {
        try {
            return Files.readAllLines(require(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
