package spillway.venues.connect;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import spillway.market.Channel;
import spillway.market.EventSink;
import spillway.market.Feed;
import spillway.market.Instrument;
import spillway.market.Instruments;
import spillway.venues.book.BookContinuity;
import spillway.venues.connect.FeedStatus.ChannelStatus;
import spillway.venues.connect.FeedStatus.Phase;
import spillway.venues.protocol.ConnectionPlan;
import spillway.venues.protocol.DecodedCounts;
import spillway.venues.protocol.RestPoll;
import spillway.venues.protocol.Symbols;
import spillway.venues.protocol.Topic;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.protocol.Wanted;
import spillway.venues.protocol.WireDecoder;
import spillway.venues.time.Timeline;

/// One venue listened to: its catalogue read, instruments chosen, connections kept, and what they
/// bring pushed into a sink together with what they missed.
///
/// Lives on its timeline's thread, all of it. Has no clock, no thread and no randomness but the
/// seed of its settings, so the same network brings the same events. Instruments are chosen once,
/// at the start; the catalogue is read again every hour, and what changed in it is told.
public final class VenueFeed {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

    /// Instruments are listed and delisted a few times a week.
    private static final Duration CATALOGUE_EVERY = Duration.ofHours(1);

    /// Where nothing that is listed is wanted, the catalogue is read again, in case it is listed
    /// now.
    private static final Duration NOTHING_LISTED_RETRY = Duration.ofMinutes(5);

    /// Channels that send all the time, in the order in which they are added to prove a connection
    /// that has nothing lively of its own.
    private static final List<Channel> PROVING =
            List.of(Channel.MARK_PRICE, Channel.QUOTES, Channel.BOOK);

    private final FeedSettings settings;
    private final VenueProtocol protocol;
    private final Timeline timeline;
    private final VenueNetwork network;
    private final Instruments instruments;
    private final Symbols symbols;
    private final SplittableRandom random;
    private final Requests requests;
    private final Backoff retries;
    private final HealthTeller teller;
    private final Hearing hearing;
    private final Incoming incoming;
    private final BookRequests bookRequests;
    private final BookContinuity continuity;
    private final Map<Feed, Listening> feeds = new HashMap<>();
    private final List<FeedConnection> connections = new ArrayList<>();
    private final List<Poll> polls = new ArrayList<>();
    private Phase phase = Phase.STOPPED;
    private String note = "";
    private boolean started;
    private long nextConnectNs = Long.MIN_VALUE;

    /// A feed that does nothing yet.
    ///
    /// @param instruments the numbering that events are coded with
    /// @param sink gets all events, in order of arrival, health included
    /// @param rejected gets messages that are malformed
    public VenueFeed(
            FeedSettings settings,
            Timeline timeline,
            VenueNetwork network,
            Instruments instruments,
            EventSink sink,
            RejectedMessages rejected) {
        this.settings = settings;
        this.timeline = timeline;
        this.network = network;
        this.instruments = instruments;
        protocol = settings.protocol();
        symbols = new Symbols(instruments, protocol.symbolRule());
        random = new SplittableRandom(settings.seed());
        requests = new Requests(timeline, network, settings.endpoints().rest(), random.split());
        retries = new Backoff(random.split(), FIRST_RETRY, LONGEST_RETRY);
        teller = new HealthTeller(sink);
        continuity = new BookContinuity(_ -> protocol.continuity(), this::bookWanted, teller);
        hearing = new Hearing(instruments, teller, continuity, timeline);
        WireDecoder decoder = protocol.decoder(symbols, hearing);
        incoming = new Incoming(protocol, timeline, hearing, decoder, rejected);
        bookRequests = new BookRequests(protocol, timeline, requests, incoming, random.split());
    }

    /// Begins. Returns at once.
    ///
    /// @throws IllegalStateException if it began before
    public void start() {
        if (started) {
            throw new IllegalStateException(protocol + ": a feed starts once; make a new one");
        }
        started = true;
        phase = Phase.CATALOGUE;
        readCatalogue(0);
    }

    /// Ends all connections, and says of every feed that it is no longer listened to. For good.
    public void stop() {
        phase = Phase.STOPPED;
        requests.stop();
        connections.forEach(FeedConnection::stop);
        polls.forEach(Poll::stop);
    }

