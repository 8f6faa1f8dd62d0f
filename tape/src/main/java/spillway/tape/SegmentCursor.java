package spillway.tape;

import static spillway.tape.EventColumns.OWN;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import spillway.market.BookLevels;
import spillway.market.Channel;
import spillway.market.Completeness;
import spillway.market.EventKind;
import spillway.market.EventSink;
import spillway.market.FeedState;
import spillway.market.FundingKind;
import spillway.market.InstrumentStatus;
import spillway.market.MarketEvent;
import spillway.market.Metric;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.RatioPopulation;
import spillway.market.TakerSide;
import spillway.tape.parquet.Column;
import spillway.tape.parquet.ColumnType;
import spillway.tape.parquet.PageBuffers;
import spillway.tape.parquet.SegmentReader;

/// Walks through the events of one sealed file. Allocates nothing per event.
final class SegmentCursor implements EventCursor {
    private final Path path;
    private final EventKind kind;
    private final SegmentReader reader;
    private final BookLevels levels = new BookLevels();

    /// The constant behind each text of the file, by the text's number; one column's texts never
    /// mean another's.
    private Object[] constants = new Object[0];

    private int row = -1;
    private int rows;
    private long[] seqs = {};
    private long[] venueTimes = {};

    private SegmentCursor(Path path, EventKind kind, SegmentReader reader) {
        this.path = path;
        this.kind = kind;
        this.reader = reader;
    }

    /// @throws IOException if the file is damaged, or not of `kind`
    static SegmentCursor open(Path path, EventKind kind, PageBuffers buffers) throws IOException {
        List<Column> expected = EventColumns.of(kind).columns();
        List<String> names = expected.stream().map(Column::name).toList();
        SegmentReader reader;
        try {
            reader = SegmentReader.open(path, names, buffers);
        } catch (IllegalArgumentException e) {
            throw new TapeException(
                    path
                            + ": expected a file of "
                            + kind.key()
                            + " events, found other columns ("
                            + e.getMessage()
                            + "); docs/reference/tape.md lists them",
                    e);
        }
        for (int i = 0; i < names.size(); i++) {
            ColumnType found = reader.columns().get(i).type();
            if (found != expected.get(i).type()) {
                reader.close();
                throw new TapeException(
                        path
                                + ": expected column "
                                + names.get(i)
                                + " of type "
                                + expected.get(i).type()
                                + ", found "
                                + found
                                + "; convert it, docs/reference/tape.md lists the types");
            }
        }
        return new SegmentCursor(path, kind, reader);
    }

    /// Leaves out parts of the file without an event in `[fromNs, toNs)` by venue time; some
    /// outside may remain.
    void skipOutside(long fromNs, long toNs) {
        reader.skipOutside("venue_time", fromNs, toNs);
    }

    @Override
    public boolean next() throws IOException {
        if (++row < rows) {
            return true;
        }
        if (!reader.nextBatch()) {
            return false;
        }
        row = 0;
        rows = reader.batchRows();
        seqs = reader.longs(EventColumns.SEQ);
        venueTimes = reader.longs(EventColumns.VENUE_TIME);
        return true;
    }

    @Override
    public long seq() {
        return seqs[row];
    }

    @Override
    public long venueTimeNs() {
        return venueTimes[row];
    }

    @Override
    public EventKind kind() {
        return kind;
    }

    @Override
    public int instrument() {
        return reader.ints(EventColumns.INSTRUMENT)[row];
    }

