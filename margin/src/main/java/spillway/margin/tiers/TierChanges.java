package spillway.margin.tiers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How the tables of one venue differ between two dates.
///
/// @param common symbols that both sets have
/// @param changed symbols whose tiers differ, with the first difference
/// @param onlyBefore symbols that went
/// @param onlyAfter symbols that came
public record TierChanges(
        int common, List<Change> changed, List<String> onlyBefore, List<String> onlyAfter) {
    /// One symbol whose tiers differ.
    ///
    /// @param symbol the venue's symbol
    /// @param before first tier that differs, as it was; `none` where the tier is new
    /// @param after that tier as it became; `none` where it went
    public record Change(String symbol, String before, String after) {}

    public TierChanges {
        changed = List.copyOf(changed);
        onlyBefore = List.copyOf(onlyBefore);
        onlyAfter = List.copyOf(onlyAfter);
    }

    /// Compares two sets of tables by symbol, ignoring their dates and sources.
    public static TierChanges between(List<TierTable> before, List<TierTable> after) {
        Map<String, TierTable> old = bySymbol(before);
        Map<String, TierTable> young = bySymbol(after);
        var changed = new ArrayList<Change>();
        var gone = new ArrayList<String>();
        int common = 0;
        for (var entry : old.entrySet()) {
            TierTable now = young.get(entry.getKey());
            if (now == null) {
                gone.add(entry.getKey());
                continue;
            }
            common++;
            TierTable then = entry.getValue();
            if (then.unit() != now.unit() || !then.scale().equals(now.scale())) {
                changed.add(firstDifference(then, now));
            }
        }
        var came = young.keySet().stream().filter(symbol -> !old.containsKey(symbol)).toList();
        return new TierChanges(common, changed, gone, came);
    }

    private static Map<String, TierTable> bySymbol(List<TierTable> tables) {
        var map = new TreeMap<String, TierTable>();
        tables.forEach(table -> map.put(table.symbol(), table));
        return map;
    }

    private static Change firstDifference(TierTable before, TierTable after) {
        List<TierRow> old = before.scale().tiers();
        List<TierRow> young = after.scale().tiers();
        int shared = Math.min(old.size(), young.size());
        for (int i = 0; i < shared; i++) {
            if (!old.get(i).equals(young.get(i))) {
                return new Change(before.symbol(), text(old, i), text(young, i));
            }
        }
        return old.size() == young.size()
                ? new Change(before.symbol(), before.scale().toString(), after.scale().toString())
                : new Change(before.symbol(), text(old, shared), text(young, shared));
    }

    private static String text(List<TierRow> rows, int index) {
        return index < rows.size()
                ? "tier " + rows.get(index).number() + ": " + rows.get(index)
                : "none";
    }
}
