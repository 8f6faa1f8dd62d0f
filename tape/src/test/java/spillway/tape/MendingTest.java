package spillway.tape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import spillway.market.Channel;
import spillway.market.EventKind;
import spillway.market.FeedState;
import spillway.market.MarketEvent;
import spillway.market.RandomEvents;

/// A feed that was connected when its writer went is covered until something was last heard, not
/// longer, and that is said once, wherever the last event lies.
class MendingTest {
    private static final long START_NS = 1_770_336_000_000_000_000L;
    private static final long LAST_NS = START_NS + 60_000_000_000L;

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    /// What happened after the last event was heard.
    enum Since {
        NOTHING,
        SEALED,
        SEALED_AND_LATER_HISTORY_IMPORTED,
        SEALED_AND_MERGED
    }

    private static void connected(TapeWriter writer, MarketEvent of, Channel channel) {
        writer.sink()
                .feedHealth(
                        writer.instruments().code(of.instrument()),
                        START_NS,
                        START_NS,
                        channel,
                        FeedState.CONNECTED,
                        START_NS,
                        START_NS,
                        "");
    }

    @ParameterizedTest
    @EnumSource(Since.class)
    void aFeedIsLostFromTheLastTimeOfReceiptOn(Since since) throws IOException {
        var random = new RandomEvents(3, START_NS);
        MarketEvent first = random.one(EventKind.TRADE);
        try (var writer = TapeWriter.open(folder)) {
            connected(writer, first, Channel.TRADES);
            connected(writer, first, Channel.LIQUIDATIONS);
            new MarketEvent.MarkPrice(0, first.instrument(), LAST_NS - 5, LAST_NS, 1)
                    .sendTo(writer.sink(), writer.instruments());
            writer.commit();
            if (since != Since.NOTHING) {
                writer.sealAll();
            }
            if (since == Since.SEALED_AND_LATER_HISTORY_IMPORTED) {
                try (var session = writer.beginImport()) {
                    new MarketEvent.MarkPrice(
                                    0,
                                    first.instrument(),
                                    LAST_NS + 86_400_000_000_000L,
                                    MarketEvent.NONE,
                                    2)
                            .sendTo(session.sink(), session.instruments());
                    session.finish();
                }
            }
            if (since == Since.SEALED_AND_MERGED) {
                writer.compact(Long.MAX_VALUE);
            }
        }
        for (int i = 0; i < 2; i++) {
            TapeWriter.open(folder).close();
        }
        try (var tape = Tape.open(folder)) {
            List<MarketEvent.FeedHealth> lost =
                    SlowTape.all(tape.arrival(Selection.of(EventKind.FEED_HEALTH))).stream()
                            .map(MarketEvent.FeedHealth.class::cast)
                            .filter(h -> h.state() == FeedState.LOST)
                            .toList();
            assertThat(lost).hasSize(2).allMatch(h -> h.fromNs() == LAST_NS);
            assertThat(lost)
                    .extracting(MarketEvent.FeedHealth::channel)
                    .containsExactly(Channel.TRADES, Channel.LIQUIDATIONS);
            assertThat(lost).allMatch(h -> h.reason().contains("writer stopped"));
        }
    }
}