    @Override
    public void push(EventSink sink) {
        sink.at(seqs[row]);
        int instrument = instrument();
        long venueTimeNs = venueTimes[row];
        long receiveTimeNs = orNone(EventColumns.RECEIVE_TIME);
        switch (kind) {
            case TRADE ->
                    sink.trade(
                            instrument,
                            venueTimeNs,
                            receiveTimeNs,
                            reader.longs(OWN)[row],
                            reader.longs(OWN + 1)[row],
                            constant(OWN + 2, TakerSide.class),
                            orNone(OWN + 3));
            case QUOTE ->
                    sink.quote(
                            instrument,
                            venueTimeNs,
                            receiveTimeNs,
                            reader.longs(OWN)[row],
                            reader.longs(OWN + 1)[row],
                            reader.longs(OWN + 2)[row],
                            reader.longs(OWN + 3)[row],
                            orNone(OWN + 4));
            case BOOK_SNAPSHOT ->
                    sink.bookSnapshot(
                            instrument, venueTimeNs, receiveTimeNs, orNone(OWN), levels(OWN + 1));
            case BOOK_DELTA ->
                    sink.bookDelta(
                            instrument,
                            venueTimeNs,
                            receiveTimeNs,
                            orNone(OWN),
                            orNone(OWN + 1),
                            orNone(OWN + 2),
                            levels(OWN + 3));
            case LIQUIDATION ->
                    sink.liquidation(
                            instrument,
                            venueTimeNs,
                            receiveTimeNs,
                            constant(OWN, PositionSide.class),
                            reader.longs(OWN + 1)[row],
                            reader.longs(OWN + 2)[row],
                            constant(OWN + 3, PriceKind.class),
                            reader.longs(OWN + 4)[row],
                            constant(OWN + 5, Completeness.class),
                            orNone(OWN + 6));
            case DELEVERAGING ->
                    sink.deleveraging(
                            instrument,
                            venueTimeNs,
                            receiveTimeNs,
                            constant(OWN, PositionSide.class),
                            reader.longs(OWN + 1)[row],
                            reader.longs(OWN + 2)[row],
                            reader.longs(OWN + 3)[row],
                            orNone(OWN + 4));
            case MARK_PRICE ->
                    sink.markPrice(instrument, venueTimeNs, receiveTimeNs, reader.longs(OWN)[row]);
            case INDEX_PRICE ->
                    sink.indexPrice(instrument, venueTimeNs, receiveTimeNs, reader.longs(OWN)[row]);
            case FUNDING_RATE ->
                    sink.fundingRate(
                            instrument,
                            venueTimeNs,
                            receiveTimeNs,
                            reader.longs(OWN)[row],
                            reader.ints(OWN + 1)[row],
                            orNone(OWN + 2),
                            orNone(OWN + 3),
                            constant(OWN + 4, FundingKind.class));
            case OPEN_INTEREST ->
                    sink.openInterest(
                            instrument, venueTimeNs, receiveTimeNs, orNone(OWN), orNone(OWN + 1));
            case LONG_SHORT_RATIO ->
                    sink.longShortRatio(
                            instrument,
                            venueTimeNs,
                            receiveTimeNs,
                            constant(OWN, RatioPopulation.class),
                            reader.longs(OWN + 1)[row],
                            reader.ints(OWN + 2)[row]);
            case INSURANCE_FUND ->
                    sink.insuranceFund(
                            instrument,
                            venueTimeNs,
                            receiveTimeNs,
                            text(OWN),
                            reader.longs(OWN + 1)[row],
                            reader.ints(OWN + 2)[row]);
            case INSTRUMENT_CHANGE ->
                    sink.instrumentChange(
                            instrument,
                            venueTimeNs,
                            receiveTimeNs,
                            constant(OWN, InstrumentStatus.class));
            case FEED_HEALTH ->
                    sink.feedHealth(
                            instrument,
                            venueTimeNs,
                            receiveTimeNs,
                            constant(OWN, Channel.class),
                            constant(OWN + 1, FeedState.class),
                            reader.longs(OWN + 2)[row],
                            reader.longs(OWN + 3)[row],
                            text(OWN + 4));
            case REPORTED ->
                    sink.reported(
                            instrument,
                            venueTimeNs,
                            receiveTimeNs,
                            constant(OWN, Metric.class),
                            text(OWN + 1),
                            reader.longs(OWN + 2)[row],
                            orNone(OWN + 3),
                            orNone(OWN + 4),
                            orNone(OWN + 5),
                            reader.longs(OWN + 6)[row],
                            reader.ints(OWN + 7)[row],
                            orNone(OWN + 8));
            case ACCOUNT_POSITION ->
                    sink.accountPosition(
                            instrument,
                            venueTimeNs,
                            receiveTimeNs,
                            text(OWN),
                            constant(OWN + 1, PositionSide.class),
                            reader.longs(OWN + 2)[row],
                            reader.longs(OWN + 3)[row],
                            orNone(OWN + 4),
                            orNone(OWN + 5),
                            reader.longs(OWN + 6)[row],
                            orNone(OWN + 7));
        }
    }

    private long orNone(int column) {
        return reader.isNull(column, row) ? MarketEvent.NONE : reader.longs(column)[row];
    }

    private String text(int column) {
        return reader.texts().text(reader.ints(column)[row]);
    }

    private <E extends Enum<E>> E constant(int column, Class<E> type) {
        int id = reader.ints(column)[row];
        if (id < constants.length && type.isInstance(constants[id])) {
            return type.cast(constants[id]);
        }
        return learn(id, type);
    }

    private <E extends Enum<E>> E learn(int id, Class<E> type) {
        if (id >= constants.length) {
            constants = Arrays.copyOf(constants, Math.max(id + 1, reader.texts().size()));
        }
        String name = reader.texts().text(id);
        try {
            E constant = Enum.valueOf(type, name);
            constants[id] = constant;
            return constant;
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    path
                            + ": expected one of "
                            + Arrays.toString(type.getEnumConstants())
                            + ", found '"
                            + name
                            + "': written by a newer Spillway, or by another program",
                    e);
        }
    }

    private BookLevels levels(int column) {
        levels.clear();
        long[] prices = reader.longs(column);
        long[] quantities = reader.longs(column + 1);
        int end = reader.listEnds(column)[row];
        for (int i = start(column); i < end; i++) {
            levels.addBid(prices[i], quantities[i]);
        }
        prices = reader.longs(column + 2);
        quantities = reader.longs(column + 3);
        end = reader.listEnds(column + 2)[row];
        for (int i = start(column + 2); i < end; i++) {
            levels.addAsk(prices[i], quantities[i]);
        }
        return levels;
    }

    private int start(int column) {
        return row == 0 ? 0 : reader.listEnds(column)[row - 1];
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
