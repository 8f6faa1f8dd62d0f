package spillway.venues.protocol;

import java.util.SortedMap;
import java.util.TreeMap;

/// Counts what messages turned out to be. Used by one thread.
public final class DecodedCounts {
    /// Reasons counted apart; a reason beyond them counts as [#OTHER_REASON].
    private static final int MAX_REASONS = 200;

    private static final String OTHER_REASON = "other reasons";

    private final SortedMap<String, Long> ignored = new TreeMap<>();
    private final SortedMap<String, Long> malformed = new TreeMap<>();
    private long messages;
    private long control;
    private long refused;

    /// Takes the next.
    public void count(Decoded kind) {
        switch (kind) {
            case Decoded.Events _ -> messages++;
            case Decoded.Control c -> {
                control++;
                refused += c.kind() == ControlKind.REFUSED ? 1 : 0;
            }
            case Decoded.Ignored i -> ignored.merge(i.rule(), 1L, Long::sum);
            case Decoded.Malformed m -> {
                String reason = reason(m);
                boolean room = malformed.size() < MAX_REASONS || malformed.containsKey(reason);
                malformed.merge(room ? reason : OTHER_REASON, 1L, Long::sum);
            }
        }
    }

    /// The same for the same mistake, wherever in a list it stands and whatever was found.
    private static String reason(Decoded.Malformed why) {
        String path = why.path().replaceAll("\\[\\d+]", "[]");
        return (path.isEmpty() ? "message" : path) + ": expected " + why.expected();
    }

    /// Those that were facts.
    public long messages() {
        return messages;
    }

    /// Those about the connection.
    public long control() {
        return control;
    }

    /// Refusals among those about the connection.
    public long refused() {
        return refused;
    }

    /// Those left out on purpose, by rule. A copy.
    public SortedMap<String, Long> ignored() {
        return new TreeMap<>(ignored);
    }

    /// Those that were not what the protocol says, by what was expected where. A copy.
    public SortedMap<String, Long> malformed() {
        return new TreeMap<>(malformed);
    }
}
