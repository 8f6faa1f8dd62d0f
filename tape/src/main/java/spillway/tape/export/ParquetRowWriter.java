package spillway.tape.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import spillway.market.Decimal;
import spillway.market.EventKind;
import spillway.tape.export.ExportColumn.Content;
import spillway.tape.parquet.Column;
import spillway.tape.parquet.ColumnType;
import spillway.tape.parquet.ParquetFileWriter;
import spillway.tape.parquet.Schema;

/// Writes Parquet. A decimal becomes the nearest `DOUBLE`, dollars a `DECIMAL(18, 6)`, a list the
/// mantissas of its numbers, whose scales stand in columns `price_scale` and `quantity_scale` at
/// the end.
final class ParquetRowWriter implements RowWriter {
    private final ParquetFileWriter file;
    private final Map<String, Integer> texts = new HashMap<>();
    private final int priceScale;

    ParquetRowWriter(Path path, EventKind kind, List<ExportColumn> columns) throws IOException {
        Files.deleteIfExists(path); // left by an export that was interrupted
        var schema = schema(columns).with("spillway.export", kind.key());
        priceScale = schema.indexOf("price_scale");
        file = ParquetFileWriter.create(path, schema);
    }

    static Schema schema(List<ExportColumn> columns) {
        var all = new ArrayList<Column>();
        boolean lists = false;
        for (var column : columns) {
            all.add(Column.optional(column.parquetName(), type(column.content())));
            lists |= column.content() == Content.LIST;
        }
        if (lists) {
            all.add(Column.optional("price_scale", ColumnType.INT32));
            all.add(Column.optional("quantity_scale", ColumnType.INT32));
        }
        return Schema.of(all.toArray(Column[]::new));
    }

    private static ColumnType type(Content content) {
        return switch (content) {
            case TEXT -> ColumnType.TEXT;
            case INTEGER -> ColumnType.INT64;
            case TIME -> ColumnType.TIMESTAMP_NS;
            case DECIMAL -> ColumnType.DOUBLE;
            case USD -> ColumnType.MICRO_USD;
            case LIST -> ColumnType.INT64_LIST;
        };
    }

    @Override
    public void text(int column, String value) {
        Integer id = texts.get(value);
        if (id == null) {
            id = file.textId(value);
            texts.put(value, id);
        }
        file.setText(column, id);
    }

    @Override
    public void integer(int column, long value) {
        file.setLong(column, value);
    }

    @Override
    public void time(int column, long ns) {
        file.setLong(column, ns);
    }

    @Override
    public void decimal(int column, long mantissa, int scale) {
        file.setDouble(column, Decimal.toDouble(mantissa, scale));
    }

    @Override
    public void usd(int column, long microUsd) {
        file.setMicroUsd(column, microUsd);
    }

    /// Lists come as prices, quantities, prices, quantities.
    @Override
    public void startList(int column, int scale) {
        file.startList(column);
        boolean price = (priceScale - column) % 2 == 0;
        file.setInt(price ? priceScale : priceScale + 1, scale);
    }

    @Override
    public void addToList(int column, long mantissa) {
        file.addToList(column, mantissa);
    }

    @Override
    public void endList(int column) {}

    @Override
    public void endRow() {
        try {
            file.endRow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void finish() throws IOException {
        file.finish();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
