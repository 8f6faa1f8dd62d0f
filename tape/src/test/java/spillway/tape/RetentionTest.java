package spillway.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spillway.market.Channel;
import spillway.market.Coin;
import spillway.market.Contract;
import spillway.market.CoverageFold;
import spillway.market.Decimal;
import spillway.market.EventKind;
import spillway.market.Feed;
import spillway.market.FeedState;
import spillway.market.Instrument;
import spillway.market.InstrumentKind;
import spillway.market.MarketEvent;
import spillway.market.TimeSpans;
import spillway.market.TimeWindow;
import spillway.market.Venue;

/// What is kept how long, what goes first where there is no room, and that the time of what went is
/// covered no more.
class RetentionTest {
    private static final long DAY_NS = 86_400_000_000_000L;
    private static final long START_NS = 1_770_336_000_000_000_000L;

    private static final Instrument BTC = instrument("BTCUSDT");
    private static final Instrument ETH = instrument("ETHUSDT");

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    private static Instrument instrument(String symbol) {
        return new Instrument(
                new Venue("alpha"),
                symbol,
                new Coin(symbol.substring(0, 3)),
                "USDT",
                InstrumentKind.PERPETUAL,
                Contract.LINEAR,
                Decimal.ONE,
                1,
                2,
                2,
                0);
    }

    private static Segment segment(EventKind kind, int firstDay, int lastDay, long bytes) {
        String path = kind.key() + firstDay;
        return new Segment(
                path,
                kind,
                new Venue("alpha"),
                "date=2026-02-06",
                1,
                0,
                0,
                START_NS + firstDay * DAY_NS,
                START_NS + lastDay * DAY_NS,
                bytes);
    }

    private static List<String> expired(Retention rule, int nowDay, Segment... segments) {
        return rule.expired(List.of(segments), START_NS + nowDay * DAY_NS).stream()
                .map(Segment::path)
                .toList();
    }

    @Test
    void byDefaultBooksGoAfterThreeDaysAndTheRestStays() {
        Segment book = segment(EventKind.BOOK_DELTA, 0, 1, 10);
        Segment trade = segment(EventKind.TRADE, 0, 1, 10);
        assertThat(expired(Retention.DEFAULT, 4, book, trade)).isEmpty();
        assertThat(expired(Retention.DEFAULT, 5, book, trade)).containsExactly("book-delta0");
        assertThat(expired(Retention.DEFAULT, 5_000, trade)).isEmpty();
    }

    @Test
    void withoutRoomTheOldestBooksGoFirstThenTheOldestOfTheRestAndHealthStays() {
        Segment[] all = {
            segment(EventKind.FEED_HEALTH, 0, 0, 10),
            segment(EventKind.TRADE, 0, 0, 10),
            segment(EventKind.TRADE, 3, 3, 10),
            segment(EventKind.BOOK_SNAPSHOT, 2, 2, 10),
            segment(EventKind.BOOK_DELTA, 1, 1, 10)
        };
        List<String> order = List.of("book-delta1", "book-snapshot2", "trade0", "trade3");
        for (int go = 0; go <= 4; go++) {
            var rule = new Retention(Map.of(), 50 - 10 * go);
            assertThat(expired(rule, 9, all)).as("%d go", go).isEqualTo(order.subList(0, go));
        }
        assertThat(expired(new Retention(Map.of(), 1), 9, all)).isEqualTo(order);
    }

    @Test
    void aRuleWithoutRoomAtAllIsRefused() {
        assertThatThrownBy(() -> new Retention(Map.of(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxBytes must be > 0 bytes, was 0");
    }

    private static void trade(TapeWriter writer, Instrument on, long timeNs) {
        new MarketEvent.Trade(
                        0,
                        on,
                        timeNs,
                        timeNs,
                        1,
                        1,
                        spillway.market.TakerSide.BUY,
                        MarketEvent.NONE)
                .sendTo(writer.sink(), writer.instruments());
    }

    private static void health(TapeWriter writer, Instrument on, FeedState state, long timeNs) {
        writer.sink()
                .feedHealth(
                        writer.instruments().code(on),
                        timeNs,
                        timeNs,
                        Channel.TRADES,
                        state,
                        timeNs,
                        timeNs,
                        "");
    }

    @Test
    void theTimeOfWhatWentIsCoveredNoMoreAndNoFeedIsInvented() throws IOException {
        long end = START_NS + 2 * DAY_NS;
        try (var writer = TapeWriter.open(folder)) {
            health(writer, BTC, FeedState.CONNECTED, START_NS);
            trade(writer, BTC, START_NS + 1);
            trade(writer, ETH, START_NS + 10);
            writer.commit();
            trade(writer, BTC, START_NS + DAY_NS + 5);
            health(writer, BTC, FeedState.LOST, end);
            writer.commit();
            writer.sealAll();
            var rule = new Retention(Map.of(EventKind.TRADE, Duration.ofHours(30)), Long.MAX_VALUE);
            List<Segment> went = writer.retain(rule, end);
            assertThat(went).hasSize(1);
            assertThat(folder.resolve(went.getFirst().path())).doesNotExist();
            assertThat(writer.manifest().garbage()).isEmpty();
            assertThat(writer.flushedThrough()).isEqualTo(writer.nextSeq());
            assertThat(writer.retain(rule, end)).isEmpty();
        }
        try (var tape = Tape.open(folder)) {
            List<MarketEvent> left = SlowTape.all(tape.arrival(Selection.all()));
            assertThat(left).filteredOn(e -> e.kind() == EventKind.TRADE).hasSize(1);
            var fold = new CoverageFold();
            for (var event : left) {
                if (event instanceof MarketEvent.FeedHealth h) {
                    fold.feedHealth(
                            Feed.of(h.instrument(), h.channel()), h.state(), h.fromNs(), h.toNs());
                }
            }
            var covered = fold.at(end).byFeed();
            assertThat(covered).containsOnlyKeys(Feed.of(BTC, Channel.TRADES));
            assertThat(covered.get(Feed.of(BTC, Channel.TRADES)))
                    .isEqualTo(
                            TimeSpans.of(
                                    new ArrayList<>(
                                            List.of(
                                                    new TimeWindow(START_NS, START_NS + 1),
                                                    new TimeWindow(START_NS + 11, end)))));
        }
    }
}
