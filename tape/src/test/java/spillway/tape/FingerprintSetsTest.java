package spillway.tape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.testing.Counts;

/// Sets that were put aside know what they knew, and leave nothing behind.
class FingerprintSetsTest {
    private static final int PARTITIONS = 6;
    private static final int ADDED = 4_000;

    @TempDir Path temp;

    static LongStream seeds() {
        return Counts.seeds(5, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void agreesWithSetsInMemoryWhateverTheBudget(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        Path folder = temp.resolve("aside");
        Map<String, Set<Long>> twin = new HashMap<>();
        var loaded = new HashSet<String>();
        try (var sets = new FingerprintSets(folder, random.nextInt(200_000))) {
            for (int i = 0; i < ADDED; i++) {
                String partition = "day " + random.nextInt(PARTITIONS);
                long value = random.nextLong(2_000);
                FingerprintSet set =
                        sets.get(
                                partition,
                                () -> {
                                    assertThat(loaded.add(partition)).as("seed %d", seed).isTrue();
                                    return new FingerprintSet();
                                });
                boolean fresh = twin.computeIfAbsent(partition, _ -> new HashSet<>()).add(value);
                assertThat(set.add(value * 31, value)).as("seed %d, %d", seed, i).isEqualTo(fresh);
                assertThat(set.size()).isEqualTo(twin.get(partition).size());
            }
        }
        assertThat(folder).doesNotExist();
        try (Stream<Path> left = Files.list(temp)) {
            assertThat(left).isEmpty();
        }
    }
}
