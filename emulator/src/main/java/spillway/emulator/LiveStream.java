package spillway.emulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import spillway.market.BookLevels;
import spillway.market.EventSink;
import spillway.market.MarketEvent;
import spillway.venues.serving.InstrumentState;
import spillway.venues.serving.Opening;
import spillway.venues.serving.ServerRules;
import spillway.venues.serving.Stream;
import spillway.venues.serving.StreamKind;
import spillway.venues.serving.VenueServer;
import spillway.venues.time.Timeline;

/// A stream that somebody is subscribed to: makes each message once, and hands it to all of them.
///
/// What a stream sums up over a while it tells at the first change and then, while changes go on,
/// at the end of each such while, as it is then.
final class LiveStream {
    private final Stream stream;
    private final VenueServer server;
    private final MarketView market;
    private final Timeline timeline;
    private final VenueServer.StreamEncoder encoder;
    private final List<ClientConnection> subscribers = new ArrayList<>();
    private final Map<Integer, Pace> paces = new HashMap<>();
    private boolean togetherWaits;
    private long togetherNs = MarketEvent.NONE;
    private LiquidationSums carried = LiquidationSums.NONE;

    /// The instruments of a stream.
    interface MarketView {
        /// All that the stream is of.
        List<InstrumentState> of(Stream stream);
    }

    /// When an instrument was told last, and what of its book.
    private final class Pace {
        final InstrumentState of;
        final BookWindow book;
        long toldNs = MarketEvent.NONE;
        boolean waits;

        Pace(InstrumentState of) {
            this.of = of;
            boolean onRequest = stream.opening() == Opening.NOTHING;
            book = new BookWindow(stream.depth(), onRequest);
        }
    }

    LiveStream(Stream stream, VenueServer server, MarketView market, Timeline timeline) {
        this.stream = stream;
        this.server = server;
        this.market = market;
        this.timeline = timeline;
        encoder = server.encoder(stream, this::fanOut);
        if (stream.kind() == StreamKind.BOOK_CHANGES) {
            for (InstrumentState of : market.of(stream)) {
                if (of.hasBook()) {
                    pace(of).book.open(of);
                }
            }
        }
        repeatQuotes();
    }

    Stream stream() {
        return stream;
    }

    boolean isWanted() {
        return !subscribers.isEmpty();
    }

    /// Where events go that are told one by one.
    EventSink events() {
        return encoder.events();
    }

    private void fanOut(byte[] bytes, int length) {
        // By number: a subscriber that is cut by what it gets leaves the list.
        for (int i = 0; i < subscribers.size(); i++) {
            ClientConnection one = subscribers.get(i);
            one.deliver(stream, bytes, length, carried);
            if (i < subscribers.size() && !subscribers.get(i).equals(one)) {
                i--;
            }
        }
    }

    /// Adds a client and tells it, alone, what comes first.
    void add(ClientConnection client) {
        VenueServer.StreamEncoder first =
                server.encoder(
                        stream,
                        (bytes, length) ->
                                client.deliver(stream, bytes, length, LiquidationSums.NONE));
        for (InstrumentState of : market.of(stream)) {
            switch (stream.opening()) {
                case NOTHING -> {}
                case RECENT -> {
                    StateTelling.again(stream.kind(), of, first.events());
                    first.flush();
                }
                case STATE -> open(of, first.events());
            }
        }
        if (stream.opening() == Opening.STATE) {
            first.flush();
        }
        subscribers.add(client);
    }

    private void open(InstrumentState of, EventSink sink) {
        switch (stream.kind()) {
            case BOOK_CHANGES -> {
                BookWindow book = pace(of).book;
                if (book.isOpen()) {
                    whole(of, book, sink);
                }
            }
            case BOOK_TOPS -> top(of, sink);
            default -> StateTelling.tell(stream.kind(), of, sink);
        }
    }

    private void whole(InstrumentState of, BookWindow book, EventSink sink) {
        boolean byMessage = server.rules().bookNumbers() == ServerRules.BookNumbers.MESSAGES;
        sink.bookSnapshot(
                of.code(),
                book.toldTimeNs(),
                MarketEvent.NONE,
                byMessage ? book.messages() : book.toldId(),
                book.told());
    }

    private void top(InstrumentState of, EventSink sink) {
        if (of.hasBook()) {
            var levels = new BookLevels();
            of.book(stream.depth(), levels);
            sink.bookSnapshot(of.code(), of.bookTimeNs(), MarketEvent.NONE, of.bookId(), levels);
        }
    }

