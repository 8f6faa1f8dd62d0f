package spillway.tape.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spillway.market.Channel;
import spillway.market.Decimal;
import spillway.market.Instrument;
import spillway.market.MarketEvent;
import spillway.market.MarketEvent.AccountPosition;
import spillway.market.MarketEvent.Deleveraging;
import spillway.market.MarketEvent.Liquidation;
import spillway.market.MarketEvent.Reported;
import spillway.market.Metric;
import spillway.market.MicroUsd;
import spillway.market.PositionSide;
import spillway.market.TimeWindow;
import spillway.tape.TapeWriter;
import spillway.testing.Recordings;

/// What the recordings of `shared/data` come to. The expected figures were counted and summed from
/// the files by another program. Skipped where the recordings are not there.
class RecordedFilesTest {
    @TempDir private Path folder;

    private final SetTarget target = new SetTarget();

    private ImportSummary run(String mapping, ImportOptions options, Path... files) {
        return new Importer(Mapping.shipped(mapping), options, target).run(List.of(files));
    }

    private ImportSummary run(String mapping, Path... files) {
        return run(mapping, ImportOptions.none(), files);
    }

    private Path[] filesOf(String name) throws IOException {
        try (Stream<Path> files = Files.list(Recordings.data(name))) {
            return files.sorted().toArray(Path[]::new);
        }
    }

    private static BigDecimal exact(long mantissa, int scale) {
        return new Decimal(mantissa, scale).toBigDecimal();
    }

