package spillway.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// Recordings of real markets, which lie beside the project and never in it.
public final class Recordings {
    private static final Path SHARED = Path.of(System.getProperty("spillway.shared", "../shared"));

    private Recordings() {}

    /// A recording below `data/`; the test is skipped, by name, where it is absent.
    public static Path data(String path) {
        return shared("data/" + path);
    }

    /// Any file or folder of the shared material; the test is skipped, by name, where it is absent.
    public static Path shared(String path) {
        Path file = SHARED.resolve(path);
        Assumptions.assumeTrue(
                Files.exists(file),
                () ->
                        "needs "
                                + path
                                + ", which is not here; -Dspillway.shared names the folder that"
                                + " holds it");
        return file;
    }
}
