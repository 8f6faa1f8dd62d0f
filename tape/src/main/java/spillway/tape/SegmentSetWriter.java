package spillway.tape;

import static spillway.tape.EventColumns.OWN;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import spillway.market.BookLevels;
import spillway.market.Channel;
import spillway.market.Completeness;
import spillway.market.EventDigest;
import spillway.market.EventKind;
import spillway.market.EventSink;
import spillway.market.FeedState;
import spillway.market.FundingKind;
import spillway.market.Instrument;
import spillway.market.InstrumentStatus;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.market.Metric;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.RatioPopulation;
import spillway.market.TakerSide;
import spillway.tape.parquet.PageBuffers;
import spillway.tape.parquet.ParquetFileWriter;
import spillway.tape.parquet.WrittenFile;

/// Sorts events into Parquet files by kind, venue and partition. Files grow in the staging folder,
/// and appear in the tape's tree only when all are whole and forced to disk ([#finish()]); until
/// then nothing is there.
///
/// Events must come in ascending order of their place on the tape, which [#at] says before each.
final class SegmentSetWriter implements EventSink, AutoCloseable {
    /// The time by which an event finds its partition.
    interface Partitioning {
        long timeNs(long venueTimeNs, long receiveTimeNs);

        /// History: by when it happened.
        static Partitioning byVenueTime() {
            return (venueTimeNs, _) -> venueTimeNs;
        }

        /// What was heard live: by when it was heard, so that an hour is closed for good.
        static Partitioning byReceiveTime() {
            return (venueTimeNs, receiveTimeNs) ->
                    receiveTimeNs == MarketEvent.NONE ? venueTimeNs : receiveTimeNs;
        }

        /// All into the one that they come from.
        static Partitioning into(String partition) {
            long fromNs = TapeLayout.windowOf(partition).fromNs();
            return (_, _) -> fromNs;
        }
    }

    private final TapeLayout layout;
    private final Instruments instruments;
    private final Partitioning partitioning;
    private final Path staging;
    private final PageBuffers buffers = new PageBuffers();
    private final Map<String, OpenSegment> byFolder = new HashMap<>();
    private OpenSegment[][] lately = new OpenSegment[EventKind.values().length][0];
    private long seq = MarketEvent.NONE;

    /// @param name distinguishes this set's staging folder from others
    SegmentSetWriter(
            TapeLayout layout, Instruments instruments, Partitioning partitioning, String name)
            throws IOException {
        this.layout = layout;
        this.instruments = instruments;
        this.partitioning = partitioning;
        staging = Files.createDirectories(layout.staging().resolve(name));
    }

    @Override
    public void at(long nextSeq) {
        seq = nextSeq;
    }

    private OpenSegment begin(
            EventKind kind, int instrument, long venueTimeNs, long receiveTimeNs) {
        OpenSegment segment =
                segment(kind, instrument, partitioning.timeNs(venueTimeNs, receiveTimeNs));
        segment.begin(seq, instrument, venueTimeNs, receiveTimeNs);
        return segment;
    }

