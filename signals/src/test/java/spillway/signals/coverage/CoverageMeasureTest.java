package spillway.signals.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static spillway.signals.RandomStream.ALPHA_BTC;
import static spillway.signals.RandomStream.ALPHA_PEPE;
import static spillway.signals.RandomStream.BETA_BTC;
import static spillway.signals.RandomStream.BETA_ETH;
import static spillway.signals.RandomStream.GAMMA_BTC;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.market.Channel;
import spillway.market.Coin;
import spillway.market.Completeness;
import spillway.market.Coverage;
import spillway.market.Feed;
import spillway.market.Instrument;
import spillway.market.TimeSpans;
import spillway.market.TimeWindow;
import spillway.market.Venue;
import spillway.signals.RandomStream;
import spillway.signals.Scope;

/// Coverage of a window: the mean, over the venues of a named universe, of how long each was
/// listened to; the share of open interest on venues that tell of every order; and every gap.
class CoverageMeasureTest {
    private static final Venue ALPHA = new Venue("alpha");
    private static final Venue BETA = new Venue("beta");
    private static final Venue GAMMA = new Venue("gamma");
    private static final Universe UNIVERSE =
            new Universe("test", LocalDate.of(2026, 2, 1), List.of(GAMMA, ALPHA, BETA));
    private static final TimeWindow WINDOW = new TimeWindow(0, 100);
    private static final CompletenessRules RULES =
            new CompletenessRules(
                    List.of(
                            new CompletenessRule(
                                    ALPHA, 0, Completeness.COMPLETE, "every order", "a"),
                            new CompletenessRule(
                                    BETA, 0, Completeness.SAMPLED, "one a second", "b")));

    private final CoverageMeasure measure = new CoverageMeasure(RULES, RandomStream.numbering(1));
    private final Map<Feed, TimeSpans> spans = new HashMap<>();

    private void covered(Instrument on, long fromNs, long toNs) {
        spans.merge(
                Feed.of(on, Channel.LIQUIDATIONS),
                TimeSpans.of(List.of(new TimeWindow(fromNs, toNs))),
                TimeSpans::plus);
    }

    private WindowCoverage measured(Scope scope, Map<Venue, Long> openInterest) {
        return measure.measure(
                new Coverage(new TreeMap<>(spans)),
                new CoverageQuestion(Channel.LIQUIDATIONS, WINDOW, UNIVERSE, scope),
                openInterest);
    }

    /// alpha: one feed all the time, one for 20 of 100; beta: a quarter; gamma: none. Mean of 0.6,
    /// 0.25 and 0.
    @Test
    void isTheMeanOverVenuesOfTheMeanOverTheirFeeds() {
        covered(ALPHA_BTC, 0, 100);
        covered(ALPHA_PEPE, 70, 90);
        covered(BETA_BTC, -50, 25);
        var found = measured(Scope.MARKET, Map.of());
        assertThat(found.timeShare()).isCloseTo(0.85 / 3, within(1e-12));
        assertThat(found.venues())
                .extracting(v -> v.rule().venue().code() + " " + v.timeShare())
                .containsExactly("alpha 0.6", "beta 0.25", "gamma 0.0");
        assertThat(found.gaps())
                .containsExactly(
                        gap(Feed.of(ALPHA_PEPE, Channel.LIQUIDATIONS), 0, 70),
                        gap(Feed.of(ALPHA_PEPE, Channel.LIQUIDATIONS), 90, 100),
                        gap(Feed.of(BETA_BTC, Channel.LIQUIDATIONS), 25, 100),
                        gap(
                                new Feed(GAMMA, Channel.LIQUIDATIONS, Instrument.WHOLE_MARKET),
                                0,
                                100));
        assertThat(found.isFull()).isFalse();
    }

    private static CoverageGap gap(Feed feed, long fromNs, long toNs) {
        return new CoverageGap(feed, new TimeWindow(fromNs, toNs));
    }

    @Test
    void countsOnlyFeedsOfTheCoinsAndVenuesAskedFor() {
        covered(ALPHA_BTC, 0, 100);
        covered(ALPHA_PEPE, 0, 10);
        covered(BETA_ETH, 0, 100);
        var ofBtc = measured(Scope.of(new Coin("BTC")), Map.of());
        assertThat(ofBtc.venues())
                .extracting(VenueCoverage::timeShare)
                .containsExactly(1.0, 0.0, 0.0);
        var ofAlpha = measured(Scope.of(ALPHA), Map.of());
        assertThat(ofAlpha.timeShare()).isEqualTo(0.55);
        assertThat(ofAlpha.venues()).hasSize(1);
    }

