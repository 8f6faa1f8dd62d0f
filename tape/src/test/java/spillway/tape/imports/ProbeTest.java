package spillway.tape.imports;

import java.nio.file.*;
import java.util.*;
import org.junit.jupiter.api.Test;
import spillway.market.*;

class ProbeTest {
    static void show(String mapping, ImportOptions o, Path... files) throws Exception {
        var target = new SetTarget();
        long t0 = System.nanoTime();
        var s = new Importer(Mapping.shipped(mapping), o, target).run(List.of(files));
        long ms = (System.nanoTime() - t0) / 1000000;
        System.out.println(
                "=== "
                        + mapping
                        + " rows "
                        + s.rows()
                        + " added "
                        + s.added()
                        + " dup "
                        + s.duplicates()
                        + " rej "
                        + s.rejected()
                        + " empty "
                        + s.empty()
                        + " events "
                        + target.added()
                        + " ms "
                        + ms
                        + " "
                        + s.range());
        for (var f : s.files()) {
            System.out.println(
                    "  "
                            + f.file().getFileName()
                            + " "
                            + f.outcome()
                            + " "
                            + f.rows()
                            + "/"
                            + f.added()
                            + "/"
                            + f.duplicates()
                            + "/"
                            + f.rejected()
                            + "/"
                            + f.empty()
                            + " "
                            + f.notes());
            f.problems().forEach(p -> System.out.println("     ! " + p));
        }
        int n = 0;
        for (var g : s.gaps().entrySet())
            if (n++ < 12) System.out.println("  gap " + g.getKey() + " " + g.getValue().windows());
        n = 0;
        for (var e : target.events()) if (n++ < 4) System.out.println("  " + e);
        System.out.println("  " + target.events().getLast());
        var again = new Importer(Mapping.shipped(mapping), o, target).run(List.of(files));
        System.out.println(
                "  again added "
                        + again.added()
                        + " dup "
                        + again.duplicates()
                        + " events "
                        + target.added());
    }

    static Path[] all(Path dir) throws Exception {
        try (var l = Files.list(dir)) {
            return l.sorted().toArray(Path[]::new);
        }
    }

    @Test
    void probe() throws Exception {
        for (var m : Mapping.shippedNames()) Mapping.shipped(m);
        Path d = Path.of(System.getProperty("spillway.shared")).resolve("data");
        if (!Files.exists(d)) d = Path.of("/work/shared/data");
        var none = ImportOptions.none();
        show(
                "coinglass-hourly",
                none.withCoin("BTC"),
                d.resolve("seed-event/btc-hourly-2025-12-04_2026-02-20.csv"));
        show("coinglass-daily", none, all(d.resolve("history-daily/majors-2020_2025")));
        show("coinalyze-daily", none, all(d.resolve("history-daily/btc-by-venue-2022_2023")));
        show(
                "binance-forced-orders",
                none,
                d.resolve("forced-orders/binance-usdm_2025-12-27_28.csv"));
        show("hl-cascade-timeline", none, d.resolve("adl-2025-10-10/cascade_timing_results.json"));
        show(
                "hl-positions",
                none,
                d.resolve("seed-event/hyperliquid-positions_to_2026-02-05T15.csv.gz"));
        Path a = d.resolve("archives-samples");
        show("binance-um-trades", none.withSymbol("BTCUSDT"), a.resolve("binance-um-trades.csv"));
        show(
                "binance-um-agg-trades",
                none.withSymbol("BTCUSDT"),
                a.resolve("binance-um-aggTrades.csv"));
        show("binance-um-metrics", none, a.resolve("binance-um-metrics.csv"));
        show(
                "binance-um-funding",
                none.withSymbol("BTCUSDT"),
                a.resolve("binance-um-fundingRate.csv"));
        show(
                "binance-cm-liquidations",
                none.withSymbol("BTCUSD_PERP"),
                a.resolve("binance-cm-liquidationSnapshot.csv"));
        show("tardis-trades", none, a.resolve("tardis-trades.csv"));
        show(
                "binance-forced-orders",
                none,
                d.resolve("seed-event/hyperliquid-positions_to_2026-02-05T15.csv.gz"),
                d.resolve("seed-event/btc-hourly-2025-12-04_2026-02-20.csv"),
                d.resolve("adl-2025-10-10/cascade_timing_results.json"),
                d);
        show("hl-cascade-timeline", none, all(d.resolve("adl-2025-10-10")));
        show(
                "coinglass-hourly",
                none,
                d.resolve("seed-event/btc-hourly-2025-12-04_2026-02-20.csv"));
    }
}
