package spillway.venues.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import spillway.market.Instrument;
import spillway.market.Instruments;
import spillway.venues.wire.TextTable;

/// The instruments of a venue by the bytes of their symbols.
///
/// Looking up a known symbol allocates nothing. An unknown one is given to the venue's [SymbolRule]
/// once; if the rule cannot tell, it stays unknown until a catalogue lists it. Used by one thread.
public final class Symbols {
    /// Unknown symbols remembered, so that garbage cannot fill the memory.
    private static final int MAX_UNKNOWN = 10_000;

    private final Instruments instruments;
    private final SymbolRule rule;
    private final TextTable<Optional<Listing>> bySymbol = new TextTable<>();
    private final SortedMap<String, Listing> catalogue = new TreeMap<>();
    private int unknown;

    /// An empty listing.
    ///
    /// @param instruments the numbering that events are coded with
    /// @param rule for symbols that no catalogue has
    public Symbols(Instruments instruments, SymbolRule rule) {
        this.instruments = instruments;
        this.rule = rule;
    }

    public Instruments instruments() {
        return instruments;
    }

    /// Lists `instrument`, in place of an earlier definition under its symbol.
    public Listing add(Instrument instrument) {
        var listing = new Listing(instruments.code(instrument), instrument);
        byte[] symbol = instrument.symbol().getBytes(StandardCharsets.UTF_8);
        bySymbol.put(symbol, 0, symbol.length, Optional.of(listing));
        catalogue.put(instrument.symbol(), listing);
        return listing;
    }

    /// The listing of a symbol that was added, not defined by the rule; `null` if there is none.
    @Nullable Listing catalogued(String symbol) {
        return catalogue.get(symbol);
    }

    /// Takes a symbol off the catalogue; events about it can still be read. `false` if it was off.
    boolean close(String symbol) {
        return catalogue.remove(symbol) != null;
    }

    /// The instruments that are in the catalogue now, by symbol.
    public List<Instrument> catalogue() {
        return catalogue.values().stream().map(Listing::instrument).toList();
    }

    /// Lists all of `some`.
    public void addAll(Collection<Instrument> some) {
        some.forEach(this::add);
    }

    /// The listing of a symbol, or `null` if neither catalogue nor rule knows it.
    public @Nullable Listing find(byte[] bytes, int from, int to) {
        Optional<Listing> known = bySymbol.get(bytes, from, to);
        return known != null ? known.orElse(null) : learn(bytes, from, to);
    }

    /// Like [#find(byte[], int, int)].
    public @Nullable Listing find(String symbol) {
        byte[] bytes = symbol.getBytes(StandardCharsets.UTF_8);
        return find(bytes, 0, bytes.length);
    }

    private @Nullable Listing learn(byte[] bytes, int from, int to) {
        String symbol = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        Optional<Listing> listing =
                rule.define(symbol).map(defined -> new Listing(instruments.code(defined), defined));
        if (listing.isPresent()) {
            bySymbol.put(bytes, from, to, listing);
        } else if (unknown < MAX_UNKNOWN) {
            unknown++;
            bySymbol.put(bytes, from, to, listing);
        }
        return listing.orElse(null);
    }
}
