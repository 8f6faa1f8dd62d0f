package spillway.signals;

import java.nio.ByteBuffer;
import java.util.Arrays;
import spillway.market.EventDecoder;
import spillway.market.EventEncoder;
import spillway.market.EventKind;
import spillway.market.EventSink;
import spillway.market.Instrument;
import spillway.market.Instruments;

/// Events that wait for a watermark: their bytes as an [EventEncoder] wrote them, and beside each
/// the numbers by which [spillway.market.EventOrder] compares. Mutable, single-threaded, never
/// leaves this package.
///
/// A watermark sorts the positions of the events that it lets go and pushes them in that order.
/// Nothing is allocated once the arrays have the size of the largest wait. Bytes of events that
/// have gone are dropped when they outweigh those that wait, so each event is copied once on
/// average at most.
final class EventBuffer {
    private static final int FIRST_CAPACITY = 1 << 10;

    /// Not worth a copy while fewer bytes than this are dead.
    private static final int DEAD_BYTES_KEPT = 1 << 16;

    private static final EventKind[] KINDS = EventKind.values();

    private final Instruments instruments;
    private final EventDecoder decoder = new EventDecoder();
    private EventEncoder bytes = new EventEncoder();
    private EventEncoder spare = new EventEncoder();
    private ByteBuffer view = bytes.encoded();
    private int liveBytes;

    private int size;
    private int[] offset = new int[FIRST_CAPACITY];
    private long[] timeNs = new long[FIRST_CAPACITY];
    private int[] instrument = new int[FIRST_CAPACITY];
    private byte[] kind = new byte[FIRST_CAPACITY];
    private long[] venueId = new long[FIRST_CAPACITY];
    private long[] seq = new long[FIRST_CAPACITY];
    private int[] order = new int[FIRST_CAPACITY];
    private int[] merged = new int[FIRST_CAPACITY];

    /// Place of each instrument code by venue and symbol.
    private int[] rank = new int[0];

    EventBuffer(Instruments instruments) {
        this.instruments = instruments;
    }

    /// Number of events waiting.
    int size() {
        return size;
    }

    /// Notes the event that is pushed into the returned sink next.
    // The ordinal of an append-only enum is its place in the order of events.
    @SuppressWarnings("EnumOrdinal")
    EventSink add(EventKind ofKind, int code, long venueTimeNs, long eventVenueId, long atSeq) {
        if (size == offset.length) {
            grow();
        }
        offset[size] = bytes.size();
        timeNs[size] = venueTimeNs;
        instrument[size] = code;
        kind[size] = (byte) ofKind.ordinal();
        venueId[size] = eventVenueId;
        seq[size] = atSeq;
        size++;
        return bytes;
    }

    private void grow() {
        int capacity = Math.multiplyExact(size, 2);
        offset = Arrays.copyOf(offset, capacity);
        timeNs = Arrays.copyOf(timeNs, capacity);
        instrument = Arrays.copyOf(instrument, capacity);
        kind = Arrays.copyOf(kind, capacity);
        venueId = Arrays.copyOf(venueId, capacity);
        seq = Arrays.copyOf(seq, capacity);
        order = new int[capacity];
        merged = new int[capacity];
    }

    /// Pushes the events at or before `watermarkNs` into the sink of their kind, in event order,
    /// and forgets them.
    ///
    /// @param sinkOfKind by ordinal of [EventKind]
    void drain(long watermarkNs, EventSink[] sinkOfKind) {
        int due = collect(watermarkNs);
        if (due == 0) {
            return;
        }
        sort(due);
        ByteBuffer all = readable();
        for (int i = 0; i < due; i++) {
            int event = order[i];
            EventSink sink = sinkOfKind[kind[event]];
            sink.at(seq[event]);
            decoder.decodeOne(all.position(offset[event]), sink);
        }
        forget(watermarkNs);
    }

    private int collect(long watermarkNs) {
        int due = 0;
        for (int i = 0; i < size; i++) {
            if (timeNs[i] <= watermarkNs) {
                order[due++] = i;
            }
        }
        return due;
    }

    private ByteBuffer readable() {
        if (view.capacity() != bytes.capacity()) {
            view = bytes.encoded();
        }
        return view.limit(bytes.size());
    }

