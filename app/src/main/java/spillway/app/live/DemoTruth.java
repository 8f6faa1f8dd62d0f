package spillway.app.live;

import java.util.List;
import spillway.emulator.Truth;

/// What an emulated market knows of itself, to be held against what was observed of it.
///
/// @param scenario name of the market
/// @param seed of its randomness
/// @param faults kinds of fault that are injected, by their keys
/// @param truth what was liquidated so far
public record DemoTruth(String scenario, long seed, List<String> faults, Truth truth) {
    public DemoTruth {
        faults = List.copyOf(faults);
    }
}
