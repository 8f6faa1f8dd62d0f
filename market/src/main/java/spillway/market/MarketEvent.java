package spillway.market;

/// Something that happened on a market, or to our view of it. The closed set of facts that Spillway
/// works on.
///
/// Every event has the same head: its place on the tape, the instrument, and two clocks. Mantissas
/// are whole numbers at the scale of the instrument, money is micro-dollars ([MicroUsd]).
public sealed interface MarketEvent {
    /// Stands for a number that the venue does not publish.
    long NONE = Long.MIN_VALUE;

    /// Place on the tape, ascending in the order of arrival; [#NONE] before the event is on one.
    long seq();

    Instrument instrument();

    /// Nanoseconds since the Unix epoch, by the venue's clock.
    long venueTimeNs();

    /// Nanoseconds since the Unix epoch, by our clock, when the message arrived; [#NONE] for
    /// imported history.
    long receiveTimeNs();

    /// Which kind this is.
    EventKind kind();

    /// Pushes this event into `sink`, under the code that `instruments` gives its instrument.
    void sendTo(EventSink sink, Instruments instruments);

    /// A trade on a venue's book.
    ///
    /// @param priceMantissa at the instrument's price scale
    /// @param quantityMantissa `> 0`, at the instrument's quantity scale
    /// @param takerSide what the aggressor did
    /// @param venueId the venue's number of the trade, or 64 bits of its text id;
    ///   [MarketEvent#NONE] where it gives none
    record Trade(
            long seq,
            Instrument instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long priceMantissa,
            long quantityMantissa,
            TakerSide takerSide,
            long venueId)
            implements MarketEvent {
        public Trade {
            Checks.positive("quantityMantissa", quantityMantissa, instrument);
        }

        @Override
        public EventKind kind() {
            return EventKind.TRADE;
        }

        @Override
        public void sendTo(EventSink sink, Instruments instruments) {
            sink.at(seq);
            sink.trade(
                    instruments.code(instrument),
                    venueTimeNs,
                    receiveTimeNs,
                    priceMantissa,
                    quantityMantissa,
                    takerSide,
                    venueId);
        }
    }

    /// Best bid and ask. A price of 0 means an empty side.
    ///
    /// @param bidPriceMantissa best bid
    /// @param bidQuantityMantissa size there
    /// @param askPriceMantissa best ask
    /// @param askQuantityMantissa size there
    /// @param updateId the venue's update number; [MarketEvent#NONE] where it gives none
    record Quote(
            long seq,
            Instrument instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long bidPriceMantissa,
            long bidQuantityMantissa,
            long askPriceMantissa,
            long askQuantityMantissa,
            long updateId)
            implements MarketEvent {
        @Override
        public EventKind kind() {
            return EventKind.QUOTE;
        }

        @Override
        public void sendTo(EventSink sink, Instruments instruments) {
            sink.at(seq);
            sink.quote(
                    instruments.code(instrument),
                    venueTimeNs,
                    receiveTimeNs,
                    bidPriceMantissa,
                    bidQuantityMantissa,
                    askPriceMantissa,
                    askQuantityMantissa,
                    updateId);
        }
    }

    /// The whole published book at one moment.
    ///
    /// @param updateId the venue's update number; [MarketEvent#NONE] where it gives none
    /// @param levels both sides
    record BookSnapshot(
            long seq,
            Instrument instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long updateId,
            Levels levels)
            implements MarketEvent {
        @Override
        public EventKind kind() {
            return EventKind.BOOK_SNAPSHOT;
        }

        @Override
        public void sendTo(EventSink sink, Instruments instruments) {
            sink.at(seq);
            sink.bookSnapshot(
                    instruments.code(instrument),
                    venueTimeNs,
                    receiveTimeNs,
                    updateId,
                    levels.toBookLevels());
        }
    }

