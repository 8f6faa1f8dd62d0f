package spillway.margin.tiers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Reads tier tables from files: Spillway's own TOML, CSV, and the JSON that venues and exporters
/// write. Formats: `docs/reference/tier-tables.md`.
public final class TierFiles {
    private TierFiles() {}

    /// Everything in `file` that passes the check, and why the rest does not.
    ///
    /// @param label venue and date where the file does not say them; the file's name is asked last
    /// @throws IOException if the file cannot be read
    public static TierImport read(Path file, TierFileLabel label) throws IOException {
        String text = Files.readString(file);
        var assembly = new TierAssembly(file.toString());
        TierFileLabel known = label.orNameOf(file);
        String name = String.valueOf(file.getFileName());
        switch (extension(name)) {
            case "toml" -> new TierToml(name, assembly).read(text);
            case "csv" -> new TierCsv(name, known, assembly).read(text);
            case "json" -> new TierJson(name, known, assembly).read(text);
            case String other ->
                    assembly.unreadable(
                            name, 0, "a file of kind .toml, .csv or .json", "." + other);
        }
        return assembly.result();
    }

    private static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
