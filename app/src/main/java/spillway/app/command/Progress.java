package spillway.app.command;

import java.io.PrintStream;
import java.time.Clock;
import java.util.Locale;

/// One line on standard error that says how far a long work is: share, rate and time left. Drawn at
/// most ten times a second and wiped at the end; nothing at all is printed where nobody watches.
public final class Progress implements AutoCloseable {
    /// Whether anything is drawn.
    public enum Mode {
        DRAWN,
        QUIET
    }

    private static final long REDRAW_MS = 100;

    /// Shorter work is over before anybody reads a bar.
    private static final long FIRST_DRAW_MS = 400;

    private static final int BAR_CELLS = 24;
    private static final int LINE_CELLS = 79;

    private final PrintStream err;
    private final Mode mode;
    private final Clock clock;
    private final String what;
    private final String unit;
    private final long startMs;
    private long drawnMs;
    private boolean visible;

    Progress(PrintStream err, Mode mode, Clock clock, String what, String unit) {
        this.err = err;
        this.mode = mode;
        this.clock = clock;
        this.what = what;
        this.unit = unit;
        startMs = clock.millis();
        drawnMs = startMs + FIRST_DRAW_MS - REDRAW_MS;
    }

    /// Takes how far the work is.
    ///
    /// @param done part of `total` that is done; their unit does not matter
    /// @param total all of it; 0 where it is not known
    /// @param units number of things dealt with, for the rate
    public void update(long done, long total, long units) {
        long nowMs = clock.millis();
        if (mode == Mode.QUIET || nowMs - drawnMs < REDRAW_MS) {
            return;
        }
        drawnMs = nowMs;
        visible = true;
        err.print("\r" + fit(line(done, total, units, nowMs - startMs)));
        err.flush();
    }

    private String line(long done, long total, long units, long elapsedMs) {
        double perSecond = units * 1_000.0 / Math.max(1, elapsedMs);
        String rate = String.format(Locale.ROOT, "%,d %s, %,.0f/s", units, unit, perSecond);
        if (total <= 0) {
            return what + "  " + rate;
        }
        double share = Math.min(1, done / (double) total);
        int filled = (int) (share * BAR_CELLS);
        String bar = "█".repeat(filled) + "░".repeat(BAR_CELLS - filled);
        long leftMs = share > 0 ? (long) (elapsedMs * (1 - share) / share) : 0;
        return String.format(
                Locale.ROOT,
                "%s %s %3.0f %%  %s, %s left",
                what,
                bar,
                share * 100,
                rate,
                time(leftMs));
    }

    private static String time(long ms) {
        long seconds = (ms + 999) / 1_000;
        return seconds < 90
                ? seconds + " s"
                : String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
    }

    private static String fit(String line) {
        String cut = line.length() > LINE_CELLS ? line.substring(0, LINE_CELLS) : line;
        return cut + " ".repeat(LINE_CELLS - cut.length());
    }

    /// Wipes the line.
    @Override
    public void close() {
        if (visible) {
            err.print("\r" + " ".repeat(LINE_CELLS) + "\r");
            err.flush();
        }
    }
}
