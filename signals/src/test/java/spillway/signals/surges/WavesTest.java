package spillway.signals.surges;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spillway.market.TimeWindow;

class WavesTest {
    private static final long MINUTE_NS = 60_000_000_000L;

    /// Rates by the minute; `-` is a minute that nobody watched.
    private static List<LiquidationBin> bins(String rates) {
        var bins = new ArrayList<LiquidationBin>();
        String[] cells = rates.strip().split(" +");
        for (int i = 0; i < cells.length; i++) {
            if (!cells[i].equals("-")) {
                var interval = new TimeWindow(i * MINUTE_NS, (i + 1) * MINUTE_NS);
                bins.add(new LiquidationBin(interval, Long.parseLong(cells[i]), 0));
            }
        }
        return bins;
    }

    /// Waves as `first-last` minutes.
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    three waves,                1 1 90 1 1 1 1 142 1 1 130 1,   2-2 7-7 10-10
                    half of the peak is none,   1 1 1 50 1 1 100 1 1 1 1 1,     6-6
                    one quiet minute joins,     1 60 1 100 1 1 1 1 1 1 1 1,     1-3
                    two quiet minutes part,     1 60 1 1 100 1 1 1 1 1 1 1,     1-1 4-4
                    a quarter is not quiet,     1 60 25 25 100 1 1 1 1 1 1 1,   1-4
                    unwatched is not quiet,     1 60 - - 100 1 1 1 1 1 1 1 1 1, 1-4
                    a run is one wave,          1 1 60 100 70 1 1 1 1 1 1 1,    2-4
                    eleven minutes are too few, 1 1 90 1 1 1 1 142 1 1 130,     ''
                    nothing happened,           0 0 0 0 0 0 0 0 0 0 0 0,        ''
                    """)
    void dividesAnEvent(String what, String rates, String expected) {
        var found =
                Waves.of(bins(rates)).stream()
                        .map(w ->
                                w.window().fromNs() / MINUTE_NS
                                        + "-"
                                        + (w.window().toNs() / MINUTE_NS - 1))
                        .toList();
        List<String> wanted = expected.isEmpty() ? List.of() : Arrays.asList(expected.split(" "));
        assertThat(found).as(what).isEqualTo(wanted);
    }

    @Test
    void binsTogetherHoldWhatTheyHeldApart() {
        var bins = bins("1 2 3 4 5 6 7");
        var joined = LiquidationBin.together(bins, 3);
        assertThat(joined).extracting(LiquidationBin::totalMicroUsd).containsExactly(6L, 15L, 7L);
        assertThat(joined.getFirst().interval()).isEqualTo(new TimeWindow(0, 3 * MINUTE_NS));
        assertThat(LiquidationBin.together(bins, 1)).isEqualTo(bins);
    }
}
