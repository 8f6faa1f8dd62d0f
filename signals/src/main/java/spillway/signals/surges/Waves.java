package spillway.signals.surges;

import java.util.ArrayList;
import java.util.List;
import spillway.market.TimeWindow;

/// Divides an event into waves: runs of intervals above half of the largest, of which two are apart
/// if at least two intervals between them are below a quarter of it. One that holds less than a
/// twentieth of the event is none. Intervals without a value are no proof of quiet.
public final class Waves {
    /// Fewer intervals than this cannot show waves.
    public static final int LEAST_BINS = 12;

    private static final int QUIET_BINS = 2;
    private static final double LEAST_SHARE = 0.05;

    private Waves() {}

    /// The waves of an event, ascending; none for fewer than [#LEAST_BINS] intervals.
    ///
    /// @param bins the event's intervals, ascending
    public static List<Wave> of(List<LiquidationBin> bins) {
        long peak = 0;
        long total = 0;
        for (var bin : bins) {
            peak = Math.max(peak, bin.totalMicroUsd());
            total = Math.addExact(total, bin.totalMicroUsd());
        }
        if (bins.size() < LEAST_BINS || peak == 0) {
            return List.of();
        }
        var waves = new ArrayList<Wave>();
        int first = -1;
        int last = -1;
        int quiet = 0;
        for (int at = 0; at < bins.size(); at++) {
            long rate = bins.get(at).totalMicroUsd();
            if (rate > peak / 2) {
                if (first >= 0 && quiet >= QUIET_BINS) {
                    waves.add(wave(bins.subList(first, last + 1), total));
                    first = -1;
                }
                first = first < 0 ? at : first;
                last = at;
                quiet = 0;
            } else if (rate < peak / 4) {
                quiet++;
            }
        }
        waves.add(wave(bins.subList(first, last + 1), total));
        waves.removeIf(wave -> wave.share() < LEAST_SHARE);
        return List.copyOf(waves);
    }

    private static Wave wave(List<LiquidationBin> bins, long total) {
        long longs = 0;
        long shorts = 0;
        LiquidationBin peak = bins.getFirst();
        for (var bin : bins) {
            longs = Math.addExact(longs, bin.longMicroUsd());
            shorts = Math.addExact(shorts, bin.shortMicroUsd());
            peak = bin.totalMicroUsd() > peak.totalMicroUsd() ? bin : peak;
        }
        return new Wave(
                new TimeWindow(
                        bins.getFirst().interval().fromNs(), bins.getLast().interval().toNs()),
                longs,
                shorts,
                peak.interval().fromNs(),
                Math.addExact(longs, shorts) / (double) total);
    }
}
