package spillway.tape.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spillway.market.EventSink;
import spillway.market.Instruments;
import spillway.market.SelectiveSink;
import spillway.testing.Counts;

/// Somebody who waits for an import can be told how much is done, how much there is, and so how
/// long it will take; and a file of any size needs no more memory than a small one.
class ImportProgressTest {
    private record Step(long bytesRead, long bytesTotal, long rows) {}

    @TempDir private Path folder;

    private Path trades(String name, String header, String row, int rows) throws IOException {
        Path file = folder.resolve(name);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(header);
            for (int i = 0; i < rows; i++) {
                out.write(row.replace("#", Integer.toString(i)));
            }
        }
        return file;
    }

    /// @param passes how often the files are read: JSON needs to know its columns first, leading
    ///   zeros where they end
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    tardis-trades       | exchange,symbol,timestamp,local_timestamp,id,side,price,amount\\n | \
                    bitmex,XBTUSD,1583020803145000,1,#,sell,8531.5,2152\\n | 1
                    coinglass-daily     | symbol,ts_utc,borrow_ir\\n | BTC,2024-03-05,0.0#1\\n | 2
                    hl-cascade-timeline | {"event_start": "2025-10-10", "timeline": [{"second": 0} | \
                    ,\\n{"second": #, "liquidations": 104, "adls": 0} | 2
                    """)
    void progressGrowsSteadilyToTheTotal(String mapping, String header, String row, int passes)
            throws IOException {
        int rows = 20_000;
        Path one = trades("one", header.replace("\\n", "\n"), row.replace("\\n", "\n"), rows);
        Path two = trades("two", header.replace("\\n", "\n"), row.replace("\\n", "\n"), rows);
        if (mapping.startsWith("hl")) {
            for (Path file : List.of(one, two)) {
                Files.writeString(file, Files.readString(file) + "]}");
            }
        }
        var steps = new ArrayList<Step>();
        var options =
                ImportOptions.none()
                        .withListener(
                                (read, total, done) -> steps.add(new Step(read, total, done)));
        new Importer(Mapping.shipped(mapping), options, new CountingTarget())
                .run(List.of(one, folder.resolve("missing"), two));

        long total = (Files.size(one) + Files.size(two)) * passes;
        assertThat(steps.getLast().bytesRead()).isEqualTo(total);
        Step last = new Step(0, total, 0);
        for (Step step : steps) {
            assertThat(step.bytesTotal()).isEqualTo(total);
            assertThat(step.bytesRead()).isBetween(last.bytesRead(), total);
            assertThat(step.bytesRead() - last.bytesRead())
                    .as("a step is a few thousand rows, plus what is read ahead")
                    .isLessThan(4096 * 70);
            assertThat(step.rows()).isGreaterThanOrEqualTo(last.rows());
            last = step;
        }
        assertThat(steps).hasSizeGreaterThan(passes * 2 * rows / 4096);
    }

    /// A file of 300 MB in a heap of which a few MB are kept.
    @Test
    void memoryDoesNotGrowWithTheFile() throws IOException {
        assumeTrue(Counts.all(), "a file of 300 MB is only written in the long tests");
        Path file = folder.resolve("BTCUSDT-trades-2025-07-31.csv");
        long rows = 5_500_000;
        try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            for (long i = 0; i < rows; i++) {
                out.write(
                        (66_119_037 + i)
                                + ",117771.1,0.012,1413.25,"
                                + (1_753_920_000_000L + i * 10)
                                + ",true\n");
            }
        }
        assertThat(Files.size(file)).isGreaterThan(280_000_000L);
        long[] most = {0};
        var options =
                ImportOptions.none()
                        .withListener((_, _, done) -> {
                            if (done % 1_048_576 == 0) {
                                most[0] = Math.max(most[0], heldBytes());
                            }
                        });
        long before = heldBytes();
        var summary =
                new Importer(Mapping.shipped("binance-um-trades"), options, new CountingTarget())
                        .run(List.of(file));
        assertThat(summary.added()).isEqualTo(rows);
        assertThat(most[0] - before).isLessThan(16L << 20);
    }

    private static long heldBytes() {
        var runtime = Runtime.getRuntime();
        runtime.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /// Takes every row for new and forgets it: each question finds one event more than the last.
    static final class CountingTarget implements ImportTarget {
        private final Instruments instruments = new Instruments();
        private long asked;
        private final EventSink sink = new SelectiveSink() {};

        @Override
        public Instruments instruments() {
            return instruments;
        }

        @Override
        public EventSink sink() {
            return sink;
        }

        @Override
        public long added() {
            return asked++;
        }
    }
}
