package spillway.bench.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/// What a general parser is to find in one kind of JSON object: fields by name, what each holds and
/// what becomes of it. Table-driven so that each parser is written once, for all messages.
final class Form {
    /// What a field holds.
    enum Kind {
        /// A whole number, bare or quoted.
        INTEGER,
        /// A quoted decimal at the instrument's price scale.
        PRICE,
        /// A quoted decimal at the instrument's quantity scale.
        QUANTITY,
        /// A quoted symbol, which stands before prices and quantities.
        SYMBOL,
        /// `true` or `false`.
        FLAG,
        /// A quoted word; 1 if it is the field's own, else 0.
        WORD,
        /// A text that is an id.
        ID,
        /// An object of its own form.
        OBJECT,
        /// An array of objects of one form.
        OBJECTS,
        /// Levels, arrays of price, quantity and more.
        BIDS,
        ASKS
    }

    /// What is done at the end of an object.
    interface Emission {
        void emit(Found found, Tally sink);
    }

    static final Emission NONE = (_, _) -> {};

    private static final Form LEAF = new Form(NONE);

    final List<String> names = new ArrayList<>();
    final Emission emission;
    Kind[] kinds = new Kind[0];
    int[] slots = new int[0];
    String[] words = new String[0];
    Form[] inner = new Form[0];
    private Places places = new Places(0);

    Form(Emission emission) {
        this.emission = emission;
    }

    private Form with(String name, Kind kind, int slot, String word, Form of) {
        int at = names.size();
        names.add(name);
        kinds = Arrays.copyOf(kinds, at + 1);
        slots = Arrays.copyOf(slots, at + 1);
        words = Arrays.copyOf(words, at + 1);
        inner = Arrays.copyOf(inner, at + 1);
        kinds[at] = kind;
        slots[at] = slot;
        words[at] = word;
        inner[at] = of;
        return this;
    }

    Form with(String name, Kind kind, int slot) {
        return with(name, kind, slot, "", LEAF);
    }

    Form with(String name, Kind kind) {
        return with(name, kind, 0, "", LEAF);
    }

    Form word(String name, int slot, String word) {
        return with(name, Kind.WORD, slot, word, LEAF);
    }

    Form within(String name, Kind kind, Form of) {
        return with(name, kind, 0, "", of);
    }

    /// The same form for a parser that tells names apart by hashes.
    Form hashed(ToLongFunction<String> hash) {
        var same = new Form(emission);
        same.places = new Places(names.size() * 4);
        for (int i = 0; i < names.size(); i++) {
            Form of = inner[i] == LEAF ? LEAF : inner[i].hashed(hash);
            same.with(names.get(i), kinds[i], slots[i], words[i], of);
            same.places.put(hash.applyAsLong(names.get(i)), i);
        }
        return same;
    }

    /// The place of the field whose name has this hash; -1 for one that is not looked for.
    int place(long hash) {
        return places.of(hash);
    }
}
