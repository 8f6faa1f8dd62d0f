package spillway.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.emulator.market.ScriptedMarket;
import spillway.market.BookLevels;
import spillway.market.Channel;
import spillway.market.Instrument;
import spillway.market.Instruments;
import spillway.market.LevelBook;
import spillway.market.SelectiveSink;
import spillway.testing.Counts;
import spillway.venues.Venues;
import spillway.venues.book.BookContinuity;
import spillway.venues.protocol.VenueProtocol;

/// Books that a client builds from what a venue sends and answers are the market's own.
final class BooksTest {
    private static final Duration LENGTH = Duration.ofMinutes(2);

    static LongStream seeds() {
        return Counts.seeds(2, 40);
    }

    /// Books of many instruments, built from whole ones and changes.
    private static final class Books implements SelectiveSink {
        private final Map<Integer, LevelBook> books = new HashMap<>();

        @Override
        public void bookSnapshot(
                int instrument,
                long venueTimeNs,
                long receiveTimeNs,
                long updateId,
                BookLevels levels) {
            books.computeIfAbsent(instrument, _ -> new LevelBook()).replace(levels);
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
            LevelBook book = books.computeIfAbsent(instrument, _ -> new LevelBook());
            book.apply(levels);
            assertThat(book.isCrossed()).isFalse();
        }

        /// Each book by venue and symbol, prices and sizes in plain digits.
        SortedMap<String, String> printed(Instruments instruments) {
            var printed = new TreeMap<String, String>();
            books.forEach((code, book) -> {
                Instrument on = instruments.get(code);
                var text = new StringBuilder();
                var levels = new BookLevels();
                book.top(1_000, levels);
                for (int i = 0; i < levels.bids(); i++) {
                    level(on, levels.bidPrice(i), levels.bidQuantity(i), text);
                }
                text.append('|');
                for (int i = 0; i < levels.asks(); i++) {
                    level(on, levels.askPrice(i), levels.askQuantity(i), text);
                }
                printed.put(on.toString(), text.toString());
            });
            return printed;
        }

        private static void level(Instrument on, long price, long quantity, StringBuilder text) {
            text.append(BigDecimal.valueOf(price, on.priceScale()).stripTrailingZeros());
            text.append(' ');
            text.append(BigDecimal.valueOf(quantity, on.quantityScale()).stripTrailingZeros());
            text.append(' ');
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void areTheMarketsOwn(long seed) {
        var run = new EmulatedRun(seed, LENGTH, Venues.all(), FaultPlan.none());
        var books = new Books();
        var continuities = new ArrayList<BookContinuity>();
        for (VenueProtocol protocol : Venues.all()) {
            var clients = new ArrayList<PlainClient>();
            var continuity =
                    new BookContinuity(
                            _ -> protocol.continuity(),
                            instrument -> {
                                // Somewhere between two messages of the stream.
                                run.timeline()
                                        .after(
                                                Duration.ofMillis(1_730),
                                                () ->
                                                        protocol.bookRequest(
                                                                        run.clientInstruments()
                                                                                .get(instrument))
                                                                .ifPresent(
                                                                        clients.getFirst()::ask));
                            },
                            books);
            continuities.add(continuity);
            PlainClient client = run.client(protocol, continuity);
            clients.add(client);
            client.start(Set.of(Channel.BOOK));
            run.timeline().after(LENGTH, () -> assertThat(client.problems()).isEmpty());
        }
        run.toTheEnd();
        assertThat(continuities).allMatch(c -> c.breaks() == 0);

        var instruments = new Instruments();
        var market =
                new ScriptedMarket(EmulatedRun.settings(seed, LENGTH), Venues.all(), instruments);
        var truth = new Books();
        while (market.nextTimeNs() != Long.MAX_VALUE) {
            market.advance(truth);
        }
        assertThat(books.printed(run.clientInstruments())).isEqualTo(truth.printed(instruments));
        assertThat(List.copyOf(books.books.keySet())).hasSize(market.listings().size());
    }
}
