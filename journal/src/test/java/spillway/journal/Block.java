package spillway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A block as a test keeps it.
record Block(long firstPosition, int recordCount, ByteBuffer payload) {
    static Block of(long firstPosition, int recordCount, byte[] payload) {
        return new Block(firstPosition, recordCount, ByteBuffer.wrap(payload));
    }

    long nextPosition() {
        return firstPosition + recordCount;
    }

    static Block shownBy(JournalReader reader) {
        ByteBuffer payload = reader.payload();
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return of(reader.firstPosition(), reader.recordCount(), bytes);
    }

    /// All that a reader shows from the oldest block on.
    static List<Block> read(Disk disk) throws IOException {
        try (var reader = JournalReader.open(disk)) {
            return rest(reader);
        }
    }

    static List<Block> rest(JournalReader reader) throws IOException {
        var blocks = new ArrayList<Block>();
        while (reader.next()) {
            blocks.add(shownBy(reader));
        }
        return blocks;
    }
}
