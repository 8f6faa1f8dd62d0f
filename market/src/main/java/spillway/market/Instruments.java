package spillway.market;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The numbering of instruments within one run: each distinct definition has a code, dense from 0
/// in order of first use. Codes are what events carry.
///
/// Safe for use by several threads; a code read from an event is always found.
public final class Instruments {
    private final Map<Instrument, Integer> codes = new HashMap<>();
    private volatile Instrument[] byCode = new Instrument[0];

    /// The code of `instrument`, new or known.
    public synchronized int code(Instrument instrument) {
        Integer known = codes.get(instrument);
        if (known != null) {
            return known;
        }
        int code = byCode.length;
        var grown = java.util.Arrays.copyOf(byCode, code + 1);
        grown[code] = instrument;
        codes.put(instrument, code);
        byCode = grown;
        return code;
    }

    /// The definition behind a code.
    ///
    /// @throws IllegalArgumentException if no instrument has that code
    public Instrument get(int code) {
        Instrument[] all = byCode;
        if (code < 0 || code >= all.length) {
            throw new IllegalArgumentException(
                    "instrument code must be 0 to " + (all.length - 1) + ", was " + code);
        }
        return all[code];
    }

    /// How many there are; the next new one gets this code.
    public int size() {
        return byCode.length;
    }

    /// All of them, by code.
    public List<Instrument> all() {
        return List.copyOf(new ArrayList<>(List.of(byCode)));
    }
}
