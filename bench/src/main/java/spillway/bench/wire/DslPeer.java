package spillway.bench.wire;

import com.dslplatform.json.DslJson;
import com.dslplatform.json.JsonReader;
import com.dslplatform.json.NumberConverter;
import java.io.IOException;
import java.io.UncheckedIOException;

/// dsl-json's reader as the code that it generates uses it: one reader for all messages, names told
/// apart by their hash, texts read into its own buffer.
final class DslPeer implements Peer {
    private static final byte QUOTE = '"';
    private static final byte COMMA = ',';

    private final JsonReader<Object> in = new DslJson<>().newReader();
    private final Form form;
    private final Found found;
    private final Tally sink;

    DslPeer(Form form, Found found, Tally sink) {
        this.form = form.hashed(DslPeer::hash);
        this.found = found;
        this.sink = sink;
    }

    /// As the reader hashes a name: FNV-1a of 32 bits.
    private static long hash(String name) {
        int hash = 0x811C9DC5;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ (byte) name.charAt(i)) * 0x1000193;
        }
        return hash;
    }

    @Override
    public String name() {
        return "dsl-json 2.0.2";
    }

    @Override
    public void message(byte[] bytes, long receiveTimeNs) {
        found.start(receiveTimeNs);
        try {
            in.process(bytes, bytes.length);
            in.getNextToken();
            object(form);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// From an opening brace to the closing one, which is the last token then.
    private void object(Form of) throws IOException {
        expect(in.last() == '{');
        byte token = in.getNextToken();
        while (token != '}') {
            expect(token == QUOTE);
            int f = of.place(in.fillName());
            in.getNextToken();
            if (f < 0) {
                token = in.skip();
            } else {
                field(of, f);
                token = in.getNextToken();
            }
            if (token == COMMA) {
                token = in.getNextToken();
            }
        }
        of.emission.emit(found, sink);
    }

    /// Ends on the last byte of the value.
    private void field(Form of, int f) throws IOException {
        long[] values = found.values;
        int slot = of.slots[f];
        switch (of.kinds[f]) {
            case INTEGER -> values[slot] = NumberConverter.deserializeLong(in);
            case PRICE -> values[slot] = decimal(found.priceScale());
            case QUANTITY -> values[slot] = decimal(found.quantityScale());
            case SYMBOL -> found.symbol(in.readSimpleString());
            case FLAG -> values[slot] = in.wasTrue() ? 1 : falseHere();
            case WORD -> values[slot] = in.readSimpleString().equals(of.words[f]) ? 1 : 0;
            case ID -> values[slot] = Found.id(in.readSimpleString());
            case OBJECT -> object(of.inner[f]);
            case OBJECTS -> {
                for (byte token = in.getNextToken(); token != ']'; token = next()) {
                    object(of.inner[f]);
                }
            }
            case BIDS -> {
                for (byte token = in.getNextToken(); token != ']'; token = next()) {
                    in.getNextToken();
                    long price = decimal(found.priceScale());
                    expect(in.getNextToken() == COMMA);
                    in.getNextToken();
                    found.levels.addBid(price, decimal(found.quantityScale()));
                    endLevel();
                }
            }
            case ASKS -> {
                for (byte token = in.getNextToken(); token != ']'; token = next()) {
                    in.getNextToken();
                    long price = decimal(found.priceScale());
                    expect(in.getNextToken() == COMMA);
                    in.getNextToken();
                    found.levels.addAsk(price, decimal(found.quantityScale()));
                    endLevel();
                }
            }
        }
    }

    /// The token that the next element starts with, or the end of the array.
    private byte next() throws IOException {
        byte token = in.getNextToken();
        return token == COMMA ? in.getNextToken() : token;
    }

    private void endLevel() throws IOException {
        byte token = in.getNextToken();
        while (token == COMMA) {
            in.getNextToken();
            token = in.skip();
        }
        expect(token == ']');
    }

    private int falseHere() throws IOException {
        expect(in.wasFalse());
        return 0;
    }

    private static void expect(boolean there) {
        if (!there) {
            throw new IllegalStateException("expected another token");
        }
    }

    private long decimal(int scale) throws IOException {
        expect(in.last() == QUOTE);
        char[] text = in.readSimpleQuote();
        return Found.decimal(text, 0, in.getCurrentIndex() - in.getTokenStart() - 1, scale);
    }
}
