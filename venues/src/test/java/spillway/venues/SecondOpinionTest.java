package spillway.venues;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import spillway.market.Decimal;
import spillway.market.EventRecorder;
import spillway.market.Instrument;
import spillway.market.Instruments;
import spillway.market.Levels;
import spillway.market.MarketEvent;
import spillway.market.MicroUsd;
import spillway.market.TimeWindow;
import spillway.venues.book.BookContinuity;
import spillway.venues.protocol.Symbols;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.protocol.WireDecoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Where the samples carry the reading of a second normaliser, every difference from ours is listed
/// in `docs/reference/venue-differences.md` with who is right and why; no other difference exists.
///
/// `-Dspillway.test.regenerate=true` writes the page anew.
class SecondOpinionTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path PAGE =
            Path.of(
                    System.getProperty("spillway.home", ".."),
                    "docs/reference/venue-differences.md");
    private static final String HEAD =
            """
            # Where another normaliser reads Binance differently

            The samples of recorded messages come with what the mappers of tardis-node 18.2.0 make of
            them. This page lists every message on which Spillway's reading is another one. It is
            checked by `SecondOpinionTest`, which also writes it. Facts are written as `kind: values @
            venue time`; a message with no fact says "nothing".

            | message | theirs | ours | who is right, and why |
            |---|---|---|---|
            """;

    @Test
    void listsEveryDifference() throws IOException {
        var page = new StringBuilder(HEAD);
        for (String venue : List.of("binance-usdm", "binance-coinm", "binance-spot")) {
            rows(venue, page);
        }
        if (Boolean.getBoolean("spillway.test.regenerate")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page.toString());
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page.toString());
    }

    /// One session after another; where the clock jumps, another one began.
    private static void rows(String venue, StringBuilder page) {
        List<String> lines =
                Recordings.lines("payloads/expected/" + venue + ".tardis-normalised.jsonl");
        String day = "";
        Reading reading = new Reading(venue);
        for (int i = 0; i < lines.size(); i++) {
            JsonNode pair = JSON.readTree(lines.get(i));
            String local = pair.get("localTimestamp").stringValue();
            if (!local.startsWith(day)) {
                reading = new Reading(venue);
            }
            day = local.substring(0, 10);
            List<String> ours = reading.read(pair.get("raw").toString(), local);
            var theirs = new ArrayList<String>();
            pair.get("normalised").forEach(n -> theirs.addAll(theirs(n, ours)));
            if (!ours.equals(theirs)) {
                String stream = pair.at("/raw/stream").asString("");
                String why = why(stream, pair.get("raw").toString(), theirs, ours);
                page.append("| ")
                        .append(venue + " " + (i + 1) + ", `" + stream + "` | ")
                        .append(said(theirs) + " | " + said(ours) + " | " + why + " |\n");
            }
        }
    }

    private static String said(List<String> facts) {
        return facts.isEmpty() ? "nothing" : String.join("; ", facts);
    }

    /// A session as we read it.
    private static final class Reading {
        private final List<MarketEvent> events = new ArrayList<>();
        private final WireDecoder decoder;

        Reading(String venue) {
            var instruments = new Instruments();
            VenueProtocol protocol = Venues.byName(venue).orElseThrow();
            var sink =
                    new BookContinuity(
                            _ -> protocol.continuity(),
                            _ -> {},
                            new EventRecorder(instruments, events::add));
            decoder = protocol.decoder(new Symbols(instruments, protocol.symbolRule()), sink);
        }

        List<String> read(String message, String receivedAt) {
            byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
            events.clear();
            decoder.message(bytes, 0, bytes.length, TimeWindow.nanos(Instant.parse(receivedAt)));
            var facts = new ArrayList<String>();
            events.forEach(e -> facts.addAll(ours(e)));
            return facts;
        }
    }

    private static String why(String stream, String raw, List<String> theirs, List<String> ours) {
        String all = String.join(" ", ours);
        if (stream.contains("aggTrade")) {
            return "ours: aggregate trades are the venue's documented trade stream; theirs reads"
                    + " single trades only";
        }
        if (stream.contains("forceOrder")) {
            return "ours: `p` is the limit of the liquidation order, `ap` what it was filled at; the"
                    + " sides agree, an order that sells closes a long";
        }
        if (stream.contains("openInterest")) {
            return "both: theirs is a count of contracts without its size; ours keeps the count and"
                    + " adds dollars";
        }
        if (raw.contains("\"ADL\"")) {
            return "ours: the row is direct evidence of auto-deleveraging; theirs drops it";
        }
        if (stream.contains("indexPrice")) {
            return "both: theirs holds the index back until the next ticker";
        }
        if (stream.contains("@ticker")) {
            return "both: a day's ticker carries no channel that Spillway has";
        }
        if (all.contains("lost:")) {
            return "ours: by the venue's rule the update numbers do not chain, so changes are"
                    + " missing; theirs does not check (the sample was shortened by hand)";
        }
        if (all.isEmpty() && theirs.getFirst().startsWith("change")) {
            return "ours: the change ends with an update that the book has already";
        }
        if (stream.contains("depthSnapshot")) {
            return "both: theirs merges the changes that waited into the whole book, ours sends them"
                    + " after it";
        }
        if (stream.contains("bookTicker") || stream.contains("@depth")) {
            return "ours: `T` is when the book changed, `E` when the message was made";
        }
        return "open";
    }

    private static String at(long timeNs) {
        return " @ " + TimeWindow.iso(timeNs);
    }

    private static String price(Instrument on, long mantissa) {
        return plain(BigDecimal.valueOf(mantissa, on.priceScale()));
    }

    private static String quantity(Instrument on, long mantissa) {
        return plain(BigDecimal.valueOf(mantissa, on.quantityScale()));
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static List<String> ours(MarketEvent event) {
        Instrument on = event.instrument();
        String time = at(event.venueTimeNs());
        return switch (event) {
            case MarketEvent.Trade e ->
                    List.of(
                            "trade: "
                                    + e.takerSide().name().toLowerCase(java.util.Locale.ROOT)
                                    + " "
                                    + quantity(on, e.quantityMantissa())
                                    + " at "
                                    + price(on, e.priceMantissa())
                                    + time);
            case MarketEvent.Quote e ->
                    List.of(
                            "quote: "
                                    + quantity(on, e.bidQuantityMantissa())
                                    + " at "
                                    + price(on, e.bidPriceMantissa())
                                    + " under "
                                    + quantity(on, e.askQuantityMantissa())
                                    + " at "
                                    + price(on, e.askPriceMantissa())
                                    + time);
            case MarketEvent.BookSnapshot e -> List.of("book: " + levels(on, e.levels()) + time);
            case MarketEvent.BookDelta e -> List.of("change: " + levels(on, e.levels()) + time);
            case MarketEvent.Liquidation e ->
                    List.of(
                            "liquidation: closed "
                                    + e.closedSide().name().toLowerCase(java.util.Locale.ROOT)
                                    + " "
                                    + quantity(on, e.quantityMantissa())
                                    + " at "
                                    + price(on, e.priceMantissa())
                                    + time);
            case MarketEvent.Deleveraging e ->
                    List.of(
                            "deleveraging: "
                                    + quantity(on, e.quantityMantissa())
                                    + " at "
                                    + price(on, e.priceMantissa())
                                    + time);
            case MarketEvent.MarkPrice e -> List.of("mark: " + price(on, e.priceMantissa()) + time);
            case MarketEvent.IndexPrice e ->
                    List.of("index: " + price(on, e.priceMantissa()) + time);
            case MarketEvent.FundingRate e ->
                    List.of(
                            "funding: "
                                    + new Decimal(e.rateMantissa(), e.rateScale())
                                    + " at "
                                    + TimeWindow.iso(e.fundingTimeNs())
                                    + time);
            case MarketEvent.OpenInterest e ->
                    List.of(
                            "open interest: "
                                    + quantity(on, e.quantityMantissa())
                                    + (e.notionalMicroUsd() == MarketEvent.NONE
                                            ? ""
                                            : ", USD " + MicroUsd.toCents(e.notionalMicroUsd())));
            case MarketEvent.FeedHealth e ->
                    e.state() == spillway.market.FeedState.LOST
                            ? List.of("lost: " + e.reason())
                            : List.of();
            case MarketEvent.LongShortRatio _,
                    MarketEvent.InsuranceFund _,
                    MarketEvent.InstrumentChange _,
                    MarketEvent.Reported _,
                    MarketEvent.AccountPosition _ ->
                    List.of(event.toString());
        };
    }

    private static String levels(Instrument on, Levels levels) {
        var text = new StringBuilder();
        levels.bids()
                .forEach(l ->
                        text.append("bid ")
                                .append(quantity(on, l.quantityMantissa()))
                                .append(" at ")
                                .append(price(on, l.priceMantissa()))
                                .append(", "));
        levels.asks()
                .forEach(l ->
                        text.append("ask ")
                                .append(quantity(on, l.quantityMantissa()))
                                .append(" at ")
                                .append(price(on, l.priceMantissa()))
                                .append(", "));
        return text.substring(0, Math.max(0, text.length() - 2));
    }

    /// Their ticker repeats all that was ever told; only what the message told anew is compared,
    /// which is what ours has.
    private static List<String> theirs(JsonNode n, List<String> ours) {
        String time = at(TimeWindow.nanos(Instant.parse(n.get("timestamp").stringValue())));
        return switch (n.get("type").stringValue()) {
            case "trade" ->
                    List.of(
                            "trade: "
                                    + n.get("side").stringValue()
                                    + " "
                                    + number(n.get("amount"))
                                    + " at "
                                    + number(n.get("price"))
                                    + time);
            case "book_ticker" ->
                    List.of(
                            "quote: "
                                    + number(n.get("bidAmount"))
                                    + " at "
                                    + number(n.get("bidPrice"))
                                    + " under "
                                    + number(n.get("askAmount"))
                                    + " at "
                                    + number(n.get("askPrice"))
                                    + time);
            case "book_change" ->
                    List.of(
                            (n.get("isSnapshot").booleanValue() ? "book: " : "change: ")
                                    + levels(n)
                                    + time);
            case "liquidation" ->
                    List.of(
                            "liquidation: closed "
                                    + (n.get("side").stringValue().equals("sell")
                                            ? "long"
                                            : "short")
                                    + " "
                                    + number(n.get("amount"))
                                    + " at "
                                    + number(n.get("price"))
                                    + time);
            case "derivative_ticker" -> ticker(n, time, ours);
            default -> List.of(n.toString());
        };
    }

    private static String number(JsonNode node) {
        return plain(new BigDecimal(node.numberValue().toString()));
    }

    private static String levels(JsonNode n) {
        var parts = new ArrayList<String>();
        n.get("bids")
                .forEach(l ->
                        parts.add(
                                "bid "
                                        + number(l.get("amount"))
                                        + " at "
                                        + number(l.get("price"))));
        n.get("asks")
                .forEach(l ->
                        parts.add(
                                "ask "
                                        + number(l.get("amount"))
                                        + " at "
                                        + number(l.get("price"))));
        return String.join(", ", parts);
    }

    private static List<String> ticker(JsonNode n, String time, List<String> ours) {
        var facts = new ArrayList<String>();
        String told = String.join(" ", ours);
        if (told.contains("index:") && n.has("indexPrice")) {
            facts.add("index: " + number(n.get("indexPrice")) + time);
        }
        if (told.contains("funding:") && n.has("fundingRate")) {
            facts.add(
                    "funding: "
                            + number(n.get("fundingRate"))
                            + " at "
                            + TimeWindow.iso(
                                    TimeWindow.nanos(
                                            Instant.parse(n.get("fundingTimestamp").stringValue())))
                            + time);
        }
        if (told.contains("mark:") && n.has("markPrice")) {
            facts.add("mark: " + number(n.get("markPrice")) + time);
        }
        if (told.contains("open interest:") && n.has("openInterest")) {
            facts.add("open interest: " + number(n.get("openInterest")));
        }
        if (facts.isEmpty()) {
            facts.add("last price: " + number(n.get("lastPrice")) + time);
        }
        return facts;
    }
}
