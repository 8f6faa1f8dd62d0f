package spillway.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import spillway.market.MarketEvent;
import spillway.venues.serving.InstrumentState;
import spillway.venues.serving.ServerRules;
import spillway.venues.time.Timeline;

/// Publishes liquidations as a venue does: at the end of each while, counted from the epoch, all or
/// the last of an instrument.
final class LiquidationThrottle {
    private final ServerRules rules;
    private final Timeline timeline;
    private final BiConsumer<InstrumentState, List<MarketEvent.Liquidation>> publish;
    private final SortedMap<Integer, Held> held = new TreeMap<>();
    private Timeline.@Nullable Task tick;

    private record Held(InstrumentState of, List<MarketEvent.Liquidation> orders) {}

    LiquidationThrottle(
            ServerRules rules,
            Timeline timeline,
            BiConsumer<InstrumentState, List<MarketEvent.Liquidation>> publish) {
        this.rules = rules;
        this.timeline = timeline;
        this.publish = publish;
    }

    void add(InstrumentState of, MarketEvent.Liquidation order) {
        List<MarketEvent.Liquidation> orders =
                held.computeIfAbsent(of.code(), _ -> new Held(of, new ArrayList<>())).orders();
        if (rules.liquidations() == ServerRules.Sampling.LAST) {
            orders.clear();
        }
        orders.add(order);
        if (tick == null) {
            long everyNs = rules.liquidationsEvery().toNanos();
            long endNs = (Math.floorDiv(timeline.nowNs(), everyNs) + 1) * everyNs;
            tick = timeline.at(endNs, this::flush);
        }
    }

    /// Publishes what is held back.
    void flush() {
        if (tick != null) {
            tick.cancel();
            tick = null;
        }
        List<Held> now = List.copyOf(held.values());
        held.clear();
        for (Held one : now) {
            publish.accept(one.of(), one.orders());
        }
    }
}
