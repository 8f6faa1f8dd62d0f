package spillway.tape;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import spillway.journal.Journal;

/// Clears away what an interrupted sealing, import or compaction left: staged files, and files in
/// the tree that no manifest knows. Whatever they hold is elsewhere, or was never acknowledged; if
/// that cannot be so, the manifest is not the newest one, and nothing is touched.
final class Unlisted {
    private final TapeLayout layout;
    private final TapeDisk disk;
    private final Manifest manifest;
    private final Journal journal;

    private Unlisted(TapeLayout layout, TapeDisk disk, Manifest manifest, Journal journal) {
        this.layout = layout;
        this.disk = disk;
        this.manifest = manifest;
        this.journal = journal;
    }

    static void clear(TapeLayout layout, TapeDisk disk, Manifest manifest, Journal journal)
            throws IOException {
        new Unlisted(layout, disk, manifest, journal).clear();
    }

    private void clear() throws IOException {
        List<Path> unlisted = inTree();
        for (Path file : unlisted) {
            checkHeldElsewhere(file);
        }
        for (Path staged : staged()) {
            disk.delete(staged);
        }
        if (manifest.segments().stream()
                .allMatch(s -> Files.exists(layout.root().resolve(s.path())))) {
            for (Path file : unlisted) {
                disk.delete(file);
            }
        }
    }

    private List<Path> staged() throws IOException {
        try (Stream<Path> staged = Files.walk(layout.staging())) {
            return staged.filter(p -> !p.equals(layout.staging()))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    private List<Path> inTree() throws IOException {
        Set<String> known = new HashSet<>();
        manifest.garbage().forEach(g -> known.add(g.path()));
        manifest.segments().forEach(s -> known.add(s.path()));
        var unlisted = new ArrayList<Path>();
        for (Path file : layout.segmentFiles()) {
            if (!known.contains(layout.relative(file))) {
                unlisted.add(file);
            }
        }
        return unlisted;
    }

    /// A file of places that the journal has gone past without holding them is of a generation that
    /// is missing.
    private void checkHeldElsewhere(Path file) throws TapeException {
        long first = layout.firstSeq(file);
        boolean gonePast = journal.nextPosition() > layout.lastSeq(file);
        if (first >= manifest.nextSeq() && gonePast && !JournalLosses.holds(journal, first)) {
            throw new TapeException(
                    layout.manifests()
                            + ": expected the newest generation, found generation "
                            + manifest.generation()
                            + ", which does not know "
                            + file
                            + " though the journal has gone on behind it; put back the later"
                            + " generations from a copy of the tape. Nothing was changed");
        }
    }
}
