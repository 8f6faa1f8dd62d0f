package spillway.emulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import spillway.market.BookLevels;
import spillway.market.Completeness;
import spillway.market.FundingKind;
import spillway.market.Instruments;
import spillway.market.LevelBook;
import spillway.market.MarketEvent;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.RatioPopulation;
import spillway.market.SelectiveSink;
import spillway.market.TakerSide;
import spillway.venues.connect.HttpAnswer;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.serving.Conversation;
import spillway.venues.serving.InstrumentState;
import spillway.venues.serving.ListedInstrument;
import spillway.venues.serving.MarketState;
import spillway.venues.serving.Stream;
import spillway.venues.serving.StreamKind;
import spillway.venues.serving.VenueServer;
import spillway.venues.time.Timeline;
import spillway.venues.wire.JsonWriter;

/// One venue: takes the market's events, keeps what answers need, and tells its clients.
final class EmulatedVenue implements VenueFront, SelectiveSink, ClientConnection.House {
    private static final List<StreamKind> TOLD_AS_TRADES =
            List.of(StreamKind.TRADES, StreamKind.ALL_TRADES);

    private final VenueProtocol protocol;
    private final Timeline timeline;
    private final MarketState state;
    private final VenueServer server;
    private final LiquidationThrottle throttle;
    private final FaultInjector injector;
    private final Consumer<InjectedFault> injected;
    private final LiquidationTally wire;
    private final LiquidationTally swallowed;
    private final Map<String, LiveStream> streams = new LinkedHashMap<>();
    private final Map<StreamKind, Map<Integer, List<LiveStream>>> byEvent =
            new EnumMap<>(StreamKind.class);
    private final List<ClientConnection> clients = new ArrayList<>();
    private final JsonWriter answers = new JsonWriter();
    private int connections;
    private long shiftNs;

    EmulatedVenue(
            VenueProtocol protocol,
            Instruments instruments,
            Collection<ListedInstrument> listings,
            Timeline timeline,
            FaultPlan plan,
            Accounts accounts) {
        this.protocol = protocol;
        this.timeline = timeline;
        injected = accounts.injected();
        wire = accounts.wire();
        swallowed = accounts.swallowed();
        var none = new MarketState(instruments, timeline::nowNs, List.of(), LevelBook::new);
        List<ListedInstrument> ours =
                listings.stream().filter(l -> protocol.server(none).lists(l.instrument())).toList();
        state = new MarketState(instruments, timeline::nowNs, ours, LevelBook::new);
        server = protocol.server(state);
        throttle = new LiquidationThrottle(server.rules(), timeline, this::publish);
        injector = new FaultInjector(plan, protocol.name(), timeline, () -> clients);
    }

    /// Where what happens is counted.
    record Accounts(
            LiquidationTally wire, LiquidationTally swallowed, Consumer<InjectedFault> injected) {}

    String venue() {
        return protocol.venue().code();
    }

    /// Whether events of the instrument are this venue's.
    boolean lists(int instrument) {
        return state.find(instrument) != null;
    }

    /// Lets the market's time be `shift` behind the timeline's.
    void shift(long newShiftNs) {
        shiftNs = newShiftNs;
    }

    void start() {
        injector.start();
    }

    void stop() {
        throttle.flush();
        injector.stop();
    }

    @Override
    public String name() {
        return protocol.name();
    }

    @Override
    public ClientSession connect(String target, ClientLink link) {
        var client =
                new ClientConnection(
                        protocol.name(),
                        connections + 1,
                        link,
                        timeline,
                        server.rules(),
                        this,
                        injected);
        Conversation conversation = server.talk(target, client);
        connections++;
        clients.add(client);
        client.open(conversation);
        return client;
    }

    @Override
    public void get(String target, Consumer<HttpAnswer> answer) {
        int status = server.answer(target, answers);
        answer.accept(new HttpAnswer(status, 0, Arrays.copyOf(answers.bytes(), answers.length())));
    }

    @Override
    public void enter(Stream stream, ClientConnection client) {
        LiveStream live =
                streams.computeIfAbsent(
                        stream.name(), _ -> new LiveStream(stream, server, this::of, timeline));
        byEvent.clear();
        live.add(client);
    }

    @Override
    public void leave(Stream stream, ClientConnection client) {
        LiveStream live = streams.get(stream.name());
        if (live != null && live.remove(client) && !live.isWanted()) {
            streams.remove(stream.name());
            byEvent.clear();
        }
    }

    private List<InstrumentState> of(Stream stream) {
        if (stream.isOfAll()) {
            return state.listed();
        }
        InstrumentState one = state.find(stream.symbol());
        return one == null ? List.of() : List.of(one);
    }

    @Override
    public List<String> symbols(Stream stream) {
        return of(stream).stream().map(InstrumentState::symbol).toList();
    }

    @Override
    public void swallowed(LiquidationSums carried) {
        swallowed.add(venue(), carried);
    }

    @Override
    public void gone(ClientConnection client) {
        clients.remove(client);
    }

    /// The streams that tell a kind of event of an instrument.
    private List<LiveStream> streams(StreamKind kind, InstrumentState of) {
        return byEvent.computeIfAbsent(kind, _ -> new HashMap<>())
                .computeIfAbsent(of.code(), _ -> matching(kind, of));
    }

    private List<LiveStream> matching(StreamKind kind, InstrumentState of) {
        return streams.values().stream()
                .filter(live -> live.stream().kind() == kind)
                .filter(live ->
                        live.stream().isOfAll() || live.stream().symbol().equals(of.symbol()))
                .toList();
    }

    private void changed(StreamKind kind, InstrumentState of) {
        for (LiveStream live : streams(kind, of)) {
            live.changed(of);
        }
    }

