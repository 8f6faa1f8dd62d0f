package spillway.venues.connect;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import spillway.venues.protocol.ControlKind;
import spillway.venues.protocol.Decoded;
import spillway.venues.protocol.DecodedCounts;
import spillway.venues.protocol.RecentKeys;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.protocol.WireDecoder;
import spillway.venues.time.Timeline;

/// What comes in from one venue: decoded, counted, and kept aside where it is malformed.
///
/// A message whose bytes came before, among the last tens of thousands, is left out: venues number
/// or time every message of facts, so the same bytes are the same message.
final class Incoming {
    /// Characters of a venue's words that are passed on to people.
    private static final int MOST_WORDS = 200;

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final VenueProtocol protocol;
    private final Timeline timeline;
    private final Hearing hearing;
    private final WireDecoder decoder;
    private final RejectedMessages rejected;
    private final DecodedCounts counts = new DecodedCounts();
    private final RecentKeys heard = new RecentKeys();
    private long duplicates;
    private long replayed;
    private long kept;
    private long dropped;

    Incoming(
            VenueProtocol protocol,
            Timeline timeline,
            Hearing hearing,
            WireDecoder decoder,
            RejectedMessages rejected) {
        this.protocol = protocol;
        this.timeline = timeline;
        this.hearing = hearing;
        this.decoder = decoder;
        this.rejected = rejected;
    }

    DecodedCounts counts() {
        return counts;
    }

    /// Messages that came twice.
    long duplicates() {
        return duplicates;
    }

    /// Messages told again at the start of a subscription.
    long replayed() {
        return replayed;
    }

    /// Malformed messages that were kept.
    long kept() {
        return kept;
    }

    /// Malformed messages that were only counted.
    long dropped() {
        return dropped;
    }

    private static long key(byte[] bytes, int from, int to) {
        long key = (long) to - from;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            key = RecentKeys.mix(key, (long) LONGS.get(bytes, at));
        }
        for (; at < to; at++) {
            key = RecentKeys.mix(key, bytes[at]);
        }
        return key;
    }

    /// A message of a stream.
    void message(FeedConnection over, byte[] bytes, int from, int to, long receiveTimeNs) {
        heard.start();
        if (!heard.add(key(bytes, from, to))) {
            again(over, protocol.topicOf(bytes, from, to));
            return;
        }
        hearing.begin(over);
        Decoded kind = decoder.message(bytes, from, to, receiveTimeNs);
        hearing.end();
        counts.count(kind);
        switch (kind) {
            case Decoded.Events _ -> heard.keep();
            case Decoded.Control control -> {
                if (control.kind() == ControlKind.ACK || control.kind() == ControlKind.REFUSED) {
                    over.answered(control);
                }
            }
            case Decoded.Ignored _ -> {}
            case Decoded.Malformed why -> {
                String topic = protocol.topicOf(bytes, from, to);
                reject(topic, why, bytes, from, to);
                over.notUnderstood(topic);
            }
        }
    }

    /// A message came before. At the start of a subscription venues tell recent history again.
    private void again(FeedConnection over, String topic) {
        if (!over.isLive()) {
            replayed++;
            return;
        }
        duplicates++;
        for (Listening on : over.feedsOf(topic)) {
            on.duplicates++;
        }
    }

    /// An answer to a request.
    ///
    /// @return what became of it, for people; empty if it was what had been asked for
    String answer(String request, HttpAnswer answer, WireDecoder by) {
        if (!answer.isGood()) {
            String said = words(new String(answer.body(), StandardCharsets.UTF_8));
            return answer.status() == 0 ? said : "HTTP " + answer.status() + " " + said;
        }
        byte[] body = answer.body();
        hearing.begin(null);
        Decoded kind = by.answer(request, body, 0, body.length, timeline.nowNs());
        hearing.end();
        counts.count(kind);
        return switch (kind) {
            case Decoded.Events _ -> "";
            case Decoded.Control control -> "refused: " + words(control.text());
            case Decoded.Ignored ignored -> ignored.rule();
            case Decoded.Malformed why -> {
                reject(request, why, body, 0, body.length);
                yield words(why.toString());
            }
        };
    }

    /// An answer to a request, its events heard.
    String answer(String request, HttpAnswer answer) {
        return answer(request, answer, decoder);
    }

    private void reject(String channel, Decoded.Malformed why, byte[] bytes, int from, int to) {
        boolean isKept =
                rejected.add(
                        timeline.nowNs(),
                        protocol.venue(),
                        channel,
                        why.toString(),
                        bytes,
                        from,
                        to);
        kept += isKept ? 1 : 0;
        dropped += isKept ? 0 : 1;
    }

    private static String words(String said) {
        return said.length() <= MOST_WORDS ? said : said.substring(0, MOST_WORDS) + "…";
    }
}
