package spillway.tape.imports;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import spillway.market.Channel;
import spillway.market.Coverage;
import spillway.market.CoverageFold;
import spillway.market.EventRecorder;
import spillway.market.EventSink;
import spillway.market.Feed;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.market.MarketEvent.FeedHealth;
import spillway.market.MarketEvent.Reported;
import spillway.market.Metric;

/// Keeps every distinct event, in the order of arrival.
final class SetTarget implements ImportTarget {
    private final Instruments instruments = new Instruments();
    private final Set<MarketEvent> known = new HashSet<>();
    private final List<MarketEvent> events = new ArrayList<>();
    private final EventSink sink =
            new EventRecorder(
                    instruments,
                    event -> {
                        if (known.add(event)) {
                            events.add(event);
                        }
                    });

    @Override
    public Instruments instruments() {
        return instruments;
    }

    @Override
    public EventSink sink() {
        return sink;
    }

    @Override
    public long added() {
        return events.size();
    }

    List<MarketEvent> events() {
        return events;
    }

    <E extends MarketEvent> List<E> of(Class<E> kind) {
        var found = new ArrayList<E>();
        for (var event : events) {
            if (kind.isInstance(event)) {
                found.add(kind.cast(event));
            }
        }
        return found;
    }

    List<Reported> reported(Metric metric) {
        var found = new ArrayList<Reported>();
        for (var event : of(Reported.class)) {
            if (event.metric() == metric) {
                found.add(event);
            }
        }
        return found;
    }

    Coverage coverage() {
        var fold = new CoverageFold();
        for (var health : of(FeedHealth.class)) {
            fold.feedHealth(
                    Feed.of(health.instrument(), health.channel()),
                    health.state(),
                    health.fromNs(),
                    health.toNs());
        }
        return fold.at(Long.MAX_VALUE);
    }

    List<Feed> feeds(Channel channel) {
        return coverage().feeds(channel);
    }
}
