package spillway.venues.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.market.BookLevels;
import spillway.market.Channel;
import spillway.market.Coin;
import spillway.market.CoverageFold;
import spillway.market.EventRecorder;
import spillway.market.Feed;
import spillway.market.FeedState;
import spillway.market.Instrument;
import spillway.market.Instruments;
import spillway.market.Level;
import spillway.market.LevelBook;
import spillway.market.MarketEvent;
import spillway.market.TimeWindow;
import spillway.market.Venue;
import spillway.testing.Counts;
import spillway.venues.Venues;
import spillway.venues.protocol.ContinuityRule;
import spillway.venues.protocol.SnapshotSource;

class BookContinuityTest {
    private static final Instrument BOOK =
            Instrument.linear(new Venue("somewhere"), "BTCUSDT", new Coin("BTC"), "USDT", 0, 0);
    private static final long NONE = MarketEvent.NONE;

    private final Instruments instruments = new Instruments();
    private final int code = instruments.code(BOOK);
    private final List<MarketEvent> out = new ArrayList<>();
    private final List<Integer> wanted = new ArrayList<>();

    private BookContinuity continuity(String protocol) {
        ContinuityRule rule = Venues.byName(protocol).orElseThrow().continuity();
        return new BookContinuity(_ -> rule, wanted::add, new EventRecorder(instruments, out::add));
    }

    private void snapshot(BookContinuity book, long id) {
        book.bookSnapshot(code, id, id, id, levels(id));
    }

    private void change(BookContinuity book, long first, long last, long previous) {
        book.bookDelta(code, last, last, first, last, previous, levels(last));
    }

    private static BookLevels levels(long number) {
        var levels = new BookLevels();
        levels.addBid(number, number);
        return levels;
    }

    /// `S5` a snapshot numbered 5, `C7` a change ending with 7, others by the state of the feed.
    private String said() {
        var said = new StringBuilder();
        for (MarketEvent event : out) {
            switch (event) {
                case MarketEvent.BookSnapshot e -> said.append(" S").append(e.updateId());
                case MarketEvent.BookDelta e -> said.append(" C").append(e.lastUpdateId());
                case MarketEvent.FeedHealth e -> {
                    said.append(' ').append(e.state());
                    if (e.state() == FeedState.GAP) {
                        said.append(e.fromNs()).append('-').append(e.toNs());
                    }
                }
                default -> said.append(" ?");
            }
        }
        return said.toString().strip();
    }

    @Test
    void futuresChangesWaitForTheSnapshotAndFollowIt() {
        var book = continuity("binance-usdm");
        change(book, 1, 4, 0);
        change(book, 5, 8, 4);
        change(book, 9, 12, 8);
        assertThat(out).isEmpty();
        assertThat(wanted).containsExactly(code);
        snapshot(book, 6);
        change(book, 13, 13, 12);
        assertThat(said()).isEqualTo("CONNECTED S6 C8 C12 C13");
        assertThat(book.stale()).isOne();
    }

    @Test
    void futuresChangesThatContinueTheSnapshotDirectlyApply() {
        var book = continuity("binance-usdm");
        snapshot(book, 100);
        change(book, 150, 160, 100);
        assertThat(said()).isEqualTo("CONNECTED S100 C160");
    }

    @Test
    void spotChangesChainByTheirFirstNumber() {
        var book = continuity("binance-spot");
        change(book, 1, 6, NONE);
        change(book, 7, 9, NONE);
        snapshot(book, 6);
        change(book, 10, 10, NONE);
        change(book, 12, 12, NONE);
        assertThat(said()).isEqualTo("CONNECTED S6 C9 C10 LOST");
    }

    @Test
    void aSnapshotOlderThanAllThatWaitsIsAskedForAgain() {
        var book = continuity("binance-usdm");
        change(book, 20, 22, 19);
        snapshot(book, 10);
        assertThat(out).isEmpty();
        assertThat(wanted).containsExactly(code, code);
        snapshot(book, 21);
        assertThat(said()).isEqualTo("CONNECTED S21 C22");
    }

