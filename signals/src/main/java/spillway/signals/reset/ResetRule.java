package spillway.signals.reset;

import java.util.EnumMap;
import java.util.Map;

/// What the settings of a verdict are.
///
/// @param weights of the components, each `> 0`
/// @param exhaustionFrom score from which it is exhaustion
/// @param collapseTo score up to which it is collapse
public record ResetRule(Map<Component, Double> weights, double exhaustionFrom, double collapseTo) {
    /// Fewer components than this decide nothing.
    public static final int LEAST_COMPONENTS = 3;

    /// All components weigh the same, and a third of the way decides. Chosen before any event was
    /// judged by it.
    public static final ResetRule EQUAL = new ResetRule(equal(), 1 / 3.0, -1 / 3.0);

    public ResetRule {
        weights = Map.copyOf(weights);
        for (var component : Component.values()) {
            Double weight = weights.get(component);
            if (weight == null || !(weight > 0)) {
                throw new IllegalArgumentException(
                        "the weight of " + component.key() + " must be > 0, was " + weight);
            }
        }
    }

    private static Map<Component, Double> equal() {
        var weights = new EnumMap<Component, Double>(Component.class);
        for (var component : Component.values()) {
            weights.put(component, 1.0);
        }
        return weights;
    }
}
