package spillway.signals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import spillway.market.EventSink;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.market.RoutingSink;

/// Runs operators inside this process: a sink that takes events and gives them to the operators as
/// the contract of [Operator] asks.
///
/// Two ways of running, alike in what the operators say after the last watermark:
/// - **by arrival**, as a live session or a replay of one: events wait until [Watermarks] says that
///   all up to a moment are in; then they are sorted by [spillway.market.EventOrder] and applied.
///   An event that comes at or before the watermark is a correction, and is applied at once.
/// - **in event order**, for a replay that is sorted already: events pass straight through, and a
///   watermark is issued whenever the stream passes a whole multiple of a step.
///
/// What an operator of this host answers is final as of [#watermarkNs()], but for corrections. What
/// it would answer of the time since then is provisional, and had from [#provisional(Operator)].
///
/// Allocates nothing for an event once its buffers have their size. One thread at a time.
public abstract sealed class OperatorHost extends RoutingSink permits ArrivalHost, EventOrderHost {
    private static final String STATE = "operator-host";
    private static final int STATE_VERSION = 1;
    static final long NEVER = Long.MIN_VALUE;

    /// By name.
    private final List<Operator> operators;

    final Takers takers;
    long seq = MarketEvent.NONE;
    private long watermarkNs = NEVER;

    OperatorHost(List<? extends Operator> operators) {
        var sorted = new ArrayList<Operator>(operators);
        sorted.sort(Comparator.comparing(Operator::name));
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).name().equals(sorted.get(i - 1).name())) {
                throw new IllegalArgumentException(
                        "operators must have names of their own, two were " + sorted.get(i).name());
            }
        }
        this.operators = List.copyOf(sorted);
        takers = new Takers(sorted);
    }

    /// A host for events in the order in which they arrived.
    ///
    /// @param instruments the numbering behind the codes that will be pushed
    /// @param operators each with a name of its own
    /// @param watermarks says when events have waited long enough; for this host alone
    public static OperatorHost byArrival(
            Instruments instruments, List<? extends Operator> operators, Watermarks watermarks) {
        return new ArrivalHost(instruments, operators, watermarks);
    }

    /// A host for events that come in [spillway.market.EventOrder].
    ///
    /// @param instruments the numbering behind the codes that will be pushed
    /// @param operators each with a name of its own
    /// @param watermarkEvery a watermark is issued at each whole multiple of this that the stream
    ///   passes; `> 0`
    public static OperatorHost inEventOrder(
            Instruments instruments, List<? extends Operator> operators, Duration watermarkEvery) {
        return new EventOrderHost(instruments, operators, watermarkEvery);
    }

    /// The last watermark; `Long.MIN_VALUE` while there is none.
    public long watermarkNs() {
        return watermarkNs;
    }

    /// The latest venue time heard; `Long.MIN_VALUE` before the first event. A venue's clock that
    /// runs a minute ahead of ours or more is not believed.
    public abstract long latestNs();

    /// Number of events that came after a watermark at or behind them and were applied all the
    /// same.
    public abstract long corrections();

    /// Number of events that wait for a watermark.
    public abstract int waiting();

    /// The stream has ended: everything that waits is applied, and the last watermark is the latest
    /// venue time heard. Without any event nothing happens.
    public final void finish() {
        if (latestNs() != NEVER) {
            finish(latestNs());
        }
    }

    /// The stream has ended, and nothing is missing up to `lastNs`: everything that waits is
    /// applied, and the last watermark is `lastNs`, or the one before if that is later.
    public abstract void finish(long lastNs);

    /// All events up to and including `upToNs` have been pushed into the operators.
    final void issue(long upToNs) {
        if (upToNs <= watermarkNs) {
            return;
        }
        watermarkNs = upToNs;
        for (int i = 0; i < operators.size(); i++) {
            operators.get(i).onWatermark(upToNs);
        }
    }

    /// `fresh` as an operator of this host would be if nothing but what has been heard were to
    /// come: with the state of its namesake here, the events that wait, and a watermark at the
    /// latest venue time. Its answers are provisional; this host goes on unchanged.
    ///
    /// Costs a copy of the state: for a picture once a second, not for every event.
    ///
    /// @param fresh one that has seen nothing yet, with the settings of its namesake
    /// @return `fresh`
    /// @throws IllegalArgumentException if this host has no operator of that name and settings
    public final <O extends Operator> O provisional(O fresh) {
        var state = new StateWriter();
        named(fresh.name()).saveTo(state);
        fresh.restoreFrom(new StateReader(state.written()));
        showWaiting(new Takers(List.of(fresh)));
        long latestNs = Math.max(watermarkNs, latestNs());
        if (latestNs != NEVER) {
            fresh.onWatermark(latestNs);
        }
        return fresh;
    }

    private Operator named(String name) {
        for (var operator : operators) {
            if (operator.name().equals(name)) {
                return operator;
            }
        }
        throw new IllegalArgumentException("this host has no operator named " + name);
    }

    /// Pushes the events that wait, in event order, and keeps them.
    abstract void showWaiting(EventSink into);

    /// A hash over the states of all operators, by name: the same after every replay of the same
    /// tape, in whichever order.
    public final long stateHash() {
        var out = new StateWriter();
        for (var operator : operators) {
            out.writeText(operator.name());
            operator.saveTo(out);
        }
        return out.hash();
    }

    /// Writes everything needed to go on from here: watermarks, events that wait, and the state of
    /// every operator.
    public final void saveTo(StateWriter out) {
        out.writeHeader(STATE, STATE_VERSION);
        out.writeLong(watermarkNs);
        saveProgress(out);
        out.writeLong(operators.size());
        for (var operator : operators) {
            operator.saveTo(out);
        }
    }

    /// Goes on from what [#saveTo(StateWriter)] wrote. Only for a host that has seen nothing yet,
    /// made in the same way with the same operators.
    ///
    /// @throws IllegalArgumentException if the bytes are not such a state, or of other settings
    public final void restoreFrom(StateReader in) {
        in.expectHeader(STATE, STATE_VERSION);
        watermarkNs = in.readLong();
        restoreProgress(in);
        in.expectLong("a number of operators of", operators.size());
        for (var operator : operators) {
            operator.restoreFrom(in);
        }
    }

    /// Writes how far the stream has come, beginning with the settings that say so.
    abstract void saveProgress(StateWriter out);

    abstract void restoreProgress(StateReader in);

    @Override
    public final void at(long nextSeq) {
        seq = nextSeq;
    }
}
