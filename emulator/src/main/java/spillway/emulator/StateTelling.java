package spillway.emulator;

import java.util.List;
import spillway.market.EventSink;
import spillway.market.FundingKind;
import spillway.market.MarketEvent;
import spillway.venues.serving.InstrumentState;
import spillway.venues.serving.StreamKind;
import spillway.venues.serving.TradeRing;

/// Tells the state of an instrument as the events that a stream of a kind is made of.
final class StateTelling {
    /// Trades that are told again to who subscribes, where the venue does so.
    private static final int TRADES_AGAIN = 1;

    private StateTelling() {}

    /// Pushes what is known for a stream of `kind`; nothing where it is not known.
    static void tell(StreamKind kind, InstrumentState of, EventSink sink) {
        switch (kind) {
            case QUOTES -> quote(of, sink);
            case MARKS -> {
                index(of, sink);
                funding(of, sink);
                openInterest(of, sink);
                mark(of, sink);
            }
            case INDEX -> index(of, sink);
            case FUNDING -> funding(of, sink);
            case OPEN_INTEREST -> openInterest(of, sink);
            case TRADES, ALL_TRADES, BOOK_CHANGES, BOOK_TOPS, LIQUIDATIONS, INSTRUMENTS -> {}
        }
    }

    /// Pushes what was told lately.
    static void again(StreamKind kind, InstrumentState of, EventSink sink) {
        if (kind == StreamKind.TRADES) {
            TradeRing trades = of.trades();
            for (int i = Math.max(0, trades.size() - TRADES_AGAIN); i < trades.size(); i++) {
                sink.trade(
                        of.code(),
                        trades.timeNs(i),
                        MarketEvent.NONE,
                        trades.price(i),
                        trades.quantity(i),
                        trades.takerSide(i),
                        trades.id(i));
            }
        } else if (kind == StreamKind.LIQUIDATIONS) {
            orders(of, of.liquidations(), sink);
        }
    }

    /// Pushes `orders`.
    static void orders(InstrumentState of, List<MarketEvent.Liquidation> orders, EventSink sink) {
        for (MarketEvent.Liquidation order : orders) {
            sink.liquidation(
                    of.code(),
                    order.venueTimeNs(),
                    MarketEvent.NONE,
                    order.closedSide(),
                    order.quantityMantissa(),
                    order.priceMantissa(),
                    order.priceKind(),
                    order.notionalMicroUsd(),
                    order.completeness(),
                    order.venueId());
        }
    }

    private static void quote(InstrumentState of, EventSink sink) {
        if (of.hasQuote()) {
            sink.quote(
                    of.code(),
                    of.quoteTimeNs(),
                    MarketEvent.NONE,
                    of.bidPrice(),
                    of.bidQuantity(),
                    of.askPrice(),
                    of.askQuantity(),
                    of.quoteId());
        }
    }

    private static void mark(InstrumentState of, EventSink sink) {
        if (of.mark() != MarketEvent.NONE) {
            sink.markPrice(of.code(), of.markTimeNs(), MarketEvent.NONE, of.mark());
        } else if (of.trades().size() > 0) {
            // A market without marks, such as spot, has tickers by its trades.
            TradeRing trades = of.trades();
            sink.markPrice(
                    of.code(), trades.timeNs(trades.size() - 1), MarketEvent.NONE, of.lastPrice());
        }
    }

    private static void index(InstrumentState of, EventSink sink) {
        if (of.index() != MarketEvent.NONE) {
            sink.indexPrice(of.code(), of.indexTimeNs(), MarketEvent.NONE, of.index());
        }
    }

    private static void funding(InstrumentState of, EventSink sink) {
        if (of.fundingRate() != MarketEvent.NONE) {
            sink.fundingRate(
                    of.code(),
                    of.fundingRateTimeNs(),
                    MarketEvent.NONE,
                    of.fundingRate(),
                    of.fundingRateScale(),
                    of.fundingIntervalNs(),
                    of.fundingTimeNs(),
                    FundingKind.ESTIMATE);
        }
    }

    private static void openInterest(InstrumentState of, EventSink sink) {
        if (of.openInterest() != MarketEvent.NONE) {
            sink.openInterest(
                    of.code(),
                    of.openInterestTimeNs(),
                    MarketEvent.NONE,
                    of.openInterest(),
                    of.openInterestMicroUsd());
        }
    }
}