    private void forget(long watermarkNs) {
        ByteBuffer all = readable();
        int kept = 0;
        int keptBytes = 0;
        for (int i = 0; i < size; i++) {
            if (timeNs[i] > watermarkNs) {
                keptBytes += all.getInt(offset[i]) + Integer.BYTES;
                offset[kept] = offset[i];
                timeNs[kept] = timeNs[i];
                instrument[kept] = instrument[i];
                kind[kept] = kind[i];
                venueId[kept] = venueId[i];
                seq[kept] = seq[i];
                kept++;
            }
        }
        size = kept;
        liveBytes = keptBytes;
        if (bytes.size() - liveBytes > liveBytes + DEAD_BYTES_KEPT || kept == 0) {
            compact(all);
        }
    }

    private void compact(ByteBuffer all) {
        for (int i = 0; i < size; i++) {
            int from = offset[i];
            offset[i] = spare.size();
            decoder.decodeOne(all.position(from), spare);
        }
        EventEncoder emptied = bytes;
        emptied.clear();
        if (size > 0) {
            bytes = spare;
            spare = emptied;
            view = bytes.encoded();
        }
    }

    private void sort(int count) {
        rankInstruments();
        sort(0, count);
    }

    private void rankInstruments() {
        int known = instruments.size();
        if (rank.length == known) {
            return;
        }
        Instrument[] sorted = instruments.all().toArray(new Instrument[0]);
        Arrays.sort(sorted, InstrumentOrder.BY_SYMBOL);
        rank = new int[known];
        int place = 0;
        for (int i = 0; i < known; i++) {
            boolean next = i > 0 && InstrumentOrder.BY_SYMBOL.compare(sorted[i - 1], sorted[i]) < 0;
            place += next ? 1 : 0;
            rank[instruments.code(sorted[i])] = place;
        }
    }

    /// Merge sort of `order[from, to)`: stable, and linear on runs that are in order already.
    private void sort(int from, int to) {
        if (to - from < 2) {
            return;
        }
        int middle = (from + to) >>> 1;
        sort(from, middle);
        sort(middle, to);
        if (!after(order[middle - 1], order[middle])) {
            return;
        }
        System.arraycopy(order, from, merged, from, middle - from);
        int left = from;
        int right = middle;
        for (int at = from; left < middle; at++) {
            boolean takeRight = right < to && after(merged[left], order[right]);
            order[at] = takeRight ? order[right++] : merged[left++];
        }
    }

    /// Whether event `a` comes after event `b`.
    private boolean after(int a, int b) {
        if (timeNs[a] != timeNs[b]) {
            return timeNs[a] > timeNs[b];
        }
        int rankA = rank[instrument[a]];
        int rankB = rank[instrument[b]];
        if (rankA != rankB) {
            return rankA > rankB;
        }
        if (kind[a] != kind[b]) {
            return kind[a] > kind[b];
        }
        return venueId[a] != venueId[b] ? venueId[a] > venueId[b] : seq[a] > seq[b];
    }

    /// Writes the events that wait, in event order.
    void saveTo(StateWriter out) {
        int waiting = collect(Long.MAX_VALUE);
        sort(waiting);
        ByteBuffer all = readable();
        out.writeInt(waiting);
        for (int i = 0; i < waiting; i++) {
            int event = order[i];
            int length = all.getInt(offset[event]) + Integer.BYTES;
            out.writeInstrument(instruments.get(instrument[event]));
            out.writeLong(venueId[event]);
            out.writeLong(seq[event]);
            out.writeInt(length);
            out.writeBytes(all, offset[event], length);
        }
    }

    /// Takes the events that [#saveTo(StateWriter)] wrote, under this run's instrument codes.
    void restoreFrom(StateReader in) {
        int waiting = in.readCount();
        for (int i = 0; i < waiting; i++) {
            int code = instruments.code(in.readInstrument());
            long eventVenueId = in.readLong();
            long atSeq = in.readLong();
            ByteBuffer one =
                    ByteBuffer.wrap(in.readBytes(in.readInt()))
                            .order(java.nio.ByteOrder.LITTLE_ENDIAN);
            int codeAt = Integer.BYTES + Byte.BYTES;
            one.putInt(codeAt, code);
            EventKind ofKind = KINDS[one.get(Integer.BYTES)];
            long venueTimeNs = one.getLong(codeAt + Integer.BYTES);
            decoder.decodeOne(one, add(ofKind, code, venueTimeNs, eventVenueId, atSeq));
        }
    }
}
