package spillway.market;

/// The thing whose price is traded, whatever contract carries it: `BTC`, `PEPE`.
///
/// @param symbol without multiplier or quote currency; [#ANY] stands for a whole market
public record Coin(String symbol) {
    /// Every coin of a venue, used where a channel covers them all.
    public static final Coin ANY = new Coin("*");

    public Coin {
        if (symbol.isBlank()) {
            throw new IllegalArgumentException("coin symbol must not be blank");
        }
    }

    @Override
    public String toString() {
        return symbol;
    }
}
