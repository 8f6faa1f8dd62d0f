package spillway.venues.serving;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import spillway.market.BookLevels;
import spillway.market.Decimal;
import spillway.market.Instrument;
import spillway.market.MarketEvent;
import spillway.market.PublishedBook;
import spillway.market.RatioPopulation;
import spillway.market.TakerSide;

/// What a venue knows of one instrument at a moment: what its answers and first messages are made
/// of. What was not told yet is [MarketEvent#NONE]. Changed by [MarketState] only.
public final class InstrumentState {
    /// Published liquidations that are kept, to be told again.
    private static final int LIQUIDATIONS_KEPT = 100;

    /// Longs per short, as told last.
    public record Ratio(long timeNs, Decimal ratio) {}

    private final ListedInstrument listed;
    private final int code;
    private final PublishedBook book;
    private final TradeRing trades = new TradeRing();
    private final Deque<MarketEvent.Liquidation> liquidations = new ArrayDeque<>();
    private final Map<RatioPopulation, Ratio> ratios = new EnumMap<>(RatioPopulation.class);

    long bookId;
    long bookTimeNs = MarketEvent.NONE;
    long bidPrice;
    long bidQuantity;
    long askPrice;
    long askQuantity;
    long quoteId;
    long quoteTimeNs = MarketEvent.NONE;
    long mark = MarketEvent.NONE;
    long markTimeNs = MarketEvent.NONE;
    long index = MarketEvent.NONE;
    long indexTimeNs = MarketEvent.NONE;
    long rate = MarketEvent.NONE;
    int rateScale;
    long rateTimeNs = MarketEvent.NONE;
    long fundingIntervalNs = MarketEvent.NONE;
    long fundingTimeNs = MarketEvent.NONE;
    long openInterest = MarketEvent.NONE;
    long openInterestMicroUsd = MarketEvent.NONE;
    long openInterestTimeNs = MarketEvent.NONE;
    long openPrice = MarketEvent.NONE;
    long highPrice;
    long lowPrice;
    double volume;
    double turnover;

    InstrumentState(ListedInstrument listed, int code, PublishedBook book) {
        this.listed = listed;
        this.code = code;
        this.book = book;
    }

    public ListedInstrument listed() {
        return listed;
    }

    public Instrument instrument() {
        return listed.instrument();
    }

    public String symbol() {
        return listed.instrument().symbol();
    }

    /// What its events carry.
    public int code() {
        return code;
    }

    /// Whether there is a book.
    public boolean hasBook() {
        return bookTimeNs != MarketEvent.NONE;
    }

    /// Fills `levels` with the best `count` of each side.
    public void book(int count, BookLevels levels) {
        book.top(count, levels);
    }

    PublishedBook book() {
        return book;
    }

    /// Number of the last change of the book.
    public long bookId() {
        return bookId;
    }

    public long bookTimeNs() {
        return bookTimeNs;
    }

    /// Whether best prices were told.
    public boolean hasQuote() {
        return quoteTimeNs != MarketEvent.NONE;
    }

    public long bidPrice() {
        return bidPrice;
    }

    public long bidQuantity() {
        return bidQuantity;
    }

    public long askPrice() {
        return askPrice;
    }

    public long askQuantity() {
        return askQuantity;
    }

    public long quoteTimeNs() {
        return quoteTimeNs;
    }

    /// Number of the change of the book behind which the best prices were these.
    public long quoteId() {
        return quoteId;
    }

    public TradeRing trades() {
        return trades;
    }

    /// Price of the last trade, or the mark price where there was none.
    public long lastPrice() {
        return trades.size() > 0 ? trades.price(trades.size() - 1) : mark;
    }

    public long mark() {
        return mark;
    }

    public long markTimeNs() {
        return markTimeNs;
    }

    public long index() {
        return index;
    }

    public long indexTimeNs() {
        return indexTimeNs;
    }

    public long fundingRate() {
        return rate;
    }

    /// When the funding rate was told.
    public long fundingRateTimeNs() {
        return rateTimeNs;
    }

    public int fundingRateScale() {
        return rateScale;
    }

    public long fundingIntervalNs() {
        return fundingIntervalNs;
    }

    public long fundingTimeNs() {
        return fundingTimeNs;
    }

    public long openInterest() {
        return openInterest;
    }

    public long openInterestMicroUsd() {
        return openInterestMicroUsd;
    }

    public long openInterestTimeNs() {
        return openInterestTimeNs;
    }

    /// First price since the market opened; the last one where nothing was traded.
    public long openPrice() {
        return openPrice == MarketEvent.NONE ? lastPrice() : openPrice;
    }

    public long highPrice() {
        return openPrice == MarketEvent.NONE ? lastPrice() : highPrice;
    }

    public long lowPrice() {
        return openPrice == MarketEvent.NONE ? lastPrice() : lowPrice;
    }

    /// Units traded since the market opened.
    public double volume() {
        return volume;
    }

    /// Money for which they were traded.
    public double turnover() {
        return turnover;
    }

    /// The last ratio of a population, or `null`.
    public @Nullable Ratio ratio(RatioPopulation population) {
        return ratios.get(population);
    }

    void ratio(RatioPopulation population, Ratio ratio) {
        ratios.put(population, ratio);
    }

    /// Liquidations that were published lately, oldest first.
    public List<MarketEvent.Liquidation> liquidations() {
        return List.copyOf(liquidations);
    }

    /// Notes one that is being published.
    public void published(MarketEvent.Liquidation liquidation) {
        if (liquidations.size() == LIQUIDATIONS_KEPT) {
            liquidations.removeFirst();
        }
        liquidations.addLast(liquidation);
    }

    void traded(long timeNs, long price, long quantity, TakerSide side, long id) {
        trades.add(timeNs, price, quantity, side, id);
        if (openPrice == MarketEvent.NONE) {
            openPrice = price;
            highPrice = price;
            lowPrice = price;
        }
        highPrice = Math.max(highPrice, price);
        lowPrice = Math.min(lowPrice, price);
        double units = Decimal.toDouble(quantity, instrument().quantityScale());
        volume += units;
        turnover += units * Decimal.toDouble(price, instrument().priceScale());
    }
}
