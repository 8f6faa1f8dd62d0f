package spillway.market;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;

/// Puts events into [EventOrder]: takes them in any order, as bytes, and pushes those up to a
/// moment sorted. For records the order is a comparator; this is the same order over numbers beside
/// encoded events.
///
/// To add one, push it into [#sink()] and say its place by [#added(long)]. Nothing is allocated
/// once the arrays have the size of the largest wait. Bytes of events that have gone are dropped
/// when they outweigh those that wait, so each event is copied once on average at most. One thread
/// at a time.
public final class EventSorter {
    private static final int FIRST_CAPACITY = 1 << 10;

    /// Not worth a copy while fewer bytes than this are dead.
    private static final int DEAD_BYTES_KEPT = 1 << 16;

    private static final Comparator<Instrument> BY_SYMBOL =
            Comparator.comparing((Instrument i) -> i.venue().code())
                    .thenComparing(Instrument::symbol);

    private final Instruments instruments;
    private final EventDecoder decoder = new EventDecoder();
    private EventEncoder bytes = new EventEncoder();
    private EventEncoder spare = new EventEncoder();
    private ByteBuffer view = bytes.encoded();
    private ByteBuffer spareView = spare.encoded();
    private int liveBytes;
    private int nextOffset;

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

    public EventSorter(Instruments instruments) {
        this.instruments = instruments;
    }

    /// Number of events waiting.
    public int size() {
        return size;
    }

    /// Takes the next event; [#added(long)] must follow each.
    public EventSink sink() {
        return bytes;
    }

    /// Notes the event that was pushed last.
    ///
    /// @param atSeq its place on the tape
    public void added(long atSeq) {
        if (size == offset.length) {
            grow();
        }
        ByteBuffer all = readable();
        int at = nextOffset;
        offset[size] = at;
        timeNs[size] = EventDecoder.venueTimeNsAt(all, at);
        instrument[size] = EventDecoder.instrumentAt(all, at);
        kind[size] = all.get(at + Integer.BYTES);
        venueId[size] = EventDecoder.venueIdAt(all, at);
        seq[size] = atSeq;
        nextOffset = at + EventDecoder.sizeAt(all, at);
        size++;
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

    /// Pushes the events at or before `throughNs` by venue time into `into`, in event order, each
    /// after its place, and forgets them.
    public void drain(long throughNs, EventSink into) {
        int due = collect(throughNs);
        if (due == 0) {
            return;
        }
        push(due, into);
        forget(throughNs);
    }

    /// Pushes all events into `into`, in event order, each after its place, and keeps them.
    public void show(EventSink into) {
        push(collect(Long.MAX_VALUE), into);
    }

    /// Pushes the events that were collected.
    private void push(int count, EventSink into) {
        sort(count);
        ByteBuffer all = readable();
        for (int i = 0; i < count; i++) {
            int event = order[i];
            into.at(seq[event]);
            decoder.decodeOne(all.position(offset[event]), into);
        }
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
            spare.copy(all, from);
        }
        EventEncoder emptied = bytes;
        emptied.clear();
        if (size > 0) {
            bytes = spare;
            spare = emptied;
            ByteBuffer viewOfEmptied = view;
            view = spareView;
            spareView = viewOfEmptied;
        }
        nextOffset = bytes.size();
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
        Arrays.sort(sorted, BY_SYMBOL);
        rank = new int[known];
        int place = 0;
        for (int i = 0; i < known; i++) {
            boolean next = i > 0 && BY_SYMBOL.compare(sorted[i - 1], sorted[i]) < 0;
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
}
