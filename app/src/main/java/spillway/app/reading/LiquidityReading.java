package spillway.app.reading;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import spillway.market.EventKind;
import spillway.market.TimeWindow;
import spillway.signals.OperatorHost;
import spillway.signals.Scope;
import spillway.signals.liquidity.BookLiquidity;
import spillway.signals.liquidity.Liquidity;
import spillway.tape.Selection;
import spillway.tape.Tape;

/// The books of a window of a tape.
///
/// @param window the books are shown as of its end
/// @param step between two samples
/// @param books by venue and symbol
/// @param notObserved why there are none; empty text where there are
public record LiquidityReading(
        TimeWindow window, Duration step, List<BookLiquidity> books, String notObserved) {
    /// A whole book may have been sent once, and changes since: books are read from so far before
    /// the window.
    private static final Duration BEFORE = Duration.ofHours(1);

    public LiquidityReading {
        books = List.copyOf(books);
    }

    /// Reads `window` of `tape`.
    public static LiquidityReading of(Tape tape, TimeWindow window, Scope scope, Duration step)
            throws IOException {
        var length = Duration.ofNanos(window.lengthNs());
        var liquidity = new Liquidity(tape.instruments(), step, length.plus(step));
        var host = OperatorHost.inEventOrder(tape.instruments(), List.of(liquidity), step);
        var kinds =
                EnumSet.of(EventKind.BOOK_SNAPSHOT, EventKind.BOOK_DELTA, EventKind.FEED_HEALTH);
        long fromNs = window.fromNs() - BEFORE.toNanos();
        tape.happening(new Selection(kinds, Set.of(), new TimeWindow(fromNs, window.toNs())))
                .pour(host);
        host.finish(window.toNs() - 1);
        List<BookLiquidity> books = liquidity.books(scope);
        return new LiquidityReading(
                window,
                step,
                books,
                books.isEmpty() ? "no book of this scope is on the tape in this window" : "");
    }
}
