package spillway.signals.surges;

import java.util.ArrayList;
import java.util.List;
import spillway.market.TimeWindow;

/// What was liquidated in one interval.
///
/// @param interval when
/// @param longMicroUsd longs
/// @param shortMicroUsd shorts
public record LiquidationBin(TimeWindow interval, long longMicroUsd, long shortMicroUsd) {
    /// Every `count` of `bins` as one; the last may be of fewer.
    public static List<LiquidationBin> together(List<LiquidationBin> bins, int count) {
        var joined = new ArrayList<LiquidationBin>();
        for (int at = 0; at < bins.size(); at += count) {
            long longs = 0;
            long shorts = 0;
            int end = Math.min(at + count, bins.size());
            for (var bin : bins.subList(at, end)) {
                longs = Math.addExact(longs, bin.longMicroUsd());
                shorts = Math.addExact(shorts, bin.shortMicroUsd());
            }
            long fromNs = bins.get(at).interval().fromNs();
            long toNs = bins.get(end - 1).interval().toNs();
            joined.add(new LiquidationBin(new TimeWindow(fromNs, toNs), longs, shorts));
        }
        return joined;
    }

    /// Both sides.
    public long totalMicroUsd() {
        return Math.addExact(longMicroUsd, shortMicroUsd);
    }
}