    private void readCatalogue(int next) {
        List<String> all = protocol.catalogueRequests();
        if (phase == Phase.STOPPED) {
            return;
        }
        if (next == all.size()) {
            catalogueRead();
            return;
        }
        String request = all.get(next);
        ask(
                request,
                Requests.Urgency.URGENT,
                answer -> {
                    String failure = incoming.answer(request, answer);
                    if (failure.isEmpty()) {
                        readCatalogue(next + 1);
                    } else if (phase == Phase.LISTENING) {
                        timeline.after(CATALOGUE_EVERY, () -> readCatalogue(0));
                    } else {
                        note = "the catalogue cannot be read, will try again: " + failure;
                        timeline.after(retries.next(), () -> readCatalogue(next));
                    }
                });
    }

    private void ask(
            String request,
            Requests.Urgency urgency,
            java.util.function.Consumer<HttpAnswer> answer) {
        requests.ask(request, urgency, protocol.rules().requestSpacing(), answer);
    }

    private void catalogueRead() {
        if (phase == Phase.LISTENING) {
            timeline.after(CATALOGUE_EVERY, () -> readCatalogue(0));
            return;
        }
        retries.reset();
        List<Instrument> catalogue = symbols.catalogue();
        List<String> without = settings.instruments().without(catalogue);
        note = without.isEmpty() ? "" : "not listed: " + String.join(", ", without);
        if (settings.instruments().needsOpenInterest()) {
            rank(catalogue);
        } else {
            listen(settings.instruments().choose(catalogue));
        }
    }

    private void rank(List<Instrument> catalogue) {
        List<String> asked = protocol.openInterestRequests(catalogue);
        if (asked.isEmpty()) {
            note =
                    protocol
                            + " has no open interest, so nothing can be chosen by "
                            + settings.instruments()
                            + "; name coins or symbols, such as coin:BTC,ETH";
            return;
        }
        phase = Phase.CHOOSING;
        var ranking = new InterestRanking(instruments);
        rank(asked, 0, ranking, protocol.decoder(symbols, ranking));
    }

    private void rank(List<String> asked, int next, InterestRanking ranking, WireDecoder decoder) {
        if (phase != Phase.CHOOSING) {
            return;
        }
        if (next == asked.size()) {
            retries.reset();
            listen(settings.instruments().choose(ranking.ranked(symbols.catalogue())));
            return;
        }
        String request = asked.get(next);
        ask(
                request,
                Requests.Urgency.USUAL,
                answer -> {
                    String failure = incoming.answer(request, answer, decoder);
                    boolean isUnknownThere = answer.status() == 400 || answer.status() == 404;
                    if (failure.isEmpty() || isUnknownThere) {
                        note = "";
                        rank(asked, next + 1, ranking, decoder);
                    } else {
                        note = "open interest cannot be read, will try again: " + failure;
                        timeline.after(retries.next(), () -> rank(asked, next, ranking, decoder));
                    }
                });
    }

    private void listen(List<Instrument> chosen) {
        if (chosen.isEmpty()) {
            note = "nothing that is listed matches " + settings.instruments();
            phase = Phase.CATALOGUE;
            timeline.after(NOTHING_LISTED_RETRY, () -> readCatalogue(0));
            return;
        }
        phase = Phase.LISTENING;
        Set<Channel> channels = EnumSet.copyOf(settings.channels());
        channels.retainAll(protocol.channels());
        proven(channels, chosen).forEach(this::connect);
        for (RestPoll poll : protocol.polls(new Wanted(channels, chosen))) {
            polls.add(
                    new Poll(
                            poll,
                            listening(poll.feed(), null, null),
                            protocol.rules().requestSpacing(),
                            timeline,
                            requests,
                            incoming,
                            teller));
        }
        connections.forEach(FeedConnection::start);
        polls.forEach(Poll::start);
        timeline.after(CATALOGUE_EVERY, () -> readCatalogue(0));
    }

