package spillway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spillway.testing.Recordings;
import tools.jackson.databind.JsonNode;

/// The figures of real recordings, from the file to the JSON.
class RecordedEventTest {
    private static final String HOURLY = "seed-event/btc-hourly-2025-12-04_2026-02-20.csv";
    private static final String ORDERS = "forced-orders/binance-usdm_2025-12-27_28.csv";

    @TempDir Path folder;

    private JsonNode importHourly() {
        String file = Recordings.data(HOURLY).toString();
        var answer =
                Spillway.run(
                        "import",
                        "csv",
                        "--map",
                        "coinglass-hourly",
                        "--coin",
                        "BTC",
                        file,
                        "--tape",
                        folder.toString(),
                        "--json");
        assertThat(answer.err()).isEmpty();
        assertThat(answer.exit()).isZero();
        return answer.json();
    }

    private static int hours(JsonNode gaps) {
        int hours = 0;
        for (JsonNode gap : gaps) {
            var from = java.time.Instant.parse(gap.get("from").asString());
            var to = java.time.Instant.parse(gap.get("to").asString());
            hours += (int) java.time.Duration.between(from, to).toHours();
        }
        return hours;
    }

    @Test
    void hourlyRecordingIsImportedOnceAndItsHolesAreNamed() {
        JsonNode first = importHourly();
        assertThat(first.get("rows").asLong()).isEqualTo(1_887);
        assertThat(first.get("added").asLong()).isEqualTo(1_887);
        assertThat(first.get("rejected").asLong()).isZero();
        JsonNode gaps = first.get("gaps");
        for (String channel : new String[] {"price", "funding", "openInterest"}) {
            assertThat(hours(gaps.get(channel))).as(channel).isEqualTo(3);
        }
        assertThat(hours(gaps.get("liquidations"))).isEqualTo(6);
        assertThat(hours(gaps.get("cvd"))).as("all 1,890 hours").isEqualTo(1_890);
        JsonNode again = importHourly();
        assertThat(again.get("added").asLong()).isZero();
        assertThat(again.get("duplicates").asLong()).isEqualTo(1_887);
    }

    @Test
    void reportOfTheReferenceEventAgreesWithTheRecording() {
        importHourly();
        var answer =
                Spillway.run(
                        "report",
                        "--coin",
                        "BTC",
                        "--from",
                        "2026-02-04",
                        "--to",
                        "2026-02-08",
                        "--tape",
                        folder.toString(),
                        "--json");
        assertThat(answer.exit()).isZero();
        JsonNode report = answer.json();
        JsonNode day = report.get("largest24h");
        assertThat(day.get("start").asString()).isEqualTo("2026-02-05T02:00:00Z");
        assertThat(day.get("long").get("usd").asString()).isEqualTo("503150482.40");
        assertThat(day.get("short").get("usd").asString()).isEqualTo("111397062.55");
        assertThat(day.get("kind").asString()).isEqualTo("reported");
        JsonNode price = report.get("price");
        assertThat(price.get("low").asString()).isEqualTo("60000");
        assertThat(price.get("lowAt").asString()).isEqualTo("2026-02-06T00:00:00Z");
        JsonNode interest = report.get("openInterest");
        assertThat(interest.get("peak").asString()).isEqualTo("6949954224");
        assertThat(interest.get("peakAt").asString()).isEqualTo("2026-02-04T20:00:00Z");
        assertThat(interest.get("trough").asString()).isEqualTo("5548439856");
        assertThat(interest.get("troughAt").asString()).isEqualTo("2026-02-06T08:00:00Z");
        assertThat(interest.get("changePct").decimalValue()).isEqualByComparingTo("-20.17");
        assertThat(interest.get("changePctCoin").decimalValue())
                .as("price fell too, so in coin less was closed")
                .isBetween(new BigDecimal("-12"), new BigDecimal("-6"));
        JsonNode funding = report.get("funding");
        assertThat(funding.get("min").decimalValue()).isEqualByComparingTo("-0.025318");
        assertThat(funding.get("minAt").asString()).isEqualTo("2026-02-06T21:00:00Z");
        assertThat(funding.get("max").decimalValue()).isEqualByComparingTo("0.01");
        assertThat(funding.get("last").decimalValue()).isEqualByComparingTo("-0.003403");
        assertThat(report.get("coverage").get("gaps"))
                .anyMatch(gap ->
                        gap.get("from").asString().equals("2026-02-07T11:00:00Z")
                                && gap.get("to").asString().equals("2026-02-07T12:00:00Z")
                                && gap.get("channel").asString().equals("price"));
        for (String key : new String[] {"price.low", "openInterest.peak", "funding.min"}) {
            assertThat(report.get("evidence").get(key).get("source").asString())
                    .isEqualTo("coinglass");
            assertThat(report.get("evidence").get(key).get("kind").asString())
                    .isEqualTo("reported");
        }
    }

