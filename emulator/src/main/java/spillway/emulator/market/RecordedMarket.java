package spillway.emulator.market;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import spillway.emulator.LiquidationSums;
import spillway.emulator.LiquidationTally;
import spillway.emulator.MarketSource;
import spillway.market.Completeness;
import spillway.market.Decimal;
import spillway.market.EventDecoder;
import spillway.market.EventEncoder;
import spillway.market.EventKind;
import spillway.market.EventSink;
import spillway.market.Instrument;
import spillway.market.InstrumentKind;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.RoutingSink;
import spillway.market.SelectiveSink;
import spillway.market.TakerSide;
import spillway.venues.book.BookContinuity;
import spillway.venues.protocol.Symbols;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.serving.ListedInstrument;
import spillway.venues.session.RejectedLines;
import spillway.venues.session.SessionReader;

/// A market that happened before: events in the order in which they were heard. It opens with
/// nothing known.
///
/// What a recording does not say is made up with care: ticks and lots are the finest seen in trades
/// and best prices, funding is paid every eight hours. Its economic truth is what was heard, at the
/// price that was heard: a recording knows no fills.
public final class RecordedMarket implements MarketSource {
    /// Bytes of events that are held: several hours of a busy venue. More does not fit the usual
    /// heap beside everything else.
    private static final int MOST_BYTES = 256 << 20;

    private static final int BYTES_PER_CHUNK = 8 << 20;
    private static final Duration USUAL_FUNDING = Duration.ofHours(8);

    private final List<ListedInstrument> listings;
    private final List<ByteBuffer> chunks;
    private final long[] timesNs;
    private final EventDecoder decoder = new EventDecoder();
    private final LiquidationTally heard;
    private final Instruments instruments;
    private int chunk;
    private int told;
    private boolean opened;

    private RecordedMarket(
            Instruments instruments,
            List<ListedInstrument> listings,
            List<ByteBuffer> chunks,
            long[] timesNs) {
        this.instruments = instruments;
        this.listings = List.copyOf(listings);
        this.chunks = List.copyOf(chunks);
        this.timesNs = timesNs;
        heard = new LiquidationTally(List.of());
    }

    /// Takes down what is pushed into it, and makes a market of it.
    public static final class Recorder {
        private final Instruments instruments;
        private final List<ByteBuffer> chunks = new ArrayList<>();
        private final Map<Integer, Steps> steps = new TreeMap<>();
        private final Taker taker = new Taker();
        private EventEncoder open = new EventEncoder();
        private long[] timesNs = new long[1 << 10];
        private int events;
        private long bytes;

        /// @param instruments the numbering of the events
        public Recorder(Instruments instruments) {
            this.instruments = instruments;
        }

        /// Where the events go, in the order in which they were heard.
        ///
        /// Pushing throws an `IllegalStateException` where they are more than can be held.
        public EventSink sink() {
            return taker;
        }

        /// The market of what was taken down.
        public RecordedMarket market() {
            closeChunk();
            var listings = new ArrayList<ListedInstrument>();
            steps.forEach((code, seen) -> listings.add(seen.listed(instruments.get(code))));
            return new RecordedMarket(
                    instruments, listings, chunks, Arrays.copyOf(timesNs, events));
        }

        private void closeChunk() {
            if (open.events() > 0) {
                chunks.add(open.encoded());
                open = new EventEncoder();
            }
        }

        /// Takes each event, with the time at which it was heard.
        private final class Taker extends RoutingSink {
            private final EventSink[] none = {};

            @Override
            protected EventSink[] route(
                    EventKind kind, int instrument, long venueTimeNs, long receiveTimeNs) {
                if (kind == EventKind.FEED_HEALTH
                        || kind == EventKind.REPORTED
                        || instruments.get(instrument).isWholeMarket()) {
                    return none;
                }
                if (open.size() > BYTES_PER_CHUNK) {
                    closeChunk();
                }
                bytes = chunks.size() * (long) BYTES_PER_CHUNK + open.size();
                if (bytes > MOST_BYTES) {
                    throw new IllegalStateException(
                            "recording: expected at most "
                                    + (MOST_BYTES >> 20)
                                    + " MB of events, found more; play a part of it");
                }
                long timeNs = receiveTimeNs == MarketEvent.NONE ? venueTimeNs : receiveTimeNs;
                if (events == timesNs.length) {
                    timesNs = Arrays.copyOf(timesNs, events * 2);
                }
                timesNs[events] = events == 0 ? timeNs : Math.max(timeNs, timesNs[events - 1]);
                events++;
                Steps seen = steps.computeIfAbsent(instrument, _ -> new Steps());
                return new EventSink[] {open, seen};
            }
        }
    }