    /// Plans of which each has something that proves that it delivers, if need be by one more
    /// channel.
    private List<ConnectionPlan> proven(Set<Channel> channels, List<Instrument> chosen) {
        List<ConnectionPlan> plans = protocol.connections(new Wanted(channels, chosen));
        for (Channel proving : PROVING) {
            if (!protocol.channels().contains(proving)) {
                continue;
            }
            Set<Channel> more = EnumSet.copyOf(channels);
            more.add(proving);
            List<ConnectionPlan> withMore = protocol.connections(new Wanted(more, chosen));
            if (unproven(withMore) < unproven(plans)) {
                channels.add(proving);
                plans = withMore;
            }
        }
        return plans;
    }

    private static long unproven(List<ConnectionPlan> plans) {
        return plans.stream().filter(plan -> plan.lively().isEmpty()).count();
    }

    private void connect(ConnectionPlan plan) {
        var connection =
                new FeedConnection(
                        plan,
                        plan.path() + " " + (connections.size() + 1),
                        URI.create(settings.endpoints().webSocket() + plan.path()),
                        protocol,
                        timeline,
                        network,
                        teller,
                        new Hosting(),
                        random.split());
        for (Topic topic : plan.topics()) {
            for (Feed feed : topic.feeds()) {
                connection.add(listening(feed, topic, connection), topic);
            }
        }
        connections.add(connection);
    }

    private Listening listening(
            Feed feed, @Nullable Topic topic, @Nullable FeedConnection carrier) {
        Listening known = feeds.get(feed);
        if (known != null) {
            return known;
        }
        var on = new Listening(feed, code(feed), topic, carrier);
        feeds.put(feed, on);
        hearing.add(on);
        if (feed.channel() == Channel.BOOK) {
            teller.book(on.code, on);
        }
        return on;
    }

    private int code(Feed feed) {
        if (feed.symbol().equals(Instrument.WHOLE_MARKET)) {
            return instruments.code(Instrument.wholeMarket(feed.venue()));
        }
        var listing = symbols.find(feed.symbol());
        if (listing == null) {
            throw new IllegalStateException(
                    protocol + ": planned to listen to " + feed + ", which is not listed");
        }
        return listing.code();
    }

    private void bookWanted(int code) {
        Instrument instrument = instruments.get(code);
        Listening on = feeds.get(Feed.of(instrument, Channel.BOOK));
        FeedConnection over = on == null ? null : on.carrier;
        if (on != null && over != null) {
            bookRequests.wanted(instrument, on, over);
        }
    }

    /// What connections need of this.
    private final class Hosting implements FeedConnection.Host {
        @Override
        public long turnNs() {
            long nowNs = timeline.nowNs();
            if (nowNs < nextConnectNs) {
                return nextConnectNs - nowNs;
            }
            nextConnectNs = nowNs + protocol.rules().connectSpacing().toNanos();
            return 0;
        }

        @Override
        public void message(
                FeedConnection over, byte[] bytes, int from, int to, long receiveTimeNs) {
            incoming.message(over, bytes, from, to, receiveTimeNs);
        }

        @Override
        public void bookLost(int code) {
            continuity.disconnected(code);
        }
    }

    /// How it is now.
    public FeedStatus status() {
        Map<Channel, List<Listening>> byChannel = new EnumMap<>(Channel.class);
        for (Listening on : feeds.values()) {
            byChannel.computeIfAbsent(on.feed.channel(), _ -> new ArrayList<>()).add(on);
        }
        var channels = new ArrayList<ChannelStatus>();
        byChannel.forEach((channel, some) -> channels.add(ChannelStatus.of(channel, some)));
        return new FeedStatus(
                protocol.venue(),
                protocol.name(),
                phase,
                note,
                connections.stream().map(FeedConnection::status).toList(),
                channels,
                account());
    }

    private FeedStatus.Account account() {
        DecodedCounts counts = incoming.counts();
        long duplicates = incoming.duplicates();
        long late = 0;
        for (Listening on : feeds.values()) {
            duplicates += on.toldAgain;
            late += on.late;
        }
        return new FeedStatus.Account(
                counts.messages(),
                counts.control(),
                counts.refused(),
                counts.ignored(),
                counts.malformed(),
                duplicates,
                late,
                hearing.replayed() + incoming.replayed(),
                teller.gaps(),
                requests.failed(),
                incoming.kept(),
                incoming.dropped());
    }
}
