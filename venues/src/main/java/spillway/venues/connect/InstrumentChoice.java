package spillway.venues.connect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import spillway.market.Coin;
import spillway.market.Instrument;

/// What of a venue's catalogue is wanted.
///
/// As text: `all`, `top:20`, `coin:BTC,ETH`, or symbols and patterns such as `BTCUSDT,ETH*`. Case
/// does not matter; `*` stands for any characters.
public sealed interface InstrumentChoice {
    /// Everything that the venue lists.
    record All() implements InstrumentChoice {
        @Override
        public String toString() {
            return "all";
        }
    }

    /// Those with the most open interest, by their value in USD.
    ///
    /// @param count how many, `> 0`
    record Top(int count) implements InstrumentChoice {
        public Top {
            if (count <= 0) {
                throw new IllegalArgumentException(
                        "top: must be above 0 instruments, was " + count);
            }
        }

        @Override
        public String toString() {
            return "top:" + count;
        }
    }

    /// Every contract on any of some coins: `PEPE` also chooses `1000PEPEUSDT`.
    ///
    /// @param coins at least one
    record OfCoins(Set<Coin> coins) implements InstrumentChoice {
        public OfCoins {
            coins = Set.copyOf(coins);
            if (coins.isEmpty()) {
                throw new IllegalArgumentException("coin: needs a coin, such as coin:BTC,ETH");
            }
        }

        @Override
        public String toString() {
            var symbols = new TreeSet<String>();
            coins.forEach(coin -> symbols.add(coin.symbol()));
            return "coin:" + String.join(",", symbols);
        }
    }

    /// Those whose symbols match.
    ///
    /// @param patterns symbols, in which `*` stands for any characters; at least one
    record Matching(List<String> patterns) implements InstrumentChoice {
        public Matching {
            patterns = List.copyOf(patterns);
            if (patterns.isEmpty() || patterns.stream().anyMatch(String::isBlank)) {
                throw new IllegalArgumentException(
                        "instruments: expected all, top:N, coin:COIN,… or symbols, such as"
                                + " BTCUSDT,ETH*, found an empty name");
            }
        }

        @Override
        public String toString() {
            return String.join(",", patterns);
        }
    }

    static InstrumentChoice all() {
        return new All();
    }

    static InstrumentChoice top(int count) {
        return new Top(count);
    }

    static InstrumentChoice list(String... symbols) {
        return new Matching(List.of(symbols));
    }

    static InstrumentChoice pattern(String pattern) {
        return new Matching(List.of(pattern));
    }

    static InstrumentChoice coins(Coin... coins) {
        return new OfCoins(Set.of(coins));
    }

    /// Understands what people write.
    ///
    /// @throws IllegalArgumentException if nobody could, with a message for people
    static InstrumentChoice parse(String text) {
        String trimmed = text.strip();
        String lower = trimmed.toLowerCase(Locale.ROOT);
        if (lower.equals("all")) {
            return all();
        }
        if (lower.startsWith("top:")) {
            return top(count(trimmed.substring(4).strip()));
        }
        boolean byCoin = lower.startsWith("coin:");
        var names = new ArrayList<String>();
        for (String name : (byCoin ? trimmed.substring(5) : trimmed).split(",", -1)) {
            names.add(name.strip().toUpperCase(Locale.ROOT));
        }
        if (!byCoin) {
            return new Matching(names);
        }
        if (names.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    "instruments: expected coins, such as coin:BTC,ETH, found '" + trimmed + "'");
        }
        return coins(names.stream().map(Coin::new).distinct().toArray(Coin[]::new));
    }

    private static int count(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "instruments: expected top:N with a whole number, such as top:20, found top:"
                            + digits,
                    e);
        }
    }

    /// Whether the choice can be made only by asking the venue for its open interest.
    default boolean needsOpenInterest() {
        return this instanceof Top;
    }

    /// The instruments chosen, of a catalogue in the order in which they are preferred: by open
    /// interest where that is needed, else any.
    default List<Instrument> choose(List<Instrument> catalogue) {
        return switch (this) {
            case All _ -> List.copyOf(catalogue);
            case Top top ->
                    List.copyOf(catalogue.subList(0, Math.min(top.count, catalogue.size())));
            case OfCoins of -> catalogue.stream().filter(i -> of.coins.contains(i.coin())).toList();
            case Matching matching ->
                    catalogue.stream()
                            .filter(i -> matching.patterns.stream().anyMatch(p -> matches(p, i)))
                            .toList();
        };
    }

    /// The names of the choice that the catalogue has nothing for.
    default List<String> without(List<Instrument> catalogue) {
        return switch (this) {
            case All _, Top _ -> List.of();
            case OfCoins of ->
                    of.coins.stream()
                            .filter(c -> catalogue.stream().noneMatch(i -> i.coin().equals(c)))
                            .map(Coin::symbol)
                            .sorted()
                            .toList();
            case Matching matching ->
                    matching.patterns.stream()
                            .filter(p -> catalogue.stream().noneMatch(i -> matches(p, i)))
                            .toList();
        };
    }

    private static boolean matches(String pattern, Instrument instrument) {
        String symbol = instrument.symbol().toUpperCase(Locale.ROOT);
        String[] parts = pattern.toUpperCase(Locale.ROOT).split("\\*", -1);
        if (parts.length == 1) {
            return symbol.equals(parts[0]);
        }
        String last = parts[parts.length - 1];
        if (!symbol.startsWith(parts[0]) || !symbol.endsWith(last)) {
            return false;
        }
        int at = parts[0].length();
        for (String part : Arrays.asList(parts).subList(1, parts.length - 1)) {
            int found = symbol.indexOf(part, at);
            if (found < 0) {
                return false;
            }
            at = found + part.length();
        }
        return at <= symbol.length() - last.length();
    }
}
