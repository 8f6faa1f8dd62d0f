package spillway.signals.liquidity;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import spillway.market.BookLevels;
import spillway.market.Channel;
import spillway.market.Coin;
import spillway.market.Decimal;
import spillway.market.EventKind;
import spillway.market.FeedState;
import spillway.market.Instrument;
import spillway.market.Instruments;
import spillway.market.TimeWindow;
import spillway.signals.InstrumentOrder;
import spillway.signals.KeyScope;
import spillway.signals.Operator;
import spillway.signals.Scope;
import spillway.signals.StateReader;
import spillway.signals.StateWriter;
import spillway.signals.summary.Bar;
import spillway.signals.summary.Bars;
import spillway.signals.summary.FigureKind;

/// The operator that keeps the published book of each instrument, and a sample of it at the end of
/// each step of time in which it changed.
///
/// Takes book messages in event order, and messages of a book in the order of their numbers. Steps
/// are of the venue's time, so the samples are the same however messages arrived; one that comes
/// after a watermark behind it is applied if its book still lacks it.
public final class Liquidity implements Operator {
    private static final int STATE_VERSION = 1;
    private static final long NEVER = Long.MIN_VALUE;
    private static final long HOUR_NS = Duration.ofHours(1).toNanos();

    private final Instruments instruments;
    private final long stepNs;
    private final long keepNs;
    private @Nullable WatchedBook[] byCode = new WatchedBook[0];
    private long watermarkNs = NEVER;

    /// @param instruments the numbering behind the codes that will be pushed
    /// @param step between two samples; `> 0`
    /// @param keep samples this long or longer before the watermark are forgotten; `> 0`
    public Liquidity(Instruments instruments, Duration step, Duration keep) {
        this.instruments = instruments;
        stepNs = step.toNanos();
        keepNs = keep.toNanos();
        if (stepNs <= 0 || keepNs <= 0) {
            throw new IllegalArgumentException(
                    "step and keep must be > 0, were " + step + " and " + keep);
        }
    }

    @Override
    public String name() {
        return "liquidity";
    }

    @Override
    public KeyScope keyScope() {
        return KeyScope.INSTRUMENT;
    }

    @Override
    public Set<EventKind> kinds() {
        return EnumSet.of(EventKind.BOOK_SNAPSHOT, EventKind.BOOK_DELTA, EventKind.FEED_HEALTH);
    }

    private WatchedBook book(int instrument) {
        if (instrument >= byCode.length) {
            byCode = Arrays.copyOf(byCode, Math.max(instrument + 1, byCode.length * 2));
        }
        WatchedBook known = byCode[instrument];
        if (known == null) {
            known = new WatchedBook(instruments.get(instrument), stepNs);
            byCode[instrument] = known;
        }
        return known;
    }

    @Override
    public void bookSnapshot(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long updateId,
            BookLevels levels) {
        book(instrument).snapshot(venueTimeNs, receiveTimeNs, updateId, levels);
    }

    @Override
    public void bookDelta(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long firstUpdateId,
            long lastUpdateId,
            long previousUpdateId,
            BookLevels levels) {
        book(instrument).change(venueTimeNs, receiveTimeNs, lastUpdateId, levels);
    }

    @Override
    public void feedHealth(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            Channel channel,
            FeedState state,
            long fromNs,
            long toNs,
            String reason) {
        if (channel != Channel.BOOK || state != FeedState.LOST) {
            return;
        }
        Instrument on = instruments.get(instrument);
        for (int code = 0; code < byCode.length; code++) {
            WatchedBook book = byCode[code];
            boolean meant =
                    code == instrument
                            || (on.isWholeMarket()
                                    && instruments.get(code).venue().equals(on.venue()));
            if (book != null && meant) {
                book.lost();
            }
        }
    }

    @Override
    public void onWatermark(long toNs) {
        watermarkNs = toNs;
        for (int code = 0; code < byCode.length; code++) {
            WatchedBook book = byCode[code];
            if (book != null) {
                book.dropUpTo(toNs - keepNs);
            }
        }
    }

    /// Every book in scope, as of the last watermark, by venue and symbol.
    public List<BookLiquidity> books(Scope scope) {
        var all = new ArrayList<BookLiquidity>();
        sorted().forEach((instrument, book) -> {
            if (scope.contains(instrument)) {
                all.add(book.liquidity(watermarkNs));
            }
        });
        return all;
    }

    /// Depth within 1 % of the contracts of `coin` at the end of each hour, all books together; an
    /// hour counts only if every book has a sample in it. [Bars#NONE] where there are none.
    public Bars depthHours(Coin coin) {
        var books = new ArrayList<SortedMap<Long, Double>>();
        var sources = new ArrayList<String>();
        sorted().forEach((instrument, book) -> {
            boolean contract =
                    switch (instrument.kind()) {
                        case PERPETUAL, FUTURE -> true;
                        case OPTION, SPOT, COMPOSITE -> false;
                    };
            SortedMap<Long, Double> hours = book.hours();
            if (contract && instrument.coin().equals(coin) && !hours.isEmpty()) {
                books.add(hours);
                sources.add(instrument.toString());
            }
        });
        if (books.isEmpty()) {
            return Bars.NONE;
        }
        var bars = new ArrayList<Bar>();
        for (long start : books.getFirst().keySet()) {
            double sum = 0;
            boolean all = true;
            for (var hours : books) {
                all &= hours.containsKey(start);
                sum += hours.getOrDefault(start, 0.0);
            }
            if (all) {
                var usd = new Decimal(Math.round(sum), 0);
                var hour = new TimeWindow(start, start + HOUR_NS);
                bars.add(new Bar(hour, usd, usd, usd, usd, hour.toNs(), hour.toNs()));
            }
        }
        return new Bars(String.join(" + ", sources), FigureKind.ESTIMATED, bars);
    }

    private SortedMap<Instrument, WatchedBook> sorted() {
        var sorted = new TreeMap<Instrument, WatchedBook>(InstrumentOrder.BY_DEFINITION);
        for (int code = 0; code < byCode.length; code++) {
            WatchedBook book = byCode[code];
            if (book != null) {
                sorted.put(instruments.get(code), book);
            }
        }
        return sorted;
    }

    @Override
    public void saveTo(StateWriter out) {
        out.writeHeader(name(), STATE_VERSION);
        out.writeLong(stepNs);
        out.writeLong(keepNs);
        out.writeLong(watermarkNs);
        var sorted = sorted();
        out.writeInt(sorted.size());
        sorted.forEach((instrument, book) -> {
            out.writeInstrument(instrument);
            book.saveTo(out);
        });
    }

    @Override
    public void restoreFrom(StateReader in) {
        in.expectHeader(name(), STATE_VERSION);
        in.expectLong("a step in ns of", stepNs);
        in.expectLong("a time to keep in ns of", keepNs);
        watermarkNs = in.readLong();
        for (int more = in.readCount(); more > 0; more--) {
            book(instruments.code(in.readInstrument())).restoreFrom(in);
        }
    }
}
