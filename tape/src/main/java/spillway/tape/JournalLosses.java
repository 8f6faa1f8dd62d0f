package spillway.tape;

import java.util.ArrayList;
import java.util.List;
import spillway.journal.Damage;
import spillway.journal.Journal;

/// Finds the places of a tape that its journal should hold and does not.
final class JournalLosses {
    private JournalLosses() {}

    /// Those that `manifest` does not list yet, ascending.
    static List<Manifest.Loss> of(Journal journal, Manifest manifest) {
        var losses = new ArrayList<Manifest.Loss>();
        long oldest = journal.segments().getFirst().firstPosition();
        if (oldest > manifest.nextSeq()) {
            losses.add(
                    new Manifest.Loss(
                            manifest.nextSeq(), oldest, "the journal's first files are missing"));
        }
        for (Damage damage : journal.recovery().damages()) {
            // An import takes places that the journal leaves out: they are sealed, not lost.
            long from = Math.max(damage.positionFrom(), manifest.nextSeq());
            long to = damage.positionTo().orElse(damage.positionFrom());
            if (damage.isTail() ? to >= manifest.nextSeq() : to > from) {
                losses.add(new Manifest.Loss(from, to, damage.segment() + " was damaged"));
            }
        }
        losses.removeIf(manifest.losses()::contains);
        return losses;
    }

    /// Whether the journal has the record at `position`.
    static boolean holds(Journal journal, long position) {
        return journal.segments().stream()
                .anyMatch(s -> s.firstPosition() <= position && position < s.nextPosition());
    }
}
