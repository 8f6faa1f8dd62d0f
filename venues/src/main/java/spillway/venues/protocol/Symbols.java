package spillway.venues.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import spillway.market.Instrument;
import spillway.market.Instruments;

/// The instruments of a venue by the bytes of their symbols.
///
/// Looking up a known symbol allocates nothing. An unknown one is given to the venue's [SymbolRule]
/// once; if the rule cannot tell, it stays unknown until a catalogue lists it. Used by one thread.
public final class Symbols {
    /// Unknown symbols remembered, so that garbage cannot fill the memory.
    private static final int MAX_UNKNOWN = 10_000;

    private final Instruments instruments;
    private final SymbolRule rule;
    private byte[][] keys = new byte[256][];
    private @Nullable Listing[] listings = new Listing[256];
    private final SortedMap<String, Listing> catalogue = new TreeMap<>();
    private int used;
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
        put(instrument.symbol().getBytes(StandardCharsets.UTF_8), listing);
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
        int slot = slot(keys, bytes, from, to);
        return keys[slot] != null ? listings[slot] : learn(bytes, from, to);
    }

    /// Like [#find(byte[], int, int)].
    public @Nullable Listing find(String symbol) {
        byte[] bytes = symbol.getBytes(StandardCharsets.UTF_8);
        return find(bytes, 0, bytes.length);
    }

    private @Nullable Listing learn(byte[] bytes, int from, int to) {
        String symbol = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        Optional<Instrument> defined = rule.define(symbol);
        if (defined.isPresent()) {
            var listing = new Listing(instruments.code(defined.get()), defined.get());
            put(Arrays.copyOfRange(bytes, from, to), listing);
            return listing;
        }
        if (unknown < MAX_UNKNOWN) {
            unknown++;
            put(Arrays.copyOfRange(bytes, from, to), null);
        }
        return null;
    }

    private void put(byte[] key, @Nullable Listing listing) {
        if ((used + 1) * 2 > keys.length) {
            grow();
        }
        int slot = slot(keys, key, 0, key.length);
        if (keys[slot] == null) {
            used++;
            keys[slot] = key;
        }
        listings[slot] = listing;
    }

    private void grow() {
        var oldKeys = keys;
        var oldListings = listings;
        keys = new byte[oldKeys.length * 2][];
        listings = new Listing[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != null) {
                int slot = slot(keys, oldKeys[i], 0, oldKeys[i].length);
                keys[slot] = oldKeys[i];
                listings[slot] = oldListings[i];
            }
        }
    }

    private static int slot(byte[][] keys, byte[] bytes, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + bytes[i];
        }
        int slot = (hash ^ (hash >>> 15)) & (keys.length - 1);
        while (keys[slot] != null
                && !Arrays.equals(keys[slot], 0, keys[slot].length, bytes, from, to)) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }
}
