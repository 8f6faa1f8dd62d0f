package spillway.signals.totals;

import java.util.Arrays;
import spillway.market.PositionSide;

/// Gathers orders, by time, into bursts: an order belongs to the burst before it unless it comes
/// [OneSidedness#PAUSE_NS] or more after the last order, or [OneSidedness#LONGEST_BURST_NS] or more
/// after the first.
final class Bursts {
    private long[] longMicroUsd = new long[16];
    private long[] shortMicroUsd = new long[16];
    private int bursts;
    private long firstNs;
    private long lastNs;

    void add(long timeNs, PositionSide closedSide, long microUsd) {
        boolean another =
                bursts == 0
                        || timeNs - lastNs >= OneSidedness.PAUSE_NS
                        || timeNs - firstNs >= OneSidedness.LONGEST_BURST_NS;
        if (another) {
            begin(timeNs);
        }
        lastNs = timeNs;
        long[] side =
                switch (closedSide) {
                    case LONG -> longMicroUsd;
                    case SHORT -> shortMicroUsd;
                };
        side[bursts - 1] = Math.addExact(side[bursts - 1], microUsd);
    }

    private void begin(long timeNs) {
        if (bursts == longMicroUsd.length) {
            longMicroUsd = Arrays.copyOf(longMicroUsd, bursts * 2);
            shortMicroUsd = Arrays.copyOf(shortMicroUsd, bursts * 2);
        }
        bursts++;
        firstNs = timeNs;
    }

    long[] longMicroUsd() {
        return Arrays.copyOf(longMicroUsd, bursts);
    }

    long[] shortMicroUsd() {
        return Arrays.copyOf(shortMicroUsd, bursts);
    }
}
