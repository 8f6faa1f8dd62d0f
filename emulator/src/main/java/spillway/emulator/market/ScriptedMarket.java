package spillway.emulator.market;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import spillway.emulator.LiquidationSums;
import spillway.emulator.MarketSource;
import spillway.market.EventSink;
import spillway.market.Instruments;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.serving.ListedInstrument;

/// A made-up market in which leverage builds up and a fall flushes it. The same seed and settings
/// make the same events.
public final class ScriptedMarket implements MarketSource {
    /// A market before its first moment.
    ///
    /// @param protocols which venues list what
    /// @param instruments the numbering to code events with
    public ScriptedMarket(
            ScriptedSettings settings, List<VenueProtocol> protocols, Instruments instruments) {
        throw new UnsupportedOperationException("not built yet");
    }

    @Override
    public List<ListedInstrument> listings() {
        return List.of();
    }

    @Override
    public long nextTimeNs() {
        return Long.MAX_VALUE;
    }

    @Override
    public void advance(EventSink sink) {}

    @Override
    public SortedMap<String, LiquidationSums> economic() {
        return new TreeMap<>();
    }
}