    /// Changed levels of a book; a quantity of 0 removes one.
    ///
    /// @param firstUpdateId the venue's first update number inside
    /// @param lastUpdateId the venue's last update number inside
    /// @param previousUpdateId the last number of the message before, where the venue links them;
    ///   else [MarketEvent#NONE]
    /// @param levels both sides
    record BookDelta(
            long seq,
            Instrument instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long firstUpdateId,
            long lastUpdateId,
            long previousUpdateId,
            Levels levels)
            implements MarketEvent {
        @Override
        public EventKind kind() {
            return EventKind.BOOK_DELTA;
        }

        @Override
        public void sendTo(EventSink sink, Instruments instruments) {
            sink.at(seq);
            sink.bookDelta(
                    instruments.code(instrument),
                    venueTimeNs,
                    receiveTimeNs,
                    firstUpdateId,
                    lastUpdateId,
                    previousUpdateId,
                    levels.toBookLevels());
        }
    }

    /// A position the venue closed because its margin ran out.
    ///
    /// @param closedSide the position that died: `LONG` means the venue sold
    /// @param quantityMantissa size closed, `> 0`, at the instrument's quantity scale
    /// @param priceMantissa price of kind `priceKind`, at the instrument's price scale
    /// @param priceKind what that price is
    /// @param notionalMicroUsd exact, rounded half-even once, at the decoder
    /// @param completeness whether the feed carries every order
    /// @param venueId the venue's order number, or 64 bits of its text id; [MarketEvent#NONE] where
    ///   it gives none
    record Liquidation(
            long seq,
            Instrument instrument,
            long venueTimeNs,
            long receiveTimeNs,
            PositionSide closedSide,
            long quantityMantissa,
            long priceMantissa,
            PriceKind priceKind,
            long notionalMicroUsd,
            Completeness completeness,
            long venueId)
            implements MarketEvent {
        public Liquidation {
            Checks.positive("quantityMantissa", quantityMantissa, instrument);
            Checks.notNegative("notionalMicroUsd", notionalMicroUsd, instrument);
        }

        @Override
        public EventKind kind() {
            return EventKind.LIQUIDATION;
        }

        @Override
        public void sendTo(EventSink sink, Instruments instruments) {
            sink.at(seq);
            sink.liquidation(
                    instruments.code(instrument),
                    venueTimeNs,
                    receiveTimeNs,
                    closedSide,
                    quantityMantissa,
                    priceMantissa,
                    priceKind,
                    notionalMicroUsd,
                    completeness,
                    venueId);
        }
    }

    /// A position closed against its owner's will to meet another's bankruptcy (ADL).
    ///
    /// @param closedSide the winning position that was reduced
    /// @param quantityMantissa size closed, `> 0`, at the instrument's quantity scale
    /// @param priceMantissa at the instrument's price scale
    /// @param notionalMicroUsd exact, rounded half-even once, at the decoder
    /// @param venueId the venue's number; [MarketEvent#NONE] where it gives none
    record Deleveraging(
            long seq,
            Instrument instrument,
            long venueTimeNs,
            long receiveTimeNs,
            PositionSide closedSide,
            long quantityMantissa,
            long priceMantissa,
            long notionalMicroUsd,
            long venueId)
            implements MarketEvent {
        public Deleveraging {
            Checks.positive("quantityMantissa", quantityMantissa, instrument);
            Checks.notNegative("notionalMicroUsd", notionalMicroUsd, instrument);
        }

        @Override
        public EventKind kind() {
            return EventKind.DELEVERAGING;
        }

        @Override
        public void sendTo(EventSink sink, Instruments instruments) {
            sink.at(seq);
            sink.deleveraging(
                    instruments.code(instrument),
                    venueTimeNs,
                    receiveTimeNs,
                    closedSide,
                    quantityMantissa,
                    priceMantissa,
                    notionalMicroUsd,
                    venueId);
        }
    }

    /// The price by which a venue judges margin.
    ///
    /// @param priceMantissa at the instrument's price scale
    record MarkPrice(
            long seq,
            Instrument instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long priceMantissa)
            implements MarketEvent {
        @Override
        public EventKind kind() {
            return EventKind.MARK_PRICE;
        }

        @Override
        public void sendTo(EventSink sink, Instruments instruments) {
            sink.at(seq);
            sink.markPrice(instruments.code(instrument), venueTimeNs, receiveTimeNs, priceMantissa);
        }
    }

    /// The reference price of the coin that a venue computes from spot markets.
    ///
    /// @param priceMantissa at the instrument's price scale
    record IndexPrice(
            long seq,
            Instrument instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long priceMantissa)
            implements MarketEvent {
        @Override
        public EventKind kind() {
            return EventKind.INDEX_PRICE;
        }

        @Override
        public void sendTo(EventSink sink, Instruments instruments) {
            sink.at(seq);
            sink.indexPrice(
                    instruments.code(instrument), venueTimeNs, receiveTimeNs, priceMantissa);
        }
    }

