package spillway.venues.connect;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import spillway.market.Channel;
import spillway.market.EventKind;
import spillway.market.FeedState;
import spillway.market.MarketEvent;
import spillway.market.TimeWindow;
import spillway.venues.connect.FeedStatus.ListeningState;
import spillway.venues.protocol.Topic;

/// What one life of a connection proves about its feeds.
///
/// A lively feed proves itself. The others are vouched for by the news of lively ones: from the
/// first after everything was settled, and for as long as they do not pause. News carries the
/// venue's time, so what was missed is told in venue time and depends on no clock and no line: a
/// venue that published news of time `t` had published all that happened more than its delay before
/// `t`, and what happens after `t` it publishes after it. What may be old is no news: the first
/// message of a feed and a whole book, which may be the state on subscribing, and what a venue
/// repeats.
final class Proof {
    private final List<Listening> feeds;
    private final HealthTeller teller;
    private final long alarmAfterNs;
    private final BooleanSupplier isSettled;
    private final Set<Listening> begun = new HashSet<>();
    private final Set<Listening> punctured = new LinkedHashSet<>();
    private long puncturedSinceNs;
    private boolean isRefused;
    private boolean isLive;
    private long livelyNs = MarketEvent.NONE;
    private long livelyVenueNs = MarketEvent.NONE;
    private long latencyNs = MarketEvent.NONE;
    private long leastLatencyNs = MarketEvent.NONE;

    /// Nothing is proved yet.
    ///
    /// @param feeds of the connection
    /// @param alarmAfter pause of all lively feeds after which the others count as silent
    /// @param isSettled whether everything is subscribed to and acknowledged
    Proof(
            List<Listening> feeds,
            HealthTeller teller,
            Duration alarmAfter,
            BooleanSupplier isSettled) {
        this.feeds = feeds;
        this.teller = teller;
        alarmAfterNs = alarmAfter.toNanos();
        this.isSettled = isSettled;
    }

    /// Something was refused, and nobody can tell what: no quiet feed is vouched for.
    void refused() {
        isRefused = true;
    }

    /// When a lively feed brought news last; [MarketEvent#NONE] before the first time.
    long livelyNs() {
        return livelyNs;
    }

    /// Time of receipt less venue time of the last lively message.
    long latencyNs() {
        return latencyNs;
    }

    /// The least of those.
    long leastLatencyNs() {
        return leastLatencyNs;
    }

    /// Whether the quiet feeds are vouched for, as far as nothing was refused.
    boolean isLive() {
        return isLive;
    }

    /// A lively feed brought something.
    ///
    /// @param kind of what it brought
    void lively(Listening by, EventKind kind, long venueTimeNs, long receiveTimeNs) {
        latencyNs = receiveTimeNs - venueTimeNs;
        leastLatencyNs =
                leastLatencyNs == MarketEvent.NONE
                        ? latencyNs
                        : Math.min(leastLatencyNs, latencyNs);
        boolean isFirst = begun.add(by);
        boolean isNews = by.vouches() && !isFirst && kind != EventKind.BOOK_SNAPSHOT;
        if (isNews) {
            news(by, venueTimeNs, receiveTimeNs);
        }
        if (by.feed.channel() != Channel.BOOK) {
            for (int i = 0; i < by.ofTopic.size(); i++) {
                Listening on = by.ofTopic.get(i);
                itself(on, venueTimeNs, receiveTimeNs);
                on.heardVenueNs = Math.max(on.heardVenueNs, venueTimeNs);
                on.heardNs = receiveTimeNs;
            }
        }
    }

    private void news(Listening by, long venueTimeNs, long receiveTimeNs) {
        if (!isLive && isSettled.getAsBoolean()) {
            isLive = true;
            vouch(by, venueTimeNs, receiveTimeNs);
        } else if (isLive && !isRefused) {
            goOn(by, venueTimeNs, receiveTimeNs);
        }
        livelyVenueNs = Math.max(livelyVenueNs, venueTimeNs);
        livelyNs = receiveTimeNs;
    }

    private void vouch(Listening by, long venueTimeNs, long receiveTimeNs) {
        long fromNs = sureFromNs(by, venueTimeNs);
        for (Listening on : feeds) {
            if (!on.isLively() && !isRefused) {
                teller.listening(on, fromNs, receiveTimeNs, "a lively feed delivers");
            }
        }
    }

    /// First instant of which everything will be heard.
    private static long sureFromNs(Listening by, long venueTimeNs) {
        return venueTimeNs + by.publishedWithinNs() + 1;
    }

