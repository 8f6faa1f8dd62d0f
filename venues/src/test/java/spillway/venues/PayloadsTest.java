package spillway.venues;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import spillway.venues.binance.BinanceProtocol;
import spillway.venues.bybit.BybitProtocol;
import spillway.venues.okx.OkxProtocol;
import spillway.venues.protocol.Decoded;
import spillway.venues.protocol.VenueProtocol;

/// Every message of Bybit and OKX among the payload samples has one right reading, written down
/// here; no sample is left out.
class PayloadsTest {
    private static final String EVENTS = "EVENTS";
    private static final String ACK = "ACK";
    private static final String CLIENT = "client-request";

    /// Readings of a file's messages, in order.
    private static final Map<String, List<String>> BYBIT_STREAM =
            Map.ofEntries(
                    Map.entry("all-liquidation.live", List.of(EVENTS)),
                    Map.entry("ws-adl-alert.docs", List.of("deleveraging-alerts-not-read")),
                    Map.entry("ws-all-liquidation.docs", List.of(EVENTS)),
                    Map.entry("ws-full-ob.docs", List.of(EVENTS)),
                    Map.entry(
                            "ws-insurance-pool.docs", List.of(CLIENT, "insurance-pools-not-read")),
                    Map.entry("ws-kline.docs", List.of("klines-not-read")),
                    Map.entry("ws-kline.nautilus-docs", List.of("klines-not-read")),
                    Map.entry(
                            "ws-order-price-limit.docs", List.of(CLIENT, "price-limits-not-read")),
                    Map.entry("ws-orderbook-delta.nautilus-docs", List.of(EVENTS)),
                    Map.entry(
                            "ws-orderbook-rpi.docs",
                            List.of(CLIENT, ACK, "retail-improvement-book-not-read")),
                    Map.entry("ws-orderbook-snapshot.nautilus-docs", List.of(EVENTS)),
                    Map.entry("ws-orderbook.docs", List.of(EVENTS, EVENTS)),
                    // Not a topic of v5, nor of any version before it.
                    Map.entry("ws-public-trade.nautilus-docs", List.of("MALFORMED topic")),
                    Map.entry("ws-subscription-ack.nautilus-docs", List.of(ACK)),
                    Map.entry("ws-subscription-failure.nautilus-docs", List.of("REFUSED")),
                    Map.entry("ws-ticker-linear.nautilus-docs", List.of(EVENTS)),
                    Map.entry("ws-ticker-option.nautilus-docs", List.of("options-not-read")),
                    // The last is of the spot market: no field of it is read.
                    Map.entry(
                            "ws-ticker.docs", List.of(EVENTS, EVENTS, "options-not-read", EVENTS)),
                    Map.entry("ws-trade.docs", List.of(EVENTS)),
                    Map.entry(
                            "ws-wss-authentication.docs",
                            List.of(
                                    CLIENT, ACK, "PONG", "PONG", "PONG", "PONG", CLIENT, CLIENT,
                                    CLIENT, ACK, ACK, ACK, ACK)));

    private static final Map<String, String> BYBIT_ANSWERS =
            Map.ofEntries(
                    Map.entry(
                            "http-get-funding-history.nautilus-docs", "/v5/market/funding/history"),
                    Map.entry(
                            "http-get-instruments-inverse-symbol-type.nautilus-docs",
                            "/v5/market/instruments-info?category=inverse"),
                    Map.entry(
                            "http-get-instruments-inverse.nautilus-docs",
                            "/v5/market/instruments-info?category=inverse"),
                    Map.entry(
                            "http-get-instruments-linear-symbol-type.nautilus-docs",
                            "/v5/market/instruments-info?category=linear"),
                    Map.entry(
                            "http-get-instruments-linear.nautilus-docs",
                            "/v5/market/instruments-info?category=linear"),
                    Map.entry(
                            "http-get-instruments-option-symbol-id.nautilus-docs",
                            "/v5/market/instruments-info?category=option"),
                    Map.entry(
                            "http-get-instruments-option.nautilus-docs",
                            "/v5/market/instruments-info?category=option"),
                    Map.entry(
                            "http-get-instruments-spot-xstocks.nautilus-docs",
                            "/v5/market/instruments-info?category=spot"),
                    Map.entry(
                            "http-get-instruments-spot.nautilus-docs",
                            "/v5/market/instruments-info?category=spot"),
                    Map.entry("http-get-orderbook.nautilus-docs", "/v5/market/orderbook"),
                    Map.entry("rest-history-fund-rate.docs", "/v5/market/funding/history"),
                    Map.entry("rest-instrument.docs", "/v5/market/instruments-info"),
                    Map.entry("rest-long-short-ratio.docs", "/v5/market/account-ratio"),
                    Map.entry("rest-open-interest.docs", "/v5/market/open-interest"),
                    Map.entry("rest-orderbook.docs", "/v5/market/orderbook"),
                    Map.entry("rest-tickers.docs", "/v5/market/tickers"));

