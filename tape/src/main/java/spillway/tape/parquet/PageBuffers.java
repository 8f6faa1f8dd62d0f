package spillway.tape.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// What writers and readers of one thread need for a moment and share: compression contexts, the
/// page being encoded or decoded, and the column memory that closed readers give back.
///
/// Hundreds of open writers share one of these, so an idle one holds no compressor. One thread at a
/// time. Closing frees the native contexts; close the writers and readers first.
public final class PageBuffers implements AutoCloseable {
    /// Column memory kept for the next reader; a merge of a few dozen files stays within it.
    private static final int MAX_KEPT = 512;

    /// Bytes that leave for the file at once.
    private static final int WRITE_BYTES = 1 << 18;

    /// Decoders read whole words: this much lies past the end of every page.
    static final int SLACK = 16;

    private static final int ZSTD_LEVEL = 1;

    final ThriftWriter header = new ThriftWriter(256);
    final ThriftReader thrift = new ThriftReader();
    final CRC32 pageCheck = new CRC32();
    final CRC32C chunkCheck = new CRC32C();
    final long[] deltas = new long[128];

    private byte[] raw = new byte[0];
    private byte[] packed = new byte[0];
    private int[] ids = new int[0];
    private byte[] text = new byte[0];
    private final ArrayDeque<ColumnBatch> kept = new ArrayDeque<>();
    private @Nullable ByteBuffer out;
    private @Nullable ZstdCompressCtx compressor;
    private @Nullable ZstdDecompressCtx decompressor;

    byte[] raw(int size) {
        if (raw.length < size) {
            raw = new byte[roomFor(size)];
        }
        return raw;
    }

    byte[] packed(int size) {
        if (packed.length < size) {
            packed = new byte[roomFor(size)];
        }
        return packed;
    }

    int[] ids(int size) {
        if (ids.length < size) {
            ids = new int[roomFor(size)];
        }
        return ids;
    }

    byte[] text(int size) {
        if (text.length < size) {
            text = new byte[roomFor(size)];
        }
        return text;
    }

    ByteBuffer out() {
        if (out == null) {
            out = ByteBuffer.allocateDirect(WRITE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        }
        return out;
    }

    /// Compresses the first `size` bytes of [#raw(int)] into [#packed(int)]; the bytes it took.
    int compress(int size) {
        if (compressor == null) {
            compressor = new ZstdCompressCtx().setLevel(ZSTD_LEVEL);
        }
        int bound = Math.toIntExact(Zstd.compressBound(size));
        byte[] to = packed(bound);
        return compressor.compressByteArray(to, 0, to.length, raw, 0, size);
    }

    /// Decompresses part of a direct buffer into [#raw(int)]; the bytes it made.
    int decompress(ByteBuffer from, int at, int length, int rawSize) {
        if (decompressor == null) {
            decompressor = new ZstdDecompressCtx();
        }
        byte[] to = raw(rawSize + SLACK);
        return decompressor.decompressDirectByteBufferToByteArray(to, 0, rawSize, from, at, length);
    }

    ColumnBatch borrow() {
        ColumnBatch batch = kept.pollLast();
        return batch == null ? new ColumnBatch() : batch;
    }

    void giveBack(ColumnBatch batch) {
        if (kept.size() < MAX_KEPT) {
            kept.addLast(batch);
        }
    }

    @Override
    public void close() {
        if (compressor != null) {
            compressor.close();
            compressor = null;
        }
        if (decompressor != null) {
            decompressor.close();
            decompressor = null;
        }
    }

    private static int roomFor(int size) {
        return Math.max(1024, size + (size >>> 2));
    }
}
