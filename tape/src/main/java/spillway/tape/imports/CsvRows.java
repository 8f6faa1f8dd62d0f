package spillway.tape.imports;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Rows of a CSV file (RFC 4180: quoted fields may hold separators and line breaks; lines end in LF
/// or CRLF).
final class CsvRows implements RowSource {
    /// Longest record in characters. A stray quote would otherwise swallow the rest of the file.
    private static final int LONGEST_RECORD = 1 << 20;

    private static final String DOWNLOAD = "export or download the file again";

    private final SourceFile file;
    private final Path path;
    private final CloseableIterator<CsvRecord> records;
    private final List<String> columns;
    private final List<String> firstFields;
    private final int leastFields;
    private final int mostFields;
    private final long headerLine;

    private @Nullable CsvRecord pending;
    private @Nullable ImportProblem malformed;
    private @Nullable ImportProblem cut;
    private boolean firstMalformed;

    CsvRows(SourceFile file, Mapping mapping) throws IOException, Refused {
        Mapping.CsvShape shape = mapping.csv;
        this.file = file;
        path = file.path();
        records =
                CsvReader.builder()
                        .fieldSeparator(shape.delimiter())
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .allowUnclosedQuote(false)
                        .maxBufferSize(LONGEST_RECORD)
                        .ofCsvRecord(file.reader())
                        .iterator();
        pending = advance();
        CsvRecord first = pending;
        if (first == null) {
            throw new Refused(
                    cut != null
                            ? cut
                            : new ImportProblem(path, 0, 0, "", "rows", "none", DOWNLOAD));
        }
        firstFields = names(first);
        if (firstFields.getFirst().startsWith("{") || firstFields.getFirst().startsWith("[")) {
            throw new Refused(
                    new ImportProblem(
                            path, 1, 1, "", "CSV", "JSON", new ImportProblems(path).jsonAdvice()));
        }
        boolean header =
                switch (shape.header()) {
                    case REQUIRED -> true;
                    case NONE -> false;
                    case AUTO -> !isData(first, shape, mapping.time);
                };
        if (header) {
            columns = firstFields;
            leastFields = columns.size();
            mostFields = leastFields;
            headerLine = first.getStartingLineNumber();
            pending = advance();
        } else {
            columns = shape.columns();
            leastFields = columns.size();
            mostFields = leastFields + shape.extraColumns();
            headerLine = 0;
            checkWidth(first, mapping);
        }
    }

    private static boolean isData(CsvRecord first, Mapping.CsvShape shape, TimeRule time) {
        for (String column : time.columns()) {
            int index = shape.columns().indexOf(column);
            if (index >= 0 && index < first.getFieldCount()) {
                return time.accepts(first.getField(index));
            }
        }
        return false;
    }

    private static List<String> names(CsvRecord first) {
        var names = new ArrayList<String>();
        for (String field : first.getFields()) {
            names.add(field.strip());
        }
        return List.copyOf(names);
    }

    /// A file without header shows its kind by its width alone. Two records of the wrong width at
    /// its start are another kind of file; one may be a line cut at the front.
    private void checkWidth(CsvRecord first, Mapping mapping) throws IOException, Refused {
        if (fits(first)) {
            return;
        }
        CsvRecord second = advance();
        if (second == null || !fits(second)) {
            throw new Refused(
                    new ImportProblem(
                            path,
                            first.getStartingLineNumber(),
                            0,
                            "",
                            width() + " without a header: " + String.join(", ", columns),
                            first.getFieldCount()
                                    + " fields: "
                                    + String.join(",", first.getFields()),
                            new ImportProblems(path).advice(mapping, first.getFields())));
        }
        malformed = wrongWidth(first);
        firstMalformed = true;
        pending = second;
    }

    private boolean fits(CsvRecord record) {
        return record.getFieldCount() >= leastFields && record.getFieldCount() <= mostFields;
    }

    private String width() {
        return leastFields == mostFields
                ? leastFields + " fields"
                : leastFields + " to " + mostFields + " fields";
    }

    private @Nullable CsvRecord advance() throws IOException {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (CsvParseException e) {
            long line = pending == null ? 1 : pending.getStartingLineNumber() + 1;
            cut =
                    new ImportProblem(
                            path,
                            line,
                            0,
                            "",
                            "fields whose quotes are closed, at most "
                                    + LONGEST_RECORD
                                    + " characters a row",
                            "a quote that is not closed (" + e.getMessage() + ")",
                            "rows before this line are kept, the rest is not read; " + DOWNLOAD);
            return null;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public Next next(Row row) throws IOException {
        if (firstMalformed) {
            firstMalformed = false;
            return Next.MALFORMED;
        }
        CsvRecord record = pending;
        if (record == null) {
            noteCut();
            return Next.END;
        }
        pending = advance();
        boolean last = pending == null;
        boolean brokenOff = last && !file.endsWithNewline();
        boolean lost = last && file.cutReason() != null;
        if (!fits(record) || (brokenOff && lost)) {
            malformed = brokenOff ? truncated(record) : wrongWidth(record);
            return Next.MALFORMED;
        }
        long line = record.getStartingLineNumber();
        row.start(line, columns.size());
        for (int i = 0; i < columns.size(); i++) {
            row.set(i, record.getField(i), line, i + 1);
        }
        return Next.ROW;
    }

    private void noteCut() {
        String reason = file.cutReason();
        if (reason != null && cut == null) {
            cut =
                    new ImportProblem(
                            path,
                            0,
                            0,
                            "",
                            "a whole file",
                            reason,
                            "the rows before that are kept; download it again and import it again:"
                                    + " only what is new will be added");
        }
    }

    private ImportProblem truncated(CsvRecord record) {
        return new ImportProblem(
                path,
                record.getStartingLineNumber(),
                record.getFieldCount(),
                "",
                width() + " and an end of line",
                "the file ends within the line, after "
                        + record.getFieldCount()
                        + " fields: "
                        + String.join(",", record.getFields()),
                "the rows before it are kept; get the whole file and import it again");
    }

    private ImportProblem wrongWidth(CsvRecord record) {
        return new ImportProblem(
                path,
                record.getStartingLineNumber(),
                0,
                "",
                width(),
                record.getFieldCount() + ": " + String.join(",", record.getFields()),
                "correct the line; the other rows are kept");
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public List<String> firstFields() {
        return firstFields;
    }

    @Override
    public long headerLine() {
        return headerLine;
    }

    @Override
    public ImportProblem problem() {
        return RowSource.required(malformed);
    }

    @Override
    public Optional<ImportProblem> cut() {
        return Optional.ofNullable(cut);
    }

    @Override
    public long bytesRead() {
        return file.bytesRead();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
