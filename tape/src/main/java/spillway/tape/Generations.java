package spillway.tape;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The generations of a tape as its writer makes them, one after the other. Callers hold the
/// writer's lock on publishing; [#current()] is for any thread.
final class Generations {
    private final TapeLayout layout;
    private final TapeDisk disk;
    private volatile Manifest current;

    private Generations(TapeLayout layout, TapeDisk disk, Manifest current) {
        this.layout = layout;
        this.disk = disk;
        this.current = current;
    }

    static Generations open(TapeLayout layout, TapeDisk disk) throws IOException {
        return new Generations(layout, disk, ManifestFile.newest(layout));
    }

    Manifest current() {
        return current;
    }

    /// The next generation, with files more.
    void add(long nextSeq, List<Segment> made) throws IOException {
        var segments = new ArrayList<>(current.segments());
        segments.addAll(made);
        publish(nextSeq, segments, current.losses(), current.garbage());
    }

    /// The next generation, with files in place of others.
    void replace(List<Segment> old, List<Segment> made) throws IOException {
        var segments = new ArrayList<>(current.segments());
        segments.removeAll(old);
        segments.addAll(made);
        var garbage = new ArrayList<>(current.garbage());
        old.forEach(s -> garbage.add(new Manifest.Garbage(s.path(), current.generation() + 1)));
        publish(current.nextSeq(), segments, current.losses(), garbage);
    }

    /// The next generation, that knows of more losses.
    void lose(List<Manifest.Loss> more) throws IOException {
        var losses = new ArrayList<>(current.losses());
        losses.addAll(more);
        publish(current.nextSeq(), current.segments(), losses, current.garbage());
    }

    private void publish(
            long nextSeq,
            List<Segment> segments,
            List<Manifest.Loss> losses,
            List<Manifest.Garbage> garbage)
            throws IOException {
        var next = new Manifest(current.generation() + 1, nextSeq, segments, losses, garbage);
        Path file = ManifestFile.file(layout, next.generation());
        Path staged = layout.staging().resolve(TapeLayout.nameOf(file));
        disk.write(staged, ManifestFile.content(next));
        disk.move(staged, file);
        current = next; // readers see it from here on, whatever becomes of the rest
        disk.force(layout.manifests());
        ManifestFile.prune(layout, disk);
    }

    /// Whether the newest generation names one of these files.
    boolean names(List<Segment> made) {
        return !made.isEmpty() && current.segments().contains(made.getFirst());
    }

    /// Deletes files that neither the newest generation nor any reader's needs.
    void deleteGarbage(ReaderLease.Oldest readers) throws IOException {
        var kept = new ArrayList<Manifest.Garbage>();
        for (var garbage : current.garbage()) {
            if (garbage.sinceGeneration() <= readers.generation()) {
                disk.delete(layout.root().resolve(garbage.path()));
            } else {
                kept.add(garbage);
            }
        }
        if (kept.size() < current.garbage().size()) {
            publish(current.nextSeq(), current.segments(), current.losses(), kept);
        }
    }
}
