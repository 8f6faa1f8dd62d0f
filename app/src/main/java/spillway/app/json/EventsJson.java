package spillway.app.json;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import spillway.market.MicroUsd;
import spillway.signals.catalogue.Catalogue;
import spillway.signals.catalogue.CatalogueEntry;
import spillway.signals.catalogue.CatalogueScope;
import spillway.signals.catalogue.Confidence;
import spillway.signals.catalogue.Rank;
import tools.jackson.databind.node.ObjectNode;

/// Lists of events as JSON.
public final class EventsJson {
    private static final int COIN_DECIMALS = 2;

    private EventsJson() {}

    /// All lists, the first `limit` of each.
    public static ObjectNode of(List<Catalogue> catalogues, long limit) {
        var node = Json.object();
        var lists = node.putArray("scopes");
        for (var catalogue : catalogues) {
            var list = lists.addObject();
            list.set("scope", scope(catalogue.scope()));
            list.put("of", catalogue.entries().size());
            var events = list.putArray("events");
            Catalogue sourced = catalogue.atLeast(Confidence.MEDIUM);
            catalogue.ranks().stream().limit(limit).forEach(rank -> events.add(of(rank, sourced)));
        }
        if (catalogues.isEmpty()) {
            node.put("notObserved", "nobody tells of liquidations of this scope on the tape");
        }
        return node;
    }

    /// A scope.
    public static ObjectNode scope(CatalogueScope scope) {
        var node = Json.object().put("name", scope.name());
        node.set("coins", Json.texts(scope.coins()));
        node.set("venues", Json.texts(scope.venues()));
        return node.put("aggregator", scope.aggregator()).put("window", scope.window());
    }

    /// One entry with its rank.
    ///
    /// @param sourced the list without what is sourced weakly
    public static ObjectNode of(Rank rank, Catalogue sourced) {
        var entry = rank.entry();
        var node = entry(entry);
        node.put("rank", rank.rank()).put("of", rank.of());
        var atMedium = sourced.rank(entry.date());
        if (atMedium.isPresent()) {
            node.put("rankAtMedium", atMedium.get().rank());
        } else {
            node.putNull("rankAtMedium");
        }
        node.put("ofAtMedium", sourced.entries().size());
        node.put("percentile", Json.share(rank.percentile()));
        put(node, "rankByCoins", rank.byCoins());
        put(node, "rankByShareOfOpenInterest", rank.byShareOfOpenInterest());
        if (rank.largestSince().isPresent()) {
            node.put("largestSince", rank.largestSince().get().toString());
        } else {
            node.putNull("largestSince");
        }
        neighbour(node, "above", rank.above());
        neighbour(node, "below", rank.below());
        return node;
    }

    private static void put(ObjectNode node, String key, OptionalInt rank) {
        if (rank.isPresent()) {
            node.put(key, rank.getAsInt());
        } else {
            node.putNull(key);
        }
    }

    private static void neighbour(ObjectNode node, String key, Optional<CatalogueEntry> entry) {
        if (entry.isPresent()) {
            node.putObject(key)
                    .put("date", entry.get().date().toString())
                    .put("totalUsd", usd(entry.get().totalMicroUsd()));
        } else {
            node.putNull(key);
        }
    }

    /// One entry without a rank.
    public static ObjectNode entry(CatalogueEntry entry) {
        var node =
                Json.object()
                        .put("date", entry.date().toString())
                        .put("totalUsd", usd(entry.totalMicroUsd()));
        usd(node, "longUsd", entry.longMicroUsd());
        usd(node, "shortUsd", entry.shortMicroUsd());
        if (entry.coins().isPresent()) {
            node.put("coins", Json.rounded(entry.coins().getAsDouble(), COIN_DECIMALS));
        } else {
            node.putNull("coins");
        }
        node.put("shareOfOpenInterest", Json.share(entry.shareOfOpenInterest()));
        if (!entry.trigger().isEmpty()) {
            node.put("trigger", entry.trigger());
        }
        return node.put("source", entry.source())
                .put("kind", entry.kind().name().toLowerCase(Locale.ROOT))
                .put("confidence", entry.confidence().name().toLowerCase(Locale.ROOT));
    }

    private static void usd(ObjectNode node, String key, OptionalLong microUsd) {
        if (microUsd.isPresent()) {
            node.put(key, usd(microUsd.getAsLong()));
        } else {
            node.putNull(key);
        }
    }

    private static String usd(long microUsd) {
        return MicroUsd.toCents(microUsd);
    }
}
