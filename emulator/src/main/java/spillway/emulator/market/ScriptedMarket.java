package spillway.emulator.market;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import spillway.emulator.LiquidationSums;
import spillway.emulator.LiquidationTally;
import spillway.emulator.MarketSource;
import spillway.market.EventSink;
import spillway.market.Instruments;
import spillway.market.LevelBook;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.serving.ListedInstrument;
import spillway.venues.serving.MarketState;
import spillway.venues.serving.ServerRules;

/// A made-up market of eight coins in which a fall in waves flushes leveraged longs. The same seed,
/// settings and venues make the same events.
///
/// Instruments take turns within each step, so no two act at the same moment.
public final class ScriptedMarket implements MarketSource {
    private final ScriptedSettings settings;
    private final PriceWorld world;
    private final List<ScriptedListing> listings = new ArrayList<>();
    private final List<ScriptedInstrument> instruments = new ArrayList<>();
    private final LiquidationTally economic;
    private final long stepNs;
    private final long endNs;
    private boolean opened;
    private long turns;

    /// A market before its first moment.
    ///
    /// @param protocols which venues there are; each lists what it really does of the eight coins
    /// @param numbering to code events with
    public ScriptedMarket(
            ScriptedSettings settings, List<VenueProtocol> protocols, Instruments numbering) {
        this.settings = settings;
        stepNs = settings.step().toNanos();
        endNs = settings.startNs() + settings.length().toNanos();
        var script = new FallScript(settings);
        world = new PriceWorld(script, settings.seed(), stepNs / 1e9);
        var codes = new TreeSet<String>();
        protocols.forEach(p -> codes.add(p.venue().code()));
        economic = new LiquidationTally(codes);
        var nothing = new MarketState(numbering, settings::startNs, List.of(), LevelBook::new);
        for (VenueProtocol protocol : protocols) {
            ServerRules rules = protocol.server(nothing).rules();
            for (ScriptedListing listing : ScriptedListing.of(protocol)) {
                listings.add(listing);
                int code = numbering.code(listing.listed().instrument());
                long seed =
                        settings.seed() * 1_000_003
                                + (protocol.name() + " " + listing.listed().instrument().symbol())
                                        .hashCode();
                instruments.add(
                        new ScriptedInstrument(
                                listing,
                                code,
                                script,
                                world,
                                seed,
                                rules,
                                protocol.channels(),
                                economic));
            }
        }
    }

    @Override
    public List<ListedInstrument> listings() {
        return listings.stream().map(ScriptedListing::listed).toList();
    }

    /// Turn `turn` is of instrument `turn mod count`, in step `turn / count`, which begins at 1.
    private long turnNs() {
        int count = instruments.size();
        long step = 1 + turns / count;
        return settings.startNs() + step * stepNs + turns % count * stepNs / count;
    }

    @Override
    public long nextTimeNs() {
        if (instruments.isEmpty()) {
            return Long.MAX_VALUE;
        }
        if (!opened) {
            return settings.startNs();
        }
        long timeNs = turnNs();
        return timeNs > endNs ? Long.MAX_VALUE : timeNs;
    }

    @Override
    public void advance(EventSink sink) {
        long timeNs = nextTimeNs();
        if (timeNs == Long.MAX_VALUE) {
            throw new IllegalStateException("expected a market that goes on, was at its end");
        }
        if (!opened) {
            opened = true;
            instruments.forEach(i -> i.open(timeNs, sink));
            return;
        }
        int count = instruments.size();
        world.advanceTo(1 + turns / count);
        ScriptedInstrument next = instruments.get((int) (turns % count));
        turns++;
        next.act(timeNs, (timeNs - settings.startNs()) / 1e9, stepNs / 1e9, sink);
    }

    @Override
    public SortedMap<String, LiquidationSums> economic() {
        return economic.sums();
    }
}
