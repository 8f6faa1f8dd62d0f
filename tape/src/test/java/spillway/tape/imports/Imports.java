package spillway.tape.imports;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import spillway.market.MarketEvent;

/// Imports of small files written for a test.
final class Imports {
    private final Path folder;
    private final Mapping mapping;
    private final ImportOptions options;
    private final SetTarget target = new SetTarget();

    Imports(Path folder, Mapping mapping, ImportOptions options) {
        this.folder = folder;
        this.mapping = mapping;
        this.options = options;
    }

    /// Imports one file of that name and content.
    ImportSummary of(String name, String content) {
        return of(name, content.getBytes(StandardCharsets.UTF_8));
    }

    ImportSummary of(String name, byte[] content) {
        return run(write(name, content));
    }

    ImportSummary run(Path... files) {
        return new Importer(mapping, options, target).run(List.of(files));
    }

    Path write(String name, String content) {
        return write(name, content.getBytes(StandardCharsets.UTF_8));
    }

    Path write(String name, byte[] content) {
        try {
            return Files.write(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SetTarget target() {
        return target;
    }

    /// Everything imported so far, as lines.
    String told() {
        return Told.all(target.events());
    }

    /// The same without coverage.
    String toldFacts() {
        var facts = new ArrayList<MarketEvent>();
        for (var event : target.events()) {
            if (!(event instanceof MarketEvent.FeedHealth)) {
                facts.add(event);
            }
        }
        return Told.all(facts);
    }

    static byte[] gzip(byte[] content) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /// `rows/added/duplicates/rejected/empty` of one file, after what became of it.
    static String counts(FileSummary file) {
        return file.outcome()
                + " "
                + file.rows()
                + "/"
                + file.added()
                + "/"
                + file.duplicates()
                + "/"
                + file.rejected()
                + "/"
                + file.empty();
    }

    static String counts(ImportSummary summary) {
        return counts(summary.files().getFirst());
    }

    /// What is wrong with a file, without the folder it lies in.
    String problems(FileSummary file) {
        var lines = new ArrayList<String>();
        for (var problem : file.problems()) {
            lines.add(problem.toString().replace(folder + java.io.File.separator, ""));
        }
        return String.join("\n", lines);
    }

    String problems(ImportSummary summary) {
        return problems(summary.files().getFirst());
    }
}
