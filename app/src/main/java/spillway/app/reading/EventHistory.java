package spillway.app.reading;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import spillway.market.Coin;
import spillway.market.EventKind;
import spillway.market.Metric;
import spillway.market.TimeWindow;
import spillway.signals.OperatorHost;
import spillway.signals.levels.PriceContext;
import spillway.signals.liquidity.Liquidity;
import spillway.signals.positioning.Positioning;
import spillway.signals.reset.LeverageBars;
import spillway.signals.reset.ResetRule;
import spillway.signals.reset.ResetVerdict;
import spillway.signals.summary.Bars;
import spillway.signals.summary.MarketBars;
import spillway.signals.summary.ReportedSeries;
import spillway.signals.summary.ReportedSubject;
import spillway.signals.summary.ReportedTotals;
import spillway.signals.surges.LiquidationBin;
import spillway.signals.surges.Surges;
import spillway.tape.Selection;
import spillway.tape.Tape;

/// What lies around a window of a tape: all that others report of a coin, ever, and what venues
/// told from a month before the window to a few days after it. For questions that compare an event
/// with what came before, and with what followed.
public final class EventHistory {
    /// The month before, and the week that a surge needs before that.
    private static final Duration BEFORE = Duration.ofDays(38);

    /// A verdict is given three days after the end of an event.
    private static final Duration AFTER = Duration.ofDays(5);

    /// Trades and books are many: the week before the event, and a day for the event itself.
    private static final Duration MARKET_BEFORE = Duration.ofDays(9);

    private static final Duration BOOK_STEP = Duration.ofMinutes(10);

    /// What tells of volume, flow and depth.
    private static final Set<EventKind> MARKET =
            EnumSet.of(
                    EventKind.TRADE,
                    EventKind.BOOK_SNAPSHOT,
                    EventKind.BOOK_DELTA,
                    EventKind.FEED_HEALTH);

    /// Longer than there have been crypto markets.
    private static final Duration EVER = Duration.ofDays(36_500);

    /// Each by its closes: what stands for a checkpoint may lie a day to either side.
    private static final Duration AROUND = Duration.ofDays(4);

    private static final Set<EventKind> OBSERVED =
            EnumSet.of(
                    EventKind.LIQUIDATION,
                    EventKind.MARK_PRICE,
                    EventKind.FUNDING_RATE,
                    EventKind.OPEN_INTEREST);

    private final Coin coin;
    private final TimeWindow window;
    private final long knownUntilNs;
    private final ReportedSeries reported;
    private final MarketBars bars;
    private final Surges surges;
    private final Positioning positioning;
    private final Liquidity liquidity;

    private EventHistory(Tape tape, Coin coin, TimeWindow window, long knownUntilNs) {
        this.coin = coin;
        this.window = window;
        this.knownUntilNs = knownUntilNs;
        var instruments = tape.instruments();
        Duration keep = Duration.ofNanos(window.lengthNs()).plus(BEFORE).plus(AFTER).plusHours(1);
        reported = new ReportedSeries(instruments, EVER);
        bars = new MarketBars(instruments, keep);
        surges = new Surges(instruments, keep);
        positioning = new Positioning(instruments, keep);
        liquidity = new Liquidity(instruments, BOOK_STEP, keep);
    }

    /// Reads what lies around `window`.
    ///
    /// @param knownUntilNs end of what the tape knows
    public static EventHistory of(Tape tape, Coin coin, TimeWindow window, long knownUntilNs)
            throws IOException {
        var history = new EventHistory(tape, coin, window, knownUntilNs);
        tape.arrival(Selection.of(EventKind.REPORTED)).pour(history.reported);
        long fromNs = window.fromNs() - BEFORE.toNanos();
        long toNs = window.toNs() + AFTER.toNanos();
        var host =
                OperatorHost.inEventOrder(
                        tape.instruments(),
                        List.of(history.bars, history.surges),
                        Duration.ofHours(1));
        tape.happening(new Selection(OBSERVED, Set.of(), new TimeWindow(fromNs, toNs))).pour(host);
        host.finish(toNs - 1);
        history.readMarket(tape, toNs);
        return history;
    }

    private void readMarket(Tape tape, long toNs) throws IOException {
        var host =
                OperatorHost.inEventOrder(
                        tape.instruments(), List.of(positioning, liquidity), Duration.ofHours(1));
        long fromNs = window.fromNs() - MARKET_BEFORE.toNanos();
        tape.happening(new Selection(MARKET, Set.of(), new TimeWindow(fromNs, toNs))).pour(host);
        host.finish(Math.min(toNs, knownUntilNs) - 1);
    }

    /// All that is reported.
    public ReportedSeries reported() {
        return reported;
    }

    /// Surges and minutes of liquidations.
    public Surges surges() {
        return surges;
    }

    /// The price against its own past, for each party that tells of one in the window: venues'
    /// contracts first, then what others report.
    public List<PriceContext> prices() {
        var contexts = new ArrayList<PriceContext>();
        for (var price : bars.prices(coin, around(window))) {
            PriceContext.of(price, window).ifPresent(contexts::add);
        }
        for (var subject : reported.subjects(coin)) {
            Bars price = reported.bars(subject, Metric.PRICE);
            if (subject.intervalNs() > 0) {
                PriceContext.of(price, window).ifPresent(contexts::add);
            }
        }
        contexts.sort(Comparator.comparingLong(PriceContext::barNs));
        return contexts;
    }

