package spillway.app.json;

import java.util.Locale;
import spillway.app.reading.SurgeReading;
import spillway.market.MicroUsd;
import spillway.market.TimeWindow;
import spillway.signals.surges.Surge;
import spillway.signals.surges.SurgeBaseline;
import spillway.signals.surges.SurgeSubject;
import spillway.signals.surges.SurgeUnit;
import tools.jackson.databind.node.ObjectNode;

/// Surges as JSON.
public final class SurgesJson {
    private static final int MULTIPLE_DECIMALS = 2;

    private SurgesJson() {}

    /// All surges of a reading.
    public static ObjectNode of(SurgeReading reading) {
        var node = Json.object();
        node.set("window", Json.window(reading.window()));
        var surges = node.putArray("surges");
        reading.surges().forEach(surge -> surges.add(of(surge)));
        if (!reading.notObserved().isEmpty()) {
            node.put("notObserved", reading.notObserved());
        }
        return node;
    }

    /// One surge.
    public static ObjectNode of(Surge surge) {
        var subject = surge.subject();
        var node =
                Json.object()
                        .put("coin", subject.coin().symbol())
                        .put("marketWide", surge.isMarketWide())
                        .put("coinsAtOnce", surge.coinsAtOnce())
                        .put("raisedAt", TimeWindow.iso(surge.raisedNs()));
        if (surge.clearedNs().isPresent()) {
            node.put("clearedAt", TimeWindow.iso(surge.clearedNs().getAsLong()));
            node.put("state", "final");
        } else {
            node.putNull("clearedAt").put("state", "provisional");
        }
        node.put("unit", unit(subject.unit()))
                .put("peak", amount(subject, surge.peak()))
                .put("peakAt", TimeWindow.iso(surge.peakNs()))
                .put("multiple", Json.rounded(surge.multiple(), MULTIPLE_DECIMALS))
                .put("orders", surge.orders());
        if (subject.unit() == SurgeUnit.MICRO_USD) {
            node.put("longUsd", amount(subject, surge.longs()));
            node.put("shortUsd", amount(subject, surge.shorts()));
        }
        node.set("baseline", baseline(subject, surge.baseline()));
        return node.put("source", subject.source())
                .put("kind", subject.isObserved() ? "observed" : "reported");
    }

    private static ObjectNode baseline(SurgeSubject subject, SurgeBaseline baseline) {
        var node =
                Json.object()
                        .put("kind", kind(baseline.kind()))
                        .put("threshold", amount(subject, baseline.threshold()));
        if (baseline.normal() > 0) {
            node.put("normal", amount(subject, baseline.normal()));
        } else {
            node.putNull("normal");
        }
        return node.put("positiveMinutes", baseline.positiveMinutes())
                .put("since", TimeWindow.iso(baseline.sinceNs()))
                .put("rule", baseline.rule());
    }

    /// `warm-up`.
    private static String kind(SurgeBaseline.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String unit(SurgeUnit unit) {
        return switch (unit) {
            case MICRO_USD -> "USD in 60 seconds";
            case ORDERS -> "orders in 60 seconds";
        };
    }

    private static String amount(SurgeSubject subject, long amount) {
        return switch (subject.unit()) {
            case MICRO_USD -> MicroUsd.toString(amount);
            case ORDERS -> Long.toString(amount);
        };
    }
}