    private static final Set<String> BYBIT_NOT_ASKED_FOR =
            Set.of(
                    "http-get-klines-linear.nautilus-docs",
                    "http-get-trades-recent.nautilus-docs",
                    "rest-adl-alert.docs",
                    "rest-delivery-price.docs",
                    "rest-fee-group-info.docs",
                    "rest-index-components.docs",
                    "rest-index-kline.docs",
                    "rest-insurance.docs",
                    "rest-iv.docs",
                    "rest-kline.docs",
                    "rest-mark-kline.docs",
                    "rest-new-delivery-price.docs",
                    "rest-order-price-limit.docs",
                    "rest-premium-index-kline.docs",
                    "rest-recent-trade.docs",
                    "rest-risk-limit.docs",
                    "rest-rpi-orderbook.docs",
                    "rest-time.docs");

    private static final Map<String, List<String>> OKX_STREAM =
            Map.ofEntries(
                    Map.entry("liquidation-orders.live", List.of(EVENTS)),
                    Map.entry(
                            "public-docs.docs",
                            List.of(
                                    EVENTS, ACK, "REFUSED", EVENTS, EVENTS, EVENTS, EVENTS,
                                    EVENTS)),
                    Map.entry("public.live", List.of(EVENTS, EVENTS, EVENTS)),
                    Map.entry("ws-bbo-tbt.nautilus-docs", List.of(EVENTS)),
                    Map.entry("ws-books-snapshot.nautilus-docs", List.of(EVENTS)),
                    Map.entry("ws-books-update.nautilus-docs", List.of(EVENTS)),
                    Map.entry("ws-candle.nautilus-docs", List.of("klines-not-read")),
                    Map.entry("ws-funding-rate.nautilus-docs", List.of(EVENTS)),
                    Map.entry("ws-instruments.nautilus-docs", List.of(EVENTS)),
                    // An array without an argument: the data of a message, not a message.
                    Map.entry("ws-opt-summary.nautilus-docs", List.of("MALFORMED ")),
                    Map.entry("ws-tickers.nautilus-docs", List.of("day-tickers-not-read")),
                    Map.entry("ws-trades.nautilus-docs", List.of(EVENTS)));

    private static final Map<String, String> OKX_ANSWERS =
            Map.ofEntries(
                    Map.entry(
                            "http-get-instruments-swap.nautilus-docs",
                            "/api/v5/public/instruments?instType=SWAP"),
                    Map.entry(
                            "http-get-instruments-futures.nautilus-docs",
                            "/api/v5/public/instruments?instType=FUTURES"),
                    Map.entry(
                            "http-get-instruments-option.nautilus-docs",
                            "/api/v5/public/instruments?instType=OPTION"),
                    Map.entry(
                            "http-get-instruments-spot.nautilus-docs",
                            "/api/v5/public/instruments?instType=SPOT"),
                    Map.entry(
                            "http-get-index-price.nautilus-docs",
                            "/api/v5/market/index-tickers?instId=BTC-USDT"),
                    Map.entry("http-get-mark-price.nautilus-docs", "/api/v5/public/mark-price"),
                    Map.entry(
                            "http-get-order-book.nautilus-docs",
                            "/api/v5/market/books?instId=BTC-USDT"),
                    Map.entry("http-get-trades.nautilus-docs", "/api/v5/market/trades"),
                    Map.entry(
                            "rest-fetch-funding-rate.ccxt-comment",
                            "/api/v5/public/funding-rate?instId=BTC-USD-SWAP"),
                    Map.entry(
                            "rest-fetch-long-short-ratio-history.ccxt-comment",
                            "/api/v5/rubik/stat/contracts/long-short-account-ratio-contract"
                                    + "?instId=BTC-USDT-SWAP"),
                    Map.entry(
                            "rest-fetch-mark-price.ccxt-comment",
                            "/api/v5/public/mark-price?instType=MARGIN"),
                    Map.entry(
                            "rest-fetch-open-interest.ccxt-comment",
                            "/api/v5/public/open-interest"));

