package spillway.bench.wire;

import java.util.IdentityHashMap;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.Named;

/// Jackson's streaming parser, fields told apart by its own name matcher, texts read in place.
final class JacksonPeer implements Peer {
    private final JsonFactory factory = new JsonFactory();
    private final IdentityHashMap<Form, PropertyNameMatcher> matchers = new IdentityHashMap<>();
    private final Form form;
    private final Found found;
    private final Tally sink;

    JacksonPeer(Form form, Found found, Tally sink) {
        this.form = form;
        this.found = found;
        this.sink = sink;
        prepare(form);
    }

    private void prepare(Form one) {
        matchers.put(
                one,
                factory.constructNameMatcher(
                        one.names.stream().map(Named::fromString).toList(), false));
        for (Form inner : one.inner) {
            if (!matchers.containsKey(inner)) {
                prepare(inner);
            }
        }
    }

    @Override
    public String name() {
        return "jackson-core 3.2.4";
    }

    @Override
    public void message(byte[] bytes, long receiveTimeNs) {
        found.start(receiveTimeNs);
        try (JsonParser in = factory.createParser(ObjectReadContext.empty(), bytes)) {
            in.nextToken();
            object(in, form);
        }
    }

    private void object(JsonParser in, Form of) {
        PropertyNameMatcher matcher = matchers.get(of);
        if (matcher == null) {
            throw new IllegalStateException("expected a prepared form, found another");
        }
        for (int f; (f = in.nextNameMatch(matcher)) != PropertyNameMatcher.MATCH_END_OBJECT; ) {
            JsonToken token = in.nextToken();
            if (f < 0) {
                in.skipChildren();
                continue;
            }
            field(in, of, f, token);
        }
        of.emission.emit(found, sink);
    }

    private void field(JsonParser in, Form of, int f, JsonToken token) {
        long[] values = found.values;
        int slot = of.slots[f];
        switch (of.kinds[f]) {
            case INTEGER ->
                    values[slot] =
                            token == JsonToken.VALUE_STRING ? decimal(in, 0) : in.getLongValue();
            case PRICE -> values[slot] = decimal(in, found.priceScale());
            case QUANTITY -> values[slot] = decimal(in, found.quantityScale());
            case SYMBOL -> found.symbol(in.getString());
            case FLAG -> values[slot] = token == JsonToken.VALUE_TRUE ? 1 : 0;
            case WORD -> values[slot] = in.getString().equals(of.words[f]) ? 1 : 0;
            case ID -> values[slot] = Found.id(in.getString());
            case OBJECT -> object(in, of.inner[f]);
            case OBJECTS -> {
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    object(in, of.inner[f]);
                }
            }
            case BIDS -> {
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    in.nextToken();
                    long price = decimal(in, found.priceScale());
                    in.nextToken();
                    found.levels.addBid(price, decimal(in, found.quantityScale()));
                    endLevel(in);
                }
            }
            case ASKS -> {
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    in.nextToken();
                    long price = decimal(in, found.priceScale());
                    in.nextToken();
                    found.levels.addAsk(price, decimal(in, found.quantityScale()));
                    endLevel(in);
                }
            }
        }
    }

    private static void endLevel(JsonParser in) {
        while (in.nextToken() != JsonToken.END_ARRAY) {
            in.skipChildren();
        }
    }

    private static long decimal(JsonParser in, int scale) {
        int from = in.getStringOffset();
        return Found.decimal(in.getStringCharacters(), from, from + in.getStringLength(), scale);
    }
}