    private BookContinuity brokenBook() {
        var book = continuity("binance-usdm");
        snapshot(book, 10);
        change(book, 11, 12, 10);
        change(book, 15, 16, 14);
        change(book, 17, 18, 16);
        return book;
    }

    @Test
    void aBreakIsLostAtOnceAndAGapOnceTheBookIsBack() {
        var book = brokenBook();
        assertThat(said()).isEqualTo("CONNECTED S10 C12 LOST");
        assertThat(wanted).containsExactly(code);
        snapshot(book, 17);
        assertThat(said()).isEqualTo("CONNECTED S10 C12 LOST GAP12-17 RESYNCED S17 C18");
        assertThat(book.breaks()).isOne();
    }

    @Test
    void coverageLeavesOutExactlyTheGap() {
        snapshot(brokenBook(), 17);
        var fold = new CoverageFold();
        for (MarketEvent event : out) {
            if (event instanceof MarketEvent.FeedHealth e) {
                fold.feedHealth(Feed.of(BOOK, Channel.BOOK), e.state(), e.fromNs(), e.toNs());
            }
        }
        assertThat(fold.at(30).of(BOOK, Channel.BOOK).windows())
                .containsExactly(new TimeWindow(10, 12), new TimeWindow(17, 30));
    }

    @Test
    void bybitCountsByOneAndReplacesTheBookBySnapshotsAtAnyTime() {
        var book = continuity("bybit-linear");
        snapshot(book, 10);
        change(book, 11, 11, NONE);
        change(book, 11, 11, NONE);
        snapshot(book, 1);
        change(book, 2, 2, NONE);
        change(book, 4, 4, NONE);
        snapshot(book, 9);
        assertThat(said()).isEqualTo("CONNECTED S10 C11 S1 C2 LOST GAP2-9 RESYNCED S9");
    }

    @Test
    void okxLinksAlsoWhereNumbersFall() {
        var book = continuity("okx-swap");
        snapshot(book, 10);
        change(book, 15, 15, 10);
        change(book, 3, 3, 15);
        change(book, 5, 5, 3);
        change(book, 8, 8, 6);
        assertThat(said()).isEqualTo("CONNECTED S10 C15 C3 C5 LOST");
    }

    @Test
    void aNumberingThatBeganAnewIsNotTakenForOldChangesForEver() {
        var book = continuity("binance-usdm");
        snapshot(book, 1_000_000);
        change(book, 1_000_001, 1_000_001, 1_000_000);
        for (int i = 1; i <= BookContinuity.MAX_STALE_IN_A_ROW + 1; i++) {
            change(book, i, i, i - 1);
        }
        assertThat(said()).isEqualTo("CONNECTED S1000000 C1000001 LOST");
    }

    @Test
    void aLostConnectionStartsAnewAndOwnsUpToTheGap() {
        var book = continuity("bybit-linear");
        snapshot(book, 10);
        change(book, 11, 11, NONE);
        book.disconnected(code);
        snapshot(book, 20);
        change(book, 21, 21, NONE);
        assertThat(said()).isEqualTo("CONNECTED S10 C11 GAP11-20 RESYNCED S20 C21");
    }

    static Stream<Arguments> protocolsAndSeeds() {
        long seeds = Counts.of(10, 500);
        return Stream.of("binance-usdm", "binance-spot", "bybit-linear", "okx-swap")
                .flatMap(p -> LongStream.range(0, seeds).mapToObj(seed -> Arguments.of(p, seed)));
    }