    private static final Set<String> OKX_NOT_ASKED_FOR =
            Set.of(
                    "common-optional-string-to-u64.nautilus-docs",
                    "http-get-candlesticks-full.nautilus-docs",
                    "http-get-candlesticks.nautilus-docs",
                    "http-get-funding-rate-history.nautilus-docs",
                    "http-get-option-summary.nautilus-docs",
                    "http-get-position-tiers.nautilus-docs",
                    "http-get-spread-trades.nautilus-docs",
                    "http-get-spreads.nautilus-docs",
                    "http-transaction-detail.nautilus-docs",
                    "rest-fetch-market-leverage-tiers.ccxt-comment",
                    "rest-fetch-open-interest-history.ccxt-comment",
                    "rest-parse-market.ccxt-comment");

    /// Contracts that samples speak of and no sample defines.
    static final String OKX_CONTRACTS =
            """
            {"code":"0","data":[
            {"instId":"CNPY-USDT-SWAP","instType":"SWAP","ctType":"linear","ctVal":"1","ctMult":"1",
             "tickSz":"0.0001","lotSz":"1","state":"live","instFamily":"CNPY-USDT"},
            {"instId":"IOST-USDT-SWAP","instType":"SWAP","ctType":"linear","ctVal":"1000","ctMult":"1",
             "tickSz":"0.000001","lotSz":"1","state":"live","instFamily":"IOST-USDT"},
            {"instId":"BCH-USDT-SWAP","instType":"SWAP","ctType":"linear","ctVal":"0.1","ctMult":"1",
             "tickSz":"0.01","lotSz":"0.1","state":"live","instFamily":"BCH-USDT"}]}
            """;

    /// What an event does not hold, so that an encoder writes something of its own.
    private static final Set<String> BYBIT_FREE =
            Set.of(
                    "topic",
                    "type",
                    "ts",
                    "cts",
                    "seq",
                    "i",
                    "singleOpenInterest",
                    "singleOpenInterestValue");

    private static final Set<String> OKX_FREE =
            Set.of(
                    "id",
                    "count",
                    "source",
                    "checksum",
                    "instFamily",
                    "instType",
                    "method",
                    "nextFundingRate",
                    "action");

    private static String reading(Decoded kind) {
        return switch (kind) {
            case Decoded.Events _ -> EVENTS;
            case Decoded.Control c -> c.kind().name();
            case Decoded.Ignored i -> i.rule();
            case Decoded.Malformed m -> "MALFORMED " + m.path();
        };
    }

