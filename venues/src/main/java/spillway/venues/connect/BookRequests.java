package spillway.venues.connect;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import spillway.market.Instrument;
import spillway.venues.protocol.SnapshotSource;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.time.Timeline;

/// Gets whole books when continuity wants them: by request where the venue has them so, one on its
/// way for each instrument; else by renewing the subscription.
///
/// An answer that comes after the connection of its changes was made anew is of no use, and is not
/// read: the first change on the new one asks again.
final class BookRequests {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

    private final VenueProtocol protocol;
    private final Timeline timeline;
    private final Requests requests;
    private final Incoming incoming;
    private final SplittableRandom random;
    private final Map<Listening, Backoff> retries = new HashMap<>();
    private final Map<Listening, Long> askedInLife = new HashMap<>();

    BookRequests(
            VenueProtocol protocol,
            Timeline timeline,
            Requests requests,
            Incoming incoming,
            SplittableRandom random) {
        this.protocol = protocol;
        this.timeline = timeline;
        this.requests = requests;
        this.incoming = incoming;
        this.random = random;
    }

    /// A whole book is wanted.
    void wanted(Instrument instrument, Listening on, FeedConnection over) {
        if (protocol.continuity().snapshotSource() == SnapshotSource.SUBSCRIPTION) {
            over.bookWanted(on);
        } else {
            ask(instrument, on, over, over.life());
        }
    }

    private void ask(Instrument instrument, Listening on, FeedConnection over, long life) {
        Optional<String> request = protocol.bookRequest(instrument);
        if (request.isEmpty() || Long.valueOf(life).equals(askedInLife.get(on))) {
            return;
        }
        askedInLife.put(on, life);
        requests.ask(
                request.get(),
                Requests.Urgency.URGENT,
                protocol.rules().bookSpacing(),
                answer -> answered(request.get(), answer, instrument, on, over, life));
    }

    private void answered(
            String request,
            HttpAnswer answer,
            Instrument instrument,
            Listening on,
            FeedConnection over,
            long life) {
        if (!over.isOpen() || over.life() != life) {
            return;
        }
        askedInLife.remove(on);
        Backoff retry =
                retries.computeIfAbsent(
                        on, _ -> new Backoff(random.split(), FIRST_RETRY, LONGEST_RETRY));
        if (incoming.answer(request, answer).isEmpty()) {
            retry.reset();
            return;
        }
        timeline.after(
                retry.next(),
                () -> {
                    if (over.isOpen() && over.life() == life && !on.isListening()) {
                        ask(instrument, on, over, life);
                    }
                });
    }
}