    private void end(OpenSegment segment) {
        try {
            segment.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // The kind's ordinal is an index within this process only.
    @SuppressWarnings("EnumOrdinal")
    private OpenSegment segment(EventKind kind, int instrument, long timeNs) {
        OpenSegment[] cached = lately[kind.ordinal()];
        if (instrument < cached.length) {
            OpenSegment last = cached[instrument];
            if (last != null && last.holds(timeNs)) {
                return last;
            }
        } else {
            cached = java.util.Arrays.copyOf(cached, Math.max(instruments.size(), instrument + 1));
            lately[kind.ordinal()] = cached;
        }
        Instrument on = instruments.get(instrument);
        String partition = TapeLayout.partition(kind, timeNs);
        String folder = TapeLayout.folder(kind, on.venue(), partition);
        OpenSegment segment = byFolder.get(folder);
        if (segment == null) {
            segment = open(kind, on, partition, folder);
            byFolder.put(folder, segment);
        }
        cached[instrument] = segment;
        return segment;
    }

    private OpenSegment open(EventKind kind, Instrument on, String partition, String folder) {
        try {
            Path staged = staging.resolve(folder.replace('/', '_') + ".parquet");
            return new OpenSegment(
                    kind,
                    on.venue(),
                    partition,
                    folder,
                    instruments,
                    ParquetFileWriter.create(staged, EventColumns.of(kind), buffers));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Closes and forces all files and moves them into the tree, under names that no other file
    /// there has.
    ///
    /// @return what is new, ready for a manifest
    List<Segment> finish() throws IOException {
        var published = new ArrayList<Segment>();
        var folders = new TreeSet<Path>();
        for (var segment : byFolder.values()) {
            if (!segment.isEmpty()) {
                published.add(publish(segment, folders));
            }
        }
        for (Path folder : folders) {
            ManifestFile.forceFolder(folder);
        }
        published.sort((a, b) -> a.path().compareTo(b.path()));
        byFolder.clear();
        lately = new OpenSegment[EventKind.values().length][0];
        Files.deleteIfExists(staging);
        return published;
    }

    private Segment publish(OpenSegment segment, Set<Path> folders) throws IOException {
        WrittenFile written = segment.file().finish();
        segment.close();
        checkReadable(segment, written);
        Path folder = layout.root().resolve(segment.folder());
        for (Path made = folder; !made.equals(layout.root()); made = parent(made)) {
            folders.add(parent(made));
        }
        Files.createDirectories(folder);
        folders.add(folder);
        String name =
                String.format(
                        Locale.ROOT, "%016d-%016d.parquet", segment.firstSeq(), segment.lastSeq());
        Path target = folder.resolve(name);
        Files.move(written.path(), target, StandardCopyOption.ATOMIC_MOVE);
        return segment.sealed(segment.folder() + "/" + name, written.bytes());
    }

    /// Reads a finished file back and compares every value with what was given.
    private void checkReadable(OpenSegment segment, WrittenFile written) throws IOException {
        var digest = new EventDigest();
        try (var reader = SegmentCursor.open(written.path(), segment.kind(), buffers)) {
            while (reader.next()) {
                reader.push(digest);
            }
        }
        if (digest.events() != segment.digest().events()
                || digest.value() != segment.digest().value()) {
            throw new TapeException(
                    written.path()
                            + ": read back, the file differs from what was written (expected "
                            + segment.digest().events()
                            + " events, digest "
                            + Long.toHexString(segment.digest().value())
                            + "; found "
                            + digest.events()
                            + ", "
                            + Long.toHexString(digest.value())
                            + "); check the disk. Nothing was dropped: the events stay in the journal");
        }
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("expected a path inside a tape, found " + path);
        }
        return parent;
    }

    /// Drops what was not finished.
    @Override
    public void close() throws IOException {
        for (var segment : byFolder.values()) {
            segment.close();
        }
        byFolder.clear();
        Files.deleteIfExists(staging);
    }

    private static void putLevels(ParquetFileWriter file, int column, BookLevels levels) {
        file.startList(column);
        file.startList(column + 1);
        file.startList(column + 2);
        file.startList(column + 3);
        for (int i = 0; i < levels.bids(); i++) {
            file.addToList(column, levels.bidPrice(i));
            file.addToList(column + 1, levels.bidQuantity(i));
        }
        for (int i = 0; i < levels.asks(); i++) {
            file.addToList(column + 2, levels.askPrice(i));
            file.addToList(column + 3, levels.askQuantity(i));
        }
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
        OpenSegment segment = begin(EventKind.TRADE, instrument, venueTimeNs, receiveTimeNs);
        ParquetFileWriter file = segment.file();
        file.setLong(OWN, priceMantissa);
        file.setLong(OWN + 1, quantityMantissa);
        file.setText(OWN + 2, segment.enumId(0, takerSide));
        if (venueId != MarketEvent.NONE) {
            file.setLong(OWN + 3, venueId);
        }
        segment.digest()
                .trade(
                        instrument,
                        venueTimeNs,
                        receiveTimeNs,
                        priceMantissa,
                        quantityMantissa,
                        takerSide,
                        venueId);
        end(segment);
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
        OpenSegment segment = begin(EventKind.QUOTE, instrument, venueTimeNs, receiveTimeNs);
        ParquetFileWriter file = segment.file();
        file.setLong(OWN, bidPriceMantissa);
        file.setLong(OWN + 1, bidQuantityMantissa);
        file.setLong(OWN + 2, askPriceMantissa);
        file.setLong(OWN + 3, askQuantityMantissa);
        if (updateId != MarketEvent.NONE) {
            file.setLong(OWN + 4, updateId);
        }
        segment.digest()
                .quote(
                        instrument,
                        venueTimeNs,
                        receiveTimeNs,
                        bidPriceMantissa,
                        bidQuantityMantissa,
                        askPriceMantissa,
                        askQuantityMantissa,
                        updateId);
        end(segment);
    }

    @Override
    public void bookSnapshot(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long updateId,
            BookLevels levels) {
        OpenSegment segment =
                begin(EventKind.BOOK_SNAPSHOT, instrument, venueTimeNs, receiveTimeNs);
        ParquetFileWriter file = segment.file();
        if (updateId != MarketEvent.NONE) {
            file.setLong(OWN, updateId);
        }
        putLevels(file, OWN + 1, levels);
        segment.digest().bookSnapshot(instrument, venueTimeNs, receiveTimeNs, updateId, levels);
        end(segment);
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
        OpenSegment segment = begin(EventKind.BOOK_DELTA, instrument, venueTimeNs, receiveTimeNs);
        ParquetFileWriter file = segment.file();
        if (firstUpdateId != MarketEvent.NONE) {
            file.setLong(OWN, firstUpdateId);
        }
        if (lastUpdateId != MarketEvent.NONE) {
            file.setLong(OWN + 1, lastUpdateId);
        }
        if (previousUpdateId != MarketEvent.NONE) {
            file.setLong(OWN + 2, previousUpdateId);
        }
        putLevels(file, OWN + 3, levels);
        segment.digest()
                .bookDelta(
                        instrument,
                        venueTimeNs,
                        receiveTimeNs,
                        firstUpdateId,
                        lastUpdateId,
                        previousUpdateId,
                        levels);
        end(segment);
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
        OpenSegment segment = begin(EventKind.LIQUIDATION, instrument, venueTimeNs, receiveTimeNs);
        ParquetFileWriter file = segment.file();
        file.setText(OWN, segment.enumId(0, closedSide));
        file.setLong(OWN + 1, quantityMantissa);
        file.setLong(OWN + 2, priceMantissa);
        file.setText(OWN + 3, segment.enumId(1, priceKind));
        file.setMicroUsd(OWN + 4, notionalMicroUsd);
        file.setText(OWN + 5, segment.enumId(2, completeness));
        if (venueId != MarketEvent.NONE) {
            file.setLong(OWN + 6, venueId);
        }
        segment.digest()
                .liquidation(
                        instrument,
                        venueTimeNs,
                        receiveTimeNs,
                        closedSide,
                        quantityMantissa,
                        priceMantissa,
                        priceKind,
                        notionalMicroUsd,
                        completeness,
                        venueId);
        end(segment);
    }

    @Override
    public void deleveraging(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            PositionSide closedSide,
            long quantityMantissa,
            long priceMantissa,
            long notionalMicroUsd,
            long venueId) {
        OpenSegment segment = begin(EventKind.DELEVERAGING, instrument, venueTimeNs, receiveTimeNs);
        ParquetFileWriter file = segment.file();
        file.setText(OWN, segment.enumId(0, closedSide));
        file.setLong(OWN + 1, quantityMantissa);
        file.setLong(OWN + 2, priceMantissa);
        file.setMicroUsd(OWN + 3, notionalMicroUsd);
        if (venueId != MarketEvent.NONE) {
            file.setLong(OWN + 4, venueId);
        }
        segment.digest()
                .deleveraging(
                        instrument,
                        venueTimeNs,
                        receiveTimeNs,
                        closedSide,
                        quantityMantissa,
                        priceMantissa,
                        notionalMicroUsd,
                        venueId);
        end(segment);
    }

    @Override
    public void markPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        OpenSegment segment = begin(EventKind.MARK_PRICE, instrument, venueTimeNs, receiveTimeNs);
        ParquetFileWriter file = segment.file();
        file.setLong(OWN, priceMantissa);
        segment.digest().markPrice(instrument, venueTimeNs, receiveTimeNs, priceMantissa);
        end(segment);
    }

    @Override
    public void indexPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        OpenSegment segment = begin(EventKind.INDEX_PRICE, instrument, venueTimeNs, receiveTimeNs);
        ParquetFileWriter file = segment.file();
        file.setLong(OWN, priceMantissa);
        segment.digest().indexPrice(instrument, venueTimeNs, receiveTimeNs, priceMantissa);
        end(segment);
    }

    @Override
    public void fundingRate(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long rateMantissa,
            int rateScale,
            long intervalNs,
            long fundingTimeNs,
            FundingKind fundingKind) {
        OpenSegment segment = begin(EventKind.FUNDING_RATE, instrument, venueTimeNs, receiveTimeNs);
        ParquetFileWriter file = segment.file();
        file.setLong(OWN, rateMantissa);
        file.setInt(OWN + 1, rateScale);
        if (intervalNs != MarketEvent.NONE) {
            file.setLong(OWN + 2, intervalNs);
        }
        if (fundingTimeNs != MarketEvent.NONE) {
            file.setLong(OWN + 3, fundingTimeNs);
        }
        file.setText(OWN + 4, segment.enumId(0, fundingKind));
        segment.digest()
                .fundingRate(
                        instrument,
                        venueTimeNs,
                        receiveTimeNs,
                        rateMantissa,
                        rateScale,
                        intervalNs,
                        fundingTimeNs,
                        fundingKind);
        end(segment);
    }

    @Override
    public void openInterest(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long quantityMantissa,
            long notionalMicroUsd) {
        OpenSegment segment =
                begin(EventKind.OPEN_INTEREST, instrument, venueTimeNs, receiveTimeNs);
        ParquetFileWriter file = segment.file();
        if (quantityMantissa != MarketEvent.NONE) {
            file.setLong(OWN, quantityMantissa);
        }
        if (notionalMicroUsd != MarketEvent.NONE) {
            file.setMicroUsd(OWN + 1, notionalMicroUsd);
        }
        segment.digest()
                .openInterest(
                        instrument, venueTimeNs, receiveTimeNs, quantityMantissa, notionalMicroUsd);
        end(segment);
    }

    @Override
    public void longShortRatio(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            RatioPopulation population,
            long ratioMantissa,
            int ratioScale) {
        OpenSegment segment =
                begin(EventKind.LONG_SHORT_RATIO, instrument, venueTimeNs, receiveTimeNs);
        ParquetFileWriter file = segment.file();
        file.setText(OWN, segment.enumId(0, population));
        file.setLong(OWN + 1, ratioMantissa);
        file.setInt(OWN + 2, ratioScale);
        segment.digest()
                .longShortRatio(
                        instrument,
                        venueTimeNs,
                        receiveTimeNs,
                        population,
                        ratioMantissa,
                        ratioScale);
        end(segment);
    }

    @Override
    public void insuranceFund(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            String asset,
            long balanceMantissa,
            int balanceScale) {
        OpenSegment segment =
                begin(EventKind.INSURANCE_FUND, instrument, venueTimeNs, receiveTimeNs);
        ParquetFileWriter file = segment.file();
        file.setText(OWN, segment.textId(asset));
        file.setLong(OWN + 1, balanceMantissa);
        file.setInt(OWN + 2, balanceScale);
        segment.digest()
                .insuranceFund(
                        instrument,
                        venueTimeNs,
                        receiveTimeNs,
                        asset,
                        balanceMantissa,
                        balanceScale);
        end(segment);
    }

    @Override
    public void instrumentChange(
            int instrument, long venueTimeNs, long receiveTimeNs, InstrumentStatus status) {
        OpenSegment segment =
                begin(EventKind.INSTRUMENT_CHANGE, instrument, venueTimeNs, receiveTimeNs);
        ParquetFileWriter file = segment.file();
        file.setText(OWN, segment.enumId(0, status));
        segment.digest().instrumentChange(instrument, venueTimeNs, receiveTimeNs, status);
        end(segment);
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
        OpenSegment segment = begin(EventKind.FEED_HEALTH, instrument, venueTimeNs, receiveTimeNs);
        ParquetFileWriter file = segment.file();
        file.setText(OWN, segment.enumId(0, channel));
        file.setText(OWN + 1, segment.enumId(1, state));
        file.setLong(OWN + 2, fromNs);
        file.setLong(OWN + 3, toNs);
        file.setText(OWN + 4, segment.textId(reason));
        segment.digest()
                .feedHealth(
                        instrument,
                        venueTimeNs,
                        receiveTimeNs,
                        channel,
                        state,
                        fromNs,
                        toNs,
                        reason);
        end(segment);
    }

    @Override
    public void reported(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            Metric metric,
            String source,
            long intervalNs,
            long open,
            long high,
            long low,
            long close,
            int scale,
            long count) {
        OpenSegment segment = begin(EventKind.REPORTED, instrument, venueTimeNs, receiveTimeNs);
        ParquetFileWriter file = segment.file();
        file.setText(OWN, segment.enumId(0, metric));
        file.setText(OWN + 1, segment.textId(source));
        file.setLong(OWN + 2, intervalNs);
        if (open != MarketEvent.NONE) {
            file.setLong(OWN + 3, open);
        }
        if (high != MarketEvent.NONE) {
            file.setLong(OWN + 4, high);
        }
        if (low != MarketEvent.NONE) {
            file.setLong(OWN + 5, low);
        }
        file.setLong(OWN + 6, close);
        file.setInt(OWN + 7, scale);
        if (count != MarketEvent.NONE) {
            file.setLong(OWN + 8, count);
        }
        segment.digest()
                .reported(
                        instrument,
                        venueTimeNs,
                        receiveTimeNs,
                        metric,
                        source,
                        intervalNs,
                        open,
                        high,
                        low,
                        close,
                        scale,
                        count);
        end(segment);
    }

    @Override
    public void accountPosition(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            String account,
            PositionSide side,
            long quantityMantissa,
            long entryPriceMantissa,
            long liquidationPriceMantissa,
            long leverageMilli,
            long notionalMicroUsd,
            long accountValueMicroUsd) {
        OpenSegment segment =
                begin(EventKind.ACCOUNT_POSITION, instrument, venueTimeNs, receiveTimeNs);
        ParquetFileWriter file = segment.file();
        file.setText(OWN, segment.textId(account));
        file.setText(OWN + 1, segment.enumId(0, side));
        file.setLong(OWN + 2, quantityMantissa);
        file.setLong(OWN + 3, entryPriceMantissa);
        if (liquidationPriceMantissa != MarketEvent.NONE) {
            file.setLong(OWN + 4, liquidationPriceMantissa);
        }
        if (leverageMilli != MarketEvent.NONE) {
            file.setLong(OWN + 5, leverageMilli);
        }
        file.setMicroUsd(OWN + 6, notionalMicroUsd);
        if (accountValueMicroUsd != MarketEvent.NONE) {
            file.setMicroUsd(OWN + 7, accountValueMicroUsd);
        }
        segment.digest()
                .accountPosition(
                        instrument,
                        venueTimeNs,
                        receiveTimeNs,
                        account,
                        side,
                        quantityMantissa,
                        entryPriceMantissa,
                        liquidationPriceMantissa,
                        leverageMilli,
                        notionalMicroUsd,
                        accountValueMicroUsd);
        end(segment);
    }
}
