package spillway.app.live;

import java.util.List;
import java.util.Optional;

/// How long a candle is.
public enum CandleInterval {
    ONE_SECOND("1s", 1),
    TEN_SECONDS("10s", 10),
    ONE_MINUTE("1m", 60),
    FIVE_MINUTES("5m", 300),
    ONE_HOUR("1h", 3_600);

    public static final List<CandleInterval> ALL = List.of(values());

    private static final long SECOND_NS = 1_000_000_000L;

    private final String key;
    private final long seconds;

    CandleInterval(String key, long seconds) {
        this.key = key;
        this.seconds = seconds;
    }

    /// The name in JSON: `10s`.
    public String key() {
        return key;
    }

    /// The interval of a name.
    public static Optional<CandleInterval> of(String key) {
        return ALL.stream().filter(i -> i.key.equals(key)).findFirst();
    }

    /// Start of the interval that `timeNs` lies in, seconds since the Unix epoch.
    long startSeconds(long timeNs) {
        return Math.floorDiv(timeNs, seconds * SECOND_NS) * seconds;
    }
}
