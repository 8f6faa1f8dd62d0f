package spillway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/// Blocks whose size, record count and content follow from their position alone, so that whoever
/// reads one knows what it must be.
final class NumberedBlock {
    private NumberedBlock() {}

    private static SplittableRandom random(long position) {
        return new SplittableRandom(position * 0x9e3779b97f4a7c15L);
    }

    private static int recordCount(SplittableRandom random) {
        return 1 + random.nextInt(20);
    }

    private static byte[] payload(SplittableRandom random) {
        byte[] payload = new byte[random.nextInt(1 << (4 + random.nextInt(12)))];
        random.nextBytes(payload);
        return payload;
    }

    static long append(Journal journal) throws IOException {
        SplittableRandom random = random(journal.nextPosition());
        int count = recordCount(random);
        return journal.append(ByteBuffer.wrap(payload(random)), count);
    }

    static void check(JournalReader reader) {
        SplittableRandom random = random(reader.firstPosition());
        int count = recordCount(random);
        assertThat(Block.shownBy(reader))
                .isEqualTo(Block.of(reader.firstPosition(), count, payload(random)));
    }
}
