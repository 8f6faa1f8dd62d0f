package spillway.tape.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import spillway.market.EventKind;
import spillway.tape.Selection;
import spillway.tape.Tape;
import spillway.tape.TapeException;
import spillway.tape.TapeSql;
import spillway.tape.parquet.DamagedFileException;

/// Writes the selected events of a tape, by place, into files that other programs read: a row an
/// event, a file a kind, with prices, quantities and dollars as decimal numbers and times in UTC
/// (`docs/reference/tape.md` has the columns).
///
/// A file grows beside its place under the same name and `.part`, and takes its place once it is
/// whole: an export that fails leaves what was there before. Memory does not grow with the rows.
public final class Export {
    /// Rows between two words to the listener.
    private static final int ROWS_A_WORD = 1 << 16;

    private final Tape tape;
    private final Selection selection;
    private final ExportFormat format;
    private final Listener listener;
    private final Map<EventKind, GrowingFile> files = new EnumMap<>(EventKind.class);
    private final long expected;
    private long rows;

    private Export(Tape tape, Selection selection, ExportFormat format, Listener listener) {
        this.tape = tape;
        this.selection = selection;
        this.format = format;
        this.listener = listener;
        this.expected = tape.sealedRowsAtMost(selection);
    }

    /// Hears how far an export is.
    public interface Listener {
        /// Hears nothing.
        Listener NONE = (_, _) -> {};

        /// Called now and then, and once at the end.
        ///
        /// @param rows written so far
        /// @param expected how many it may become: all rows of the sealed files that can hold a
        ///   selected event; the journal's come on top
        void exported(long rows, long expected);
    }

    /// A file that an export wrote.
    public record Written(EventKind kind, Path file, long rows) {}

    private static final class GrowingFile {
        private final Path target;
        private final Path part;
        private final RowWriter writer;
        private long rows;

        GrowingFile(Path target, EventKind kind, ExportFormat format) throws IOException {
            this.target = target;
            part = target.resolveSibling(target.getFileName() + ".part");
            List<ExportColumn> columns = ExportColumns.of(kind);
            writer =
                    switch (format) {
                        case CSV -> new CsvRowWriter(part, columns);
                        case JSONL -> new JsonRowWriter(part, columns);
                        case PARQUET -> new ParquetRowWriter(part, kind, columns);
                    };
        }
    }

    /// Writes one kind's events to one file, which may have no row.
    ///
    /// @param selection of one kind
    /// @param file replaced if it is there
    /// @throws TapeException if it cannot be written; then `file` is as it was
    public static Written toFile(
            Tape tape, Selection selection, Path file, ExportFormat format, Listener listener)
            throws IOException {
        if (selection.kinds().size() != 1) {
            throw new IllegalArgumentException(
                    "a file holds one kind of event, the selection has "
                            + selection.kinds()
                            + "; export them to a folder, or choose one");
        }
        EventKind kind = selection.kinds().iterator().next();
        var export = new Export(tape, selection, format, listener);
        return export.run(file, () -> export.open(kind, file)).getFirst();
    }

    /// Writes the events of each selected kind to a file of its own, `liquidations.csv`; none for a
    /// kind that has no event.
    ///
    /// @param folder made if it is missing
    /// @throws TapeException if a file cannot be written; then all are as they were
    public static List<Written> toFolder(
            Tape tape, Selection selection, Path folder, ExportFormat format, Listener listener)
            throws IOException {
        var export = new Export(tape, selection, format, listener);
        return export.run(folder, () -> export.openAll(folder));
    }

    /// Makes ready for rows.
    private interface Opening {
        ExportSink.Files open() throws IOException;
    }

    private List<Written> run(Path target, Opening opening) throws IOException {
        try {
            tape.arrival(selection).pour(new ExportSink(tape.instruments(), opening.open()));
            List<Written> written = finish();
            listener.exported(rows, expected);
            return written;
        } catch (TapeException | DamagedFileException e) {
            throw e;
        } catch (IOException e) {
            throw failed(target, e);
        } catch (UncheckedIOException e) {
            throw failed(target, Objects.requireNonNull(e.getCause()));
        } finally {
            drop();
        }
    }

    private static TapeException failed(Path target, IOException cause) {
        return new TapeException(
                target
                        + ": expected to write an export, found: "
                        + cause.getMessage()
                        + " ("
                        + cause.getClass().getSimpleName()
                        + "); check the path and the free space. What was there before is unchanged",
                cause);
    }

    private ExportSink.Files open(EventKind kind, Path file) throws IOException {
        files.put(kind, new GrowingFile(file, kind, format));
        return new ByKind() {
            @Override
            GrowingFile missing(EventKind other) {
                throw new IllegalStateException("a " + other + " was not selected");
            }
        };
    }

    private ExportSink.Files openAll(Path folder) throws IOException {
        Files.createDirectories(folder);
        return new ByKind() {
            @Override
            GrowingFile missing(EventKind kind) throws IOException {
                String name = TapeSql.view(kind) + "." + format.extension();
                return new GrowingFile(folder.resolve(name), kind, format);
            }
        };
    }

    /// The files so far.
    private abstract class ByKind implements ExportSink.Files {
        /// The file of a kind that has had no row yet.
        abstract GrowingFile missing(EventKind kind) throws IOException;

        private GrowingFile file(EventKind kind) {
            GrowingFile file = files.get(kind);
            if (file == null) {
                try {
                    file = missing(kind);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                files.put(kind, file);
            }
            return file;
        }

        @Override
        public RowWriter of(EventKind kind) {
            return file(kind).writer;
        }

        @Override
        public void ended(EventKind kind) {
            file(kind).rows++;
            if (++rows % ROWS_A_WORD == 0) {
                listener.exported(rows, expected);
            }
        }
    }

    private List<Written> finish() throws IOException {
        for (var file : files.values()) {
            file.writer.finish();
        }
        var written = new ArrayList<Written>();
        for (var entry : files.entrySet()) {
            GrowingFile file = entry.getValue();
            Files.move(
                    file.part,
                    file.target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            written.add(new Written(entry.getKey(), file.target, file.rows));
        }
        return written;
    }

    /// Closes all files and deletes those that have not taken their place.
    private void drop() throws IOException {
        for (var file : files.values()) {
            file.writer.close();
            Files.deleteIfExists(file.part);
        }
    }
}