    boolean remove(ClientConnection client) {
        return subscribers.remove(client);
    }

    private Pace pace(InstrumentState of) {
        return paces.computeIfAbsent(of.code(), _ -> new Pace(of));
    }

    /// Notes levels that change.
    void touched(InstrumentState of, BookLevels levels) {
        pace(of).book.touched(levels);
    }

    /// Notes that a whole book changes.
    void replaced(InstrumentState of, BookLevels levels) {
        pace(of).book.replaced(levels);
    }

    /// Something of `of` changed that this stream tells: now, or when it is time.
    void changed(InstrumentState of) {
        Pace pace = pace(of);
        long nowNs = timeline.nowNs();
        boolean together = stream.isOfAll() && stream.kind() == StreamKind.MARKS;
        if (together) {
            together(nowNs);
            return;
        }
        long dueNs =
                pace.toldNs == MarketEvent.NONE ? nowNs : pace.toldNs + stream.every().toNanos();
        if (pace.waits) {
            return;
        }
        if (dueNs <= nowNs) {
            tell(pace);
            return;
        }
        pace.waits = true;
        timeline.at(
                dueNs,
                () -> {
                    pace.waits = false;
                    if (isWanted()) {
                        tell(pace);
                    }
                });
    }

    private void tell(Pace pace) {
        pace.toldNs = timeline.nowNs();
        switch (stream.kind()) {
            case BOOK_CHANGES -> changes(pace);
            case BOOK_TOPS -> top(pace.of, encoder.events());
            default -> StateTelling.tell(stream.kind(), pace.of, encoder.events());
        }
        encoder.flush();
    }

    /// All instruments in one message, at the end of each while.
    private void together(long nowNs) {
        if (togetherWaits) {
            return;
        }
        togetherWaits = true;
        long everyNs = stream.every().toNanos();
        long dueNs = togetherNs == MarketEvent.NONE ? nowNs : Math.max(nowNs, togetherNs + everyNs);
        timeline.at(
                dueNs,
                () -> {
                    togetherWaits = false;
                    togetherNs = timeline.nowNs();
                    if (isWanted()) {
                        for (InstrumentState of : market.of(stream)) {
                            StateTelling.tell(stream.kind(), of, encoder.events());
                        }
                        encoder.flush();
                    }
                });
    }

    private void changes(Pace pace) {
        BookWindow book = pace.book;
        if (!book.isOpen()) {
            book.open(pace.of);
            if (stream.opening() == Opening.STATE) {
                whole(pace.of, book, encoder.events());
            }
            return;
        }
        long previousId = book.toldId();
        BookLevels levels = book.tell(pace.of);
        if (levels.bids() + levels.asks() == 0) {
            return;
        }
        if (server.rules().bookNumbers() == ServerRules.BookNumbers.MESSAGES) {
            long number = book.messages();
            delta(pace.of, number, number, number - 1, levels);
        } else {
            delta(pace.of, previousId + 1, book.toldId(), previousId, levels);
        }
    }

    private void delta(
            InstrumentState of, long firstId, long lastId, long previousId, BookLevels levels) {
        encoder.events()
                .bookDelta(
                        of.code(),
                        of.bookTimeNs(),
                        MarketEvent.NONE,
                        firstId,
                        lastId,
                        previousId,
                        levels);
    }

    /// Tells liquidations that are published now.
    void publish(InstrumentState of, List<MarketEvent.Liquidation> orders) {
        boolean together = server.rules().liquidations() == ServerRules.Sampling.ALL;
        for (MarketEvent.Liquidation order : orders) {
            LiquidationSums one =
                    LiquidationTally.one(order.closedSide(), order.notionalMicroUsd());
            carried = together ? carried.plus(one) : one;
            StateTelling.orders(of, List.of(order), encoder.events());
        }
        encoder.flush();
        carried = LiquidationSums.NONE;
    }

    private void repeatQuotes() {
        Duration every = server.rules().quotesRepeatEvery();
        boolean repeats = stream.kind() == StreamKind.QUOTES && every.isPositive();
        if (repeats) {
            for (InstrumentState of : market.of(stream)) {
                repeat(pace(of), every);
            }
        }
    }

    private void repeat(Pace pace, Duration every) {
        timeline.after(
                every,
                () -> {
                    if (!isWanted()) {
                        return;
                    }
                    boolean isStill =
                            pace.toldNs == MarketEvent.NONE
                                    || timeline.nowNs() - pace.toldNs >= every.toNanos();
                    if (isStill) {
                        tell(pace);
                    }
                    repeat(pace, every);
                });
    }
}