    private static Map<String, List<String>> samples(String venue) throws IOException {
        var samples = new TreeMap<String, List<String>>();
        Path folder = Recordings.require("payloads");
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith(venue + "__")) {
                    samples.put(
                            name.substring(venue.length() + 2).replace(".jsonl", ""),
                            Files.readAllLines(file));
                }
            }
        }
        assertThat(samples).isNotEmpty();
        return samples;
    }

    @Test
    void readsEveryBybitMessage() throws IOException {
        var known = new TreeSet<String>(BYBIT_NOT_ASKED_FOR);
        for (var sample : samples("bybit").entrySet()) {
            String file = sample.getKey();
            if (BYBIT_STREAM.containsKey(file)) {
                streamed(
                        BybitProtocol.LINEAR,
                        file,
                        sample.getValue(),
                        BYBIT_STREAM.get(file),
                        BYBIT_FREE);
                known.add(file);
            } else if (BYBIT_ANSWERS.containsKey(file)) {
                for (String body : sample.getValue()) {
                    var bench = new WireBench(bybitOf(body));
                    assertThat(bench.answer(BYBIT_ANSWERS.get(file), body))
                            .as(file)
                            .isEqualTo(Decoded.Events.DECODED);
                }
                known.add(file);
            }
        }
        assertThat(known).isEqualTo(samples("bybit").keySet());
    }

    private static VenueProtocol bybitOf(String body) {
        if (body.contains("\"inverse\"") || body.contains("InversePerpetual")) {
            return BybitProtocol.INVERSE;
        }
        return body.contains("\"basePrecision\"") || body.contains("\"category\":\"spot\"")
                ? BybitProtocol.SPOT
                : BybitProtocol.LINEAR;
    }

    private static void streamed(
            VenueProtocol protocol,
            String file,
            List<String> messages,
            List<String> readings,
            Set<String> free) {
        var bench = new WireBench(protocol);
        if (protocol.equals(OkxProtocol.SWAP)) {
            catalogue(bench);
        }
        for (int i = 0; i < messages.size(); i++) {
            String message = messages.get(i);
            assertThat(reading(bench.message(message)))
                    .as(file + " " + (i + 1))
                    .isEqualTo(readings.get(i));
            boolean lists = message.contains("\"channel\":\"instruments\"");
            if (readings.get(i).equals(EVENTS) && !lists) {
                bench.comesOutAgain(message, false, free);
            }
        }
        assertThat(messages).as(file).hasSameSizeAs(readings);
    }

    private static void catalogue(WireBench bench) {
        for (String type : List.of("swap", "futures", "spot")) {
            String file = "okx__http-get-instruments-" + type + ".nautilus-docs.jsonl";
            for (String body : Recordings.lines("payloads/" + file)) {
                bench.answer("/api/v5/public/instruments", body);
            }
        }
        assertThat(bench.answer("/api/v5/public/instruments", OKX_CONTRACTS))
                .isEqualTo(Decoded.Events.DECODED);
    }

    @Test
    void readsEveryOkxMessage() throws IOException {
        var known = new TreeSet<String>(OKX_NOT_ASKED_FOR);
        for (var sample : samples("okx").entrySet()) {
            String file = sample.getKey();
            if (OKX_STREAM.containsKey(file)) {
                streamed(OkxProtocol.SWAP, file, sample.getValue(), OKX_STREAM.get(file), OKX_FREE);
                known.add(file);
            } else if (OKX_ANSWERS.containsKey(file)) {
                var bench = new WireBench(OkxProtocol.SWAP);
                catalogue(bench);
                for (String body : sample.getValue()) {
                    assertThat(bench.answer(OKX_ANSWERS.get(file), body))
                            .as(file)
                            .isEqualTo(Decoded.Events.DECODED);
                }
                known.add(file);
            }
        }
        assertThat(known).isEqualTo(samples("okx").keySet());
    }

    @Test
    void readsEveryBinanceStreamMessage() throws IOException {
        var protocols =
                Map.of(
                        "binance-usdm", BinanceProtocol.USDM,
                        "binance-coinm", BinanceProtocol.COINM,
                        "binance-spot", BinanceProtocol.SPOT);
        // A single trade is spoken again as an aggregate of one.
        var freeOfTrades = Set.of("e", "E", "a", "f", "l", "M");
        var freeOfOthers = Set.of("E", "f", "l", "M", "time");
        var freeOfOrders = Set.of("E", "l", "q", "p");
        // Funding of a dated contract is empty, a zero or left out.
        var freeOfMarks = Set.of("r", "T");
        for (var protocol : protocols.entrySet()) {
            for (var sample : samples(protocol.getKey()).entrySet()) {
                boolean isAnswer =
                        sample.getKey().startsWith("rest-")
                                || sample.getKey().contains("-response");
                if (isAnswer) {
                    continue;
                }
                for (String message : sample.getValue()) {
                    var bench = new WireBench(protocol.getValue());
                    Decoded kind = bench.message(message);
                    assertThat(kind).as(message).isNotInstanceOf(Decoded.Malformed.class);
                    boolean streamed =
                            kind == Decoded.Events.DECODED && !message.contains("\"generated\"");
                    if (streamed) {
                        bench.comesOutAgain(
                                message,
                                false,
                                message.contains("\"e\":\"trade\"")
                                        ? freeOfTrades
                                        : message.contains("forceOrder")
                                                ? freeOfOrders
                                                : message.contains("markPrice@1s")
                                                                && message.contains("_2")
                                                        ? freeOfMarks
                                                        : freeOfOthers);
                    }
                }
            }
        }
    }
}
