package spillway.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What a run has found so far. Notes say how each part was measured; progress goes out at once.
final class Findings {
    /// How something was measured.
    record Note(String part, String text) {}

    private final Consumer<String> progress;
    private final List<Note> notes = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();
    private String part = "";

    /// @param progress takes a line for a person who waits
    Findings(Consumer<String> progress) {
        this.progress = progress;
    }

    /// What follows belongs to the benchmark of this name.
    void begin(String newPart) {
        part = newPart;
    }

    /// Says what is done now.
    void doing(String what) {
        progress.accept(part + ": " + what);
    }

    /// Says how the figures came about: data, pick rules, repetitions, what is inside and what is
    /// not.
    void note(String text) {
        notes.add(new Note(part, text));
    }

    void figure(String name, String unit, Spread spread) {
        figures.add(new Figure(part, name, unit, spread, null));
    }

    void figure(String name, String unit, Spread spread, Target target) {
        figures.add(new Figure(part, name, unit, spread, target));
    }

    List<Note> notes() {
        return List.copyOf(notes);
    }

    List<Figure> figures() {
        return List.copyOf(figures);
    }
}
