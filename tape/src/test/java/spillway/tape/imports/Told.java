package spillway.tape.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import spillway.market.Decimal;
import spillway.market.Instrument;
import spillway.market.MarketEvent;
import spillway.market.MicroUsd;
import spillway.market.TimeWindow;

/// Events as lines of text, one word a fact, so that a test can hold a table of them. `-` stands
/// for what is not known.
final class Told {
    private Told() {}

    /// The lines of all events, in the order given.
    static String all(List<? extends MarketEvent> events) {
        var lines = new ArrayList<String>();
        events.forEach(event -> lines.add(of(event)));
        return String.join("\n", lines);
    }

    static String of(MarketEvent event) {
        Instrument on = event.instrument();
        String head = on + " " + TimeWindow.iso(event.venueTimeNs());
        return switch (event) {
            case MarketEvent.Trade t ->
                    words(
                            "trade",
                            head,
                            t.takerSide(),
                            quantity(on, t.quantityMantissa()),
                            "at",
                            price(on, t.priceMantissa()),
                            "id",
                            number(t.venueId()));
            case MarketEvent.Liquidation l ->
                    words(
                            "liquidation",
                            head,
                            l.closedSide(),
                            quantity(on, l.quantityMantissa()),
                            "at",
                            price(on, l.priceMantissa()),
                            l.priceKind(),
                            "worth",
                            usd(l.notionalMicroUsd()),
                            l.completeness(),
                            "id",
                            number(l.venueId()));
            case MarketEvent.Deleveraging d ->
                    words(
                            "deleveraging",
                            head,
                            d.closedSide(),
                            quantity(on, d.quantityMantissa()),
                            "at",
                            price(on, d.priceMantissa()),
                            "worth",
                            usd(d.notionalMicroUsd()),
                            "id",
                            number(d.venueId()));
            case MarketEvent.MarkPrice p -> words("mark", head, price(on, p.priceMantissa()));
            case MarketEvent.IndexPrice p -> words("index", head, price(on, p.priceMantissa()));
            case MarketEvent.FundingRate f ->
                    words(
                            "funding",
                            head,
                            plain(f.rateMantissa(), f.rateScale()),
                            "per",
                            hours(f.intervalNs()),
                            f.fundingKind());
            case MarketEvent.OpenInterest o ->
                    words(
                            "openInterest",
                            head,
                            quantity(on, o.quantityMantissa()),
                            "worth",
                            usd(o.notionalMicroUsd()));
            case MarketEvent.LongShortRatio r ->
                    words("ratio", head, r.population(), plain(r.ratioMantissa(), r.ratioScale()));
            case MarketEvent.FeedHealth h ->
                    words(h.state(), on, h.channel().key(), new TimeWindow(h.fromNs(), h.toNs()));
            case MarketEvent.Reported r ->
                    words(
                            r.metric().key(),
                            head,
                            "over",
                            hours(r.intervalNs()),
                            "by",
                            r.source(),
                            plain(r.open(), r.scale()),
                            plain(r.high(), r.scale()),
                            plain(r.low(), r.scale()),
                            plain(r.close(), r.scale()),
                            "of",
                            number(r.count()));
            case MarketEvent.AccountPosition p ->
                    words(
                            "position",
                            head,
                            p.account(),
                            p.side(),
                            quantity(on, p.quantityMantissa()),
                            "entry",
                            price(on, p.entryPriceMantissa()),
                            "liquidated at",
                            price(on, p.liquidationPriceMantissa()),
                            "leverage",
                            plain(p.leverageMilli(), 3),
                            "worth",
                            usd(p.notionalMicroUsd()),
                            "equity",
                            usd(p.accountValueMicroUsd()));
            case MarketEvent.Quote _,
                    MarketEvent.BookSnapshot _,
                    MarketEvent.BookDelta _,
                    MarketEvent.InsuranceFund _,
                    MarketEvent.InstrumentChange _ ->
                    throw new AssertionError("no import makes " + event);
        };
    }

    private static String words(Object... words) {
        var line = new ArrayList<String>();
        for (Object word : words) {
            line.add(
                    word instanceof Enum<?> constant
                            ? constant.name().toLowerCase(Locale.ROOT)
                            : word.toString());
        }
        return String.join(" ", line);
    }

    private static String number(long value) {
        return value == MarketEvent.NONE ? "-" : Long.toString(value);
    }

    private static String plain(long mantissa, int scale) {
        if (mantissa == MarketEvent.NONE) {
            return "-";
        }
        return Decimal.parse(new Decimal(mantissa, scale).toString()).toString();
    }

    private static String price(Instrument on, long mantissa) {
        return plain(mantissa, on.priceScale());
    }

    private static String quantity(Instrument on, long mantissa) {
        return plain(mantissa, on.quantityScale());
    }

    private static String usd(long micros) {
        return micros == MarketEvent.NONE ? "-" : MicroUsd.toString(micros);
    }

    private static String hours(long ns) {
        return ns == MarketEvent.NONE ? "-" : java.time.Duration.ofNanos(ns).toString();
    }
}