    @Test
    void forcedOrdersAreValuedAtTheirFillAndCountedOnce() {
        String file = Recordings.data(ORDERS).toString();
        String[] importing = {
            "import",
            "csv",
            "--map",
            "binance-forced-orders",
            file,
            "--tape",
            folder.toString(),
            "--json"
        };
        assertThat(Spillway.run(importing).json().get("added").asLong()).isEqualTo(2_045);
        assertThat(Spillway.run(importing).json().get("added").asLong()).isZero();
        JsonNode totals =
                Spillway.run(
                                "totals",
                                "--tape",
                                folder.toString(),
                                "--at",
                                "2025-12-28T20:45:00Z",
                                "--window",
                                "48h",
                                "--json")
                        .json();
        assertThat(totals.get("total").get("count").asLong()).isEqualTo(2_045);
        assertThat(totals.get("long").get("count").asLong()).isEqualTo(880);
        assertThat(totals.get("long").get("usd").asString()).startsWith("544019.79");
        assertThat(totals.get("short").get("count").asLong()).isEqualTo(1_165);
        assertThat(totals.get("short").get("usd").asString()).startsWith("1507009.54");
        assertThat(totals.get("largest").get("symbol").asString()).isEqualTo("1000PEPEUSDT");
        assertThat(totals.get("largest").get("closedSide").asString()).isEqualTo("SHORT");
        assertThat(totals.get("largest").get("usd").asString()).startsWith("126380.25");
        assertThat(totals.get("range").get("upper").isNull()).isTrue();
        String rows =
                Spillway.run(
                                "sql",
                                "--tape",
                                folder.toString(),
                                "--json",
                                "select closed_side, count(*) as orders, sum(notional_usd) as usd"
                                        + " from liquidations group by 1 order by 1")
                        .out();
        String longs = totals.get("long").get("usd").asString();
        String shorts = totals.get("short").get("usd").asString();
        assertThat(rows)
                .isEqualTo(
                        "{\"closed_side\":\"LONG\",\"orders\":880,\"usd\":"
                                + longs
                                + "}\n{\"closed_side\":\"SHORT\",\"orders\":1165,\"usd\":"
                                + shorts
                                + "}\n");
    }

    @Test
    void bothOrdersOfReplayEndInTheSameState() {
        importHourly();
        String file = Recordings.data(ORDERS).toString();
        Spillway.run(
                "import",
                "csv",
                "--map",
                "binance-forced-orders",
                file,
                "--tape",
                folder.toString());
        JsonNode arrival = Spillway.run("replay", "--tape", folder.toString(), "--json").json();
        JsonNode again = Spillway.run("replay", "--tape", folder.toString(), "--json").json();
        JsonNode event =
                Spillway.run("replay", "--order", "event", "--tape", folder.toString(), "--json")
                        .json();
        assertThat(again).isEqualTo(arrival);
        assertThat(event.get("stateHash")).isEqualTo(arrival.get("stateHash"));
        assertThat(event.get("totals")).isEqualTo(arrival.get("totals"));
    }
}
