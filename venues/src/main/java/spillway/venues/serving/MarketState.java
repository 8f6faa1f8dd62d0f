package spillway.venues.serving;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import spillway.market.BookLevels;
import spillway.market.Decimal;
import spillway.market.FundingKind;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.market.PublishedBook;
import spillway.market.RatioPopulation;
import spillway.market.SelectiveSink;
import spillway.market.TakerSide;

/// What a venue knows at a moment, of all that it lists. Takes the market's events and passes none
/// on; numbers the changes of books itself, one for each level that changes.
public final class MarketState implements SelectiveSink {
    /// Numbers start here, so that none is mistaken for a venue's first after a restart.
    private static final long FIRST_BOOK_ID = 1_000;

    private final Instruments instruments;
    private final LongSupplier clock;
    private final Map<String, InstrumentState> bySymbol = new HashMap<>();
    private final Map<Integer, InstrumentState> byCode = new HashMap<>();
    private final List<InstrumentState> all = new ArrayList<>();

    /// A venue that has opened nothing yet.
    ///
    /// @param instruments the numbering of events
    /// @param clock what time it is
    /// @param listings what it lists
    /// @param books makes the empty book of an instrument
    public MarketState(
            Instruments instruments,
            LongSupplier clock,
            Collection<ListedInstrument> listings,
            Supplier<PublishedBook> books) {
        this.instruments = instruments;
        this.clock = clock;
        for (ListedInstrument listed : listings) {
            int code = instruments.code(listed.instrument());
            var state = new InstrumentState(listed, code, books.get());
            bySymbol.put(listed.instrument().symbol(), state);
            byCode.put(code, state);
            all.add(state);
        }
    }

    public Instruments instruments() {
        return instruments;
    }

    /// Nanoseconds since the Unix epoch.
    public long nowNs() {
        return clock.getAsLong();
    }

    /// All that is listed, in the order of the catalogue.
    public List<InstrumentState> listed() {
        return List.copyOf(all);
    }

    /// The instrument of a symbol, or `null` if it is not listed.
    public @Nullable InstrumentState find(String symbol) {
        return bySymbol.get(symbol);
    }

    /// The instrument of a code, or `null` if it is not listed here.
    public @Nullable InstrumentState find(int code) {
        return byCode.get(code);
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
        InstrumentState of = byCode.get(instrument);
        if (of != null) {
            of.traded(venueTimeNs, priceMantissa, quantityMantissa, takerSide, venueId);
        }
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
        InstrumentState of = byCode.get(instrument);
        if (of != null) {
            of.bidPrice = bidPriceMantissa;
            of.bidQuantity = bidQuantityMantissa;
            of.askPrice = askPriceMantissa;
            of.askQuantity = askQuantityMantissa;
            of.quoteTimeNs = venueTimeNs;
            of.quoteId = of.hasBook() ? of.bookId : of.quoteId + 1;
        }
    }

    @Override
    public void bookSnapshot(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long updateId,
            BookLevels levels) {
        InstrumentState of = byCode.get(instrument);
        if (of != null) {
            of.book().replace(levels);
            of.bookId = Math.max(FIRST_BOOK_ID, of.bookId) + 1;
            of.bookTimeNs = venueTimeNs;
        }
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
        InstrumentState of = byCode.get(instrument);
        if (of != null && of.hasBook()) {
            of.book().apply(levels);
            of.bookId += levels.bids() + levels.asks();
            of.bookTimeNs = venueTimeNs;
        }
    }

    @Override
    public void markPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        InstrumentState of = byCode.get(instrument);
        if (of != null) {
            of.mark = priceMantissa;
            of.markTimeNs = venueTimeNs;
        }
    }

    @Override
    public void indexPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        InstrumentState of = byCode.get(instrument);
        if (of != null) {
            of.index = priceMantissa;
            of.indexTimeNs = venueTimeNs;
        }
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
        InstrumentState of = byCode.get(instrument);
        if (of != null && fundingKind != FundingKind.SETTLED) {
            of.rate = rateMantissa;
            of.rateScale = rateScale;
            of.rateTimeNs = venueTimeNs;
            of.fundingIntervalNs = intervalNs;
            of.fundingTimeNs = fundingTimeNs;
        }
    }

    @Override
    public void openInterest(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long quantityMantissa,
            long notionalMicroUsd) {
        InstrumentState of = byCode.get(instrument);
        if (of != null && quantityMantissa != MarketEvent.NONE) {
            of.openInterest = quantityMantissa;
            of.openInterestMicroUsd = notionalMicroUsd;
            of.openInterestTimeNs = venueTimeNs;
        }
    }

    @Override
    public void longShortRatio(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            RatioPopulation population,
            long ratioMantissa,
            int ratioScale) {
        InstrumentState of = byCode.get(instrument);
        if (of != null) {
            of.ratio(
                    population,
                    new InstrumentState.Ratio(venueTimeNs, new Decimal(ratioMantissa, ratioScale)));
        }
    }
}
