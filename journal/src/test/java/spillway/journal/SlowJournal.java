package spillway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The reading rule in its plainest form, from the format's description alone: at every byte, is
/// there a whole block here?
final class SlowJournal {
    private SlowJournal() {}

    static List<Block> read(Disk disk) throws IOException {
        var blocks = new ArrayList<Block>();
        for (String name :
                disk.list().stream().filter(n -> n.endsWith(".journal")).sorted().toList()) {
            long expected = Long.parseLong(name.substring(0, 20));
            byte[] bytes = all(disk, name);
            int at = 0;
            while (at < bytes.length) {
                Block block = blockAt(bytes, at);
                if (block != null && block.firstPosition() >= expected) {
                    blocks.add(block);
                    expected = block.nextPosition();
                    at += 32 + block.payload().remaining();
                } else {
                    at++;
                }
            }
        }
        return blocks;
    }

    private static byte[] all(Disk disk, String name) throws IOException {
        try (DiskFile file = disk.openForReading(name)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
            int got = 0;
            while (bytes.hasRemaining() && got >= 0) {
                got = file.read(bytes, bytes.position());
            }
            return bytes.array();
        }
    }

    private static @Nullable Block blockAt(byte[] bytes, int at) {
        if (bytes.length - at < 32
                || bytes[at] != 'S'
                || bytes[at + 1] != 'W'
                || bytes[at + 2] != 'B'
                || bytes[at + 3] != 1) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int length = in.getInt(at + 8);
        int count = in.getInt(at + 12);
        if (length < 0
                || length > bytes.length - at - 32
                || count <= 0
                || in.getLong(at + 24) != at) {
            return null;
        }
        var crc = new CRC32C();
        crc.update(bytes, at + 8, 24 + length);
        if ((int) crc.getValue() != in.getInt(at + 4)) {
            return null;
        }
        return Block.of(
                in.getLong(at + 16), count, Arrays.copyOfRange(bytes, at + 32, at + 32 + length));
    }
}
