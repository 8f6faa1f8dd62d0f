package spillway.signals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.market.TimeWindow;
import spillway.market.Venue;

/// Says up to which moment all events are in: the earliest, over the live sources, of a source's
/// latest venue time, less an allowed lateness. An event exactly as late as allowed may still come,
/// so the watermark lies before it.
///
/// A source is a venue. Finer sources would stop the watermark whenever a quiet channel has nothing
/// to say (liquidations come once in minutes on a calm day), coarser ones would let a slow venue's
/// events all be late.
///
/// A source that has said nothing for `idleAfter` leaves the minimum, and the time until it speaks
/// again is an [#idle()] gap. Time here is the stream's own: the latest time of receipt, or of the
/// venue where history has none; no clock is read, so a stream that stands still decides nothing. A
/// source whose events lie behind the watermark already is late, and joins the minimum again when
/// it has caught up.
public final class Watermarks {
    /// How far a venue's clock may run ahead of ours; beyond it the time of receipt counts, so that
    /// one absurd time stamp does not make every later event late. A minute is far above any honest
    /// clock's error and far below a flush.
    static final long CLOCK_AHEAD_NS = Duration.ofMinutes(1).toNanos();

    /// Idle gaps remembered; the oldest go first. A venue that pauses every minute for a whole day
    /// still fits.
    static final int GAPS_KEPT = 1_440;

    private static final long NEVER = Long.MIN_VALUE;

    /// A source that said nothing for too long.
    ///
    /// @param window from the last it said to the first it said again
    public record IdleGap(Venue venue, TimeWindow window) {}

    private final Instruments instruments;
    private final long latenessNs;
    private final long idleAfterNs;
    private final long stepNs;

    private final Map<Venue, Integer> sourceOfVenue = new HashMap<>();
    private final List<Venue> venues = new ArrayList<>();
    private final List<IdleGap> idle = new ArrayList<>();
    private int[] sourceOfCode = new int[0];
    private long[] latestNs = new long[0];
    private long[] heardNs = new long[0];
    private long streamNs = NEVER;
    private long latestOfAllNs = NEVER;
    private long issuedNs = NEVER;

    /// @param allowedLateness how far behind its venue's latest an event may lie and still be in
    ///   time; `>= 0`
    /// @param idleAfter silence after which a source no longer holds back the others; `> 0`
    /// @param step distance of two watermarks; they lie on whole multiples of it; `> 0`
    public Watermarks(
            Instruments instruments, Duration allowedLateness, Duration idleAfter, Duration step) {
        this.instruments = instruments;
        latenessNs = allowedLateness.toNanos();
        idleAfterNs = idleAfter.toNanos();
        stepNs = step.toNanos();
        check(latenessNs >= 0, "allowedLateness must be >= 0", allowedLateness);
        check(idleAfterNs > 0, "idleAfter must be > 0", idleAfter);
        check(stepNs > 0, "step must be > 0", step);
    }

    private static void check(boolean holds, String rule, Duration found) {
        if (!holds) {
            throw new IllegalArgumentException("watermarks: " + rule + ", was " + found);
        }
    }

    /// Five seconds of lateness, out of the minimum after thirty of silence, a watermark a second.
    public static Watermarks live(Instruments instruments) {
        return new Watermarks(
                instruments, Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(1));
    }

    /// Takes note of an event.
    ///
    /// @return whether the watermark may have moved, and [#advance()] is worth a call
    boolean heard(int code, long venueTimeNs, long receiveTimeNs) {
        int source = sourceOf(code);
        long timeNs = credible(venueTimeNs, receiveTimeNs);
        long nowNs = receiveTimeNs == MarketEvent.NONE ? venueTimeNs : receiveTimeNs;
        streamNs = Math.max(streamNs, nowNs);
        if (isIdle(source)) {
            remember(new IdleGap(venues.get(source), new TimeWindow(heardNs[source], streamNs)));
        }
        heardNs[source] = streamNs;
        latestNs[source] = Math.max(latestNs[source], timeNs);
        latestOfAllNs = Math.max(latestOfAllNs, timeNs);
        return issuedNs == NEVER || allInNs(source) >= issuedNs + stepNs;
    }

    /// The moment up to which nothing of `source` that is in time can be missing.
    private long allInNs(int source) {
        return latestNs[source] - latenessNs - 1;
    }

