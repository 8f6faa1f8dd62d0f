package spillway.signals;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spillway.market.BookLevels;
import spillway.market.Channel;
import spillway.market.Completeness;
import spillway.market.EventKind;
import spillway.market.EventSink;
import spillway.market.FeedState;
import spillway.market.FundingKind;
import spillway.market.InstrumentStatus;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.market.Metric;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.RatioPopulation;
import spillway.market.SelectiveSink;
import spillway.market.TakerSide;
import spillway.market.TimeWindow;

/// Runs operators inside this process: a sink that takes events and gives them to the operators as
/// the contract of [Operator] asks.
///
/// Two ways of running, alike in what the operators say after the last watermark:
/// - **by arrival**, as a live session or a replay of one: events wait, as bytes, until
///   [Watermarks] says that all up to a moment are in; then they are sorted by
///   [spillway.market.EventOrder] and applied. An event that comes at or before the watermark is
///   applied at once and counted as a correction.
/// - **in event order**, for a replay that is sorted already: events pass straight through, and a
///   watermark is issued whenever the stream passes a whole multiple of a step.
///
/// Allocates nothing for an event once its buffers have their size. One thread at a time.
public final class OperatorHost implements EventSink {
    private static final String STATE = "operator-host";
    private static final int STATE_VERSION = 1;
    private static final SelectiveSink NOWHERE = new SelectiveSink() {};
    private static final long NEVER = Long.MIN_VALUE;

    private final Instruments instruments;
    private final List<Operator> operators;
    private final EventSink[] sinkOfKind;
    private final Operator[][] operatorsOfKind;
    private final @Nullable Watermarks watermarks;
    private final EventBuffer buffer;
    private final long stepNs;

    private long seq = MarketEvent.NONE;
    private long watermarkNs = NEVER;
    private long latestNs = NEVER;
    private long orderedUpToNs = NEVER;
    private long nextWatermarkNs = NEVER;
    private long corrections;
    private boolean advance;

    private OperatorHost(
            Instruments instruments,
            List<? extends Operator> operators,
            @Nullable Watermarks watermarks,
            long stepNs) {
        this.instruments = instruments;
        this.operators = List.copyOf(operators);
        this.watermarks = watermarks;
        this.stepNs = stepNs;
        buffer = new EventBuffer(instruments);
        EventKind[] kinds = EventKind.values();
        operatorsOfKind = new Operator[kinds.length][];
        sinkOfKind = new EventSink[kinds.length];
        for (int i = 0; i < kinds.length; i++) {
            Operator[] takers = takers(kinds[i]);
            operatorsOfKind[i] = takers;
            sinkOfKind[i] =
                    switch (takers.length) {
                        case 0 -> NOWHERE;
                        case 1 -> takers[0];
                        default -> new FanOut(takers);
                    };
        }
    }

    private Operator[] takers(EventKind kind) {
        var takers = new ArrayList<Operator>();
        for (var operator : operators) {
            if (operator.kinds().contains(kind)) {
                takers.add(operator);
            }
        }
        return takers.toArray(new Operator[0]);
    }

    /// A host for events in the order in which they arrived.
    ///
    /// @param instruments the numbering behind the codes that will be pushed
    /// @param watermarks says when events have waited long enough; for this host alone
    public static OperatorHost byArrival(
            Instruments instruments, List<? extends Operator> operators, Watermarks watermarks) {
        return new OperatorHost(instruments, operators, watermarks, 0);
    }

    /// A host for events that come in [spillway.market.EventOrder].
    ///
    /// @param instruments the numbering behind the codes that will be pushed
    /// @param watermarkEvery a watermark is issued at each whole multiple of this that the stream
    ///   passes; `> 0`
    public static OperatorHost inEventOrder(
            Instruments instruments,
            List<? extends Operator> operators,
            java.time.Duration watermarkEvery) {
        long stepNs = watermarkEvery.toNanos();
        if (stepNs <= 0) {
            throw new IllegalArgumentException("watermarkEvery must be > 0, was " + watermarkEvery);
        }
        return new OperatorHost(instruments, operators, null, stepNs);
    }

    /// The last watermark; `Long.MIN_VALUE` while there is none.
    public long watermarkNs() {
        return watermarkNs;
    }

    /// Number of events that came after a watermark at or behind them.
    public long corrections() {
        return corrections;
    }

