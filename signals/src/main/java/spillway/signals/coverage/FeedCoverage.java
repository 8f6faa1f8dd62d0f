package spillway.signals.coverage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import spillway.market.Channel;
import spillway.market.Coverage;
import spillway.market.CoverageFold;
import spillway.market.EventKind;
import spillway.market.Feed;
import spillway.market.FeedState;
import spillway.market.Instrument;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.market.Venue;
import spillway.signals.KeyScope;
import spillway.signals.Operator;
import spillway.signals.StateReader;
import spillway.signals.StateWriter;

/// The operator that knows when each feed was listened to.
///
/// Keeps what happened to feeds in event order and folds it when asked, so an event that comes late
/// counts as if it had come in time. Such events are few (a connection lost, a recording's
/// stretch), and all are kept: coverage of a year ago is asked for beside a total of a year ago.
public final class FeedCoverage implements Operator {
    private static final int STATE_VERSION = 1;
    private static final long NEVER = Long.MIN_VALUE;
    private static final Channel[] CHANNELS = Channel.values();
    private static final FeedState[] STATES = FeedState.values();

    private record Happening(
            long venueTimeNs, long seq, Feed feed, FeedState state, long fromNs, long toNs) {
        /// [spillway.market.EventOrder] of the events; then contents, for those without a place.
        static final Comparator<Happening> ORDER =
                Comparator.comparingLong(Happening::venueTimeNs)
                        .thenComparing(h -> h.feed().venue().code())
                        .thenComparing(h -> h.feed().symbol())
                        .thenComparingLong(Happening::seq)
                        .thenComparing(h -> h.feed().channel())
                        .thenComparing(Happening::state)
                        .thenComparingLong(Happening::fromNs)
                        .thenComparingLong(Happening::toNs);
    }

    private final Instruments instruments;
    private final List<Happening> happenings = new ArrayList<>();
    private long seq = MarketEvent.NONE;
    private long watermarkNs = NEVER;
    private @Nullable Coverage folded;

    /// @param instruments the numbering behind the codes that will be pushed
    public FeedCoverage(Instruments instruments) {
        this.instruments = instruments;
    }

    @Override
    public String name() {
        return "feed-coverage";
    }

    @Override
    public KeyScope keyScope() {
        return KeyScope.VENUE;
    }

    @Override
    public Set<EventKind> kinds() {
        return EnumSet.of(EventKind.FEED_HEALTH);
    }

    @Override
    public void at(long nextSeq) {
        seq = nextSeq;
    }

    @Override
    public void feedHealth(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            Channel channel,
            FeedState state,
            long fromNs,
            long toNs,
            String reason) {
        Instrument subject = instruments.get(instrument);
        add(new Happening(venueTimeNs, seq, Feed.of(subject, channel), state, fromNs, toNs));
    }

    private void add(Happening happening) {
        int found = Collections.binarySearch(happenings, happening, Happening.ORDER);
        happenings.add(found < 0 ? -found - 1 : found, happening);
        folded = null;
    }

    @Override
    public void onWatermark(long toNs) {
        watermarkNs = toNs;
        folded = null;
    }

    /// The coverage up to and including the last watermark: feeds that listen are covered until
    /// then.
    public Coverage coverage() {
        Coverage known = folded;
        if (known != null) {
            return known;
        }
        var fold = new CoverageFold();
        for (var happening : happenings) {
            fold.feedHealth(
                    happening.feed(), happening.state(), happening.fromNs(), happening.toNs());
        }
        Coverage fresh = fold.at(watermarkNs == NEVER ? NEVER : watermarkNs + 1);
        folded = fresh;
        return fresh;
    }

    // Ordinals of append-only enums are the form.
    @SuppressWarnings("EnumOrdinal")
    @Override
    public void saveTo(StateWriter out) {
        out.writeHeader(name(), STATE_VERSION);
        out.writeLong(watermarkNs);
        out.writeInt(happenings.size());
        for (var happening : happenings) {
            out.writeLong(happening.venueTimeNs());
            out.writeLong(happening.seq());
            out.writeText(happening.feed().venue().code());
            out.writeByte(happening.feed().channel().ordinal());
            out.writeText(happening.feed().symbol());
            out.writeByte(happening.state().ordinal());
            out.writeLong(happening.fromNs());
            out.writeLong(happening.toNs());
        }
    }

    @Override
    public void restoreFrom(StateReader in) {
        in.expectHeader(name(), STATE_VERSION);
        watermarkNs = in.readLong();
        for (int more = in.readCount(); more > 0; more--) {
            long venueTimeNs = in.readLong();
            long atSeq = in.readLong();
            var venue = new Venue(in.readText());
            var feed = new Feed(venue, in.readOneOf(CHANNELS), in.readText());
            add(
                    new Happening(
                            venueTimeNs,
                            atSeq,
                            feed,
                            in.readOneOf(STATES),
                            in.readLong(),
                            in.readLong()));
        }
    }
}
