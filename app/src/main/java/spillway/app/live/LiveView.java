package spillway.app.live;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import spillway.app.reading.Universes;
import spillway.market.Coin;
import spillway.market.EventKind;
import spillway.market.EventSink;
import spillway.market.Instruments;
import spillway.market.RoutingSink;
import spillway.signals.OperatorHost;
import spillway.signals.Watermarks;
import spillway.signals.coverage.FeedCoverage;
import spillway.signals.summary.MarketBars;
import spillway.signals.totals.LongShort;
import spillway.signals.totals.RollingTotals;

/// What a stream of events, live or from a tape, means at each moment: a sink that can be asked.
/// Used by one thread.
public final class LiveView extends RoutingSink {
    /// Open interest stands in for up to two hours; more is only looked at by reports.
    private static final Duration BARS_KEPT = Duration.ofHours(4);

    private final Instruments instruments;
    private final Universes.Choice universe;
    private final OperatorHost host;
    private final RecentLiquidations recent;
    private final Candles candles;
    private final FeedGaps gaps;
    private final RunSums sums;
    private final EventSink[] ofPrices;
    private final EventSink[] ofLiquidations;
    private final EventSink[] ofHealth;
    private final EventSink[] ofOthers;
    private long events;
    private long nextSeq;

    /// @param instruments the numbering behind the codes that will be pushed
    /// @param universe the venues that coverage is a share of
    public LiveView(Instruments instruments, Universes.Choice universe) {
        this.instruments = instruments;
        this.universe = universe;
        host =
                OperatorHost.byArrival(
                        instruments,
                        List.of(totals(), new FeedCoverage(instruments), bars()),
                        Watermarks.live(instruments));
        recent = new RecentLiquidations(instruments);
        candles = new Candles(instruments);
        gaps = new FeedGaps(instruments);
        sums = new RunSums(instruments);
        ofPrices = new EventSink[] {host, candles};
        ofLiquidations = new EventSink[] {host, recent, sums};
        ofHealth = new EventSink[] {host, gaps};
        ofOthers = new EventSink[] {host};
    }

    private RollingTotals totals() {
        return new RollingTotals(instruments, RollingTotals.USUAL_WINDOWS);
    }

    private MarketBars bars() {
        return new MarketBars(instruments, BARS_KEPT);
    }

    public Instruments instruments() {
        return instruments;
    }

    /// Says the place of the next event; without, each has the place after the one before.
    @Override
    public void at(long seq) {
        nextSeq = seq;
    }

    @Override
    protected EventSink[] route(
            EventKind kind, int instrument, long venueTimeNs, long receiveTimeNs) {
        host.at(nextSeq);
        recent.at(nextSeq);
        return switch (kind) {
            case TRADE, MARK_PRICE -> ofPrices;
            case LIQUIDATION -> ofLiquidations;
            case FEED_HEALTH -> ofHealth;
            case QUOTE,
                    BOOK_SNAPSHOT,
                    BOOK_DELTA,
                    DELEVERAGING,
                    INDEX_PRICE,
                    FUNDING_RATE,
                    OPEN_INTEREST,
                    LONG_SHORT_RATIO,
                    INSURANCE_FUND,
                    INSTRUMENT_CHANGE,
                    REPORTED,
                    ACCOUNT_POSITION ->
                    ofOthers;
        };
    }

    @Override
    protected void routed() {
        events++;
        nextSeq++;
    }

    /// What came so far was history: counts and sums of the run begin now.
    public void beginRun() {
        events = 0;
        sums.clear();
    }

    /// Place of the next event.
    public long nextSeq() {
        return nextSeq;
    }

    /// Events of all kinds since the run began.
    public long events() {
        return events;
    }

    /// The latest venue time heard; `Long.MIN_VALUE` before the first event.
    public long latestNs() {
        return host.latestNs();
    }

    /// Liquidations since the run began, by venue.
    public SortedMap<String, LongShort> observed() {
        return sums.byVenue();
    }

    RecentLiquidations recent() {
        return recent;
    }

    Candles candles() {
        return candles;
    }

    List<FeedGap> gaps(int limit) {
        return gaps.latest(limit);
    }

    List<Coin> coins() {
        return candles.coins();
    }

    /// Totals and coverage at `nowNs`, or at the latest venue time heard if that is later. Costs a
    /// copy of the operators' state.
    LiveAnswers answers(long nowNs) {
        long atNs = Math.max(nowNs, host.latestNs());
        var nowTotals = host.provisional(totals());
        nowTotals.onWatermark(atNs);
        var nowFeeds = host.provisional(new FeedCoverage(instruments));
        nowFeeds.onWatermark(atNs);
        return new LiveAnswers(instruments, universe, nowTotals, nowFeeds, host.provisional(bars()));
    }
}
