package spillway.signals.reset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import spillway.market.TimeWindow;
import spillway.signals.summary.Bar;
import spillway.signals.summary.Figure;

/// Whether an event flushed out leverage, or demand broke with it.
///
/// Five components are held against what was normal before the event, 6, 24 and 72 hours after the
/// end of its largest 24 hours; each gives −1 to 1. The verdict is that of the last checkpoint at
/// which most components can be computed, and is never given on fewer than three.
///
/// @param day the event's largest 24 hours
/// @param components all five
/// @param scores weighted mean of what was computed, by hours after the end
/// @param judgedHours the checkpoint that decides; 0 where nothing was computed
/// @param score at that checkpoint
/// @param verdict what it was
/// @param computed components computed there
/// @param state final once the last checkpoint has passed
/// @param fundingNormalAfterHours from the end until funding was normal for six hours
/// @param reach how far back open interest fell
/// @param forced how much of what was closed was closed by force
public record ResetVerdict(
        TimeWindow day,
        List<ComponentResult> components,
        SortedMap<Integer, Double> scores,
        int judgedHours,
        OptionalDouble score,
        Verdict verdict,
        int computed,
        State state,
        OptionalDouble fundingNormalAfterHours,
        Optional<OpenInterestReach> reach,
        Optional<ForcedClosing> forced) {
    /// Whether more may come.
    public enum State {
        FINAL,
        PROVISIONAL
    }

    public ResetVerdict {
        components = List.copyOf(components);
        scores = Collections.unmodifiableSortedMap(new TreeMap<>(scores));
    }

    /// Judges an event.
    ///
    /// @param day its largest 24 hours
    /// @param bars of the coin, from a month before to three days after
    /// @param liquidatedUsd in those 24 hours
    /// @param knownUntilNs what came later is not known
    /// @param rule the settings
    public static ResetVerdict of(
            TimeWindow day,
            LeverageBars bars,
            double liquidatedUsd,
            long knownUntilNs,
            ResetRule rule) {
        var clock = new EventClock(day);
        var price = new BarLine(bars.price());
        var coins = new BarLine(bars.openInterestCoins());
        var spotVolume = new BarLine(bars.spotVolume());
        var funding = new FundingRule(clock, new BarLine(bars.funding()), coins);
        var openInterest = new OpenInterestRule(clock, coins, price);
        List<ComponentRule> rules =
                List.of(
                        funding,
                        openInterest,
                        new DominanceRule(clock, new BarLine(bars.futuresVolume()), spotVolume),
                        new SpotRule(
                                clock,
                                spotVolume,
                                new BarLine(bars.spotFlow()),
                                new BarLine(bars.spotPremium()),
                                price),
                        new BookRule(clock, new BarLine(bars.depth())));
        var components = new ArrayList<ComponentResult>();
        for (var one : rules) {
            components.add(result(one, clock, knownUntilNs, rule));
        }
        int last = EventClock.CHECKPOINTS.getLast();
        return judged(
                day,
                components,
                rule,
                knownUntilNs >= clock.checkpointNs(last) ? State.FINAL : State.PROVISIONAL,
                funding.hoursToNormal(),
                reach(bars, clock, coins, openInterest),
                forced(clock, coins, price, liquidatedUsd));
    }

    private static ComponentResult result(
            ComponentRule of, EventClock clock, long knownUntilNs, ResetRule rule) {
        var checks = new ArrayList<Check>();
        var notComputed = new TreeMap<Integer, String>();
        for (int hours : EventClock.CHECKPOINTS) {
            if (clock.checkpointNs(hours) > knownUntilNs) {
                notComputed.put(
                        hours, "not there yet: the tape ends at " + TimeWindow.iso(knownUntilNs));
                continue;
            }
            switch (of.at(hours)) {
                case Answer.Computed(Check check) -> checks.add(check);
                case Answer.NotComputed(String reason) -> notComputed.put(hours, reason);
            }
        }
        double weight = rule.weights().getOrDefault(of.component(), 1.0);
        return new ComponentResult(of.component(), weight, checks, notComputed);
    }

    private static ResetVerdict judged(
            TimeWindow day,
            List<ComponentResult> components,
            ResetRule rule,
            State state,
            OptionalDouble fundingNormalAfterHours,
            Optional<OpenInterestReach> reach,
            Optional<ForcedClosing> forced) {
        var scores = new TreeMap<Integer, Double>();
        int judgedHours = 0;
        int most = 0;
        for (int hours : EventClock.CHECKPOINTS) {
            double sum = 0;
            double weights = 0;
            int computed = 0;
            for (var component : components) {
                var check = component.at(hours);
                if (check.isPresent()) {
                    sum += component.weight() * check.get().score();
                    weights += component.weight();
                    computed++;
                }
            }
            if (computed > 0) {
                scores.put(hours, sum / weights);
            }
            if (computed > 0 && computed >= most) {
                most = computed;
                judgedHours = hours;
            }
        }
        OptionalDouble score =
                most == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(scores.getOrDefault(judgedHours, 0.0));
        return new ResetVerdict(
                day,
                components,
                scores,
                judgedHours,
                score,
                verdict(most, score, rule),
                most,
                state,
                fundingNormalAfterHours,
                reach,
                forced);
    }

    private static Verdict verdict(int computed, OptionalDouble score, ResetRule rule) {
        if (computed < ResetRule.LEAST_COMPONENTS || score.isEmpty()) {
            return Verdict.INSUFFICIENT;
        }
        if (score.getAsDouble() >= rule.exhaustionFrom()) {
            return Verdict.EXHAUSTION;
        }
        return score.getAsDouble() <= rule.collapseTo() ? Verdict.COLLAPSE : Verdict.MIXED;
    }

    private static Optional<OpenInterestReach> reach(
            LeverageBars bars, EventClock clock, BarLine coins, OpenInterestRule openInterest) {
        Optional<Bar> found = openInterest.peak();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Bar peak = found.get();
        @Nullable Bar trough = null;
        long endNs = clock.t0Ns() + EventClock.BEFORE_NS + coins.barNs();
        for (var bar : coins.within(peak.interval().toNs(), endNs)) {
            trough = trough == null || bar.close().compareTo(trough.close()) < 0 ? bar : trough;
        }
        if (trough == null) {
            return Optional.empty();
        }
        OptionalLong lastSeen = OptionalLong.empty();
        for (var bar : coins.within(Long.MIN_VALUE / 2, peak.interval().fromNs())) {
            boolean asLow = bar.close().compareTo(trough.close()) <= 0;
            lastSeen = asLow ? OptionalLong.of(bar.interval().toNs()) : lastSeen;
        }
        String source = bars.openInterestCoins().source();
        var kind = bars.openInterestCoins().kind();
        return Optional.of(
                new OpenInterestReach(
                        new Figure(peak.close(), peak.interval(), source, kind),
                        new Figure(trough.close(), trough.interval(), source, kind),
                        lastSeen,
                        coins.span().orElse(clock.day()).fromNs()));
    }

    private static Optional<ForcedClosing> forced(
            EventClock clock, BarLine coins, BarLine price, double liquidatedUsd) {
        long backNs = coins.barNs();
        @Nullable Bar last = null;
        double closed = 0;
        for (var bar : coins.within(clock.startNs() - backNs, clock.t0Ns())) {
            Optional<Bar> priced = price.lastClosedBy(bar.interval().toNs());
            if (last != null && priced.isPresent()) {
                double fell = last.close().toDouble() - bar.close().toDouble();
                closed += Math.max(0, fell) * priced.get().close().toDouble();
            }
            last = bar;
        }
        return closed > 0
                ? Optional.of(new ForcedClosing(liquidatedUsd, closed, liquidatedUsd / closed))
                : Optional.empty();
    }
}