    /// The finest steps of prices and quantities seen of an instrument, as places of the mantissa
    /// that are always zero.
    private static final class Steps implements SelectiveSink {
        private int priceZeros = Decimal.MAX_SCALE;
        private int quantityZeros = Decimal.MAX_SCALE;

        private static int zeros(long mantissa, int atMost) {
            int zeros = 0;
            for (long rest = mantissa; zeros < atMost && rest % 10 == 0; rest /= 10) {
                zeros++;
            }
            return zeros;
        }

        private void see(long price, long quantity) {
            priceZeros = zeros(price, priceZeros);
            quantityZeros = zeros(quantity, quantityZeros);
        }

        @Override
        public void trade(
                int instrument,
                long venueTimeNs,
                long receiveTimeNs,
                long priceMantissa,
                long quantityMantissa,
                TakerSide takerSide,
                long venueId) {
            see(priceMantissa, quantityMantissa);
        }

        @Override
        public void quote(
                int instrument,
                long venueTimeNs,
                long receiveTimeNs,
                long bidPriceMantissa,
                long bidQuantityMantissa,
                long askPriceMantissa,
                long askQuantityMantissa,
                long updateId) {
            see(bidPriceMantissa, bidQuantityMantissa);
            see(askPriceMantissa, askQuantityMantissa);
        }

        @Override
        public void liquidation(
                int instrument,
                long venueTimeNs,
                long receiveTimeNs,
                PositionSide closedSide,
                long quantityMantissa,
                long priceMantissa,
                PriceKind priceKind,
                long notionalMicroUsd,
                Completeness completeness,
                long venueId) {
            quantityZeros = zeros(quantityMantissa, quantityZeros);
        }

        ListedInstrument listed(Instrument instrument) {
            Duration funding =
                    instrument.kind() == InstrumentKind.PERPETUAL ? USUAL_FUNDING : Duration.ZERO;
            return new ListedInstrument(
                    instrument,
                    step(instrument.priceScale(), priceZeros),
                    step(instrument.quantityScale(), quantityZeros),
                    funding);
        }

        private static Decimal step(int scale, int zeros) {
            return new Decimal(1, Math.max(0, scale - zeros));
        }
    }

    /// Recorded sessions of one venue, read as one in the order given.
    ///
    /// @param instruments the numbering to code events with
    /// @param rejected gets malformed lines
    /// @throws IOException if a file cannot be read
    public static RecordedMarket ofSessions(
            VenueProtocol protocol,
            List<Path> files,
            Instruments instruments,
            RejectedLines rejected)
            throws IOException {
        var recorder = new Recorder(instruments);
        var chained = new BookContinuity(_ -> protocol.continuity(), _ -> {}, recorder.sink());
        var symbols = new Symbols(instruments, protocol.symbolRule());
        var reader = new SessionReader(protocol, protocol.decoder(symbols, chained), rejected);
        for (Path file : files) {
            reader.read(file);
        }
        return recorder.market();
    }

    /// Events, in the order of the list.
    ///
    /// @param instruments the numbering to code events with
    public static RecordedMarket of(List<MarketEvent> events, Instruments instruments) {
        var recorder = new Recorder(instruments);
        for (MarketEvent event : events) {
            event.sendTo(recorder.sink(), instruments);
        }
        return recorder.market();
    }

    @Override
    public List<ListedInstrument> listings() {
        return listings;
    }

    /// How many events there are.
    public int events() {
        return timesNs.length;
    }

    @Override
    public long nextTimeNs() {
        if (!opened && timesNs.length > 0) {
            return timesNs[0] - 1;
        }
        return told == timesNs.length ? Long.MAX_VALUE : timesNs[told];
    }

    @Override
    public void advance(EventSink sink) {
        if (!opened) {
            opened = true;
            return;
        }
        while (!chunks.get(chunk).hasRemaining()) {
            chunk++;
        }
        told++;
        decoder.decodeOne(chunks.get(chunk), new Both(sink));
    }

    /// Pushes on, and counts liquidations.
    private final class Both extends RoutingSink {
        private final EventSink[] all;

        Both(EventSink sink) {
            all = new EventSink[] {sink, new Heard()};
        }

        @Override
        protected EventSink[] route(
                EventKind kind, int instrument, long venueTimeNs, long receiveTimeNs) {
            return all;
        }
    }

    private final class Heard implements SelectiveSink {
        @Override
        public void liquidation(
                int instrument,
                long venueTimeNs,
                long receiveTimeNs,
                PositionSide closedSide,
                long quantityMantissa,
                long priceMantissa,
                PriceKind priceKind,
                long notionalMicroUsd,
                Completeness completeness,
                long venueId) {
            heard.add(
                    instruments.get(instrument).venue().code(),
                    LiquidationTally.one(closedSide, notionalMicroUsd));
        }
    }

    @Override
    public SortedMap<String, LiquidationSums> economic() {
        return heard.sums();
    }
}
