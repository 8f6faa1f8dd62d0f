package spillway.app.live;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import spillway.app.reading.TapeSpan;
import spillway.market.EventKind;
import spillway.market.EventSink;
import spillway.market.Instruments;
import spillway.market.RoutingSink;
import spillway.market.TimeWindow;
import spillway.tape.Selection;
import spillway.tape.Tape;

/// Brings a view to where a tape is: first by what a day of it holds, then by what is new.
///
/// Coverage is read from the beginning of the tape, liquidations, prices and open interest of the
/// last day, trades of the last three hours: candles older than that are those of mark prices.
/// Opens the tape anew at each look, so that imports and sealed hours are seen. Used by one thread.
public final class TapeFollower {
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration TRADES = Duration.ofHours(3);

    /// What a view looks at.
    private static final Set<EventKind> KINDS =
            EnumSet.of(
                    EventKind.TRADE,
                    EventKind.LIQUIDATION,
                    EventKind.DELEVERAGING,
                    EventKind.MARK_PRICE,
                    EventKind.OPEN_INTEREST,
                    EventKind.FEED_HEALTH);

    private final Path folder;
    private final LiveView view;
    private long nextSeq;

    /// @param folder of the tape
    public TapeFollower(Path folder, LiveView view) {
        this.folder = folder;
        this.view = view;
    }

    /// Takes over the numbering of a tape, which only grows.
    private static void number(Tape tape, Instruments instruments) {
        for (int code = instruments.size(); code < tape.instruments().size(); code++) {
            int given = instruments.code(tape.instruments().get(code));
            if (given != code) {
                throw new IllegalStateException(
                        tape.folder()
                                + ": expected the instrument of code "
                                + code
                                + " to be new, found it as "
                                + given);
            }
        }
    }

    /// Reads what the tape has. For a view that has seen nothing yet.
    ///
    /// @param leastEndNs when the view's windows end, if the tape ends before
    public void readAll(long leastEndNs) throws IOException {
        try (var tape = Tape.open(folder)) {
            number(tape, view.instruments());
            Optional<TimeWindow> span = TapeSpan.of(tape);
            if (span.isEmpty()) {
                return;
            }
            long endNs = Math.max(leastEndNs, span.get().toNs());
            long fromNs = endNs - DAY.toNanos();
            long tradesNs = endNs - TRADES.toNanos();
            read(tape, EnumSet.of(EventKind.FEED_HEALTH), new TimeWindow(0, fromNs));
            var untilTrades = EnumSet.copyOf(KINDS);
            untilTrades.remove(EventKind.TRADE);
            read(tape, untilTrades, new TimeWindow(fromNs, tradesNs));
            read(tape, KINDS, new TimeWindow(tradesNs, Long.MAX_VALUE));
            nextSeq = Math.max(nextSeq, tape.manifest().nextSeq());
        }
    }

    private void read(Tape tape, Set<EventKind> kinds, TimeWindow window) throws IOException {
        tape.arrival(new Selection(kinds, Set.of(), window)).pour(new Placed());
    }

    /// Reads what is new since.
    ///
    /// @return whether anything was
    public boolean readNew() throws IOException {
        long before = nextSeq;
        try (var tape = Tape.open(folder)) {
            number(tape, view.instruments());
            var wanted = new Selection(KINDS, Set.of(), null);
            tape.arrival(wanted, nextSeq).pour(new Placed());
        }
        return nextSeq > before;
    }

    /// Passes everything on to the view, with an eye on the places.
    private final class Placed extends RoutingSink {
        private final EventSink[] route = {view};

        @Override
        public void at(long seq) {
            nextSeq = Math.max(nextSeq, seq + 1);
            view.at(seq);
        }

        @Override
        protected EventSink[] route(
                EventKind kind, int instrument, long venueTimeNs, long receiveTimeNs) {
            return route;
        }
    }
}
