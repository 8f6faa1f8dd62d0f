package spillway.tape.parquet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes structs in the Thrift compact protocol into an array that grows.
final class ThriftWriter {
    /// The footer nests seven deep.
    private static final int MAX_DEPTH = 16;

    private byte[] bytes;
    private int size;
    private final int[] lastField = new int[MAX_DEPTH];
    private int depth;

    ThriftWriter(int capacity) {
        bytes = new byte[capacity];
    }

    void clear() {
        size = 0;
        depth = 0;
        lastField[0] = 0;
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    void i32(int field, int value) {
        header(field, Thrift.I32);
        zigzag(value);
    }

    void i64(int field, long value) {
        header(field, Thrift.I64);
        zigzag(value);
    }

    void no(int field) {
        header(field, Thrift.FALSE);
    }

    void text(int field, String value) {
        binary(field, value.getBytes(StandardCharsets.UTF_8));
    }

    void binary(int field, byte[] value) {
        header(field, Thrift.BINARY);
        blob(value);
    }

    void struct(int field) {
        header(field, Thrift.STRUCT);
        open();
    }

    void emptyStruct(int field) {
        struct(field);
        end();
    }

    /// Begins a struct that is an element of a list.
    void open() {
        depth++;
        lastField[depth] = 0;
    }

    /// Ends the innermost struct; the outermost too.
    void end() {
        put(0);
        depth--;
    }

    void list(int field, int elementType, int count) {
        header(field, Thrift.LIST);
        if (count < 15) {
            put((count << 4) | elementType);
        } else {
            put(0xF0 | elementType);
            varint(count);
        }
    }

    void i32Element(int value) {
        zigzag(value);
    }

    void textElement(String value) {
        blob(value.getBytes(StandardCharsets.UTF_8));
    }

    private void blob(byte[] value) {
        varint(value.length);
        ensure(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    private void header(int field, int type) {
        int step = field - lastField[depth];
        lastField[depth] = field;
        if (step > 0 && step < 16) {
            put((step << 4) | type);
        } else {
            put(type);
            zigzag(field);
        }
    }

    private void zigzag(long value) {
        varint((value << 1) ^ (value >> 63));
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            put((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        put((int) rest);
    }

    private void put(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    private void ensure(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
