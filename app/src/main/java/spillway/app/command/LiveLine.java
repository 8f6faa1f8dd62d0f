package spillway.app.command;

import java.util.Locale;
import spillway.app.live.LiveCounts;
import spillway.app.text.Numbers;
import spillway.app.text.Times;

/// One line on standard error that says how a run goes: its clock, how much comes, what was
/// liquidated. Drawn where somebody watches, and wiped at the end.
final class LiveLine implements AutoCloseable {
    private static final int LINE_CELLS = 79;

    private final Console console;
    private boolean visible;

    LiveLine(Console console) {
        this.console = console;
    }

    void draw(LiveCounts counts) {
        if (console.progress() == Progress.Mode.QUIET || counts.nowNs() == 0) {
            return;
        }
        visible = true;
        String line =
                String.format(
                        Locale.ROOT,
                        "%s  %,d events, %,.0f/s  %,d liquidations, %s USD",
                        Times.show(counts.nowNs() / 1_000_000_000L * 1_000_000_000L),
                        counts.events(),
                        counts.eventsPerSecond(),
                        counts.liquidations(),
                        Numbers.compactUsd(counts.microUsd() / 1e6));
        String cut = line.length() > LINE_CELLS ? line.substring(0, LINE_CELLS) : line;
        console.err().print("\r" + cut + " ".repeat(LINE_CELLS - cut.length()));
        console.err().flush();
    }

    @Override
    public void close() {
        if (visible) {
            console.err().print("\r" + " ".repeat(LINE_CELLS) + "\r");
            console.err().flush();
        }
    }
}
