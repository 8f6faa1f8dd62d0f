package spillway.tape.imports;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Rows of a CSV file (RFC 4180: quoted fields may hold separators and line breaks; lines end in
/// LF, CR or CRLF). Empty lines are no rows.
final class CsvRows implements RowSource {
    /// Longest field in characters. A stray quote would otherwise swallow the rest of the file.
    private static final int LONGEST_FIELD = 1 << 20;

    private static final String DOWNLOAD = "export or download the file again";

    private final SourceFile file;
    private final Path path;
    private final CsvLine.Handler handler = new CsvLine.Handler();
    private final CloseableIterator<CsvLine> records;
    private final List<String> columns;
    private final List<String> firstFields;
    private final int leastFields;
    private final int mostFields;
    private final long headerLine;

    private @Nullable CsvLine pending;
    private @Nullable ImportProblem malformed;
    private @Nullable ImportProblem cut;
    private @Nullable String lastLineNote;
    private boolean firstMalformed;

    CsvRows(SourceFile file, Mapping mapping) throws IOException, Refused {
        Mapping.CsvShape shape = mapping.csv;
        this.file = file;
        path = file.path();
        records = parse(shape);
        pending = advance();
        CsvLine first = pending;
        if (first == null) {
            throw new Refused(cut != null ? cut : noRows());
        }
        firstFields = first.cells().stream().map(String::strip).toList();
        refuseJson();
        boolean header =
                switch (shape.header()) {
                    case REQUIRED -> true;
                    case NONE -> false;
                    case AUTO -> !isData(shape, mapping.time);
                };
        if (header) {
            columns = firstFields;
            leastFields = columns.size();
            mostFields = leastFields;
            headerLine = first.line();
            pending = advance();
        } else {
            columns = shape.columns();
            leastFields = columns.size();
            mostFields = leastFields + shape.extraColumns();
            headerLine = 0;
            checkWidth(first, mapping);
        }
    }

    private CloseableIterator<CsvLine> parse(Mapping.CsvShape shape) throws IOException, Refused {
        var reader =
                CsvReader.builder()
                        .fieldSeparator(shape.delimiter())
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .allowUnclosedQuote(false)
                        .maxBufferSize(LONGEST_FIELD)
                        .build(handler, file.reader());
        try {
            reader.skipLines(shape.skipLines());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (CsvParseException e) {
            throw new Refused(noRows());
        }
        return reader.iterator();
    }

    private ImportProblem noRows() {
        return new ImportProblem(path, 0, 0, "", "rows", "none", DOWNLOAD);
    }

    private void refuseJson() throws Refused {
        if (firstFields.getFirst().startsWith("{") || firstFields.getFirst().startsWith("[")) {
            throw new Refused(
                    new ImportProblem(
                            path, 1, 1, "", "CSV", "JSON", new ImportProblems(path).jsonAdvice()));
        }
    }

    private boolean isData(Mapping.CsvShape shape, TimeRule time) {
        for (String column : time.columns()) {
            int index = shape.columns().indexOf(column);
            if (index >= 0 && index < firstFields.size()) {
                return time.accepts(firstFields.get(index));
            }
        }
        return false;
    }

    /// A file without header shows its kind by its width alone. Two records of the wrong width at
    /// its start are another kind of file; one may be a line cut at the front.
    private void checkWidth(CsvLine first, Mapping mapping) throws IOException, Refused {
        if (fits(first)) {
            return;
        }
        ImportProblem wrong = wrongWidth(first);
        CsvLine second = advance();
        if (second == null || !fits(second)) {
            throw new Refused(
                    new ImportProblem(
                            path,
                            wrong.line(),
                            0,
                            "",
                            width() + " without a header: " + String.join(", ", columns),
                            wrong.found(),
                            new ImportProblems(path).advice(mapping, firstFields)));
        }
        malformed = wrong;
        firstMalformed = true;
        pending = second;
    }

    private boolean fits(CsvLine record) {
        return record.fields() >= leastFields && record.fields() <= mostFields;
    }

    private String width() {
        return leastFields == mostFields
                ? leastFields + " fields"
                : leastFields + " to " + mostFields + " fields";
    }

    private @Nullable CsvLine advance() throws IOException {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (CsvParseException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            cut =
                    new ImportProblem(
                            path,
                            handler.line(),
                            0,
                            "",
                            "fields of at most "
                                    + LONGEST_FIELD
                                    + " characters whose quotes are closed",
                            "a record that cannot be taken apart: " + cause.getMessage(),
                            "rows before this line are kept, it and the rest are not read; correct"
                                    + " the quotes in it and import the file again");
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
        CsvLine record = pending;
        if (record == null) {
            noteCut();
            return Next.END;
        }
        pending = advance();
        boolean brokenOff = pending == null && cut == null && !file.endsWithNewline();
        boolean lost = brokenOff && file.cutReason() != null;
        if (!fits(record) || lost) {
            malformed = brokenOff ? truncated(record) : wrongWidth(record);
            return Next.MALFORMED;
        }
        if (headerLine > 0 && isHeader(record)) {
            malformed = headerAgain(record);
            return Next.MALFORMED;
        }
        if (brokenOff) {
            noteLastLine(record);
        }
        row.start(record.line());
        for (int i = 0; i < columns.size(); i++) {
            row.set(i, record.cell(i));
        }
        return Next.ROW;
    }

    private boolean isHeader(CsvLine record) {
        for (int i = 0; i < columns.size(); i++) {
            if (!record.cell(i).strip().equals(columns.get(i))) {
                return false;
            }
        }
        return true;
    }

    private void noteLastLine(CsvLine record) {
        int last = record.fields() - 1;
        lastLineNote =
                "line "
                        + record.line()
                        + ", the last, has no end: if the file was cut there, its last value '"
                        + record.cell(last)
                        + "' may be too; it is kept";
    }

    private void noteCut() {
        String reason = file.cutReason();
        if (reason != null && cut == null) {
            cut =
                    new ImportProblem(
                            path,
                            handler.line(),
                            0,
                            "",
                            "a whole file",
                            reason,
                            "the rows before that are kept; download it again and import it again:"
                                    + " only what is new will be added");
        }
    }

    private ImportProblem truncated(CsvLine record) {
        return new ImportProblem(
                path,
                record.line(),
                record.fields(),
                record.fields() <= columns.size() ? columns.get(record.fields() - 1) : "",
                width() + " and an end of line",
                "the file ends within the line, after "
                        + record.fields()
                        + " fields: "
                        + record.text(),
                "the rows before it are kept; get the whole file and import it again");
    }

    private ImportProblem wrongWidth(CsvLine record) {
        return new ImportProblem(
                path,
                record.line(),
                Math.min(record.fields(), mostFields + 1),
                "",
                width(),
                record.fields() + " fields: " + record.text(),
                "correct the line; the other rows are kept");
    }

    private ImportProblem headerAgain(CsvLine record) {
        return new ImportProblem(
                path,
                record.line(),
                0,
                "",
                "a row",
                "the header again, as where files were put together",
                "nothing, if the rows after it are of the same kind: they are kept");
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
    public Optional<String> note() {
        return Optional.ofNullable(lastLineNote);
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
