package spillway.margin.golden;

import java.util.Map;
import java.util.Optional;
import spillway.margin.Rational;

/// A computed figure.
sealed interface Found {
    /// A number; empty where a price does not exist.
    record Amount(Optional<Rational> value) implements Found {}

    /// Yes or no.
    record Flag(boolean value) implements Found {}

    /// Numbers by account.
    record ByAccount(Map<String, Rational> values) implements Found {
        public ByAccount {
            values = Map.copyOf(values);
        }
    }

    static Found number(Rational value) {
        return new Amount(Optional.of(value));
    }
}
