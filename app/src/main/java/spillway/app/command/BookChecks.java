package spillway.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import spillway.app.json.Json;
import spillway.app.text.Numbers;
import spillway.app.text.Table;
import spillway.app.text.Table.Align;
import spillway.market.EventKind;
import spillway.market.Instruments;
import spillway.tape.Selection;
import spillway.tape.Tape;
import spillway.venues.book.BookCheck;

/// `spillway replay --check-books`: whether the books of a tape agree with the venue's own quotes.
final class BookChecks {
    private BookChecks() {}

    /// Rebuilds every book and answers.
    ///
    /// @return 1 if a book disagrees or is crossed
    static int run(Path folder, boolean json, Console console) throws IOException {
        var check = new BookCheck();
        Instruments instruments;
        try (var tape = Tape.open(folder)) {
            instruments = tape.instruments();
            tape.arrival(
                            Selection.of(
                                    EventKind.BOOK_SNAPSHOT,
                                    EventKind.BOOK_DELTA,
                                    EventKind.QUOTE,
                                    EventKind.FEED_HEALTH))
                    .pour(check);
        }
        SortedMap<Integer, BookCheck.Result> results = check.results();
        results.values().removeIf(r -> r.changes() == 0 && r.gaps() == 0);
        if (json) {
            console.out().print(Json.show(json(results, instruments)));
        } else {
            show(results, instruments, console);
        }
        boolean good =
                results.values().stream()
                        .allMatch(r -> r.equal() == r.compared() && r.crossed() == 0);
        return good ? 0 : 1;
    }

    private static tools.jackson.databind.node.ObjectNode json(
            SortedMap<Integer, BookCheck.Result> results, Instruments instruments) {
        var node = Json.object();
        var list = node.putArray("instruments");
        results.forEach((code, result) ->
                list.addObject()
                        .put("venue", instruments.get(code).venue().code())
                        .put("instrument", instruments.get(code).symbol())
                        .put("changes", result.changes())
                        .put("compared", result.compared())
                        .put("equal", result.equal())
                        .put("crossed", result.crossed())
                        .put("gaps", result.gaps()));
        return node;
    }

    private static void show(
            SortedMap<Integer, BookCheck.Result> results,
            Instruments instruments,
            Console console) {
        var table =
                new Table(
                        Align.LEFT,
                        Align.RIGHT,
                        Align.RIGHT,
                        Align.RIGHT,
                        Align.RIGHT,
                        Align.RIGHT);
        table.row("book", "changes", "compared", "equal", "crossed", "gaps");
        results.forEach((code, r) ->
                table.row(
                        instruments.get(code).toString(),
                        Numbers.count(r.changes()),
                        Numbers.count(r.compared()),
                        Numbers.count(r.equal()),
                        Numbers.count(r.crossed()),
                        Numbers.count(r.gaps())));
        table.lines("").forEach(console.out()::println);
    }
}
