package spillway.tape.parquet;

import java.nio.ByteBuffer;

/// Reads structs in the Thrift compact protocol from a buffer. Damage shows as an
/// [IndexOutOfBoundsException] or an [IllegalStateException], which the caller puts into words.
final class ThriftReader {
    /// No footer nests deeper; a damaged one might, without end.
    private static final int MAX_DEPTH = 32;

    private ByteBuffer in;
    private int position;
    private int limit;
    private final int[] lastField = new int[MAX_DEPTH];
    private int depth;
    private int type;

    ThriftReader() {
        in = ByteBuffer.allocate(0);
    }

    void reset(ByteBuffer buffer, int from, int to) {
        in = buffer;
        position = from;
        limit = to;
        depth = 0;
        lastField[0] = 0;
    }

    int position() {
        return position;
    }

    /// The next field's id, `0` at the struct's end; its type is in [#type()].
    int field() {
        int b = next();
        if (b == 0) {
            depth = Math.max(0, depth - 1);
            return 0;
        }
        type = b & 0xF;
        int step = b >>> 4;
        int id = step == 0 ? i32() : lastField[depth] + step;
        if (id <= 0) {
            throw new IllegalStateException("field " + id + " at byte " + position);
        }
        lastField[depth] = id;
        return id;
    }

    int type() {
        return type;
    }

    /// Enters a struct: the value of the field just read, or an element of a list.
    void open() {
        depth++;
        if (depth == MAX_DEPTH) {
            throw new IllegalStateException("structs nest deeper than " + MAX_DEPTH);
        }
        lastField[depth] = 0;
    }

    int i32() {
        return Math.toIntExact(i64());
    }

    long i64() {
        long raw = varint();
        return (raw >>> 1) ^ -(raw & 1);
    }

    boolean bool() {
        return type == Thrift.TRUE;
    }

    byte[] binary() {
        int length = length();
        var value = new byte[length];
        in.get(position, value);
        position += length;
        return value;
    }

    /// Enters a list: the number of its elements; their type is in [#type()].
    int list() {
        int b = next();
        type = b & 0xF;
        int count = b >>> 4;
        if (count == 15) {
            long many = varint();
            count = many < 0 || many > limit - position ? -1 : (int) many;
        }
        if (count < 0) {
            throw new IllegalStateException("list longer than the file at byte " + position);
        }
        return count;
    }

    /// Passes over the value of the field just read.
    void skip() {
        skip(type);
    }

    private void skip(int what) {
        switch (what) {
            case Thrift.TRUE, Thrift.FALSE -> {}
            case Thrift.BYTE -> next();
            case Thrift.I16, Thrift.I32, Thrift.I64 -> varint();
            case Thrift.F64 -> position += Long.BYTES;
            case Thrift.BINARY -> skipBinary();
            case Thrift.LIST, Thrift.SET -> skipElements();
            case Thrift.STRUCT -> skipStruct();
            default -> throw new IllegalStateException("type " + what + " at byte " + position);
        }
    }

    private void skipBinary() {
        int length = length();
        position += length;
    }

    private void skipElements() {
        int count = list();
        int element = type;
        for (int i = 0; i < count; i++) {
            if (element == Thrift.TRUE || element == Thrift.FALSE) {
                next();
            } else {
                skip(element);
            }
        }
    }

    private void skipStruct() {
        open();
        while (field() != 0) {
            skip();
        }
    }

    private int length() {
        long length = varint();
        if (length < 0 || length > limit - position) {
            throw new IllegalStateException(
                    "length " + length + " past the end at byte " + position);
        }
        return (int) length;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int b = next();
            value |= (long) (b & 0x7F) << shift;
            if (b < 0x80) {
                return value;
            }
        }
        throw new IllegalStateException("number without end at byte " + position);
    }

    private int next() {
        if (position >= limit) {
            throw new IllegalStateException("end reached at byte " + position);
        }
        return in.get(position++) & 0xFF;
    }
}
