package spillway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spillway.testing.Recordings;
import tools.jackson.databind.JsonNode;

/// Books of three markets, recorded by somebody whose clock ran behind the venue's.
class RecordedBooksTest {
    @TempDir Path folder;

    private JsonNode books() {
        String[][] recordings = {
            {"binance-usdm", "books/usdm_btcusdt_20240808.gz"},
            {"binance-coinm", "books/cm_btcusd_perp_20240808.gz"},
            {"binance-spot", "books/spot_btcusdt_20240808.gz"},
        };
        for (String[] recording : recordings) {
            String file = Recordings.data(recording[1]).toString();
            Spillway.run("import", recording[0], file, "--tape", folder.toString());
        }
        return Spillway.run("liquidity", "--tape", folder.toString(), "--json").json().get("books");
    }

    @Test
    void eachMarketHasDepthAndSlippageDespiteNegativeLatency() {
        JsonNode books = books();
        assertThat(books.size()).isEqualTo(3);
        for (JsonNode book : books) {
            String venue = book.get("venue").asString();
            assertThat(book.get("latencyMs").asDouble()).as(venue).isNegative();
            assertThat(book.get("crossed").asLong()).as(venue).isZero();
            assertThat(book.get("stale").asBoolean()).as(venue).isFalse();
            assertThat(book.get("spreadBps").asDouble()).as(venue).isBetween(0.001, 5.0);
            double last = 0;
            for (JsonNode depth : book.get("depth")) {
                assertThat(depth.get("bidUsd").asDouble()).as(venue).isGreaterThanOrEqualTo(last);
                last = depth.get("bidUsd").asDouble();
            }
            assertThat(last).as(venue).isGreaterThan(1e6);
            double cost = 0;
            for (JsonNode slippage : book.get("slippage")) {
                if (!slippage.get("sellBps").isNull()) {
                    assertThat(slippage.get("sellBps").asDouble())
                            .as(venue)
                            .isGreaterThanOrEqualTo(cost);
                    cost = slippage.get("sellBps").asDouble();
                }
            }
            assertThat(cost).as(venue).isPositive();
        }
    }
}
