package spillway.venues.protocol;

import java.util.Optional;
import spillway.market.Instrument;

/// What a venue's symbol says about an instrument that no catalogue has listed yet. Used for
/// recordings without a catalogue, and for what is listed between two reads of it.
@FunctionalInterface
public interface SymbolRule {
    /// The definition behind `symbol`, or empty where the symbol does not say enough to value a
    /// position in it.
    Optional<Instrument> define(String symbol);
}