    /// What longs pay shorts, as a fraction per interval.
    ///
    /// @param rateMantissa at `rateScale` decimals; negative when shorts pay
    /// @param rateScale 0 to 18
    /// @param intervalNs between two payments; [MarketEvent#NONE] where the venue does not say
    /// @param fundingTimeNs when it is, or was, paid; [MarketEvent#NONE] where the venue does not
    ///   say
    /// @param fundingKind estimate, fixed or settled
    record FundingRate(
            long seq,
            Instrument instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long rateMantissa,
            int rateScale,
            long intervalNs,
            long fundingTimeNs,
            FundingKind fundingKind)
            implements MarketEvent {
        @Override
        public EventKind kind() {
            return EventKind.FUNDING_RATE;
        }

        @Override
        public void sendTo(EventSink sink, Instruments instruments) {
            sink.at(seq);
            sink.fundingRate(
                    instruments.code(instrument),
                    venueTimeNs,
                    receiveTimeNs,
                    rateMantissa,
                    rateScale,
                    intervalNs,
                    fundingTimeNs,
                    fundingKind);
        }
    }

    /// Contracts open, one side counted.
    ///
    /// @param quantityMantissa at the instrument's quantity scale; [MarketEvent#NONE] where only
    ///   money is given
    /// @param notionalMicroUsd as the venue values it; [MarketEvent#NONE] where only quantity is
    ///   given
    record OpenInterest(
            long seq,
            Instrument instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long quantityMantissa,
            long notionalMicroUsd)
            implements MarketEvent {
        @Override
        public EventKind kind() {
            return EventKind.OPEN_INTEREST;
        }

        @Override
        public void sendTo(EventSink sink, Instruments instruments) {
            sink.at(seq);
            sink.openInterest(
                    instruments.code(instrument),
                    venueTimeNs,
                    receiveTimeNs,
                    quantityMantissa,
                    notionalMicroUsd);
        }
    }

    /// Longs per short among some population.
    ///
    /// @param population who is counted
    /// @param ratioMantissa at `ratioScale` decimals
    /// @param ratioScale 0 to 18
    record LongShortRatio(
            long seq,
            Instrument instrument,
            long venueTimeNs,
            long receiveTimeNs,
            RatioPopulation population,
            long ratioMantissa,
            int ratioScale)
            implements MarketEvent {
        @Override
        public EventKind kind() {
            return EventKind.LONG_SHORT_RATIO;
        }

        @Override
        public void sendTo(EventSink sink, Instruments instruments) {
            sink.at(seq);
            sink.longShortRatio(
                    instruments.code(instrument),
                    venueTimeNs,
                    receiveTimeNs,
                    population,
                    ratioMantissa,
                    ratioScale);
        }
    }

    /// What a venue holds against bankrupt positions.
    ///
    /// @param asset currency of the balance
    /// @param balanceMantissa at `balanceScale` decimals
    /// @param balanceScale 0 to 18
    record InsuranceFund(
            long seq,
            Instrument instrument,
            long venueTimeNs,
            long receiveTimeNs,
            String asset,
            long balanceMantissa,
            int balanceScale)
            implements MarketEvent {
        @Override
        public EventKind kind() {
            return EventKind.INSURANCE_FUND;
        }

        @Override
        public void sendTo(EventSink sink, Instruments instruments) {
            sink.at(seq);
            sink.insuranceFund(
                    instruments.code(instrument),
                    venueTimeNs,
                    receiveTimeNs,
                    asset,
                    balanceMantissa,
                    balanceScale);
        }
    }

    /// An instrument was listed, redefined or delisted; its new definition is `instrument`.
    ///
    /// @param status what happened
    record InstrumentChange(
            long seq,
            Instrument instrument,
            long venueTimeNs,
            long receiveTimeNs,
            InstrumentStatus status)
            implements MarketEvent {
        @Override
        public EventKind kind() {
            return EventKind.INSTRUMENT_CHANGE;
        }

        @Override
        public void sendTo(EventSink sink, Instruments instruments) {
            sink.at(seq);
            sink.instrumentChange(instruments.code(instrument), venueTimeNs, receiveTimeNs, status);
        }
    }

