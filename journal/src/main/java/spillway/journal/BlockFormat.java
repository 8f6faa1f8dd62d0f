package spillway.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// The bytes of a block and of a segment's header, little-endian; `docs/reference/tape.md` has the
/// tables.
///
/// A block says at which byte of its segment it lies, and the checksum covers that: a block that
/// turns up anywhere else (inside another block's payload, or in a sector that the disk put in the
/// wrong place) is none.
final class BlockFormat {
    static final int VERSION = 1;

    static final int HEADER_BYTES = 32;

    /// Large enough for any batch of events, small enough to be held in memory by every reader.
    static final int MAX_PAYLOAD_BYTES = 16 << 20;

    static final int MAGIC = 'S' | 'W' << 8 | 'B' << 16 | VERSION << 24;
    static final int MAGIC_AT = 0;
    static final int CRC_AT = 4;
    static final int PAYLOAD_LENGTH_AT = 8;
    static final int RECORD_COUNT_AT = 12;
    static final int FIRST_POSITION_AT = 16;
    static final int BYTE_OFFSET_AT = 24;

    /// The checksum covers everything from here to the end of the payload.
    static final int CHECKED_FROM = PAYLOAD_LENGTH_AT;

    static final int SEGMENT_HEADER_BYTES = 32;

    /// `SPWYJRNL` in a file's first eight bytes.
    static final long SEGMENT_MAGIC = 0x4c4e524a59575053L;

    static final int SEGMENT_VERSION_AT = 8;
    static final int SEGMENT_POSITION_AT = 16;
    static final int SEGMENT_CRC_AT = 28;

    private BlockFormat() {}

    /// Lays a block into `block`, ready to be written: position 0, limit at its end.
    static void frame(
            ByteBuffer block,
            ByteBuffer payload,
            int recordCount,
            long firstPosition,
            long byteOffset,
            CRC32C crc) {
        int length = payload.remaining();
        block.clear();
        block.putInt(MAGIC_AT, MAGIC);
        block.putInt(PAYLOAD_LENGTH_AT, length);
        block.putInt(RECORD_COUNT_AT, recordCount);
        block.putLong(FIRST_POSITION_AT, firstPosition);
        block.putLong(BYTE_OFFSET_AT, byteOffset);
        block.put(HEADER_BYTES, payload, payload.position(), length);
        block.limit(HEADER_BYTES + length);
        block.putInt(CRC_AT, checksum(block, 0, length, crc));
        block.position(0);
    }

    /// The checksum of the block that begins at `start` of `bytes`; leaves `bytes` cleared to its
    /// limit of before.
    static int checksum(ByteBuffer bytes, int start, int payloadLength, CRC32C crc) {
        int limit = bytes.limit();
        bytes.limit(start + HEADER_BYTES + payloadLength).position(start + CHECKED_FROM);
        crc.reset();
        crc.update(bytes);
        bytes.limit(limit);
        return (int) crc.getValue();
    }

    static void frameSegmentHeader(ByteBuffer header, long firstPosition, CRC32C crc) {
        header.clear();
        header.putLong(0, SEGMENT_MAGIC);
        header.putInt(SEGMENT_VERSION_AT, VERSION);
        header.putInt(12, 0);
        header.putLong(SEGMENT_POSITION_AT, firstPosition);
        header.putInt(24, 0);
        header.putInt(SEGMENT_CRC_AT, segmentChecksum(header, crc));
        header.limit(SEGMENT_HEADER_BYTES).position(0);
    }

    static int segmentChecksum(ByteBuffer header, CRC32C crc) {
        header.limit(SEGMENT_CRC_AT).position(0);
        crc.reset();
        crc.update(header);
        header.clear();
        return (int) crc.getValue();
    }
}