    /// The venue time, or what the time of receipt leaves of it.
    static long credible(long venueTimeNs, long receiveTimeNs) {
        return receiveTimeNs == MarketEvent.NONE
                ? venueTimeNs
                : Math.min(venueTimeNs, receiveTimeNs + CLOCK_AHEAD_NS);
    }

    private void remember(IdleGap gap) {
        if (idle.size() == GAPS_KEPT) {
            idle.remove(0);
        }
        idle.add(gap);
    }

    private boolean isIdle(int source) {
        return heardNs[source] != NEVER && streamNs - heardNs[source] > idleAfterNs;
    }

    /// The watermark that follows from all that was heard: the last one, or a later one.
    ///
    /// @return `Long.MIN_VALUE` while there is none
    long advance() {
        long earliestNs = Long.MAX_VALUE;
        for (int source = 0; source < venues.size(); source++) {
            if (heardNs[source] != NEVER && !isIdle(source)) {
                boolean caughtUp = allInNs(source) >= issuedNs;
                earliestNs = caughtUp ? Math.min(earliestNs, allInNs(source)) : earliestNs;
            }
        }
        if (earliestNs != Long.MAX_VALUE) {
            issuedNs = Math.max(issuedNs, Math.floorDiv(earliestNs, stepNs) * stepNs);
        }
        return issuedNs;
    }

    /// Latest venue time heard, which is the last watermark of a stream that has ended;
    /// `Long.MIN_VALUE` while nothing was.
    long latestNs() {
        return latestOfAllNs;
    }

    /// The last watermark is `watermarkNs`, whatever was heard.
    void issue(long watermarkNs) {
        issuedNs = Math.max(issuedNs, watermarkNs);
    }

    /// The last watermark; `Long.MIN_VALUE` while there is none.
    public long issuedNs() {
        return issuedNs;
    }

    /// Gaps of sources that spoke again, and of those that are still silent until now, oldest
    /// first.
    public List<IdleGap> idle() {
        var all = new ArrayList<>(idle);
        for (int source = 0; source < venues.size(); source++) {
            if (isIdle(source)) {
                var since = new TimeWindow(heardNs[source], streamNs);
                all.add(new IdleGap(venues.get(source), since));
            }
        }
        return List.copyOf(all);
    }

    private int sourceOf(int code) {
        if (code >= sourceOfCode.length) {
            int known = sourceOfCode.length;
            sourceOfCode = Arrays.copyOf(sourceOfCode, Math.max(code + 1, instruments.size()));
            for (int i = known; i < sourceOfCode.length; i++) {
                sourceOfCode[i] = source(instruments.get(i).venue());
            }
        }
        return sourceOfCode[code];
    }

    private int source(Venue venue) {
        Integer known = sourceOfVenue.get(venue);
        if (known != null) {
            return known;
        }
        int source = venues.size();
        venues.add(venue);
        sourceOfVenue.put(venue, source);
        latestNs = Arrays.copyOf(latestNs, source + 1);
        heardNs = Arrays.copyOf(heardNs, source + 1);
        latestNs[source] = NEVER;
        heardNs[source] = NEVER;
        return source;
    }

    void saveTo(StateWriter out) {
        out.writeLong(latenessNs);
        out.writeLong(idleAfterNs);
        out.writeLong(stepNs);
        out.writeLong(streamNs);
        out.writeLong(latestOfAllNs);
        out.writeLong(issuedNs);
        out.writeInt(venues.size());
        for (int source = 0; source < venues.size(); source++) {
            out.writeText(venues.get(source).code());
            out.writeLong(latestNs[source]);
            out.writeLong(heardNs[source]);
        }
        out.writeInt(idle.size());
        for (var gap : idle) {
            out.writeText(gap.venue().code());
            out.writeLong(gap.window().fromNs());
            out.writeLong(gap.window().toNs());
        }
    }

    void restoreFrom(StateReader in) {
        in.expectLong("an allowed lateness in ns of", latenessNs);
        in.expectLong("a silence that makes idle in ns of", idleAfterNs);
        in.expectLong("a watermark step in ns of", stepNs);
        streamNs = in.readLong();
        latestOfAllNs = in.readLong();
        issuedNs = in.readLong();
        for (int left = in.readCount(); left > 0; left--) {
            int source = source(new Venue(in.readText()));
            latestNs[source] = in.readLong();
            heardNs[source] = in.readLong();
        }
        for (int left = in.readCount(); left > 0; left--) {
            var venue = new Venue(in.readText());
            idle.add(new IdleGap(venue, new TimeWindow(in.readLong(), in.readLong())));
        }
    }
}
