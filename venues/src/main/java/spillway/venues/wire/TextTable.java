package spillway.venues.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Values by text, the text given as a stretch of bytes. Looking up allocates nothing. Not safe for
/// use by several threads.
public final class TextTable<V> {
    private static final int FIRST_CAPACITY = 256;
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[][] keys = new byte[FIRST_CAPACITY][];
    private @Nullable Object[] values = new Object[FIRST_CAPACITY];
    private int size;

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
        if ((size + 1) * 2 > keys.length) {
            grow();
        }
        int slot = slot(bytes, from, to);
        if (keys[slot] == null) {
            keys[slot] = Arrays.copyOfRange(bytes, from, to);
            size++;
        }
        values[slot] = value;
    }

    private void grow() {
        var oldKeys = keys;
        var oldValues = values;
        keys = new byte[oldKeys.length * 2][];
        values = new Object[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != null) {
                int slot = slot(oldKeys[i], 0, oldKeys[i].length);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }

    /// By the first and the last eight bytes, which overlap in most symbols; by all in short ones.
    private static int hash(byte[] bytes, int from, int to) {
        int length = to - from;
        long mixed = length;
        if (length >= Long.BYTES) {
            long first = (long) EIGHT_BYTES.get(bytes, from);
            long last = (long) EIGHT_BYTES.get(bytes, to - Long.BYTES);
            mixed = (first * 0x9E3779B97F4A7C15L) ^ (last * 0xC2B2AE3D27D4EB4FL);
        } else {
            for (int i = from; i < to; i++) {
                mixed = (mixed + bytes[i]) * 0x9E3779B97F4A7C15L;
            }
        }
        return (int) (mixed >>> 40) ^ length;
    }

    private int slot(byte[] bytes, int from, int to) {
        int slot = hash(bytes, from, to) & (keys.length - 1);
        while (keys[slot] != null
                && !Arrays.equals(keys[slot], 0, keys[slot].length, bytes, from, to)) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }
}
