package spillway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Pages, or parts of pages, that the code writes: a test holds them equal, and
/// `-Dspillway.golden=write` writes them anew.
final class Golden {
    private static final Path HOME = Path.of(System.getProperty("spillway.home"));
    private static final boolean WRITES = "write".equals(System.getProperty("spillway.golden"));

    private Golden() {}

    /// The whole of `page`, relative to the project's root, is `text`.
    static void page(String page, String text) throws IOException {
        Path file = HOME.resolve(page);
        if (WRITES) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(Files.readString(file))
                .as("%s; -Dspillway.golden=write makes it anew", page)
                .isEqualTo(text);
    }

    /// What stands in `page` between `<!-- NAME:start -->` and `<!-- NAME:end -->` is `text`.
    static void part(String page, String name, String text) throws IOException {
        Path file = HOME.resolve(page);
        String whole = Files.readString(file);
        String start = "<!-- " + name + ":start -->\n";
        String end = "<!-- " + name + ":end -->";
        assertThat(whole).contains(start, end);
        int from = whole.indexOf(start) + start.length();
        int to = whole.indexOf(end, from);
        if (WRITES) {
            Files.writeString(file, whole.substring(0, from) + text + whole.substring(to));
            return;
        }
        assertThat(whole.substring(from, to))
                .as("%s, part %s; -Dspillway.golden=write makes it anew", page, name)
                .isEqualTo(text);
    }
}
