package spillway.tape.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.testing.Counts;
import spillway.testing.Results;

/// Whatever happens to the bytes of a file, an import ends with a summary in which every row is
/// accounted for, every loss has a message, and no event comes out of a file that was refused.
class DamagedFileTest {
    @TempDir private Path folder;

    private record Kind(String mapping, String name, String content) {}

    private static final List<Kind> KINDS =
            List.of(
                    new Kind(
                            "tardis-trades",
                            "trades.csv",
                            "exchange,symbol,timestamp,local_timestamp,id,side,price,amount\n"
                                    + "bitmex,XBTUSD,1583020803145000,1,aa-01,sell,8531.5,2152\n"
                                            .repeat(30)),
                    new Kind(
                            "binance-forced-orders",
                            "orders.csv",
                            "ME,BUY,LIMIT,IOC,4500.0,0.2139,0.2108477,FILLED,1032.0,4500.0,1766845883281,962\n"
                                    .repeat(30)),
                    new Kind(
                            "hl-positions",
                            "positions.csv",
                            "snapshot_utc,address,account_value_usd,coin,direction,size_coin,entry_px,"
                                    + "leverage,position_value_usd,liquidation_px\n"
                                    + "2026-02-04T09:34:27Z,\"0xa1\",2273.5,BTC,Short,1.5,87696.0,40.0,1,2\n"
                                            .repeat(30)),
                    new Kind(
                            "coinalyze-daily",
                            "funding_rate_history.csv",
                            "t,BTC/USDC - OKX,BTC/USDT - WOO X\n"
                                    + "2022-10-19,-0.005,\n".repeat(30)),
                    new Kind(
                            "binance-um-metrics",
                            "metrics.csv",
                            "create_time,symbol,sum_open_interest,sum_open_interest_value,"
                                    + "count_toptrader_long_short_ratio,sum_toptrader_long_short_ratio,"
                                    + "count_long_short_ratio\n"
                                    + "2024-08-12 09:05:00,BTCUSDT,70000.123,4000.5,1.4,2.0,1.6\n"
                                            .repeat(30)),
                    new Kind(
                            "binance-um-funding",
                            "f.csv",
                            "calc_time,funding_interval_hours,last_funding_rate,symbol\n"
                                    + "1709251200000,8,0.00012345,BTCUSDT\n".repeat(30)),
                    new Kind(
                            "hl-cascade-timeline",
                            "cascade.json",
                            "{\"event_start\": \"2025-10-10T21:15:03.127372+00:00\", \"timeline\": ["
                                    + "{\"second\": 0, \"liquidations\": 104, \"adls\": 0},\n"
                                            .repeat(30)
                                    + "{\"second\": 714, \"liquidations\": 2, \"adls\": 3}]}"));

    static LongStream seeds() {
        return Counts.seeds(400, 20_000);
    }

    @AfterAll
    static void keepTheCount() {
        Results.held("imports", "damaged files accounted for", Counts.of(400, 20_000));
    }

    private static byte[] damaged(byte[] content, Random random) {
        byte[] bytes = random.nextInt(4) == 0 ? Imports.gzip(content) : content.clone();
        String likely = "0123456789.-eE,\"\n\r{}[]: \t;NTZ+/\u0000\u00ff";
        int hits = 1 + random.nextInt(4);
        for (int i = 0; i < hits; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = (byte) likely.charAt(random.nextInt(likely.length()));
                case 2 -> {
                    int length = Math.min(bytes.length - at, 1 + random.nextInt(20));
                    byte[] piece = Arrays.copyOfRange(bytes, at, at + length);
                    int to = random.nextInt(bytes.length - length + 1);
                    System.arraycopy(piece, 0, bytes, to, length);
                }
                default -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 6), (byte) '9');
            }
        }
        return random.nextInt(5) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyRowOfADamagedFileIsAccountedFor(long seed) {
        var random = new Random(seed);
        Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        byte[] content = kind.content.getBytes(StandardCharsets.UTF_8);
        Mapping mapping = Mapping.allShipped().get(Mapping.shippedNames().indexOf(kind.mapping));
        var imports = new Imports(folder, mapping, ImportOptions.none());
        ImportSummary summary;
        try {
            summary = imports.of(kind.name, damaged(content, random));
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed + ", " + kind.mapping, e);
        }
        FileSummary file = summary.files().getFirst();
        String where = "seed " + seed + ", " + kind.mapping + ": " + imports.problems(file);
        switch (file.outcome()) {
            case READ -> assertThat(file.problems()).as(where).hasSizeLessThanOrEqualTo(10);
            case CUT -> assertThat(file.problems()).as(where).isNotEmpty();
            case REFUSED -> {
                assertThat(file.problems()).as(where).hasSize(1);
                assertThat(imports.target().events()).as(where).isEmpty();
            }
        }
        assertThat(file.rejected() > 0)
                .as(where)
                .isEqualTo(file.reasons().values().stream().mapToLong(n -> n).sum() > 0);
        assertThat(imports.told()).as("every event can be told: " + where).isNotNull();
    }
}
