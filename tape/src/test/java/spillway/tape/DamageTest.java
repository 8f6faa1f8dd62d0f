package spillway.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spillway.market.Channel;
import spillway.market.EventKind;
import spillway.market.FeedState;
import spillway.market.MarketEvent;
import spillway.market.RandomEvents;

/// Files that a bad disk or a careless hand changed are named, with what was expected and what to
/// do; nothing wrong is shown, and nothing that is still there is thrown away.
class DamageTest {
    private static final long START_NS = 1_770_336_000_000_000_000L;

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    private final RandomEvents random = new RandomEvents(1, START_NS);
    private final SlowTape slow = new SlowTape();
    private TapeLayout layout;

    @BeforeEach
    void makeATapeOfThreeGenerations() throws IOException {
        layout = new TapeLayout(folder);
        try (var writer = TapeWriter.open(folder)) {
            for (int i = 0; i < 3; i++) {
                append(writer, 30);
                writer.sealAll();
            }
            append(writer, 30);
        }
    }

    private void append(TapeWriter writer, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            MarketEvent event = random.one(i % 2 == 0 ? EventKind.LIQUIDATION : EventKind.TRADE);
            event.sendTo(writer.sink(), writer.instruments());
            slow.append(event);
        }
        writer.commit();
    }

    private List<MarketEvent> all() throws IOException {
        try (var tape = Tape.open(folder)) {
            return SlowTape.all(tape.arrival(Selection.all()));
        }
    }

    private List<Path> files() throws IOException {
        try (var paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .filter(p -> !p.startsWith(layout.readers()))
                    .sorted()
                    .toList();
        }
    }

    private Path newestManifest() throws IOException {
        return ManifestFile.generations(layout).getLast();
    }

    @Test
    void anyChangedByteOfTheNewestManifestIsFound() throws IOException {
        Path file = newestManifest();
        byte[] whole = Files.readAllBytes(file);
        var chance = new SplittableRandom(5);
        for (int i = 0; i < 300; i++) {
            byte[] changed = whole.clone();
            int at = chance.nextInt(changed.length);
            changed[at] ^= (byte) (1 << chance.nextInt(8));
            Files.write(file, changed);
            if (sameJson(whole, changed)) {
                continue;
            }
            assertThatThrownBy(() -> Tape.open(folder))
                    .as("byte %d", at)
                    .isInstanceOf(TapeException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    /// A line feed behind the last brace means nothing.
    private static boolean sameJson(byte[] a, byte[] b) {
        return new String(a, StandardCharsets.UTF_8)
                .strip()
                .equals(new String(b, StandardCharsets.UTF_8).strip());
    }

    @Test
    void aTornManifestIsNamedAndChangesNothing() throws IOException {
        Path file = newestManifest();
        byte[] whole = Files.readAllBytes(file);
        for (int kept : new int[] {0, 1, whole.length / 2, whole.length - 3}) {
            Files.write(file, java.util.Arrays.copyOf(whole, kept));
            List<Path> before = files();
            assertThatThrownBy(() -> TapeWriter.open(folder))
                    .isInstanceOf(TapeException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("damaged")
                    .hasMessageContaining("put back this file from a copy");
            assertThatThrownBy(() -> Tape.open(folder)).isInstanceOf(TapeException.class);
            assertThat(files()).isEqualTo(before);
        }
        Files.write(file, whole);
        TapeWriter.open(folder).close();
        assertThat(all()).isEqualTo(slow.arrival());
    }

    @Test
    void aManifestThatIsMissingTakesNoSealedFileAlong() throws IOException {
        Path file = newestManifest();
        byte[] whole = Files.readAllBytes(file);
        Files.delete(file);
        List<Path> before = files();
        assertThatThrownBy(() -> TapeWriter.open(folder))
                .isInstanceOf(TapeException.class)
                .hasMessageContaining("expected the newest generation")
                .hasMessageContaining("put back the later generations");
        assertThat(files()).isEqualTo(before);
        Files.write(file, whole);
        TapeWriter.open(folder).close();
        assertThat(all()).isEqualTo(slow.arrival());
    }

    @Test
    void aManifestOfANewerFormatAsksForANewerSpillway() throws IOException {
        Path file = newestManifest();
        String text = Files.readString(file);
        Files.writeString(file, text.replace("\"format\" : 1", "\"format\" : 2"));
        assertThatThrownBy(() -> Tape.open(folder))
                .isInstanceOf(TapeException.class)
                .hasMessageContaining("expected tape format 1, found 2")
                .hasMessageContaining("a newer one");
    }

    @Test
    void anyChangedByteOfASealedFileIsFound() throws IOException {
        Segment segment;
        try (var tape = Tape.open(folder)) {
            segment = tape.manifest().segments().getFirst();
        }
        Path file = folder.resolve(segment.path());
        byte[] whole = Files.readAllBytes(file);
        var chance = new SplittableRandom(6);
        for (int i = 0; i < 300; i++) {
            byte[] changed = whole.clone();
            changed[chance.nextInt(changed.length)] ^= (byte) (1 << chance.nextInt(8));
            Files.write(file, changed);
            assertThatThrownBy(this::all)
                    .as("change %d", i)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("expected")
                    .hasMessageContaining("found");
        }
    }

    @Test
    void aSealedFileThatIsCutShortSaysSo() throws IOException {
        Path file = layout.segmentFiles().getFirst();
        byte[] whole = Files.readAllBytes(file);
        for (int kept : new int[] {0, 3, 11, whole.length / 2, whole.length - 1}) {
            Files.write(file, java.util.Arrays.copyOf(whole, kept));
            assertThatThrownBy(this::all)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining(
                            "expected a Parquet file, which begins and ends with PAR1")
                    .hasMessageContaining("put the file back from a copy");
        }
    }

    @Test
    void aFileThatIsDamagedForGoodCanBeForgottenAndItsTimeIsAGap() throws IOException {
        Segment damaged;
        try (var writer = TapeWriter.open(folder)) {
            var liquidation =
                    slow.arrival().stream()
                            .filter(e -> e.kind() == EventKind.LIQUIDATION)
                            .findFirst()
                            .orElseThrow();
            writer.sink()
                    .feedHealth(
                            writer.instruments().code(liquidation.instrument()),
                            START_NS,
                            START_NS,
                            Channel.LIQUIDATIONS,
                            FeedState.CONNECTED,
                            START_NS,
                            START_NS,
                            "");
            writer.commit();
            damaged =
                    writer.manifest().segments().stream()
                            .filter(s -> s.kind() == EventKind.LIQUIDATION)
                            .filter(s -> s.venue().equals(liquidation.instrument().venue()))
                            .findFirst()
                            .orElseThrow();
            Files.write(folder.resolve(damaged.path()), new byte[100]);
            writer.forget(List.of(damaged), "damaged");
            assertThat(folder.resolve(damaged.path())).doesNotExist();
        }
        List<MarketEvent> found = new ArrayList<>(all());
        List<MarketEvent.FeedHealth> said =
                found.stream()
                        .filter(MarketEvent.FeedHealth.class::isInstance)
                        .map(MarketEvent.FeedHealth.class::cast)
                        .toList();
        assertThat(said)
                .extracting(MarketEvent.FeedHealth::state)
                .startsWith(FeedState.CONNECTED, FeedState.GAP);
        assertThat(said.get(1).fromNs()).isEqualTo(damaged.minVenueTimeNs());
        assertThat(said.get(1).toNs()).isEqualTo(damaged.maxVenueTimeNs() + 1);
        assertThat(said.get(1).reason()).isEqualTo("damaged");
        assertThat(found).hasSize((int) (slow.size() - damaged.rows()) + said.size());
    }

    @Test
    void aDamagedDictionaryIsNamedWithItsLine() throws IOException {
        List<String> lines = Files.readAllLines(layout.instruments());
        lines.set(1, lines.get(1).substring(0, 20));
        Files.write(layout.instruments(), lines);
        assertThatThrownBy(() -> Tape.open(folder))
                .isInstanceOf(TapeException.class)
                .hasMessageContaining("instruments.jsonl: line 2: expected an instrument")
                .hasMessageContaining("put the file back");
        lines.set(1, lines.get(0));
        Files.write(layout.instruments(), lines);
        assertThatThrownBy(() -> TapeWriter.open(folder))
                .isInstanceOf(TapeException.class)
                .hasMessageContaining("line 2: expected a new instrument");
    }

    /// Two blocks of the journal are damaged where they lie, a third is cut off at the end.
    @Test
    void whatTheJournalLostIsListedOnceAndSaidOnceAsAGap() throws IOException {
        try (var writer = TapeWriter.open(folder)) {
            writer.sink()
                    .feedHealth(
                            0,
                            START_NS,
                            START_NS,
                            Channel.TRADES,
                            FeedState.CONNECTED,
                            START_NS,
                            START_NS,
                            "");
            writer.commit();
            for (int i = 0; i < 4; i++) {
                append(writer, 10);
            }
        }
        int before = all().size();
        damageAt(0.5);
        long generation = 0;
        for (int opening = 0; opening < 3; opening++) {
            TapeWriter.open(folder).close();
            try (var tape = Tape.open(folder)) {
                assertThat(tape.manifest().losses()).as("opening %d", opening).hasSize(1);
                if (opening == 0) {
                    generation = tape.manifest().generation();
                }
                assertThat(tape.manifest().generation()).isEqualTo(generation);
                var loss = tape.manifest().losses().getFirst();
                var found = SlowTape.all(tape.arrival(Selection.all()));
                assertThat(found)
                        .extracting(MarketEvent::seq)
                        .doesNotHaveDuplicates()
                        .noneMatch(seq -> seq >= loss.fromSeq() && seq < loss.toSeq());
                long said =
                        found.stream()
                                .filter(MarketEvent.FeedHealth.class::isInstance)
                                .map(MarketEvent.FeedHealth.class::cast)
                                .filter(h -> h.state() == FeedState.GAP)
                                .count();
                assertThat(said).as("opening %d", opening).isEqualTo(1);
                assertThat(loss.toSeq() - loss.fromSeq()).isPositive();
                assertThat(found.size())
                        .isEqualTo(before - (int) (loss.toSeq() - loss.fromSeq()) + 2);
            }
        }
    }

    /// Changes a byte of the open journal file, so far from its begin.
    private void damageAt(double share) throws IOException {
        Path file;
        try (var files = Files.list(layout.journal())) {
            file = files.sorted().toList().getLast();
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) (bytes.length * share)] ^= 1;
        Files.write(file, bytes);
    }
}
