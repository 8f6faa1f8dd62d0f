package spillway.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spillway.market.Coin;
import spillway.market.Instrument;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.market.TimeWindow;
import spillway.market.Venue;

/// The watermark is the earliest, over the live venues, of a venue's latest time less the allowed
/// lateness; a venue that says nothing for too long leaves the minimum and is a gap.
class WatermarksTest {
    private final Instruments instruments = new Instruments();

    private int code(String venue) {
        return instruments.code(
                Instrument.linear(new Venue(venue), "BTCUSDT", new Coin("BTC"), "USDT", 2, 3));
    }

    private Watermarks watermarks(long latenessNs, long idleAfterNs, long stepNs) {
        return new Watermarks(
                instruments,
                Duration.ofNanos(latenessNs),
                Duration.ofNanos(idleAfterNs),
                Duration.ofNanos(stepNs));
    }

    /// What venues said, as `venue time`, and the watermark that follows: 5 ns late allowed, idle
    /// after 50 ns of silence, on every nanosecond.
    @ParameterizedTest
    @CsvSource({
        "a 100, 94",
        "a 100; a 90, 94",
        "a 100; b 97, 94",
        "a 100; b 110; a 120, 104",
        "a 100; b 100; c 100; a 130; b 120; c 107, 101",
        // c has said nothing for 50 ns and still counts; one more, and it does not.
        "a 100; b 100; c 100; b 140; a 150, 94",
        "a 100; b 100; c 100; b 140; a 151, 134",
        // It speaks again, from behind the watermark, and holds nothing back until it is there.
        "a 100; b 100; c 100; b 140; a 151; c 130; a 152; b 152, 146",
        "a 100; b 100; c 100; b 140; a 151; c 149; a 170; b 170, 143",
    })
    void isTheEarliestOfTheLiveVenues(String said, long watermark) {
        var watermarks = watermarks(5, 50, 1);
        long found = Long.MIN_VALUE;
        for (String one : said.split("; ")) {
            String[] parts = one.split(" ");
            long timeNs = Long.parseLong(parts[1]);
            if (watermarks.heard(code(parts[0]), timeNs, MarketEvent.NONE)) {
                found = watermarks.advance();
            }
        }
        assertThat(found).isEqualTo(watermark);
        assertThat(watermarks.issuedNs()).isEqualTo(watermark);
    }

    @Test
    void isThereFromTheFirstEventOn() {
        var watermarks = watermarks(5, 50, 1);
        assertThat(watermarks.issuedNs()).isEqualTo(Long.MIN_VALUE);
        assertThat(watermarks.latestNs()).isEqualTo(Long.MIN_VALUE);
        assertThat(watermarks.heard(code("a"), 100, MarketEvent.NONE)).isTrue();
    }

    /// A step of 10 and no lateness: an event at 120 itself does not say that 120 is over.
    @ParameterizedTest
    @CsvSource({"119, 110", "120, 110", "121, 120", "-1, -10", "0, -10", "1, 0"})
    void liesOnWholeMultiplesOfTheStep(long latestNs, long watermark) {
        var watermarks = watermarks(0, 50, 10);
        watermarks.heard(code("a"), latestNs, MarketEvent.NONE);
        assertThat(watermarks.advance()).isEqualTo(watermark);
    }

    /// Saying nothing is measured by the time of receipt, where there is one.
    @Test
    void isIdleByTheClockOfReceipt() {
        var watermarks = watermarks(0, 50, 1);
        watermarks.heard(code("a"), 100, 100);
        watermarks.heard(code("b"), 100, 100);
        watermarks.heard(code("b"), 100, 130);
        watermarks.heard(code("b"), 101, 151);
        assertThat(watermarks.advance()).isEqualTo(100);
        assertThat(watermarks.idle())
                .containsExactly(new Watermarks.IdleGap(new Venue("a"), new TimeWindow(100, 151)));
    }