    private @Nullable InstrumentState known(int instrument) {
        return state.find(instrument);
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
        InstrumentState of = known(instrument);
        if (of == null) {
            return;
        }
        long timeNs = venueTimeNs + shiftNs;
        state.trade(
                instrument,
                timeNs,
                receiveTimeNs,
                priceMantissa,
                quantityMantissa,
                takerSide,
                venueId);
        for (StreamKind kind : TOLD_AS_TRADES) {
            for (LiveStream live : streams(kind, of)) {
                live.events()
                        .trade(
                                instrument,
                                timeNs,
                                receiveTimeNs,
                                priceMantissa,
                                quantityMantissa,
                                takerSide,
                                venueId);
            }
        }
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
        InstrumentState of = known(instrument);
        if (of == null) {
            return;
        }
        for (LiveStream live : streams(StreamKind.ALL_TRADES, of)) {
            live.events()
                    .deleveraging(
                            instrument,
                            venueTimeNs + shiftNs,
                            receiveTimeNs,
                            closedSide,
                            quantityMantissa,
                            priceMantissa,
                            notionalMicroUsd,
                            venueId);
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
        InstrumentState of = known(instrument);
        if (of != null) {
            state.quote(
                    instrument,
                    venueTimeNs + shiftNs,
                    receiveTimeNs,
                    bidPriceMantissa,
                    bidQuantityMantissa,
                    askPriceMantissa,
                    askQuantityMantissa,
                    updateId);
            changed(StreamKind.QUOTES, of);
        }
    }

    @Override
    public void bookSnapshot(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long updateId,
            BookLevels levels) {
        InstrumentState of = known(instrument);
        if (of != null) {
            for (LiveStream live : streams(StreamKind.BOOK_CHANGES, of)) {
                live.replaced(of, levels);
            }
            state.bookSnapshot(instrument, venueTimeNs + shiftNs, receiveTimeNs, updateId, levels);
            changed(StreamKind.BOOK_CHANGES, of);
            changed(StreamKind.BOOK_TOPS, of);
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
        InstrumentState of = known(instrument);
        if (of != null && of.hasBook()) {
            for (LiveStream live : streams(StreamKind.BOOK_CHANGES, of)) {
                live.touched(of, levels);
            }
            state.bookDelta(
                    instrument,
                    venueTimeNs + shiftNs,
                    receiveTimeNs,
                    firstUpdateId,
                    lastUpdateId,
                    previousUpdateId,
                    levels);
            changed(StreamKind.BOOK_CHANGES, of);
            changed(StreamKind.BOOK_TOPS, of);
        }
    }

    @Override
    public void liquidation(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            PositionSide closedSide,
            long quantityMantissa,
            long priceMantissa,
            PriceKind priceKind,
            long notionalMicroUsd,
            Completeness completeness,
            long venueId) {
        InstrumentState of = known(instrument);
        if (of == null) {
            return;
        }
        throttle.add(
                of,
                new MarketEvent.Liquidation(
                        MarketEvent.NONE,
                        of.instrument(),
                        venueTimeNs + shiftNs,
                        MarketEvent.NONE,
                        closedSide,
                        quantityMantissa,
                        priceMantissa,
                        priceKind,
                        of.instrument().notionalMicroUsd(quantityMantissa, priceMantissa),
                        completeness,
                        venueId));
    }

    private void publish(InstrumentState of, List<MarketEvent.Liquidation> orders) {
        for (MarketEvent.Liquidation order : orders) {
            of.published(order);
            wire.add(venue(), LiquidationTally.one(order.closedSide(), order.notionalMicroUsd()));
        }
        for (LiveStream live : streams(StreamKind.LIQUIDATIONS, of)) {
            live.publish(of, orders);
        }
    }

    @Override
    public void markPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        InstrumentState of = known(instrument);
        if (of != null) {
            state.markPrice(instrument, venueTimeNs + shiftNs, receiveTimeNs, priceMantissa);
            changed(StreamKind.MARKS, of);
        }
    }

    @Override
    public void indexPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        InstrumentState of = known(instrument);
        if (of != null) {
            state.indexPrice(instrument, venueTimeNs + shiftNs, receiveTimeNs, priceMantissa);
            changed(StreamKind.INDEX, of);
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
        InstrumentState of = known(instrument);
        if (of != null) {
            state.fundingRate(
                    instrument,
                    venueTimeNs + shiftNs,
                    receiveTimeNs,
                    rateMantissa,
                    rateScale,
                    intervalNs,
                    shiftedFunding(fundingTimeNs, intervalNs),
                    fundingKind);
            changed(StreamKind.FUNDING, of);
        }
    }

    /// Funding is paid at full hours of the clock that clients see, whatever the market's began at.
    private long shiftedFunding(long fundingTimeNs, long intervalNs) {
        if (fundingTimeNs == MarketEvent.NONE) {
            return fundingTimeNs;
        }
        long shifted = fundingTimeNs + shiftNs;
        return intervalNs <= 0 ? shifted : Math.ceilDiv(shifted, intervalNs) * intervalNs;
    }

    @Override
    public void openInterest(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long quantityMantissa,
            long notionalMicroUsd) {
        InstrumentState of = known(instrument);
        if (of != null) {
            state.openInterest(
                    instrument,
                    venueTimeNs + shiftNs,
                    receiveTimeNs,
                    quantityMantissa,
                    notionalMicroUsd);
            changed(StreamKind.OPEN_INTEREST, of);
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
        if (known(instrument) != null) {
            state.longShortRatio(
                    instrument,
                    venueTimeNs + shiftNs,
                    receiveTimeNs,
                    population,
                    ratioMantissa,
                    ratioScale);
        }
    }
}