    /// Number of events that wait for a watermark.
    public int waiting() {
        return buffer.size();
    }

    /// The stream has ended: everything that waits is applied, and the last watermark is the latest
    /// venue time heard. Without any event nothing happens.
    public void finish() {
        long lastNs = watermarks == null ? latestNs : watermarks.latestNs();
        if (lastNs != NEVER) {
            finish(lastNs);
        }
    }

    /// The stream has ended, and nothing is missing up to `lastNs`: everything that waits is
    /// applied, and the last watermark is `lastNs`, or the one before if that is later.
    public void finish(long lastNs) {
        if (watermarks != null) {
            watermarks.issue(lastNs);
        }
        issue(lastNs);
        if (buffer.size() > 0) {
            applyRest();
        }
    }

    /// Events beyond the last watermark, by a clock ahead of all others, are in the state but not
    /// in any window yet.
    private void applyRest() {
        buffer.drain(Long.MAX_VALUE, sinkOfKind);
    }

    private void issue(long upToNs) {
        if (upToNs <= watermarkNs) {
            return;
        }
        buffer.drain(upToNs, sinkOfKind);
        watermarkNs = upToNs;
        for (int i = 0; i < operators.size(); i++) {
            operators.get(i).onWatermark(upToNs);
        }
    }

    /// A hash over the states of all operators, by name: the same after every replay of the same
    /// tape.
    public long stateHash() {
        var out = new StateWriter();
        for (var operator : operators) {
            out.writeText(operator.name());
            operator.saveTo(out);
        }
        return out.hash();
    }

    /// Writes everything needed to go on from here: watermarks, events that wait, and the state of
    /// every operator.
    public void saveTo(StateWriter out) {
        out.writeHeader(STATE, STATE_VERSION);
        out.writeLong(stepNs);
        out.writeLong(watermarkNs);
        out.writeLong(latestNs);
        out.writeLong(orderedUpToNs);
        out.writeLong(nextWatermarkNs);
        out.writeLong(corrections);
        if (watermarks != null) {
            watermarks.saveTo(out);
        }
        buffer.saveTo(out);
        out.writeInt(operators.size());
        for (var operator : operators) {
            operator.saveTo(out);
        }
    }

    /// Goes on from what [#saveTo(StateWriter)] wrote. Only for a host that has seen nothing yet,
    /// made in the same way with the same operators.
    public void restoreFrom(StateReader in) {
        in.expectHeader(STATE, STATE_VERSION);
        in.expectLong("a watermark step in ns of", stepNs);
        watermarkNs = in.readLong();
        latestNs = in.readLong();
        orderedUpToNs = in.readLong();
        nextWatermarkNs = in.readLong();
        corrections = in.readLong();
        if (watermarks != null) {
            watermarks.restoreFrom(in);
        }
        buffer.restoreFrom(in);
        in.expectLong("a number of operators of", operators.size());
        for (var operator : operators) {
            operator.restoreFrom(in);
        }
    }

    @Override
    public void at(long nextSeq) {
        seq = nextSeq;
    }

    /// Where the event goes: to the operators at once, into the buffer, or nowhere.
    // The ordinal of an append-only enum indexes the sinks.
    @SuppressWarnings("EnumOrdinal")
    private EventSink before(
            EventKind kind, int instrument, long venueTimeNs, long receiveTimeNs, long venueId) {
        int ordinal = kind.ordinal();
        if (watermarks == null) {
            passInOrder(instrument, venueTimeNs, receiveTimeNs);
            return to(sinkOfKind[ordinal]);
        }
        advance = watermarks.heard(instrument, venueTimeNs, receiveTimeNs);
        if (venueTimeNs <= watermarkNs) {
            return correction(ordinal, venueTimeNs);
        }
        if (operatorsOfKind[ordinal].length == 0) {
            return NOWHERE;
        }
        return buffer.add(kind, instrument, venueTimeNs, venueId, seq);
    }

    private EventSink to(EventSink sink) {
        sink.at(seq);
        return sink;
    }

