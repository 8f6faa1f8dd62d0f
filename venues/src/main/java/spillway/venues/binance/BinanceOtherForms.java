package spillway.venues.binance;

import spillway.market.BookLevels;
import spillway.market.Instrument;
import spillway.market.MarketEvent;
import spillway.market.PositionSide;
import spillway.market.SelectiveSink;
import spillway.market.TakerSide;
import spillway.venues.protocol.Symbols;
import spillway.venues.protocol.WireTime;
import spillway.venues.serving.ServedMessages;
import spillway.venues.wire.JsonWriter;

/// Speaks as Binance on the streams that Spillway's own client does not ask for: single trades and
/// the best levels of a book.
final class BinanceOtherForms implements SelectiveSink {
    private final BinanceMarket market;
    private final Symbols symbols;
    private final ServedMessages out;
    private final JsonWriter json = new JsonWriter();
    private long lastBookId = MarketEvent.NONE;

    BinanceOtherForms(BinanceMarket market, Symbols symbols, ServedMessages out) {
        this.market = market;
        this.symbols = symbols;
        this.out = out;
    }

    private void send() {
        out.message(json.bytes(), json.length());
    }

    private void trade(
            int instrument,
            long timeNs,
            long price,
            long quantity,
            String kind,
            boolean buyerIsMaker,
            long id) {
        Instrument on = symbols.instruments().get(instrument);
        long ms = WireTime.milliseconds(timeNs);
        json.clear().beginObject().field("e").text("trade").field("E").integer(ms);
        json.field("T").integer(ms).field("s").text(on.symbol());
        json.field("t").integer(Math.max(0, id));
        json.field("p").decimal(price, on.priceScale());
        json.field("q").decimal(quantity, on.quantityScale());
        if (market.isFutures()) {
            json.field("X").text(kind);
        }
        json.field("m").bool(buyerIsMaker);
        if (!market.isFutures()) {
            json.field("M").bool(true);
        }
        json.endObject();
        send();
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
        trade(
                instrument,
                venueTimeNs,
                priceMantissa,
                quantityMantissa,
                "MARKET",
                takerSide == TakerSide.SELL,
                venueId);
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
        trade(
                instrument,
                venueTimeNs,
                priceMantissa,
                quantityMantissa,
                "ADL",
                closedSide == PositionSide.SHORT,
                venueId);
    }

    @Override
    public void bookSnapshot(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long updateId,
            BookLevels levels) {
        Instrument on = symbols.instruments().get(instrument);
        if (!market.isFutures()) {
            json.clear().beginObject().field("lastUpdateId").integer(updateId);
            BinanceEncoder.levels(json, "bids", "asks", on, levels);
            json.endObject();
            send();
            return;
        }
        long ms = WireTime.milliseconds(venueTimeNs);
        json.clear().beginObject().field("e").text("depthUpdate").field("E").integer(ms);
        json.field("T").integer(ms).field("s").text(on.symbol());
        json.field("U").integer(lastBookId == MarketEvent.NONE ? updateId : lastBookId + 1);
        json.field("u").integer(updateId);
        json.field("pu").integer(lastBookId == MarketEvent.NONE ? updateId - 1 : lastBookId);
        BinanceEncoder.levels(json, "b", "a", on, levels);
        json.endObject();
        lastBookId = updateId;
        send();
    }
}
