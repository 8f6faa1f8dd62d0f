package spillway.signals;

import java.util.Comparator;
import spillway.market.Instrument;

/// Orders of instruments that do not depend on their codes.
public final class InstrumentOrder {
    /// By venue and symbol, as [spillway.market.EventOrder] compares; definitions of different
    /// dates under one symbol are equal.
    public static final Comparator<Instrument> BY_SYMBOL =
            Comparator.comparing((Instrument i) -> i.venue().code())
                    .thenComparing(Instrument::symbol);

    /// By venue, symbol, and then every other component: equal only for the same definition.
    public static final Comparator<Instrument> BY_DEFINITION =
            BY_SYMBOL
                    .thenComparingLong(Instrument::validFromNs)
                    .thenComparing((Instrument i) -> i.coin().symbol())
                    .thenComparing(Instrument::quote)
                    .thenComparing(Instrument::kind)
                    .thenComparing(Instrument::contract)
                    .thenComparingLong(i -> i.contractSize().mantissa())
                    .thenComparingInt(i -> i.contractSize().scale())
                    .thenComparingLong(Instrument::coinsPerUnit)
                    .thenComparingInt(Instrument::priceScale)
                    .thenComparingInt(Instrument::quantityScale);

    private InstrumentOrder() {}
}
