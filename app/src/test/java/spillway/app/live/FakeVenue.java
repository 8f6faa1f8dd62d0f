package spillway.app.live;

import spillway.market.Channel;
import spillway.market.Coin;
import spillway.market.Completeness;
import spillway.market.EventSink;
import spillway.market.FeedState;
import spillway.market.Instrument;
import spillway.market.Instruments;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.TakerSide;
import spillway.market.Venue;

/// A venue of one contract that says what a test wants it to. Prices have one decimal, quantities
/// three.
public final class FakeVenue {
    private final Instrument contract;
    private final int code;
    private final int wholeMarket;
    private final EventSink sink;

    /// @param sink gets what it says
    public FakeVenue(String venue, String coin, Instruments instruments, EventSink sink) {
        this.sink = sink;
        contract =
                Instrument.linear(
                        new Venue(venue), coin + "USDT", new Coin(coin), "USDT", 1, 3);
        code = instruments.code(contract);
        wholeMarket = instruments.code(Instrument.wholeMarket(contract.venue()));
    }

    public void liquidates(long timeNs, PositionSide closedSide, long quantity, long price) {
        sink.liquidation(
                code,
                timeNs,
                timeNs + 1_000_000,
                closedSide,
                quantity * 1_000,
                price * 10,
                PriceKind.FILL,
                contract.notionalMicroUsd(quantity * 1_000, price * 10),
                Completeness.COMPLETE,
                timeNs);
    }

    public void trades(long timeNs, long price) {
        sink.trade(code, timeNs, timeNs + 1_000_000, price * 10, 1_000, TakerSide.BUY, timeNs);
    }

    public void marks(long timeNs, long price) {
        sink.markPrice(code, timeNs, timeNs + 1_000_000, price * 10);
    }

    public void connects(long timeNs) {
        health(timeNs, FeedState.CONNECTED, timeNs, timeNs);
    }

    public void isLost(long timeNs) {
        health(timeNs, FeedState.LOST, timeNs, timeNs);
    }

    public void comesBack(long timeNs) {
        health(timeNs, FeedState.RESYNCED, timeNs, timeNs);
    }

    public void misses(long fromNs, long toNs) {
        health(toNs, FeedState.GAP, fromNs, toNs);
    }

    private void health(long timeNs, FeedState state, long fromNs, long toNs) {
        sink.feedHealth(
                wholeMarket,
                timeNs,
                timeNs,
                Channel.LIQUIDATIONS,
                state,
                fromNs,
                toNs,
                "as the test says");
    }
}
