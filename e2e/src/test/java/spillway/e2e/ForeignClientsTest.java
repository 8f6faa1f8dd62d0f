package spillway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spillway.market.Instrument;
import spillway.market.LevelBook;
import spillway.market.TakerSide;
import spillway.venues.Venues;
import spillway.venues.protocol.VenueProtocol;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Programs that were written without a look at Spillway find on its emulated venues what happened
/// there.
class ForeignClientsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LEVELS = 50;

    private static VenueProtocol protocol(String name) {
        return Venues.byName(name).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aClientOfBybitCountsTheLiquidationsThatWerePublished(long seed) throws Exception {
        VenueProtocol bybit = protocol("bybit-linear");
        try (var fall = new EmulatedFall(seed, List.of(bybit));
                var client =
                        new NodeProgram(
                                "bybit-liquidations.mjs",
                                fall.webSocket(bybit),
                                fall.rest(bybit))) {
            assertThat(client.line()).isEqualTo("listening");
            fall.run();
            JsonNode counted = JSON.readTree(client.finish());
            var wire = fall.ask(fall.emulation()::truth).wire();
            var truth = Objects.requireNonNull(wire.get(bybit.venue().code()));
            assertThat(truth.longCount()).as("longs liquidated").isGreaterThan(10);
            assertThat(counted.at("/long/orders").asLong()).isEqualTo(truth.longCount());
            assertThat(counted.at("/short/orders").asLong()).isEqualTo(truth.shortCount());
            assertThat(counted.at("/long/microUsd").asString())
                    .isEqualTo(Long.toString(truth.longMicroUsd()));
            assertThat(counted.at("/short/microUsd").asString())
                    .isEqualTo(Long.toString(truth.shortMicroUsd()));
        }
    }

    @Test
    void ccxtReadsTheTradesAndTheBookOfBinance() throws Exception {
        ccxtAgrees(protocol("binance-usdm"), "binanceusdm", "BTCUSDT");
    }

    @Test
    void ccxtReadsTheTradesAndTheBookOfBybit() throws Exception {
        ccxtAgrees(protocol("bybit-linear"), "bybit", "BTCUSDT");
    }

    private static void ccxtAgrees(VenueProtocol protocol, String name, String symbol)
            throws Exception {
        try (var fall = new EmulatedFall(1, List.of(protocol))) {
            fall.run();
            JsonNode read;
            try (var client =
                    new NodeProgram(
                            "ccxt-reader.mjs", name, fall.rest(protocol), "BTC/USDT:USDT")) {
                read = JSON.readTree(client.finish());
            }
            Instrument on = fall.instrument(symbol);
            assertThat(read.path("symbol").asString()).isEqualTo(symbol);
            assertThat(trades(read)).isEqualTo(lastTrades(fall, on, trades(read).size()));
            assertThat(trades(read)).hasSizeGreaterThan(50);
            LevelBook book = fall.ask(() -> fall.market.book(on));
            assertThat(levels(read.at("/book/bids"))).isEqualTo(bids(book, on));
            assertThat(levels(read.at("/book/asks"))).isEqualTo(asks(book, on));
        }
    }

    private static List<String> trades(JsonNode read) {
        var trades = new ArrayList<String>();
        for (JsonNode trade : read.path("trades")) {
            trades.add(
                    trade.path("side").asString()
                            + " "
                            + plain(trade.path("amount").decimalValue())
                            + " at "
                            + plain(trade.path("price").decimalValue()));
        }
        return trades;
    }

    private static List<String> lastTrades(EmulatedFall fall, Instrument on, int count)
            throws Exception {
        var all = fall.ask(() -> fall.market.trades(on));
        var last = new ArrayList<String>();
        for (var trade : all.subList(all.size() - count, all.size())) {
            String side = trade.takerSide() == TakerSide.BUY ? "buy" : "sell";
            last.add(
                    side.toLowerCase(Locale.ROOT)
                            + " "
                            + decimal(trade.quantity(), on.quantityScale())
                            + " at "
                            + decimal(trade.price(), on.priceScale()));
        }
        return last;
    }

    private static List<String> levels(JsonNode side) {
        var levels = new ArrayList<String>();
        for (JsonNode level : side) {
            levels.add(
                    plain(level.get(1).decimalValue())
                            + " at "
                            + plain(level.get(0).decimalValue()));
        }
        return levels;
    }

    private static List<String> bids(LevelBook book, Instrument on) {
        var levels = new ArrayList<String>();
        for (int i = 0; i < Math.min(LEVELS, book.bids()); i++) {
            levels.add(level(book.bidQuantity(i), book.bidPrice(i), on));
        }
        return levels;
    }

    private static List<String> asks(LevelBook book, Instrument on) {
        var levels = new ArrayList<String>();
        for (int i = 0; i < Math.min(LEVELS, book.asks()); i++) {
            levels.add(level(book.askQuantity(i), book.askPrice(i), on));
        }
        return levels;
    }

    private static String level(long quantity, long price, Instrument on) {
        return decimal(quantity, on.quantityScale()) + " at " + decimal(price, on.priceScale());
    }

    private static String decimal(long mantissa, int scale) {
        return plain(BigDecimal.valueOf(mantissa, scale));
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