    /// A feed of a venue's whole market covers its every coin.
    @Test
    void countsAFeedOfTheWholeMarketForEachCoin() {
        covered(Instrument.wholeMarket(BETA), 0, 80);
        covered(BETA_BTC, 70, 90);
        var ofBtc =
                measured(
                        new Scope(java.util.Set.of(new Coin("BTC")), java.util.Set.of(BETA)),
                        Map.of());
        assertThat(ofBtc.timeShare()).isEqualTo(0.9);
        var ofEth =
                measured(
                        new Scope(java.util.Set.of(new Coin("ETH")), java.util.Set.of(BETA)),
                        Map.of());
        assertThat(ofEth.timeShare()).isEqualTo(0.8);
    }

    /// Other channels of the same instruments say nothing.
    @Test
    void doesNotTakeAnotherChannelForThisOne() {
        spans.put(
                Feed.of(ALPHA_BTC, Channel.TRADES), TimeSpans.of(List.of(new TimeWindow(0, 100))));
        assertThat(measured(Scope.MARKET, Map.of()).timeShare()).isZero();
    }

    @Test
    void weighsCompleteFeedsByOpenInterest() {
        covered(ALPHA_BTC, 0, 1);
        covered(BETA_BTC, 0, 100);
        var openInterest = Map.of(ALPHA, 300L, BETA, 500L, GAMMA, 200L);
        var found = measured(Scope.MARKET, openInterest);
        assertThat(found.completeFeedShare()).hasValue(0.3);
        assertThat(found.completeFeedShareReason()).isEmpty();
    }

    /// A complete feed that nobody listened to is no complete feed.
    @Test
    void doesNotCountACompleteFeedThatWasNotListenedTo() {
        covered(BETA_BTC, 0, 100);
        var openInterest = Map.of(ALPHA, 300L, BETA, 500L, GAMMA, 200L);
        assertThat(measured(Scope.MARKET, openInterest).completeFeedShare()).hasValue(0);
    }

    @Test
    void leavesTheShareOutWhereAnOpenInterestIsUnknown() {
        var found = measured(Scope.MARKET, Map.of(ALPHA, 300L));
        assertThat(found.completeFeedShare()).isEmpty();
        assertThat(found.completeFeedShareReason())
                .isEqualTo("the open interest of beta, gamma is not known");
        var nothing = measured(Scope.MARKET, Map.of(ALPHA, 0L, BETA, 0L, GAMMA, 0L));
        assertThat(nothing.completeFeedShare()).isEmpty();
        assertThat(nothing.completeFeedShareReason()).isEqualTo("no open interest is known");
    }

    /// Against one look at each instant of each feed.
    @ParameterizedTest
    @MethodSource("spillway.signals.Seeds#some")
    void agreesWithTheTwin(long seed) {
        var random = new SplittableRandom(seed);
        var feeds = List.of(ALPHA_BTC, ALPHA_PEPE, BETA_BTC, BETA_ETH, GAMMA_BTC);
        for (var on : feeds) {
            for (int n = random.nextInt(5); n > 0; n--) {
                long from = random.nextLong(-20, 110);
                covered(on, from, from + random.nextInt(40));
            }
        }
        double shares = 0;
        for (var venue : List.of(ALPHA, BETA, GAMMA)) {
            shares += twin(venue);
        }
        assertThat(measured(Scope.MARKET, Map.of()).timeShare())
                .as("seed %d", seed)
                .isCloseTo(shares / 3, within(1e-12));
    }

    private double twin(Venue venue) {
        var own = new ArrayList<TimeSpans>();
        spans.forEach((feed, when) -> {
            if (feed.venue().equals(venue)) {
                own.add(when);
            }
        });
        long heard = 0;
        for (var when : own) {
            for (long instant = 0; instant < 100; instant++) {
                long at = instant;
                heard += when.windows().stream().anyMatch(w -> w.contains(at)) ? 1 : 0;
            }
        }
        return own.isEmpty() ? 0 : heard / (100.0 * own.size());
    }

    @Test
    void refusesQuestionsWithoutTimeOrVenue() {
        assertThatThrownBy(() ->
                        new CoverageQuestion(
                                Channel.LIQUIDATIONS, new TimeWindow(5, 5), UNIVERSE, Scope.MARKET))
                .hasMessageStartingWith("coverage: expected a window longer than nothing");
        assertThatThrownBy(() -> new Universe("none", LocalDate.EPOCH, List.of()))
                .hasMessage("universe none: expected a venue");
        assertThatThrownBy(() -> new Universe("twice", LocalDate.EPOCH, List.of(ALPHA, ALPHA)))
                .hasMessage("universe twice: expected each venue once, found alpha");
    }
}
