package spillway.tape.imports;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spillway.market.Channel;
import spillway.market.Decimal;
import spillway.market.EventSink;
import spillway.market.Instrument;
import spillway.market.MarketEvent;
import spillway.market.MicroUsd;
import spillway.market.PositionSide;

/// An account's position bound to its columns.
final class PositionBound implements BoundRule {
    private static final int MILLI = 3;

    /// A thousand times what any venue grants: beyond it the column is another.
    private static final Decimal MOST_LEVERAGE = new Decimal(1_000_000, 0);

    private final EventRule.PositionRule rule;
    private final int accountSlot;
    private final int sideSlot;
    private final int quantitySlot;
    private final int entrySlot;
    private final int liquidationSlot;
    private final int leverageSlot;
    private final int valueSlot;
    private final int accountValueSlot;

    private @Nullable Subject subject;
    private String account = "";
    private PositionSide side = PositionSide.LONG;
    private int code;
    private long quantityMantissa;
    private long entryMantissa;
    private long liquidationMantissa;
    private long leverageMilli;
    private long notionalMicroUsd;
    private long accountValueMicroUsd;

    PositionBound(EventRule.PositionRule rule, Slots slots) {
        this.rule = rule;
        accountSlot = slots.of(rule.account());
        sideSlot = slots.of(rule.side().column());
        quantitySlot = slots.of(rule.quantity());
        entrySlot = slots.of(rule.entryPrice());
        liquidationSlot = slots.of(rule.liquidationPrice());
        leverageSlot = slots.of(rule.leverage());
        valueSlot = slots.of(rule.value());
        accountValueSlot = slots.of(rule.accountValue());
    }

    @Override
    public void read(Row row, long timeNs, @Nullable Subject rowSubject) throws BadCell {
        Subject known = Slots.known(rowSubject);
        subject = known;
        account = row.requiredText(accountSlot, "the name of an account");
        side = rule.side().position(row, sideSlot);
        Decimal quantity = row.positive(quantitySlot);
        Decimal entry = row.positive(entrySlot);
        Decimal liquidation = liquidationSlot < 0 ? null : row.notNegative(liquidationSlot);
        if (liquidation != null && liquidation.mantissa() == 0) {
            liquidation = null;
        }
        var prices = new ArrayList<Decimal>(2);
        prices.add(entry);
        if (liquidation != null) {
            prices.add(liquidation);
        }
        Instrument instrument = known.fitting(prices, List.of(quantity));
        code = known.fittingCode();
        quantityMantissa = Exact.at(quantity, instrument.quantityScale());
        entryMantissa = Exact.at(entry, instrument.priceScale());
        liquidationMantissa =
                liquidation == null
                        ? MarketEvent.NONE
                        : Exact.at(liquidation, instrument.priceScale());
        if (quantityMantissa == 0) {
            throw row.bad(quantitySlot, "a larger number");
        }
        leverageMilli = leverageMilli(row);
        notionalMicroUsd = money(row, valueSlot, row.positive(valueSlot));
        Decimal equity = accountValueSlot < 0 ? null : row.number(accountValueSlot);
        accountValueMicroUsd =
                equity == null ? MarketEvent.NONE : money(row, accountValueSlot, equity);
    }

    private long leverageMilli(Row row) throws BadCell {
        Decimal leverage = leverageSlot < 0 ? null : row.number(leverageSlot);
        if (leverage == null) {
            return MarketEvent.NONE;
        }
        if (leverage.mantissa() <= 0 || leverage.compareTo(MOST_LEVERAGE) > 0) {
            throw row.bad(leverageSlot, "a leverage > 0, at most " + MOST_LEVERAGE);
        }
        return Exact.at(Exact.shifted(leverage, MILLI), 0);
    }

    static long money(Row row, int slot, Decimal usd) throws BadCell {
        try {
            return MicroUsd.of(usd);
        } catch (ArithmeticException e) {
            throw row.bad(slot, "less than a trillion USD");
        }
    }

    @Override
    public boolean present() {
        return true;
    }

    @Override
    public void push(EventSink sink, long timeNs) {
        sink.accountPosition(
                code,
                timeNs,
                MarketEvent.NONE,
                account,
                side,
                quantityMantissa,
                entryMantissa,
                liquidationMantissa,
                leverageMilli,
                notionalMicroUsd,
                accountValueMicroUsd);
    }

    @Override
    public Channel channel() {
        return Channel.POSITIONS;
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
