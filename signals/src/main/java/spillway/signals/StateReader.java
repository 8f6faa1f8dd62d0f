package spillway.signals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import spillway.market.Coin;
import spillway.market.Contract;
import spillway.market.Decimal;
import spillway.market.Instrument;
import spillway.market.InstrumentKind;
import spillway.market.Venue;

/// Reads what a [StateWriter] wrote, in the same order.
///
/// Every method throws `IllegalArgumentException` where the bytes end too early or cannot be what
/// is expected.
public final class StateReader {
    private static final InstrumentKind[] KINDS = InstrumentKind.values();
    private static final Contract[] CONTRACTS = Contract.values();

    private final ByteBuffer bytes;

    /// @param bytes read from its position to its limit
    public StateReader(ByteBuffer bytes) {
        this.bytes = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer need(int length) {
        if (length < 0 || bytes.remaining() < length) {
            throw new IllegalArgumentException(
                    "state: expected "
                            + length
                            + " bytes at byte "
                            + bytes.position()
                            + ", found "
                            + bytes.remaining()
                            + ": the snapshot is cut or of another form; replay the tape instead");
        }
        return bytes;
    }

    /// Checks that a state of `name` in form `version` follows.
    public void expectHeader(String name, int version) {
        String foundName = readText();
        int foundVersion = readInt();
        if (!foundName.equals(name) || foundVersion != version) {
            throw new IllegalArgumentException(
                    "state: expected "
                            + name
                            + " version "
                            + version
                            + ", found "
                            + foundName
                            + " version "
                            + foundVersion
                            + ": replay the tape instead");
        }
    }

    /// Checks that a number of the operator's settings is what it was when the state was saved.
    public void expectLong(String setting, long expected) {
        long found = readLong();
        if (found != expected) {
            throw new IllegalArgumentException(
                    "state: it was saved with "
                            + setting
                            + " "
                            + found
                            + ", expected "
                            + expected
                            + ": restore with the same settings, or replay the tape");
        }
    }

    public int readByte() {
        return need(Byte.BYTES).get();
    }

    public int readInt() {
        return need(Integer.BYTES).getInt();
    }

    public long readLong() {
        return need(Long.BYTES).getLong();
    }

    /// A number of things to follow, each of a byte at least: 0 to the bytes that are left.
    public int readCount() {
        int count = readInt();
        if (count < 0 || count > bytes.remaining()) {
            throw new IllegalArgumentException(
                    "state: expected a count of 0 to "
                            + bytes.remaining()
                            + " at byte "
                            + (bytes.position() - Integer.BYTES)
                            + ", found "
                            + count
                            + ": the snapshot is cut or of another form; replay the tape instead");
        }
        return count;
    }

    public String readText() {
        return new String(readBytes(readCount()), StandardCharsets.UTF_8);
    }

    public byte[] readBytes(int length) {
        ByteBuffer from = need(length);
        byte[] read = new byte[length];
        from.get(read);
        return read;
    }

    /// The next `length` bytes, little-endian, without copying them.
    public ByteBuffer readSlice(int length) {
        ByteBuffer from = need(length);
        ByteBuffer slice = from.slice(from.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        from.position(from.position() + length);
        return slice;
    }

    /// One of `values`, written as its ordinal in a byte.
    public <T> T readOneOf(T[] values) {
        int ordinal = readByte();
        if (ordinal < 0 || ordinal >= values.length) {
            throw new IllegalArgumentException(
                    "state: expected an ordinal of 0 to "
                            + (values.length - 1)
                            + ", found "
                            + ordinal);
        }
        return values[ordinal];
    }

    public Instrument readInstrument() {
        return new Instrument(
                new Venue(readText()),
                readText(),
                new Coin(readText()),
                readText(),
                readOneOf(KINDS),
                readOneOf(CONTRACTS),
                new Decimal(readLong(), readInt()),
                readLong(),
                readInt(),
                readInt(),
                readLong());
    }

    /// Whether everything has been read.
    public boolean isAtEnd() {
        return !bytes.hasRemaining();
    }
}
