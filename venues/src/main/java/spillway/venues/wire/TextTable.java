package spillway.venues.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Values by text, the text given as a stretch of bytes. Looking up allocates nothing. Not safe for
/// use by several threads.
///
/// A text of up to 16 bytes, as nearly all symbols are, is told apart by its first and its last
/// eight bytes alone.
public final class TextTable<V> {
    private static final int FIRST_CAPACITY = 256;
    private static final int WORD = Long.BYTES;
    private static final int FREE = -1;
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private long[] heads = new long[FIRST_CAPACITY];
    private long[] tails = new long[FIRST_CAPACITY];
    private int[] lengths = new int[FIRST_CAPACITY];
    private byte[][] texts = new byte[FIRST_CAPACITY][];
    private @Nullable Object[] values = new Object[FIRST_CAPACITY];
    private int size;

    public TextTable() {
        Arrays.fill(lengths, FREE);
    }

    /// Number of texts that have a value.
    public int size() {
        return size;
    }

    /// The value of the text in `bytes[from, to)`, or `null`.
    @SuppressWarnings("unchecked") // only values of type V are put
    public @Nullable V get(byte[] bytes, int from, int to) {
        return (V) values[slot(bytes, from, to)];
    }

    /// Gives the text in `bytes[from, to)` a value, in place of any before.
    public void put(byte[] bytes, int from, int to, V value) {
        if ((size + 1) * 2 > lengths.length) {
            grow();
        }
        int slot = slot(bytes, from, to);
        if (lengths[slot] == FREE) {
            heads[slot] = head(bytes, from, to);
            tails[slot] = tail(bytes, from, to);
            lengths[slot] = to - from;
            texts[slot] = Arrays.copyOfRange(bytes, from, to);
            size++;
        }
        values[slot] = value;
    }

    @SuppressWarnings("unchecked") // only values of type V are put
    private void grow() {
        var oldTexts = texts;
        var oldValues = values;
        int capacity = oldTexts.length * 2;
        heads = new long[capacity];
        tails = new long[capacity];
        lengths = new int[capacity];
        Arrays.fill(lengths, FREE);
        texts = new byte[capacity][];
        values = new Object[capacity];
        size = 0;
        for (int i = 0; i < oldTexts.length; i++) {
            Object value = oldValues[i];
            if (value != null) {
                put(oldTexts[i], 0, oldTexts[i].length, (V) value);
            }
        }
    }

    /// The first eight bytes; of a shorter text all, and zeros.
    private static long head(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length >= WORD) {
            return (long) EIGHT_BYTES.get(bytes, from);
        }
        if (from <= bytes.length - WORD) {
            return (long) EIGHT_BYTES.get(bytes, from) & ((1L << (length * Byte.SIZE)) - 1);
        }
        long word = 0;
        for (int i = to - 1; i >= from; i--) {
            word = word << Byte.SIZE | (bytes[i] & 0xFF);
        }
        return word;
    }

    /// The last eight bytes; zero of a shorter text.
    private static long tail(byte[] bytes, int from, int to) {
        return to - from >= WORD ? (long) EIGHT_BYTES.get(bytes, to - WORD) : 0;
    }

    private int slot(byte[] bytes, int from, int to) {
        int length = to - from;
        long head = head(bytes, from, to);
        long tail = tail(bytes, from, to);
        long mixed = (head * 0x9E3779B97F4A7C15L) ^ (tail * 0xC2B2AE3D27D4EB4FL);
        int slot = ((int) (mixed >>> 40) ^ length) & (lengths.length - 1);
        while (lengths[slot] != FREE) {
            boolean same = heads[slot] == head && tails[slot] == tail && lengths[slot] == length;
            if (same && (length <= 2 * WORD || isSame(slot, bytes, from, to))) {
                break;
            }
            slot = (slot + 1) & (lengths.length - 1);
        }
        return slot;
    }

    private boolean isSame(int slot, byte[] bytes, int from, int to) {
        byte[] text = texts[slot];
        return Arrays.equals(text, 0, text.length, bytes, from, to);
    }
}
