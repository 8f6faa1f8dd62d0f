package spillway.tape;

import static spillway.tape.parquet.Column.optional;
import static spillway.tape.parquet.Column.required;
import static spillway.tape.parquet.ColumnType.INT32;
import static spillway.tape.parquet.ColumnType.INT64;
import static spillway.tape.parquet.ColumnType.INT64_LIST;
import static spillway.tape.parquet.ColumnType.MICRO_USD;
import static spillway.tape.parquet.ColumnType.TEXT;
import static spillway.tape.parquet.ColumnType.TIMESTAMP_NS;

import java.util.ArrayList;
import java.util.List;
import spillway.market.EventKind;
import spillway.tape.parquet.Column;
import spillway.tape.parquet.Schema;

/// The columns of each kind's files: the six that all kinds share, then those of the kind, in the
/// order of the sink's parameters. Public, documented in `docs/reference/tape.md`; a column is
/// added at the end or not at all.
final class EventColumns {
    static final int SEQ = 0;
    static final int VENUE_TIME = 1;
    static final int RECEIVE_TIME = 2;
    static final int INSTRUMENT = 3;
    static final int SYMBOL = 4;
    static final int COIN = 5;

    /// Where the columns of the kind itself begin.
    static final int OWN = 6;

    private EventColumns() {}

    static Schema of(EventKind kind) {
        List<Column> columns =
                new ArrayList<>(
                        List.of(
                                required("seq", INT64),
                                required("venue_time", TIMESTAMP_NS),
                                optional("receive_time", TIMESTAMP_NS),
                                required("instrument", INT32),
                                required("symbol", TEXT),
                                required("coin", TEXT)));
        columns.addAll(own(kind));
        return Schema.of(columns.toArray(Column[]::new)).with("spillway.kind", kind.key());
    }

    private static List<Column> own(EventKind kind) {
        return switch (kind) {
            case TRADE ->
                    List.of(
                            required("price_mantissa", INT64),
                            required("quantity_mantissa", INT64),
                            required("taker_side", TEXT),
                            optional("venue_id", INT64));
            case QUOTE ->
                    List.of(
                            required("bid_price_mantissa", INT64),
                            required("bid_quantity_mantissa", INT64),
                            required("ask_price_mantissa", INT64),
                            required("ask_quantity_mantissa", INT64),
                            optional("update_id", INT64));
            case BOOK_SNAPSHOT ->
                    List.of(
                            optional("update_id", INT64),
                            required("bid_prices", INT64_LIST),
                            required("bid_quantities", INT64_LIST),
                            required("ask_prices", INT64_LIST),
                            required("ask_quantities", INT64_LIST));
            case BOOK_DELTA ->
                    List.of(
                            optional("first_update_id", INT64),
                            optional("last_update_id", INT64),
                            optional("previous_update_id", INT64),
                            required("bid_prices", INT64_LIST),
                            required("bid_quantities", INT64_LIST),
                            required("ask_prices", INT64_LIST),
                            required("ask_quantities", INT64_LIST));
            case LIQUIDATION ->
                    List.of(
                            required("closed_side", TEXT),
                            required("quantity_mantissa", INT64),
                            required("price_mantissa", INT64),
                            required("price_kind", TEXT),
                            required("notional_usd", MICRO_USD),
                            required("completeness", TEXT),
                            optional("venue_id", INT64));
            case DELEVERAGING ->
                    List.of(
                            required("closed_side", TEXT),
                            required("quantity_mantissa", INT64),
                            required("price_mantissa", INT64),
                            required("notional_usd", MICRO_USD),
                            optional("venue_id", INT64));
            case MARK_PRICE -> List.of(required("price_mantissa", INT64));
            case INDEX_PRICE -> List.of(required("price_mantissa", INT64));
            case FUNDING_RATE ->
                    List.of(
                            required("rate_mantissa", INT64),
                            required("rate_scale", INT32),
                            optional("interval_ns", INT64),
                            optional("funding_time", TIMESTAMP_NS),
                            required("funding_kind", TEXT));
            case OPEN_INTEREST ->
                    List.of(
                            optional("quantity_mantissa", INT64),
                            optional("notional_usd", MICRO_USD));
            case LONG_SHORT_RATIO ->
                    List.of(
                            required("population", TEXT),
                            required("ratio_mantissa", INT64),
                            required("ratio_scale", INT32));
            case INSURANCE_FUND ->
                    List.of(
                            required("asset", TEXT),
                            required("balance_mantissa", INT64),
                            required("balance_scale", INT32));
            case INSTRUMENT_CHANGE -> List.of(required("status", TEXT));
            case FEED_HEALTH ->
                    List.of(
                            required("channel", TEXT),
                            required("state", TEXT),
                            required("from_time", TIMESTAMP_NS),
                            required("to_time", TIMESTAMP_NS),
                            required("reason", TEXT));
            case REPORTED ->
                    List.of(
                            required("metric", TEXT),
                            required("source", TEXT),
                            required("interval_ns", INT64),
                            optional("open", INT64),
                            optional("high", INT64),
                            optional("low", INT64),
                            required("close", INT64),
                            required("scale", INT32),
                            optional("count", INT64));
            case ACCOUNT_POSITION ->
                    List.of(
                            required("account", TEXT),
                            required("side", TEXT),
                            required("quantity_mantissa", INT64),
                            required("entry_price_mantissa", INT64),
                            optional("liquidation_price_mantissa", INT64),
                            optional("leverage_milli", INT64),
                            required("notional_usd", MICRO_USD),
                            optional("account_value_usd", MICRO_USD));
        };
    }
}
