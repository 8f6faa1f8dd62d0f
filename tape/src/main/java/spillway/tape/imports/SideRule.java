package spillway.tape.imports;

import java.util.Locale;
import java.util.Map;
import spillway.market.PositionSide;
import spillway.market.TakerSide;

/// Which way a row faces, and what its word speaks of.
///
/// @param column where the word stands
/// @param means of what it is the side
/// @param values what each word means; keys in lower case
record SideRule(String column, Means means, Map<String, Way> values) {
    /// What a side is the side of.
    enum Means {
        /// Of the position.
        POSITION,
        /// Of the order that closed the position: an order to sell closed a long.
        ORDER,
        /// Of the aggressor of a trade.
        TAKER,
        /// Of the maker of a trade: the aggressor did the opposite.
        MAKER
    }

    /// The four words a table of values may give.
    enum Way {
        LONG,
        SHORT,
        BUY,
        SELL
    }

    private Way way(Row row, int slot) throws BadCell {
        String word = row.word(slot);
        if (word == null) {
            word = row.requiredText(slot, "one of " + String.join(", ", values.keySet()));
        }
        Way exact = values.get(word);
        Way way = exact != null ? exact : values.get(word.toLowerCase(Locale.ROOT));
        if (way == null) {
            throw new BadCell(
                    slot,
                    "one of " + String.join(", ", values.keySet()),
                    "'" + word + "'",
                    "correct the cell, or add the word to side.values of the mapping");
        }
        return way;
    }

    PositionSide position(Row row, int slot) throws BadCell {
        return switch (way(row, slot)) {
            case LONG, SELL -> PositionSide.LONG;
            case SHORT, BUY -> PositionSide.SHORT;
        };
    }

    TakerSide taker(Row row, int slot) throws BadCell {
        boolean buy = way(row, slot) == Way.BUY;
        return buy == (means == Means.TAKER) ? TakerSide.BUY : TakerSide.SELL;
    }
}
