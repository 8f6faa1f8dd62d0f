package spillway.tape.imports;

import java.util.List;
import org.jspecify.annotations.Nullable;
import spillway.market.Channel;
import spillway.market.Decimal;
import spillway.market.EventSink;
import spillway.market.Instrument;
import spillway.market.MarketEvent;
import spillway.market.MicroUsd;
import spillway.market.PositionSide;

/// A liquidation or deleveraging bound to its columns.
final class OrderBound implements BoundRule {
    private final EventRule.OrderRule rule;
    private final int sideSlot;
    private final int quantitySlot;
    private final int priceSlot;
    private final int valueSlot;
    private final int idSlot;

    private @Nullable Subject subject;
    private PositionSide closedSide = PositionSide.LONG;
    private int code;
    private long quantityMantissa;
    private long priceMantissa;
    private long notionalMicroUsd;
    private long venueId;

    OrderBound(EventRule.OrderRule rule, Slots slots) {
        this.rule = rule;
        sideSlot = slots.of(rule.side().column());
        quantitySlot = slots.of(rule.quantity());
        priceSlot = slots.of(rule.price());
        valueSlot = slots.of(rule.value());
        idSlot = slots.of(rule.id());
    }

    @Override
    public void read(Row row, long timeNs, @Nullable Subject rowSubject) throws BadCell {
        Subject known = Slots.known(rowSubject);
        subject = known;
        closedSide = rule.side().position(row, sideSlot);
        Decimal price = row.positive(priceSlot);
        Decimal value = valueSlot < 0 ? null : row.positive(valueSlot);
        Decimal quantity =
                quantitySlot >= 0
                        ? row.positive(quantitySlot)
                        : ofValue(known.instrument(), value, price, row);
        Instrument instrument = known.fitting(List.of(price), List.of(quantity));
        code = known.fittingCode();
        priceMantissa = Exact.at(price, instrument.priceScale());
        quantityMantissa = Exact.at(quantity, instrument.quantityScale());
        if (quantityMantissa == 0) {
            throw row.bad(quantitySlot < 0 ? valueSlot : quantitySlot, "a larger number");
        }
        try {
            notionalMicroUsd =
                    value == null
                            ? instrument.notionalMicroUsd(quantityMantissa, priceMantissa)
                            : MicroUsd.of(value);
        } catch (ArithmeticException e) {
            throw row.bad(priceSlot, "a price and quantity worth less than 9.2 trillion USD");
        }
        venueId = TradeBound.venueId(row, idSlot);
    }

    /// The quantity whose value was given, at the instrument's scale, rounded half-even.
    private Decimal ofValue(Instrument instrument, @Nullable Decimal value, Decimal price, Row row)
            throws BadCell {
        if (value == null) {
            throw new IllegalStateException("a rule without quantity has a value");
        }
        var divisor = price.toBigDecimal().multiply(instrument.contractSize().toBigDecimal());
        int scale = instrument.quantityScale();
        var exact = value.toBigDecimal().divide(divisor, scale, java.math.RoundingMode.HALF_EVEN);
        try {
            return new Decimal(exact.unscaledValue().longValueExact(), scale);
        } catch (ArithmeticException e) {
            throw row.bad(valueSlot, "a value that makes a quantity below 10^18");
        }
    }

    @Override
    public boolean present() {
        return true;
    }

    @Override
    public void push(EventSink sink, long timeNs) {
        if (rule.deleveraging()) {
            sink.deleveraging(
                    code,
                    timeNs,
                    MarketEvent.NONE,
                    closedSide,
                    quantityMantissa,
                    priceMantissa,
                    notionalMicroUsd,
                    venueId);
        } else {
            sink.liquidation(
                    code,
                    timeNs,
                    MarketEvent.NONE,
                    closedSide,
                    quantityMantissa,
                    priceMantissa,
                    rule.priceKind(),
                    notionalMicroUsd,
                    rule.completeness(),
                    venueId);
        }
    }

    @Override
    public Channel channel() {
        return rule.deleveraging() ? Channel.DELEVERAGING : Channel.LIQUIDATIONS;
    }

    @Override
    public Instrument instrument() {
        return Slots.known(subject).instrument();
    }

    @Override
    public long intervalNs() {
        return 0;
    }
}
