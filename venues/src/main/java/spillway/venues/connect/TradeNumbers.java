package spillway.venues.connect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import spillway.market.MarketEvent;
import spillway.market.TimeWindow;

/// The numbers of a feed's trades, which the venue gives one by one: tells those told again from
/// those that come late, and what is missing.
///
/// A hole is only said to be missed after [#PATIENCE_NS], since the trades in it may come late.
final class TradeNumbers {
    /// Messages of a venue overtake each other by less than a second where they do.
    static final long PATIENCE_NS = 2_000_000_000L;

    /// Holes remembered; the oldest is forgotten, and late trades in it count as told again.
    private static final int MOST_HOLES = 64;

    /// Trades of a hole that are told apart when they come late; later ones count as told again.
    private static final int MOST_OF_A_HOLE = 1 << 16;

    /// Trades told again in a row before they are taken for those of a numbering that began anew.
    private static final int MOST_AGAIN_IN_A_ROW = 100;

    /// Trades before the first that are taken if they come late.
    private static final int LATE_TO_BEGIN = 64;

    private static final TimeWindow NO_TIME = new TimeWindow(0, 0);

    enum Verdict {
        NEXT,
        LATE,
        AGAIN
    }

    private static final class Hole {
        final long first;
        final long count;
        final TimeWindow window;
        final long sinceNs;
        final BitSet come = new BitSet();
        boolean said;

        Hole(long first, long count, TimeWindow window, long sinceNs) {
            this.first = first;
            this.count = count;
            this.window = window;
            this.sinceNs = sinceNs;
        }

        boolean isFilled() {
            return come.cardinality() == count;
        }
    }

    private final Deque<Hole> holes = new ArrayDeque<>();
    private long last = MarketEvent.NONE;
    private long lastNs;
    private int againInARow;

    /// Judges the next trade.
    ///
    /// @param nowNs when it came in
    Verdict take(long id, long venueTimeNs, long nowNs) {
        if (last == MarketEvent.NONE || againInARow >= MOST_AGAIN_IN_A_ROW) {
            holes.clear();
            var before = new Hole(id - LATE_TO_BEGIN, LATE_TO_BEGIN, NO_TIME, nowNs);
            before.said = true;
            holes.add(before);
            return next(id, venueTimeNs);
        }
        if (id > last) {
            if (id > last + 1) {
                long fromNs = Math.min(lastNs, venueTimeNs);
                var window = new TimeWindow(fromNs, venueTimeNs + 1);
                holes.add(new Hole(last + 1, id - last - 1, window, nowNs));
                if (holes.size() > MOST_HOLES) {
                    holes.removeFirst();
                }
            }
            return next(id, venueTimeNs);
        }
        for (Hole hole : holes) {
            long place = id - hole.first;
            boolean inside = place >= 0 && place < Math.min(hole.count, MOST_OF_A_HOLE);
            if (inside && !hole.come.get((int) place)) {
                hole.come.set((int) place);
                againInARow = 0;
                return Verdict.LATE;
            }
        }
        againInARow++;
        return Verdict.AGAIN;
    }

    private Verdict next(long id, long venueTimeNs) {
        last = id;
        lastNs = venueTimeNs;
        againInARow = 0;
        return Verdict.NEXT;
    }

    /// What is missing by now, each told once.
    ///
    /// @param openedBeforeNs holes opened later are still waited for
    List<TimeWindow> missing(long openedBeforeNs) {
        var missing = new ArrayList<TimeWindow>();
        for (Hole hole : holes) {
            if (!hole.said && hole.sinceNs <= openedBeforeNs && !hole.isFilled()) {
                hole.said = true;
                missing.add(hole.window);
            }
        }
        holes.removeIf(Hole::isFilled);
        return missing;
    }

    /// Numbers go on from anywhere: a stretch is known to be missed.
    void startAnew() {
        last = MarketEvent.NONE;
        againInARow = 0;
        holes.clear();
    }
}