    /// Whatever is dropped, doubled or swapped on the way: what comes out rebuilds the true book at
    /// every step, and every drop is between a LOST and a GAP.
    @ParameterizedTest
    @MethodSource("protocolsAndSeeds")
    void whateverHappensOnTheWayTheBookThatComesOutIsTrue(String protocol, long seed) {
        var random = new SplittableRandom(seed);
        var feed = new FaultyFeed(continuity(protocol), protocol, random);
        for (int i = 0; i < 1_500; i++) {
            feed.step();
        }
        feed.settle();
        var book = new LevelBook();
        boolean known = false;
        for (MarketEvent event : out) {
            switch (event) {
                case MarketEvent.BookSnapshot e -> {
                    book.replace(e.levels().toBookLevels());
                    known = true;
                    assertThat(top(book)).as("seed %d", seed).isEqualTo(feed.truth(e.updateId()));
                }
                case MarketEvent.BookDelta e -> {
                    assertThat(known).as("seed %d", seed).isTrue();
                    book.apply(e.levels().toBookLevels());
                    assertThat(top(book))
                            .as("%s, seed %d", e, seed)
                            .isEqualTo(feed.truth(e.lastUpdateId()));
                }
                case MarketEvent.FeedHealth e -> known &= e.state() != FeedState.LOST;
                default -> assertThat(event).isNull();
            }
        }
        long lost =
                out.stream()
                        .filter(e ->
                                e instanceof MarketEvent.FeedHealth h
                                        && h.state() == FeedState.LOST)
                        .count();
        long gaps =
                out.stream()
                        .filter(e ->
                                e instanceof MarketEvent.FeedHealth h && h.state() == FeedState.GAP)
                        .count();
        assertThat(gaps).as("seed %d", seed).isEqualTo(lost);
        assertThat(known).as("seed %d", seed).isTrue();
    }

    private static List<Level> top(LevelBook book) {
        var top = new BookLevels();
        book.top(5, top);
        return spillway.market.Levels.of(top).bids();
    }

    /// A venue that changes one bid at a time, and a way on which things happen.
    private final class FaultyFeed {
        private final BookContinuity book;
        private final SplittableRandom random;
        private final boolean onRequest;
        private final LevelBook venue = new LevelBook();
        private final List<List<Level>> truths = new ArrayList<>();
        private final List<long[]> delayed = new ArrayList<>();
        private long id = 1;
        private int seen;

        FaultyFeed(BookContinuity book, String protocol, SplittableRandom random) {
            this.book = book;
            this.random = random;
            ContinuityRule rule = Venues.byName(protocol).orElseThrow().continuity();
            onRequest = rule.snapshotSource() == SnapshotSource.REQUEST;
            truths.add(List.of());
            truths.add(List.of());
            if (!onRequest) {
                sendSnapshot();
            }
        }

        List<Level> truth(long updateId) {
            return truths.get((int) updateId);
        }

        void step() {
            long previous = id++;
            long price = random.nextInt(1, 40);
            long size = random.nextInt(3) == 0 ? 0 : random.nextInt(1, 100);
            var change = new BookLevels();
            change.addBid(price, size);
            venue.apply(change);
            truths.add(top(venue));
            long[] message = {id, previous, price, size};
            switch (random.nextInt(60)) {
                case 0 -> {}
                case 1 -> {
                    send(message);
                    send(message);
                }
                case 2 -> delayed.add(message);
                default -> {
                    send(message);
                    delayed.forEach(this::send);
                    delayed.clear();
                }
            }
            if (wanted.size() > seen && random.nextInt(5) == 0) {
                seen = wanted.size();
                sendSnapshot();
            }
        }

        void settle() {
            delayed.clear();
            for (int i = 0; i < 20; i++) {
                long previous = id++;
                var change = new BookLevels();
                change.addBid(1, i + 1);
                venue.apply(change);
                truths.add(top(venue));
                send(new long[] {id, previous, 1, i + 1});
                if (wanted.size() > seen) {
                    seen = wanted.size();
                    sendSnapshot();
                }
            }
        }

        private void send(long[] message) {
            var change = new BookLevels();
            change.addBid(message[2], message[3]);
            long number = message[0];
            book.bookDelta(code, number, number, number, number, message[1], change);
        }

        private void sendSnapshot() {
            var whole = new BookLevels();
            venue.top(100, whole);
            book.bookSnapshot(code, id, id, id, whole);
        }
    }
}
