package spillway.app.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import spillway.app.text.Table.Align;
import spillway.market.MicroUsd;
import spillway.signals.catalogue.Catalogue;

/// Lists of events for people.
public final class EventsText {
    private EventsText() {}

    /// The first `limit` of each list.
    public static List<String> lines(List<Catalogue> catalogues, long limit) {
        var lines = new ArrayList<String>();
        if (catalogues.isEmpty()) {
            lines.add("Nobody tells of liquidations of this scope on the tape.");
        }
        for (var catalogue : catalogues) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            var scope = catalogue.scope();
            lines.add(
                    scope.name()
                            + ": coins "
                            + String.join(", ", scope.coins())
                            + (scope.venues().isEmpty()
                                    ? ""
                                    : "; venues " + String.join(", ", scope.venues()))
                            + "; "
                            + scope.aggregator()
                            + "; "
                            + scope.window()
                            + "; "
                            + Numbers.count(catalogue.entries().size())
                            + " of them");
            lines.addAll(table(catalogue, limit).lines("  "));
        }
        return lines;
    }

    private static Table table(Catalogue catalogue, long limit) {
        var table =
                new Table(
                        Align.RIGHT,
                        Align.LEFT,
                        Align.RIGHT,
                        Align.RIGHT,
                        Align.LEFT,
                        Align.LEFT,
                        Align.LEFT);
        table.row("rank", "date", "USD", "longs", "largest since", "confidence", "trigger");
        catalogue.ranks().stream()
                .limit(limit)
                .forEach(rank -> {
                    var entry = rank.entry();
                    boolean split = entry.longMicroUsd().isPresent() && entry.totalMicroUsd() > 0;
                    table.row(
                            Integer.toString(rank.rank()),
                            entry.date().toString(),
                            Numbers.compactUsd(entry.totalMicroUsd() / (double) MicroUsd.PER_USD),
                            split
                                    ? Numbers.share(
                                            entry.longMicroUsd().getAsLong()
                                                    / (double) entry.totalMicroUsd())
                                    : "",
                            rank.largestSince().map(Object::toString).orElse("ever"),
                            entry.confidence().name().toLowerCase(Locale.ROOT),
                            entry.trigger());
                });
        return table;
    }
}