    /// Something happened to a feed; folds into [Coverage].
    ///
    /// @param channel of `instrument`, or of its whole venue
    /// @param state what happened
    /// @param fromNs see [FeedState]
    /// @param toNs see [FeedState]; equal to `fromNs` for a moment
    /// @param reason for people; may be empty
    record FeedHealth(
            long seq,
            Instrument instrument,
            long venueTimeNs,
            long receiveTimeNs,
            Channel channel,
            FeedState state,
            long fromNs,
            long toNs,
            String reason)
            implements MarketEvent {
        @Override
        public EventKind kind() {
            return EventKind.FEED_HEALTH;
        }

        @Override
        public void sendTo(EventSink sink, Instruments instruments) {
            sink.at(seq);
            sink.feedHealth(
                    instruments.code(instrument),
                    venueTimeNs,
                    receiveTimeNs,
                    channel,
                    state,
                    fromNs,
                    toNs,
                    reason);
        }
    }

    /// Another party's aggregate over `[venueTimeNs, venueTimeNs + intervalNs)`. Never counted as
    /// orders, never added to observed ones.
    ///
    /// @param metric what is measured, and its unit
    /// @param source who reports it: `coinglass`
    /// @param intervalNs length of the interval; 0 for a moment
    /// @param open value at its start, at `scale` decimals; [MarketEvent#NONE] where only one value
    ///   is given
    /// @param high largest; [MarketEvent#NONE] where only one value is given
    /// @param low smallest; [MarketEvent#NONE] where only one value is given
    /// @param close value at its end, or the one value
    /// @param scale decimals of the four, 0 to 18
    /// @param count how many orders or trades are in it; [MarketEvent#NONE] where not given
    record Reported(
            long seq,
            Instrument instrument,
            long venueTimeNs,
            long receiveTimeNs,
            Metric metric,
            String source,
            long intervalNs,
            long open,
            long high,
            long low,
            long close,
            int scale,
            long count)
            implements MarketEvent {
        @Override
        public EventKind kind() {
            return EventKind.REPORTED;
        }

        @Override
        public void sendTo(EventSink sink, Instruments instruments) {
            sink.at(seq);
            sink.reported(
                    instruments.code(instrument),
                    venueTimeNs,
                    receiveTimeNs,
                    metric,
                    source,
                    intervalNs,
                    open,
                    high,
                    low,
                    close,
                    scale,
                    count);
        }
    }

    /// One account's position as a venue with public accounts shows it.
    ///
    /// @param account the venue's name for the account
    /// @param side which way it faces
    /// @param quantityMantissa `> 0`, at the instrument's quantity scale
    /// @param entryPriceMantissa at the instrument's price scale
    /// @param liquidationPriceMantissa by the venue's own arithmetic; [MarketEvent#NONE] where it
    ///   gives none
    /// @param leverageMilli thousandths of the leverage set; [MarketEvent#NONE] where not given
    /// @param notionalMicroUsd value at the mark price
    /// @param accountValueMicroUsd equity of the whole account; [MarketEvent#NONE] where not given
    record AccountPosition(
            long seq,
            Instrument instrument,
            long venueTimeNs,
            long receiveTimeNs,
            String account,
            PositionSide side,
            long quantityMantissa,
            long entryPriceMantissa,
            long liquidationPriceMantissa,
            long leverageMilli,
            long notionalMicroUsd,
            long accountValueMicroUsd)
            implements MarketEvent {
        public AccountPosition {
            Checks.positive("quantityMantissa", quantityMantissa, instrument);
        }

        @Override
        public EventKind kind() {
            return EventKind.ACCOUNT_POSITION;
        }

        @Override
        public void sendTo(EventSink sink, Instruments instruments) {
            sink.at(seq);
            sink.accountPosition(
                    instruments.code(instrument),
                    venueTimeNs,
                    receiveTimeNs,
                    account,
                    side,
                    quantityMantissa,
                    entryPriceMantissa,
                    liquidationPriceMantissa,
                    leverageMilli,
                    notionalMicroUsd,
                    accountValueMicroUsd);
        }
    }
}