    /// A live connection goes on. If the venue's time jumped, what happened meanwhile was missed;
    /// if only we had to wait, it came late.
    private void goOn(Listening by, long venueTimeNs, long receiveTimeNs) {
        boolean jumped = venueTimeNs - livelyVenueNs >= alarmAfterNs;
        boolean waited = receiveTimeNs - livelyNs >= alarmAfterNs;
        if (!jumped && !waited && punctured.isEmpty()) {
            return;
        }
        long untilNs = sureFromNs(by, venueTimeNs);
        for (Listening on : feeds) {
            if (on.isLively()) {
                paused(on, jumped, untilNs, receiveTimeNs);
            } else if (on.isListening() && (jumped || punctured.contains(on))) {
                String reason = jumped ? "the connection paused" : "a message was not understood";
                teller.gap(on, heardUntil(on), untilNs, receiveTimeNs, reason);
            } else if (on.state == ListeningState.SILENT && jumped) {
                teller.listening(on, untilNs, receiveTimeNs, "the connection paused");
            } else if (on.state == ListeningState.SILENT) {
                teller.unbroken(on, venueTimeNs, receiveTimeNs, "it came late");
            }
            if (jumped && on.numbers != null) {
                missing(on, Long.MAX_VALUE, receiveTimeNs);
                on.numbers.startAnew();
            }
        }
        punctured.clear();
    }

    /// What a pause of the connection means to a lively feed; the changes of a book chain, and need
    /// nobody to say so.
    private void paused(Listening on, boolean jumped, long untilNs, long receiveTimeNs) {
        if (jumped && on.isListening() && on.feed.channel() != Channel.BOOK) {
            teller.gap(on, on.toldUntilVenueNs(), untilNs, receiveTimeNs, "the connection paused");
            on.pausedUntilVenueNs = untilNs;
            on.pausedUntilNs = receiveTimeNs;
        }
    }

    private void itself(Listening by, long venueTimeNs, long receiveTimeNs) {
        Topic topic = by.topic;
        if (topic == null) {
            return;
        }
        long knownNs = by.toldUntilVenueNs();
        boolean jumped = venueTimeNs - knownNs >= topic.alarmAfter().toNanos();
        switch (by.state) {
            case WAITING, LOST -> teller.listening(by, venueTimeNs, receiveTimeNs, "delivers");
            case SILENT -> {
                if (jumped) {
                    teller.listening(by, venueTimeNs, receiveTimeNs, "delivers again");
                } else {
                    teller.unbroken(by, venueTimeNs, receiveTimeNs, "it came late");
                }
            }
            case LISTENING -> {
                if (jumped) {
                    teller.gap(by, knownNs, venueTimeNs, receiveTimeNs, "it paused");
                }
            }
        }
    }

    /// Messages of some feeds were not understood: of those that nothing else vouches for, a
    /// stretch is missing, from here to the next lively message.
    void notUnderstood(List<Listening> some) {
        if (!isLive) {
            return;
        }
        for (Listening on : some) {
            if (!on.isLively() && on.numbers == null) {
                puncturedSinceNs = punctured.isEmpty() ? livelyVenueNs : puncturedSinceNs;
                punctured.add(on);
            }
        }
    }

    /// Says what is silent by now, and which trades are missing.
    void check(long nowNs, long openedNs) {
        long heardNs = livelyNs == MarketEvent.NONE ? openedNs : livelyNs;
        boolean isSilent = nowNs - heardNs >= alarmAfterNs;
        for (Listening on : feeds) {
            missing(on, nowNs - TradeNumbers.PATIENCE_NS, nowNs);
            if (!on.isListening()) {
                continue;
            }
            String why = silence(on, isSilent, nowNs);
            if (why != null) {
                teller.stopped(on, FeedState.SILENT, heardUntil(on), nowNs, why);
            }
        }
    }

    private @Nullable String silence(Listening on, boolean isSilent, long nowNs) {
        Topic topic = on.topic;
        if (topic != null && on.isLively()) {
            long heardNs = Math.max(on.heardNs, on.pausedUntilNs);
            boolean isOverdue = nowNs - heardNs >= topic.alarmAfter().toNanos();
            return isOverdue ? "silent for " + topic.alarmAfter().toSeconds() + " s" : null;
        }
        return isSilent
                ? "nothing came over its connection for "
                        + Duration.ofNanos(alarmAfterNs).toSeconds()
                        + " s"
                : null;
    }

    /// Venue time up to which everything of a feed was heard.
    private long heardUntil(Listening on) {
        if (on.isLively()) {
            return on.toldUntilVenueNs();
        }
        long untilNs = punctured.contains(on) ? puncturedSinceNs : livelyVenueNs;
        long vouchedNs = Math.max(on.sinceVenueNs, untilNs - on.publishedWithinNs());
        return on.numbers == null ? vouchedNs : Math.max(vouchedNs, on.heardVenueNs);
    }

    private void missing(Listening on, long openedBeforeNs, long nowNs) {
        TradeNumbers numbers = on.numbers;
        if (numbers == null) {
            return;
        }
        for (TimeWindow window : numbers.missing(openedBeforeNs)) {
            teller.gap(on, window.fromNs(), window.toNs(), nowNs, "numbers of trades are missing");
        }
    }

    /// The connection is gone.
    void end(String reason, long nowNs) {
        for (Listening on : feeds) {
            missing(on, Long.MAX_VALUE, nowNs);
            if (on.isListening()) {
                teller.stopped(on, FeedState.LOST, heardUntil(on), nowNs, reason);
            } else if (on.state == ListeningState.SILENT) {
                teller.stopped(on, FeedState.LOST, on.sinceVenueNs, nowNs, reason);
            }
            if (on.numbers != null) {
                on.numbers.startAnew();
            }
        }
    }
}