    private BigDecimal sumOfCloses(Metric metric) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Reported reported : target.reported(metric)) {
            sum = sum.add(exact(reported.close(), reported.scale()));
        }
        return sum;
    }

    private static String counts(ImportSummary summary) {
        return summary.rows()
                + "/"
                + summary.added()
                + "/"
                + summary.duplicates()
                + "/"
                + summary.rejected()
                + "/"
                + summary.empty();
    }

    private static void assertAddsNothingMore(ImportSummary first, ImportSummary second) {
        assertThat(second.added()).isZero();
        assertThat(second.duplicates()).isEqualTo(first.added() + first.duplicates());
        assertThat(second.gaps()).isEqualTo(first.gaps());
    }

    private static List<String> gaps(ImportSummary summary, Channel channel) {
        return summary.gaps(channel).stream().map(TimeWindow::toString).toList();
    }

    @Test
    void coinglassHourly() {
        Path file = Recordings.data("seed-event/btc-hourly-2025-12-04_2026-02-20.csv");
        var summary = run("coinglass-hourly", ImportOptions.none().withCoin("BTC"), file);
        assertThat(counts(summary)).isEqualTo("1887/1887/0/0/0");
        assertThat(summary.clean()).isTrue();
        assertThat(summary.range().orElseThrow().toString())
                .isEqualTo("2025-12-04T06:00:00Z/2026-02-21T00:00:00Z");

        var missing =
                List.of(
                        "2025-12-27T18:00:00Z/2025-12-27T19:00:00Z",
                        "2026-01-14T21:00:00Z/2026-01-14T22:00:00Z",
                        "2026-02-07T11:00:00Z/2026-02-07T12:00:00Z");
        for (Channel channel : List.of(Channel.PRICE, Channel.FUNDING, Channel.OPEN_INTEREST)) {
            assertThat(gaps(summary, channel)).as(channel.key()).isEqualTo(missing);
        }
        var liquidations = new ArrayList<>(missing);
        liquidations.add("2025-12-25T04:00:00Z/2025-12-25T05:00:00Z");
        liquidations.add("2026-01-10T15:00:00Z/2026-01-10T16:00:00Z");
        liquidations.add("2026-01-18T08:00:00Z/2026-01-18T09:00:00Z");
        liquidations.sort(Comparator.naturalOrder());
        assertThat(gaps(summary, Channel.LIQUIDATIONS)).isEqualTo(liquidations);
        assertThat(gaps(summary, Channel.CVD))
                .containsExactly("2025-12-04T06:00:00Z/2026-02-21T00:00:00Z");
        assertThat(target.reported(Metric.CVD)).isEmpty();

        assertThat(target.of(Liquidation.class)).isEmpty();
        assertThat(target.reported(Metric.LIQUIDATED_LONG)).hasSize(1884);
        assertThat(sumOfCloses(Metric.LIQUIDATED_LONG)).isEqualByComparingTo("3090955500.24096");
        assertThat(sumOfCloses(Metric.LIQUIDATED_SHORT)).isEqualByComparingTo("1684680174.04369");
        assertThat(sumOfCloses(Metric.FUNDING_RATE)).isEqualByComparingTo("0.06589145");
        assertThat(sumOfCloses(Metric.OPEN_INTEREST)).isEqualByComparingTo("14721024746408");
        assertThat(target.reported(Metric.PRICE).stream().mapToDouble(RecordedFilesTest::low).min())
                .hasValue(60_000.0);

        assertAddsNothingMore(
                summary, run("coinglass-hourly", ImportOptions.none().withCoin("BTC"), file));
    }

    private static double low(Reported reported) {
        return Decimal.toDouble(reported.low(), reported.scale());
    }

    /// Two halves that overlap come to the same facts as the whole, whichever comes first.
    @Test
    void anOverlappingFileAddsOnlyItsNewRows() throws IOException {
        Path file = Recordings.data("seed-event/btc-hourly-2025-12-04_2026-02-20.csv");
        List<String> lines = Files.readAllLines(file);
        var early = new ArrayList<>(lines.subList(0, 1001));
        var late = new ArrayList<>(lines.subList(901, lines.size()));
        late.addFirst(lines.getFirst());
        Path one = Files.write(folder.resolve("early.csv"), early);
        Path two = Files.write(folder.resolve("late.csv"), late);
        var options = ImportOptions.none().withCoin("BTC");
        assertThat(counts(run("coinglass-hourly", options, two))).isEqualTo("987/987/0/0/0");
        assertThat(counts(run("coinglass-hourly", options, one))).isEqualTo("1000/900/100/0/0");
        assertThat(sumOfCloses(Metric.OPEN_INTEREST)).isEqualByComparingTo("14721024746408");
        Instrument btc = target.reported(Metric.PRICE).getFirst().instrument();
        assertThat(target.coverage().of(btc, Channel.PRICE).windows()).hasSize(4);
    }

    @Test
    void binanceForcedOrders() {
        Path file = Recordings.data("forced-orders/binance-usdm_2025-12-27_28.csv");
        var summary = run("binance-forced-orders", file);
        assertThat(counts(summary)).isEqualTo("2045/2045/0/0/0");
        var orders = target.of(Liquidation.class);
        long[] usd = new long[2];
        int[] count = new int[2];
        for (Liquidation order : orders) {
            int side = order.closedSide() == PositionSide.LONG ? 0 : 1;
            usd[side] += order.notionalMicroUsd();
            count[side]++;
        }
        assertThat(count).containsExactly(880, 1165);
        assertThat(MicroUsd.toCents(usd[0])).isEqualTo("544019.79");
        assertThat(MicroUsd.toCents(usd[1])).isEqualTo("1507009.54");
        var largest =
                orders.stream()
                        .max(Comparator.comparingLong(Liquidation::notionalMicroUsd))
                        .orElseThrow();
        assertThat(Told.of(largest))
                .startsWith("liquidation binance-usdm 1000PEPEUSDT 2025-12-27T21:38:55.290Z short")
                .contains(" worth 126380.251900 ");
        assertThat(orders.stream().map(MarketEvent::instrument).distinct()).hasSize(257);

        assertThat(gaps(summary, Channel.LIQUIDATIONS))
                .as("three sessions, each from its first order to its last")
                .containsExactly(
                        "2025-12-27T15:55:31.561Z/2025-12-27T21:38:47.741Z",
                        "2025-12-27T21:55:57.535Z/2025-12-28T20:16:18.227Z");
        assertAddsNothingMore(summary, run("binance-forced-orders", file));
    }

    /// The same on a tape: what is on disk is known after the tape was closed.
    @Test
    void aTapeKnowsWhatItHas() throws IOException {
        Path file = Recordings.data("forced-orders/binance-usdm_2025-12-27_28.csv");
        for (long added : new long[] {2045, 0}) {
            try (var writer = TapeWriter.open(folder);
                    var session = writer.beginImport()) {
                var summary =
                        new Importer(
                                        Mapping.shipped("binance-forced-orders"),
                                        ImportOptions.none(),
                                        session)
                                .run(List.of(file));
                session.finish();
                assertThat(summary.added()).isEqualTo(added);
                assertThat(summary.duplicates()).isEqualTo(2045 - added);
                assertThat(session.added()).isEqualTo(added == 0 ? 0 : 2048);
            }
        }
    }

    @Test
    void coinglassDaily() throws IOException {
        var summary = run("coinglass-daily", filesOf("history-daily/majors-2020_2025"));
        assertThat(counts(summary)).isEqualTo("167939/126056/0/0/41883");
        assertThat(summary.clean()).isTrue();
        var empty = new ArrayList<String>();
        for (FileSummary file : summary.files()) {
            if (file.empty() > 0) {
                empty.add(file.file().getFileName() + " " + file.empty());
            }
        }
        assertThat(empty)
                .containsExactly(
                        "futures_oi_agg_1d.csv 13421",
                        "liquidation_agg_1d.csv 15281",
                        "taker_vol_agg_futures_1d.csv 13181");
        assertThat(target.of(Liquidation.class)).isEmpty();
        assertAddsNothingMore(
                summary, run("coinglass-daily", filesOf("history-daily/majors-2020_2025")));
    }

    /// Three files are of this kind; three say what the publisher knows of venues and are refused.
    @Test
    void coinalyzeDaily() throws IOException {
        var summary = run("coinalyze-daily", filesOf("history-daily/btc-by-venue-2022_2023"));
        assertThat(summary.files().stream().map(Imports::counts))
                .containsExactly(
                        "REFUSED 0/0/0/0/0",
                        "READ 729/729/0/0/0",
                        "READ 729/729/0/0/0",
                        "READ 729/729/0/0/0",
                        "REFUSED 0/0/0/0/0",
                        "REFUSED 0/0/0/0/0");
        assertThat(target.reported(Metric.FUNDING_RATE)).hasSize(14_930);
        assertThat(target.reported(Metric.OPEN_INTEREST)).hasSize(12_955);
        assertThat(
                        target.reported(Metric.LIQUIDATED_LONG).size()
                                + target.reported(Metric.LIQUIDATED_SHORT).size())
                .isEqualTo(16_718);
        assertAddsNothingMore(
                summary, run("coinalyze-daily", filesOf("history-daily/btc-by-venue-2022_2023")));
    }

    @Test
    void hlCascadeTimeline() {
        Path file = Recordings.data("adl-2025-10-10/cascade_timing_results.json");
        var summary = run("hl-cascade-timeline", file);
        assertThat(counts(summary)).isEqualTo("186/186/0/0/0");
        assertThat(sumOfCloses(Metric.LIQUIDATION_ORDERS)).isEqualByComparingTo("63637");
        assertThat(sumOfCloses(Metric.DELEVERAGING_ORDERS)).isEqualByComparingTo("34983");
        assertThat(target.of(Liquidation.class)).isEmpty();
        assertThat(target.of(Deleveraging.class)).isEmpty();
        assertAddsNothingMore(summary, run("hl-cascade-timeline", file));
    }

    @Test
    void hlPositions() {
        Path file = Recordings.data("seed-event/hyperliquid-positions_to_2026-02-05T15.csv.gz");
        var summary = run("hl-positions", file);
        assertThat(counts(summary)).isEqualTo("32913/32913/0/0/0");
        long usd = 0;
        int longs = 0;
        int withoutPrice = 0;
        for (AccountPosition position : target.of(AccountPosition.class)) {
            usd += position.notionalMicroUsd();
            longs += position.side() == PositionSide.LONG ? 1 : 0;
            withoutPrice += position.liquidationPriceMantissa() == MarketEvent.NONE ? 1 : 0;
        }
        assertThat(longs).isEqualTo(10_354);
        assertThat(withoutPrice).isEqualTo(9_827);
        assertThat(MicroUsd.toString(usd)).isEqualTo("28361752617.521803");
        assertAddsNothingMore(summary, run("hl-positions", file));
    }

    @Test
    void samplesOfPublicArchives() {
        String table =
                """
                binance-um-trades        BTCUSDT      binance-um-trades.csv                  2/2/0/0/0
                binance-um-agg-trades    BTCUSDT      binance-um-aggTrades.csv               1/1/0/0/0
                binance-um-metrics       -            binance-um-metrics.csv                 2/2/0/0/0
                binance-um-funding       BTCUSDT      binance-um-fundingRate.csv             1/1/0/0/0
                binance-cm-liquidations  BTCUSD_PERP  binance-cm-liquidationSnapshot.csv     4/2/2/0/0
                tardis-trades            -            tardis-trades.csv                      10/10/0/0/0
                """;
        for (String line : table.lines().toList()) {
            String[] cells = line.split(" +");
            var options =
                    cells[1].equals("-")
                            ? ImportOptions.none()
                            : ImportOptions.none().withSymbol(cells[1]);
            Path file = Recordings.data("archives-samples/" + cells[2]);
            var summary = run(cells[0], options, file);
            assertThat(counts(summary)).as(line).isEqualTo(cells[3]);
            assertAddsNothingMore(summary, run(cells[0], options, file));
        }
    }

    /// Every recording in CSV or JSON is either of a kind or refused with a reason, by each
    /// mapping; a refused one leaves nothing behind.
    @Test
    void everyForeignRecordingIsRefusedOrAccountedFor() throws IOException {
        var files = new ArrayList<Path>();
        for (String name :
                List.of(
                        "seed-event",
                        "adl-2025-10-10",
                        "forced-orders",
                        "archives-samples",
                        "tiers")) {
            files.addAll(List.of(filesOf(name)));
        }
        for (String name : Mapping.shippedNames()) {
            var own = new SetTarget();
            var options = ImportOptions.none().withCoin("BTC");
            var summary = new Importer(Mapping.shipped(name), options, own).run(files);
            assertThat(summary.files()).hasSameSizeAs(files);
            for (FileSummary file : summary.files()) {
                if (file.outcome() == FileSummary.Outcome.REFUSED) {
                    assertThat(file.problems().getFirst().advice())
                            .as("%s with %s", file.file(), name)
                            .isNotEmpty();
                }
            }
            assertThat(own.added() == 0)
                    .as("%s has events only of rows added", name)
                    .isEqualTo(summary.added() == 0);
        }
    }
}
