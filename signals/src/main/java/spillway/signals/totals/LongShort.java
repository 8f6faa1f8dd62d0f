package spillway.signals.totals;

import java.util.OptionalDouble;
import spillway.market.PositionSide;

/// Orders by the side of the position that was closed.
///
/// @param longs positions that were long
/// @param shorts positions that were short
public record LongShort(OrderSum longs, OrderSum shorts) {
    public static final LongShort NONE = new LongShort(OrderSum.NONE, OrderSum.NONE);

    /// Both sides together.
    public OrderSum total() {
        return longs.plus(shorts);
    }

    public LongShort plus(LongShort other) {
        return new LongShort(longs.plus(other.longs), shorts.plus(other.shorts));
    }

    /// These and some more of one side.
    public LongShort plus(PositionSide closedSide, OrderSum more) {
        return switch (closedSide) {
            case LONG -> new LongShort(longs.plus(more), shorts);
            case SHORT -> new LongShort(longs, shorts.plus(more));
        };
    }

    /// `long / (long + short)` in USD; empty where nothing was liquidated.
    public OptionalDouble longShare() {
        long total = total().microUsd();
        return total == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(longs.microUsd() / (double) total);
    }
}
