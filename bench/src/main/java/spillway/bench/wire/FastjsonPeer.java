package spillway.bench.wire;

import com.alibaba.fastjson2.JSONReader;
import com.alibaba.fastjson2.util.Fnv;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// fastjson2's low-level reader, names and symbols told apart by the hashes that it computes while
/// it reads.
final class FastjsonPeer implements Peer {
    private final JSONReader.Context context = new JSONReader.Context();
    private final List<String> symbols;
    private final Places symbolOf;
    private final Form form;
    private final Found found;
    private final Tally sink;

    FastjsonPeer(Form form, Found found, Tally sink, List<String> symbols) {
        this.form = form.hashed(Fnv::hashCode64);
        this.found = found;
        this.sink = sink;
        this.symbols = List.copyOf(symbols);
        symbolOf = new Places(symbols.size() * 4);
        for (int i = 0; i < symbols.size(); i++) {
            symbolOf.put(Fnv.hashCode64(symbols.get(i)), i);
        }
    }

    @Override
    public String name() {
        return "fastjson2 2.0.64";
    }

    @Override
    public void message(byte[] bytes, long receiveTimeNs) {
        found.start(receiveTimeNs);
        try (JSONReader in =
                JSONReader.of(bytes, 0, bytes.length, StandardCharsets.UTF_8, context)) {
            object(in, form);
        }
    }

    private void object(JSONReader in, Form of) {
        expect(in.nextIfObjectStart());
        while (!in.nextIfObjectEnd()) {
            int f = of.place(in.readFieldNameHashCode());
            if (f < 0) {
                in.skipValue();
            } else {
                field(in, of, f);
            }
        }
        of.emission.emit(found, sink);
    }

    private void field(JSONReader in, Form of, int f) {
        long[] values = found.values;
        int slot = of.slots[f];
        switch (of.kinds[f]) {
            case INTEGER -> values[slot] = in.readInt64Value();
            case PRICE -> values[slot] = decimal(in, found.priceScale());
            case QUANTITY -> values[slot] = decimal(in, found.quantityScale());
            case SYMBOL -> {
                int place = symbolOf.of(in.readValueHashCode());
                found.symbol(symbols.get(place));
            }
            case FLAG -> values[slot] = in.readBoolValue() ? 1 : 0;
            case WORD -> values[slot] = in.readString().equals(of.words[f]) ? 1 : 0;
            case ID -> values[slot] = Found.id(in.readString());
            case OBJECT -> object(in, of.inner[f]);
            case OBJECTS -> {
                expect(in.nextIfArrayStart());
                while (!in.nextIfArrayEnd()) {
                    object(in, of.inner[f]);
                }
            }
            case BIDS -> {
                expect(in.nextIfArrayStart());
                while (!in.nextIfArrayEnd()) {
                    expect(in.nextIfArrayStart());
                    long price = decimal(in, found.priceScale());
                    found.levels.addBid(price, decimal(in, found.quantityScale()));
                    endLevel(in);
                }
            }
            case ASKS -> {
                expect(in.nextIfArrayStart());
                while (!in.nextIfArrayEnd()) {
                    expect(in.nextIfArrayStart());
                    long price = decimal(in, found.priceScale());
                    found.levels.addAsk(price, decimal(in, found.quantityScale()));
                    endLevel(in);
                }
            }
        }
    }

    private static void endLevel(JSONReader in) {
        while (!in.nextIfArrayEnd()) {
            in.skipValue();
        }
        in.nextIfComma();
    }

    private static void expect(boolean there) {
        if (!there) {
            throw new IllegalStateException("expected an object or array, found something else");
        }
    }

    private static long decimal(JSONReader in, int scale) {
        return Found.decimal(in.readString(), scale);
    }
}
