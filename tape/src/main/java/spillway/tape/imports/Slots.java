package spillway.tape.imports;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the columns of one file stand in a [Row].
final class Slots {
    private final Map<String, Integer> byName = new HashMap<>();

    /// @param names columns by slot; of equal names the first counts
    Slots(List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            byName.putIfAbsent(names.get(i), i);
        }
    }

    /// The slot of a column, −1 for the empty name.
    ///
    /// @throws IllegalStateException if the file has no such column; callers have checked
    int of(String name) {
        if (name.isEmpty()) {
            return -1;
        }
        Integer slot = byName.get(name);
        if (slot == null) {
            throw new IllegalStateException("no column " + name + " in " + byName.keySet());
        }
        return slot;
    }

    /// The subject of a row that was read.
    static Subject known(@Nullable Subject subject) {
        if (subject == null) {
            throw new IllegalStateException("no row was read");
        }
        return subject;
    }
}
