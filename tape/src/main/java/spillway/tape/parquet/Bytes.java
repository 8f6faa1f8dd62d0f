package spillway.tape.parquet;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Little-endian numbers in byte arrays.
final class Bytes {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG_LAYOUT =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT_LAYOUT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE_LAYOUT =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Bytes() {}

    static void putLong(byte[] to, int at, long value) {
        LONGS.set(to, at, value);
    }

    static long longAt(byte[] from, int at) {
        return (long) LONGS.get(from, at);
    }

    static void putInt(byte[] to, int at, int value) {
        INTS.set(to, at, value);
    }

    static int intAt(byte[] from, int at) {
        return (int) INTS.get(from, at);
    }

    /// Writes an unsigned LEB128 number and returns the place after it.
    static int putVarint(byte[] to, int at, long value) {
        long rest = value;
        int p = at;
        while ((rest & ~0x7FL) != 0) {
            to[p++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        to[p++] = (byte) rest;
        return p;
    }

    /// Writes a signed number, zigzag first, and returns the place after it.
    static int putZigzag(byte[] to, int at, long value) {
        return putVarint(to, at, (value << 1) ^ (value >> 63));
    }

    static int putLongs(byte[] to, int at, long[] from, int count) {
        MemorySegment.copy(from, 0, MemorySegment.ofArray(to), LONG_LAYOUT, at, count);
        return at + count * Long.BYTES;
    }

    static int putInts(byte[] to, int at, int[] from, int count) {
        MemorySegment.copy(from, 0, MemorySegment.ofArray(to), INT_LAYOUT, at, count);
        return at + count * Integer.BYTES;
    }

    static int putDoubles(byte[] to, int at, double[] from, int count) {
        MemorySegment.copy(from, 0, MemorySegment.ofArray(to), DOUBLE_LAYOUT, at, count);
        return at + count * Double.BYTES;
    }

    static void longs(byte[] from, int at, long[] to, int count) {
        MemorySegment.copy(MemorySegment.ofArray(from), LONG_LAYOUT, at, to, 0, count);
    }

    static void ints(byte[] from, int at, int[] to, int count) {
        MemorySegment.copy(MemorySegment.ofArray(from), INT_LAYOUT, at, to, 0, count);
    }

    static void doubles(byte[] from, int at, double[] to, int count) {
        MemorySegment.copy(MemorySegment.ofArray(from), DOUBLE_LAYOUT, at, to, 0, count);
    }
}