    @Test
    void remembersAGapFromTheLastWordToTheFirstAfterIt() {
        var watermarks = watermarks(0, 50, 1);
        watermarks.heard(code("a"), 100, MarketEvent.NONE);
        watermarks.heard(code("b"), 160, MarketEvent.NONE);
        assertThat(watermarks.idle()).containsExactly(gap("a", 100, 160));
        watermarks.heard(code("b"), 170, MarketEvent.NONE);
        assertThat(watermarks.idle()).containsExactly(gap("a", 100, 170));
        watermarks.heard(code("a"), 175, MarketEvent.NONE);
        assertThat(watermarks.idle()).containsExactly(gap("a", 100, 175));
        watermarks.heard(code("a"), 180, MarketEvent.NONE);
        assertThat(watermarks.idle()).containsExactly(gap("a", 100, 175));
    }

    private static Watermarks.IdleGap gap(String venue, long fromNs, long toNs) {
        return new Watermarks.IdleGap(new Venue(venue), new TimeWindow(fromNs, toNs));
    }

    @Test
    void forgetsTheOldestOfTooManyGaps() {
        var watermarks = watermarks(0, 5, 1);
        var expected = new ArrayList<Watermarks.IdleGap>();
        for (int i = 0; i <= Watermarks.GAPS_KEPT + 9; i++) {
            watermarks.heard(code("a"), i * 10L, MarketEvent.NONE);
            if (i >= 10) {
                expected.add(gap("a", (i - 1) * 10L, i * 10L));
            }
        }
        assertThat(watermarks.idle()).isEqualTo(expected).hasSize(Watermarks.GAPS_KEPT);
    }

    /// A minute ahead of our clock is believed, more is not.
    @ParameterizedTest
    @CsvSource({
        "1000, 0, 1000",
        "60000000000, 0, 60000000000",
        "60000000001, 0, 60000000000",
        "99999999999999, 5, 60000000005",
        "-7, 5, -7",
    })
    void trustsAVenuesClockUpToAMinuteAhead(long venueTimeNs, long receiveTimeNs, long credible) {
        assertThat(Watermarks.credible(venueTimeNs, receiveTimeNs)).isEqualTo(credible);
        assertThat(Watermarks.credible(venueTimeNs, MarketEvent.NONE)).isEqualTo(venueTimeNs);
    }

    @Test
    void neverGoesBack() {
        var watermarks = watermarks(0, 50, 1);
        watermarks.issue(500);
        watermarks.heard(code("a"), 100, MarketEvent.NONE);
        assertThat(watermarks.advance()).isEqualTo(500);
        watermarks.issue(400);
        assertThat(watermarks.issuedNs()).isEqualTo(500);
    }

    @Test
    void savesAndRestoresSourcesAndGaps() {
        var saved = watermarks(3, 50, 1);
        saved.heard(code("a"), 100, MarketEvent.NONE);
        saved.heard(code("b"), 160, MarketEvent.NONE);
        saved.heard(code("a"), 165, MarketEvent.NONE);
        saved.advance();
        var state = new StateWriter();
        saved.saveTo(state);
        var restored = watermarks(3, 50, 1);
        restored.restoreFrom(new StateReader(state.written()));
        for (var each : List.of(saved, restored)) {
            each.heard(code("b"), 200, MarketEvent.NONE);
            assertThat(each.advance()).isEqualTo(161);
            assertThat(each.idle()).containsExactly(gap("a", 100, 165));
            assertThat(each.latestNs()).isEqualTo(200);
        }
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> watermarks(-1, 1, 1))
                .hasMessage("watermarks: allowedLateness must be >= 0, was PT-0.000000001S");
        assertThatThrownBy(() -> watermarks(0, 0, 1))
                .hasMessage("watermarks: idleAfter must be > 0, was PT0S");
        assertThatThrownBy(() -> watermarks(0, 1, 0))
                .hasMessage("watermarks: step must be > 0, was PT0S");
    }
}
