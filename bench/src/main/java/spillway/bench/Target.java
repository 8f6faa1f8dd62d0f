package spillway.bench;

import java.util.Locale;

/// What a figure's median is promised to be.
record Target(Bound bound, double value) {
    /// Which side of the value is good.
    enum Bound {
        AT_LEAST,
        AT_MOST
    }

    static Target atLeast(double value) {
        return new Target(Bound.AT_LEAST, value);
    }

    static Target atMost(double value) {
        return new Target(Bound.AT_MOST, value);
    }

    boolean isMetBy(double median) {
        return switch (bound) {
            case AT_LEAST -> median >= value;
            case AT_MOST -> median <= value;
        };
    }

    @Override
    public String toString() {
        String sign =
                switch (bound) {
                    case AT_LEAST -> ">=";
                    case AT_MOST -> "<=";
                };
        return sign + " " + String.format(Locale.ROOT, "%,.6g", value).replaceAll("\\.?0+$", "");
    }
}
