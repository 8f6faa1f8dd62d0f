package spillway.signals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import spillway.market.Instrument;

/// Writes an operator's state as bytes, little-endian, for [StateReader] to read and for hashing.
public final class StateWriter {
    private static final int FIRST_CAPACITY = 1 << 12;

    private ByteBuffer bytes = ByteBuffer.allocate(FIRST_CAPACITY).order(ByteOrder.LITTLE_ENDIAN);

    private ByteBuffer room(int needed) {
        if (bytes.remaining() < needed) {
            int capacity =
                    Math.max(Math.multiplyExact(bytes.capacity(), 2), bytes.position() + needed);
            bytes.flip();
            bytes = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN).put(bytes);
        }
        return bytes;
    }

    /// Begins a state: whose it is, and the version of its form.
    public void writeHeader(String name, int version) {
        writeText(name);
        writeInt(version);
    }

    public void writeByte(int value) {
        room(Byte.BYTES).put((byte) value);
    }

    public void writeInt(int value) {
        room(Integer.BYTES).putInt(value);
    }

    public void writeLong(long value) {
        room(Long.BYTES).putLong(value);
    }

    /// Length and UTF-8.
    public void writeText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        writeInt(utf8.length);
        room(utf8.length).put(utf8);
    }

    /// `length` bytes of `from`, starting at its index `at`.
    public void writeBytes(ByteBuffer from, int at, int length) {
        ByteBuffer to = room(length);
        to.put(to.position(), from, at, length);
        to.position(to.position() + length);
    }

    /// Every component of the definition, so that its code in this run does not matter.
    // Ordinals of append-only enums are the form.
    @SuppressWarnings("EnumOrdinal")
    public void writeInstrument(Instrument instrument) {
        writeText(instrument.venue().code());
        writeText(instrument.symbol());
        writeText(instrument.coin().symbol());
        writeText(instrument.quote());
        writeByte(instrument.kind().ordinal());
        writeByte(instrument.contract().ordinal());
        writeLong(instrument.contractSize().mantissa());
        writeInt(instrument.contractSize().scale());
        writeLong(instrument.coinsPerUnit());
        writeInt(instrument.priceScale());
        writeInt(instrument.quantityScale());
        writeLong(instrument.validFromNs());
    }

    /// Number of bytes written.
    public int size() {
        return bytes.position();
    }

    /// What was written, ready to be read; a copy.
    public ByteBuffer written() {
        var copy = ByteBuffer.allocate(size()).order(ByteOrder.LITTLE_ENDIAN);
        return copy.put(bytes.duplicate().flip()).flip();
    }

    /// [StateHash] of what was written.
    public long hash() {
        return StateHash.of(bytes.array(), size());
    }
}