    private void passInOrder(int instrument, long venueTimeNs, long receiveTimeNs) {
        if (venueTimeNs < orderedUpToNs) {
            throw new IllegalStateException(
                    instruments.get(instrument)
                            + ": expected events in event order, found "
                            + TimeWindow.iso(venueTimeNs)
                            + " after "
                            + TimeWindow.iso(orderedUpToNs)
                            + "; replay the tape in arrival order");
        }
        orderedUpToNs = venueTimeNs;
        latestNs = Math.max(latestNs, Watermarks.credible(venueTimeNs, receiveTimeNs));
        if (latestNs > nextWatermarkNs) {
            long upToNs = Math.floorDiv(latestNs - 1, stepNs) * stepNs;
            if (nextWatermarkNs != NEVER) {
                issue(upToNs);
            }
            nextWatermarkNs = upToNs + stepNs;
        }
    }

    private EventSink correction(int ordinal, long venueTimeNs) {
        corrections++;
        for (Operator operator : operatorsOfKind[ordinal]) {
            operator.onCorrection(venueTimeNs);
        }
        return to(sinkOfKind[ordinal]);
    }

    private void after() {
        if (advance && watermarks != null) {
            issue(watermarks.advance());
        }
    }

    @Override
    public void trade(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long priceMantissa,
            long quantityMantissa,
            TakerSide takerSide,
            long venueId) {
        EventSink sink = before(EventKind.TRADE, instrument, venueTimeNs, receiveTimeNs, venueId);
        sink.trade(
                instrument,
                venueTimeNs,
                receiveTimeNs,
                priceMantissa,
                quantityMantissa,
                takerSide,
                venueId);
        after();
    }

    @Override
    public void quote(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long bidPriceMantissa,
            long bidQuantityMantissa,
            long askPriceMantissa,
            long askQuantityMantissa,
            long updateId) {
        EventSink sink = before(EventKind.QUOTE, instrument, venueTimeNs, receiveTimeNs, updateId);
        sink.quote(
                instrument,
                venueTimeNs,
                receiveTimeNs,
                bidPriceMantissa,
                bidQuantityMantissa,
                askPriceMantissa,
                askQuantityMantissa,
                updateId);
        after();
    }

    @Override
    public void bookSnapshot(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long updateId,
            BookLevels levels) {
        EventSink sink =
                before(EventKind.BOOK_SNAPSHOT, instrument, venueTimeNs, receiveTimeNs, updateId);
        sink.bookSnapshot(instrument, venueTimeNs, receiveTimeNs, updateId, levels);
        after();
    }

    @Override
    public void bookDelta(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long firstUpdateId,
            long lastUpdateId,
            long previousUpdateId,
            BookLevels levels) {
        EventSink sink =
                before(EventKind.BOOK_DELTA, instrument, venueTimeNs, receiveTimeNs, lastUpdateId);
        sink.bookDelta(
                instrument,
                venueTimeNs,
                receiveTimeNs,
                firstUpdateId,
                lastUpdateId,
                previousUpdateId,
                levels);
        after();
    }

    @Override
    public void liquidation(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            PositionSide closedSide,
            long quantityMantissa,
            long priceMantissa,
            PriceKind priceKind,
            long notionalMicroUsd,
            Completeness completeness,
            long venueId) {
        EventSink sink =
                before(EventKind.LIQUIDATION, instrument, venueTimeNs, receiveTimeNs, venueId);
        sink.liquidation(
                instrument,
                venueTimeNs,
                receiveTimeNs,
                closedSide,
                quantityMantissa,
                priceMantissa,
                priceKind,
                notionalMicroUsd,
                completeness,
                venueId);
        after();
    }

    @Override
    public void deleveraging(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            PositionSide closedSide,
            long quantityMantissa,
            long priceMantissa,
            long notionalMicroUsd,
            long venueId) {
        EventSink sink =
                before(EventKind.DELEVERAGING, instrument, venueTimeNs, receiveTimeNs, venueId);
        sink.deleveraging(
                instrument,
                venueTimeNs,
                receiveTimeNs,
                closedSide,
                quantityMantissa,
                priceMantissa,
                notionalMicroUsd,
                venueId);
        after();
    }

