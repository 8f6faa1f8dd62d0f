package spillway.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/// An open file of a [Disk]. Every call names its place; there is no cursor.
public interface DiskFile extends Closeable {
    /// Reads what lies from byte `at` on into `into`, as much as fits or is there.
    ///
    /// @return bytes read, `-1` at or behind the end
    int read(ByteBuffer into, long at) throws IOException;

    /// Writes what remains in `from` at byte `at`, by one call of the operating system.
    ///
    /// @return bytes written; fewer than remained if the disk took no more
    int write(ByteBuffer from, long at) throws IOException;

    /// Bytes in the file.
    long size() throws IOException;

    /// Cuts off everything from byte `sizeBytes` on.
    void truncate(long sizeBytes) throws IOException;

    /// Returns once every byte written before survives a power loss. After a failure nobody knows
    /// which did, and asking again does not help: the operating system may have dropped them.
    void force() throws IOException;
}
