package spillway.tape.imports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spillway.market.Channel;
import spillway.market.Decimal;
import spillway.market.EventSink;
import spillway.market.FundingKind;
import spillway.market.Instrument;
import spillway.market.MarketEvent;

/// The state of one instrument at a moment (mark or index price, funding rate, open interest,
/// long/short ratio) bound to its columns. A row without the value has no event.
final class StateBound implements BoundRule {
    private static final long HOUR_NS = 3_600_000_000_000L;

    /// A year. Beyond it the column is another.
    private static final Decimal MOST_HOURS = new Decimal(8_784, 0);

    private final EventRule.StateRule rule;
    private final int slot;
    private final int secondSlot;
    private final long intervalNs;

    private @Nullable Subject subject;
    private @Nullable Decimal value;
    private @Nullable Decimal second;
    private long notionalMicroUsd;
    private long fundingIntervalNs;
    private int code;
    private long mantissa;

    StateBound(EventRule.StateRule rule, Slots slots, long intervalNs) {
        this.rule = rule;
        this.intervalNs = intervalNs;
        switch (rule) {
            case EventRule.PriceRule r -> {
                slot = slots.of(r.price());
                secondSlot = -1;
            }
            case EventRule.FundingRule r -> {
                slot = slots.of(r.rate());
                secondSlot = slots.of(r.intervalHours());
            }
            case EventRule.OpenInterestRule r -> {
                slot = slots.of(r.quantity());
                secondSlot = slots.of(r.value());
            }
            case EventRule.RatioRule r -> {
                slot = slots.of(r.ratio());
                secondSlot = -1;
            }
        }
    }

    @Override
    public void read(Row row, long timeNs, @Nullable Subject rowSubject) throws BadCell {
        Subject known = Slots.known(rowSubject);
        subject = known;
        code = known.code();
        value = slot < 0 ? null : row.number(slot);
        second = secondSlot < 0 ? null : row.notNegative(secondSlot);
        readSecond(row);
        Decimal read = value;
        if (read == null) {
            return;
        }
        switch (rule) {
            case EventRule.PriceRule _ -> {
                row.positive(slot);
                Instrument instrument = known.fitting(List.of(read), List.of());
                code = known.fittingCode();
                mantissa = Exact.at(read, instrument.priceScale());
            }
            case EventRule.OpenInterestRule _ -> {
                row.notNegative(slot);
                Instrument instrument = known.fitting(List.of(), List.of(read));
                code = known.fittingCode();
                mantissa = Exact.at(read, instrument.quantityScale());
            }
            case EventRule.FundingRule r -> value = Exact.shifted(read, r.shift());
            case EventRule.RatioRule _ -> row.notNegative(slot);
        }
    }

    private void readSecond(Row row) throws BadCell {
        notionalMicroUsd = MarketEvent.NONE;
        fundingIntervalNs = MarketEvent.NONE;
        switch (rule) {
            case EventRule.OpenInterestRule _ -> {
                if (second != null) {
                    notionalMicroUsd = PositionBound.money(row, secondSlot, second);
                }
            }
            case EventRule.FundingRule r -> {
                if (second != null) {
                    fundingIntervalNs = hoursNs(row, second);
                } else if (r.intervalNs() > 0) {
                    fundingIntervalNs = r.intervalNs();
                }
            }
            case EventRule.PriceRule _, EventRule.RatioRule _ -> {}
        }
    }

    private long hoursNs(Row row, Decimal hours) throws BadCell {
        var ns = hours.toBigDecimal().multiply(BigDecimal.valueOf(HOUR_NS));
        if (hours.mantissa() == 0 || hours.compareTo(MOST_HOURS) > 0) {
            throw row.bad(secondSlot, "hours > 0, at most " + MOST_HOURS);
        }
        return ns.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }

    @Override
    public boolean present() {
        return value != null || (rule instanceof EventRule.OpenInterestRule && second != null);
    }

    @Override
    public void push(EventSink sink, long timeNs) {
        Decimal read = value == null ? Decimal.ZERO : value;
        switch (rule) {
            case EventRule.PriceRule r -> {
                if (r.index()) {
                    sink.indexPrice(code, timeNs, MarketEvent.NONE, mantissa);
                } else {
                    sink.markPrice(code, timeNs, MarketEvent.NONE, mantissa);
                }
            }
            case EventRule.FundingRule r ->
                    sink.fundingRate(
                            code,
                            timeNs,
                            MarketEvent.NONE,
                            read.mantissa(),
                            read.scale(),
                            fundingIntervalNs,
                            r.kind() == FundingKind.SETTLED ? timeNs : MarketEvent.NONE,
                            r.kind());
            case EventRule.OpenInterestRule _ ->
                    sink.openInterest(
                            code,
                            timeNs,
                            MarketEvent.NONE,
                            value == null ? MarketEvent.NONE : mantissa,
                            notionalMicroUsd);
            case EventRule.RatioRule r ->
                    sink.longShortRatio(
                            code,
                            timeNs,
                            MarketEvent.NONE,
                            r.population(),
                            read.mantissa(),
                            read.scale());
        }
    }

    @Override
    public Channel channel() {
        return switch (rule) {
            case EventRule.PriceRule r -> r.index() ? Channel.INDEX_PRICE : Channel.MARK_PRICE;
            case EventRule.FundingRule _ -> Channel.FUNDING;
            case EventRule.OpenInterestRule _ -> Channel.OPEN_INTEREST;
            case EventRule.RatioRule _ -> Channel.LONG_SHORT_RATIO;
        };
    }

    @Override
    public Instrument instrument() {
        return Slots.known(subject).instrument();
    }

    @Override
    public long intervalNs() {
        return intervalNs;
    }
}