    @Override
    public void markPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        EventSink sink =
                before(
                        EventKind.MARK_PRICE,
                        instrument,
                        venueTimeNs,
                        receiveTimeNs,
                        MarketEvent.NONE);
        sink.markPrice(instrument, venueTimeNs, receiveTimeNs, priceMantissa);
        after();
    }

    @Override
    public void indexPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        EventSink sink =
                before(
                        EventKind.INDEX_PRICE,
                        instrument,
                        venueTimeNs,
                        receiveTimeNs,
                        MarketEvent.NONE);
        sink.indexPrice(instrument, venueTimeNs, receiveTimeNs, priceMantissa);
        after();
    }

    @Override
    public void fundingRate(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long rateMantissa,
            int rateScale,
            long intervalNs,
            long fundingTimeNs,
            FundingKind fundingKind) {
        EventSink sink =
                before(
                        EventKind.FUNDING_RATE,
                        instrument,
                        venueTimeNs,
                        receiveTimeNs,
                        MarketEvent.NONE);
        sink.fundingRate(
                instrument,
                venueTimeNs,
                receiveTimeNs,
                rateMantissa,
                rateScale,
                intervalNs,
                fundingTimeNs,
                fundingKind);
        after();
    }

    @Override
    public void openInterest(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long quantityMantissa,
            long notionalMicroUsd) {
        EventSink sink =
                before(
                        EventKind.OPEN_INTEREST,
                        instrument,
                        venueTimeNs,
                        receiveTimeNs,
                        MarketEvent.NONE);
        sink.openInterest(
                instrument, venueTimeNs, receiveTimeNs, quantityMantissa, notionalMicroUsd);
        after();
    }

    @Override
    public void longShortRatio(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            RatioPopulation population,
            long ratioMantissa,
            int ratioScale) {
        EventSink sink =
                before(
                        EventKind.LONG_SHORT_RATIO,
                        instrument,
                        venueTimeNs,
                        receiveTimeNs,
                        MarketEvent.NONE);
        sink.longShortRatio(
                instrument, venueTimeNs, receiveTimeNs, population, ratioMantissa, ratioScale);
        after();
    }

    @Override
    public void insuranceFund(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            String asset,
            long balanceMantissa,
            int balanceScale) {
        EventSink sink =
                before(
                        EventKind.INSURANCE_FUND,
                        instrument,
                        venueTimeNs,
                        receiveTimeNs,
                        MarketEvent.NONE);
        sink.insuranceFund(
                instrument, venueTimeNs, receiveTimeNs, asset, balanceMantissa, balanceScale);
        after();
    }

    @Override
    public void instrumentChange(
            int instrument, long venueTimeNs, long receiveTimeNs, InstrumentStatus status) {
        EventSink sink =
                before(
                        EventKind.INSTRUMENT_CHANGE,
                        instrument,
                        venueTimeNs,
                        receiveTimeNs,
                        MarketEvent.NONE);
        sink.instrumentChange(instrument, venueTimeNs, receiveTimeNs, status);
        after();
    }

    @Override
    public void feedHealth(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            Channel channel,
            FeedState state,
            long fromNs,
            long toNs,
            String reason) {
        EventSink sink =
                before(
                        EventKind.FEED_HEALTH,
                        instrument,
                        venueTimeNs,
                        receiveTimeNs,
                        MarketEvent.NONE);
        sink.feedHealth(
                instrument, venueTimeNs, receiveTimeNs, channel, state, fromNs, toNs, reason);
        after();
    }

    @Override
    public void reported(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            Metric metric,
            String source,
            long intervalNs,
            long open,
            long high,
            long low,
            long close,
            int scale,
            long count) {
        EventSink sink =
                before(
                        EventKind.REPORTED,
                        instrument,
                        venueTimeNs,
                        receiveTimeNs,
                        MarketEvent.NONE);
        sink.reported(
                instrument,
                venueTimeNs,
                receiveTimeNs,
                metric,
                source,
                intervalNs,
                open,
                high,
                low,
                close,
                scale,
                count);
        after();
    }

    @Override
    public void accountPosition(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            String account,
            PositionSide side,
            long quantityMantissa,
            long entryPriceMantissa,
            long liquidationPriceMantissa,
            long leverageMilli,
            long notionalMicroUsd,
            long accountValueMicroUsd) {
        EventSink sink =
                before(
                        EventKind.ACCOUNT_POSITION,
                        instrument,
                        venueTimeNs,
                        receiveTimeNs,
                        MarketEvent.NONE);
        sink.accountPosition(
                instrument,
                venueTimeNs,
                receiveTimeNs,
                account,
                side,
                quantityMantissa,
                entryPriceMantissa,
                liquidationPriceMantissa,
                leverageMilli,
                notionalMicroUsd,
                accountValueMicroUsd);
        after();
    }
}
