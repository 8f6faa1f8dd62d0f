package spillway.emulator.market;

/// How a scripted market falls: bitcoin's way through calm, waves of selling and the time after,
/// and how nervous everybody is on it.
final class FallScript {
    /// The way down: at each part of the fall, the part of the whole loss that is reached.
    private static final double[] WAVE_TIMES = {0, 0.12, 0.2, 0.38, 0.46, 0.62, 0.7, 0.88, 1};

    private static final double[] WAVE_LOSSES = {0, 0.22, 0.15, 0.52, 0.42, 0.76, 0.66, 1, 0.88};

    /// What is left of the loss when the market ends.
    private static final double LOSS_AT_THE_END = 0.62;

    private final double calmSeconds;
    private final double fallSeconds;
    private final double afterSeconds;
    private final double fallLog;

    FallScript(ScriptedSettings settings) {
        calmSeconds = settings.calm().toNanos() / 1e9;
        fallSeconds = settings.fall().toNanos() / 1e9;
        afterSeconds = settings.after().toNanos() / 1e9;
        fallLog = StrictMath.log(1 - settings.fallFraction());
    }

    /// Logarithm of bitcoin's price against its start, at `seconds` from the start.
    double drift(double seconds) {
        return fallLog * loss(seconds);
    }

    private double loss(double seconds) {
        if (seconds <= calmSeconds) {
            return 0;
        }
        double part = fallSeconds == 0 ? 1 : (seconds - calmSeconds) / fallSeconds;
        if (part >= 1) {
            double last = WAVE_LOSSES[WAVE_LOSSES.length - 1];
            double after =
                    afterSeconds == 0
                            ? 1
                            : Math.min(1, (seconds - calmSeconds - fallSeconds) / afterSeconds);
            return last + (LOSS_AT_THE_END - last) * after;
        }
        int next = 1;
        while (WAVE_TIMES[next] < part) {
            next++;
        }
        double within = (part - WAVE_TIMES[next - 1]) / (WAVE_TIMES[next] - WAVE_TIMES[next - 1]);
        return WAVE_LOSSES[next - 1] + (WAVE_LOSSES[next] - WAVE_LOSSES[next - 1]) * within;
    }

    /// 0 in the calm, 1 in the worst of the fall: books thin out, prices jump.
    double stress(double seconds) {
        double fallen = seconds - calmSeconds;
        if (fallen <= 0) {
            return 0;
        }
        if (fallen <= fallSeconds) {
            return Math.min(1, 0.3 + fallen / fallSeconds);
        }
        return Math.max(0.1, 1 - (fallen - fallSeconds) / Math.max(1, afterSeconds));
    }

    /// Part of the way from the first moment of the fall to its end, 0 to 1.
    double progress(double seconds) {
        double part = fallSeconds == 0 ? 1 : (seconds - calmSeconds) / fallSeconds;
        return Math.clamp(part, 0, 1);
    }
}
