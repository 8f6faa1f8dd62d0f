package spillway.margin;

/// How a venue provides for the fee of closing a position by force.
public sealed interface ClosingFee {
    /// Not at all: the fee comes out of what is left (Binance, Hyperliquid, dYdX).
    record None() implements ClosingFee {}

    /// Added to the requirement, on present value (OKX, and Bitget as we read it).
    ///
    /// @param rate fraction of value, 0 to below 1
    record Required(Rational rate) implements ClosingFee {
        public Required {
            ClosingFee.check(rate);
        }
    }

    /// Taken out of the collateral beforehand, on the value at the bankruptcy price (Bybit).
    ///
    /// @param rate fraction of value, 0 to below 1
    record SetAside(Rational rate) implements ClosingFee {
        public SetAside {
            ClosingFee.check(rate);
        }
    }

    /// The fraction of value.
    default Rational rateOfValue() {
        return switch (this) {
            case None _ -> Rational.ZERO;
            case Required required -> required.rate();
            case SetAside setAside -> setAside.rate();
        };
    }

    private static void check(Rational rate) {
        if (rate.signum() < 0 || rate.compareTo(Rational.ONE) >= 0) {
            throw new IllegalArgumentException(
                    "closing fee rate must be >= 0 and < 1, was " + rate);
        }
    }
}
