package spillway.tape.imports;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spillway.market.Channel;
import spillway.market.Decimal;
import spillway.market.EventSink;
import spillway.market.Instrument;
import spillway.market.MarketEvent;
import spillway.market.TakerSide;

/// A trade bound to its columns.
final class TradeBound implements BoundRule {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final EventRule.TradeRule rule;
    private final int sideSlot;
    private final int quantitySlot;
    private final int priceSlot;
    private final int idSlot;

    private @Nullable Subject subject;
    private TakerSide takerSide = TakerSide.UNKNOWN;
    private int code;
    private long quantityMantissa;
    private long priceMantissa;
    private long venueId;

    TradeBound(EventRule.TradeRule rule, Slots slots) {
        this.rule = rule;
        SideRule side = rule.side();
        sideSlot = side == null ? -1 : slots.of(side.column());
        quantitySlot = slots.of(rule.quantity());
        priceSlot = slots.of(rule.price());
        idSlot = slots.of(rule.id());
    }

    @Override
    public void read(Row row, long timeNs, @Nullable Subject rowSubject) throws BadCell {
        Subject known = Slots.known(rowSubject);
        subject = known;
        SideRule side = rule.side();
        takerSide = side == null ? TakerSide.UNKNOWN : side.taker(row, sideSlot);
        Decimal price = row.positive(priceSlot);
        Decimal quantity = row.positive(quantitySlot);
        Instrument instrument = known.fitting(List.of(price), List.of(quantity));
        code = known.fittingCode();
        priceMantissa = Exact.at(price, instrument.priceScale());
        quantityMantissa = Exact.at(quantity, instrument.quantityScale());
        venueId = venueId(row, idSlot);
    }

    /// The number in `slot`, or 64 bits of its text (FNV-1a of its UTF-8 bytes; Fowler, Noll, Vo,
    /// "The FNV Non-Cryptographic Hash Algorithm"), or none.
    static long venueId(Row row, int slot) {
        String text = slot < 0 ? null : row.text(slot);
        if (text == null) {
            return MarketEvent.NONE;
        }
        if (text.length() <= Decimal.MAX_SCALE
                && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Long.parseLong(text);
        }
        long hash = FNV_OFFSET;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        return hash == MarketEvent.NONE ? 0 : hash;
    }

    @Override
    public boolean present() {
        return true;
    }

    @Override
    public void push(EventSink sink, long timeNs) {
        sink.trade(
                code,
                timeNs,
                MarketEvent.NONE,
                priceMantissa,
                quantityMantissa,
                takerSide,
                venueId);
    }

    @Override
    public Channel channel() {
        return Channel.TRADES;
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