    private static TimeWindow around(TimeWindow window) {
        return new TimeWindow(window.fromNs() - BEFORE.toNanos(), window.toNs() + AFTER.toNanos());
    }

    /// Judges the event whose largest 24 hours are `day`.
    ///
    /// @param liquidatedUsd in those
    public ResetVerdict verdict(TimeWindow day, double liquidatedUsd) {
        return ResetVerdict.of(day, leverage(day), liquidatedUsd, knownUntilNs, ResetRule.EQUAL);
    }

    /// The series around `day`: what venues told, else what others report.
    public LeverageBars leverage(TimeWindow day) {
        var near = new TimeWindow(day.fromNs() - AROUND.toNanos(), day.toNs() + AROUND.toNanos());
        var seen = bars.bars(coin, around(window));
        Bars price = either(seen.price(), near, Metric.PRICE);
        Bars coins = seen.openInterestCoins();
        if (coins.within(near).isEmpty()) {
            coins = first(near, Metric.OPEN_INTEREST_COINS);
        }
        if (coins.isEmpty()) {
            coins = reportedInCoins(near);
        }
        var traded = positioning.hours(coin, Positioning.Market.DERIVATIVES);
        var spot = positioning.hours(coin, Positioning.Market.SPOT);
        Bars depth = liquidity.depthHours(coin);
        return new LeverageBars(
                price,
                either(
                        seen.funding(),
                        near,
                        Metric.FUNDING_RATE,
                        Metric.FUNDING_RATE_BY_OPEN_INTEREST,
                        Metric.FUNDING_RATE_BY_VOLUME),
                coins,
                either(traded.volume(), near, Metric.FUTURES_VOLUME),
                either(spot.volume(), near, Metric.SPOT_VOLUME),
                spot.flow(),
                first(near, Metric.SPOT_PREMIUM),
                depth.within(near).isEmpty()
                        ? LeverageBars.sum(
                                first(near, Metric.BID_DEPTH), first(near, Metric.ASK_DEPTH))
                        : depth);
    }

    private Bars either(Bars observed, TimeWindow near, Metric... metrics) {
        return observed.within(near).isEmpty() ? first(near, metrics) : observed;
    }

    /// Dollars over the price that the same source reports, or another of the same intervals.
    private Bars reportedInCoins(TimeWindow near) {
        Optional<ReportedSubject> subject = finest(near, Metric.OPEN_INTEREST);
        if (subject.isEmpty()) {
            return Bars.NONE;
        }
        Bars usd = reported.bars(subject.get(), Metric.OPEN_INTEREST);
        Bars own = LeverageBars.inCoins(usd, reported.bars(subject.get(), Metric.PRICE));
        return own.isEmpty() ? LeverageBars.inCoins(usd, first(near, Metric.PRICE)) : own;
    }

    /// One of `metrics` as reported near the event: of the subject that has it in the shortest
    /// intervals, the coin as a whole before single contracts, then the first metric. Where nobody
    /// has it near, what there is, which says since when it is missing.
    private Bars first(TimeWindow near, Metric... metrics) {
        for (var when : List.of(near, new TimeWindow(0, near.toNs()))) {
            Optional<Bars> found = firstWithin(when, metrics);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return Bars.NONE;
    }

    private Optional<Bars> firstWithin(TimeWindow when, Metric... metrics) {
        record Choice(ReportedSubject subject, Metric metric) {}
        var choices = new ArrayList<Choice>();
        for (var metric : metrics) {
            finest(when, metric).ifPresent(s -> choices.add(new Choice(s, metric)));
        }
        return choices.stream()
                .min(
                        Comparator.comparingLong((Choice c) -> c.subject().intervalNs())
                                .thenComparing(c -> !c.subject().isWholeCoin()))
                .map(c -> reported.bars(c.subject(), c.metric()));
    }

    private Optional<ReportedSubject> finest(TimeWindow near, Metric metric) {
        return reported.subjects(coin).stream()
                .filter(s -> s.intervalNs() > 0)
                .filter(s -> !reported.bars(s, metric).within(near).isEmpty())
                .min(
                        Comparator.comparingLong(ReportedSubject::intervalNs)
                                .thenComparing(s -> !s.isWholeCoin())
                                .thenComparingDouble(s -> -last(s, near))
                                .thenComparing(Comparator.naturalOrder()));
    }

    /// The last open interest, which tells a coin's main contract from the others.
    private double last(ReportedSubject subject, TimeWindow near) {
        Bars open = reported.bars(subject, Metric.OPEN_INTEREST).within(near);
        return open.isEmpty() ? 0 : open.bars().getLast().close().toDouble();
    }

    /// The intervals of `day` as one party reports them; those without a value are left out.
    public static List<LiquidationBin> bins(ReportedTotals totals, TimeWindow day) {
        var bins = new ArrayList<LiquidationBin>();
        TimeWindow cut = totals.sum(day).window();
        for (long at = cut.fromNs(); at < cut.toNs(); at += totals.intervalNs()) {
            var interval = new TimeWindow(at, at + totals.intervalNs());
            var sum = totals.sum(interval);
            if (sum.missing().isEmpty()) {
                bins.add(new LiquidationBin(interval, sum.longMicroUsd(), sum.shortMicroUsd()));
            }
        }
        return bins;
    }
}
