package spillway.tape.export;

import java.util.ArrayList;
import java.util.List;
import spillway.market.EventKind;
import spillway.tape.export.ExportColumn.Content;

/// The columns of an exported file by kind: six that all kinds share, then those of the kind.
public final class ExportColumns {
    static final int SEQ = 0;
    static final int TIME = 1;
    static final int RECEIVE_TIME = 2;
    static final int VENUE = 3;
    static final int SYMBOL = 4;
    static final int COIN = 5;

    /// Where the columns of the kind itself begin.
    static final int OWN = 6;

    private static final String NUMBER_OF_VENUE = "the venue's number of it";

    private ExportColumns() {}

    /// The columns of a kind, in order.
    public static List<ExportColumn> of(EventKind kind) {
        var columns = new ArrayList<ExportColumn>();
        columns.add(integer("seq", "place on the tape"));
        columns.add(time("time", "when it happened, by the venue's clock"));
        columns.add(time("receive_time", "when it was heard; absent for history"));
        columns.add(text("venue", "the venue, or who reports"));
        columns.add(text("symbol", "the venue's name of the instrument"));
        columns.add(text("coin", "the coin, one name for all venues"));
        columns.addAll(own(kind));
        return List.copyOf(columns);
    }

    private static ExportColumn integer(String name, String meaning) {
        return new ExportColumn(name, Content.INTEGER, meaning);
    }

    private static ExportColumn time(String name, String meaning) {
        return new ExportColumn(name, Content.TIME, meaning);
    }

    private static ExportColumn text(String name, String meaning) {
        return new ExportColumn(name, Content.TEXT, meaning);
    }

    private static ExportColumn decimal(String name, String meaning) {
        return new ExportColumn(name, Content.DECIMAL, meaning);
    }

    private static ExportColumn usd(String name, String meaning) {
        return new ExportColumn(name, Content.USD, meaning);
    }

    private static ExportColumn list(String name, String meaning) {
        return new ExportColumn(name, Content.LIST, meaning);
    }

    private static final ExportColumn PRICE = decimal("price", "in the quote currency");
    private static final ExportColumn QUANTITY = decimal("quantity", "in the venue's units");
    private static final ExportColumn CLOSED_SIDE =
            text("closed_side", "the position that was closed: LONG or SHORT");

    private static List<ExportColumn> levels() {
        return List.of(
                list("bid_prices", "best first"),
                list("bid_quantities", "one for each price; 0 removes the level"),
                list("ask_prices", "best first"),
                list("ask_quantities", "one for each price; 0 removes the level"));
    }

    private static List<ExportColumn> withLevels(ExportColumn... first) {
        var columns = new ArrayList<>(List.of(first));
        columns.addAll(levels());
        return columns;
    }

    private static List<ExportColumn> own(EventKind kind) {
        return switch (kind) {
            case TRADE ->
                    List.of(
                            PRICE,
                            QUANTITY,
                            text("taker_side", "what the aggressor did: BUY or SELL"),
                            integer("venue_id", NUMBER_OF_VENUE));
            case QUOTE ->
                    List.of(
                            decimal("bid_price", "0 where the side is empty"),
                            decimal("bid_quantity", "in the venue's units"),
                            decimal("ask_price", "0 where the side is empty"),
                            decimal("ask_quantity", "in the venue's units"),
                            integer("update_id", NUMBER_OF_VENUE));
            case BOOK_SNAPSHOT -> withLevels(integer("update_id", NUMBER_OF_VENUE));
            case BOOK_DELTA ->
                    withLevels(
                            integer("first_update_id", "first update inside"),
                            integer("last_update_id", "last update inside"),
                            integer("previous_update_id", "last of the message before"));
            case LIQUIDATION ->
                    List.of(
                            CLOSED_SIDE,
                            QUANTITY,
                            PRICE,
                            text("price_kind", "which price the venue tells"),
                            usd("notional_usd", "price times quantity"),
                            text("completeness", "whether the feed tells every order"),
                            integer("venue_id", NUMBER_OF_VENUE));
            case DELEVERAGING ->
                    List.of(
                            CLOSED_SIDE,
                            QUANTITY,
                            PRICE,
                            usd("notional_usd", "price times quantity"),
                            integer("venue_id", NUMBER_OF_VENUE));
            case MARK_PRICE, INDEX_PRICE -> List.of(PRICE);
            case FUNDING_RATE ->
                    List.of(
                            decimal("rate", "fraction per interval"),
                            integer("interval_ns", "nanoseconds of the interval"),
                            time("funding_time", "when it is exchanged"),
                            text("funding_kind", "whether it can still change"));
            case OPEN_INTEREST -> List.of(QUANTITY, usd("notional_usd", "its value"));
            case LONG_SHORT_RATIO ->
                    List.of(
                            text("population", "whom it counts"),
                            decimal("ratio", "longs per short"));
            case INSURANCE_FUND ->
                    List.of(
                            text("asset", "what the fund holds"),
                            decimal("balance", "in that asset"));
            case INSTRUMENT_CHANGE -> List.of(text("status", "from now on"));
            case FEED_HEALTH ->
                    List.of(
                            text("channel", "what the feed carries"),
                            text("state", "what became of it"),
                            time("from_time", "first moment it speaks of"),
                            time("to_time", "first moment after"),
                            text("reason", "in words"));
            case REPORTED ->
                    List.of(
                            text("metric", "what was measured"),
                            text("unit", "of the values"),
                            text("source", "who says so"),
                            integer("interval_ns", "nanoseconds it sums or spans"),
                            decimal("open", "first value"),
                            decimal("high", "largest value"),
                            decimal("low", "smallest value"),
                            decimal("close", "last value, or the sum"),
                            integer("count", "how many it sums"));
            case ACCOUNT_POSITION ->
                    List.of(
                            text("account", "whose"),
                            text("side", "LONG or SHORT"),
                            QUANTITY,
                            decimal("entry_price", "average"),
                            decimal("liquidation_price", "as the venue tells it"),
                            decimal("leverage", "times"),
                            usd("notional_usd", "its value"),
                            usd("account_value_usd", "the whole account's"));
        };
    }
}
