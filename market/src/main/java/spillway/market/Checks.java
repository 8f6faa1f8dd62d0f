package spillway.market;

/// Refuses numbers that cannot be, with name, bound and value.
final class Checks {
    private Checks() {}

    static void positive(String name, long value, Instrument instrument) {
        if (value <= 0) {
            throw new IllegalArgumentException(
                    name + " must be > 0, was " + value + " for " + instrument);
        }
    }

    static void notNegative(String name, long value, Instrument instrument) {
        if (value < 0) {
            throw new IllegalArgumentException(
                    name + " must be >= 0, was " + value + " for " + instrument);
        }
    }
}
