package spillway.app.reading;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import spillway.market.InstrumentKind;
import spillway.market.Instruments;
import spillway.market.Venue;
import spillway.signals.coverage.Universe;

/// The venues that coverage is a share of.
public final class Universes {
    private static final LocalDate PUBLISHED = LocalDate.of(2026, 11, 1);

    /// Where leveraged contracts on crypto trade, as of November 2026. KuCoin, MEXC and BingX
    /// publish no liquidations at all: they stay in, since what they liquidate happens.
    private static final List<String> DERIVATIVE_VENUES =
            List.of(
                    "binance-usdm",
                    "binance-coinm",
                    "bybit",
                    "okx",
                    "bitget",
                    "gate",
                    "htx",
                    "deribit",
                    "kraken-futures",
                    "bitfinex",
                    "dydx",
                    "hyperliquid",
                    "kucoin",
                    "mexc",
                    "bingx");

    /// Which venues a share is asked of.
    public enum Choice {
        /// The derivative venues of November 2026, and any other that has contracts on the tape.
        PUBLISHED,
        /// The venues that have contracts on the tape, and no others.
        TAPE
    }

    private Universes() {}

    /// The universe that was chosen.
    public static Universe of(Choice choice, Instruments instruments) {
        return switch (choice) {
            case PUBLISHED -> published(instruments);
            case TAPE -> ofTape(instruments);
        };
    }

    /// The derivative venues of November 2026, and any other that has contracts on the tape.
    public static Universe published(Instruments instruments) {
        var codes = new TreeSet<>(DERIVATIVE_VENUES);
        codes.addAll(venuesOf(instruments));
        return universe("spillway-2026-11", codes.stream());
    }

    /// The venues that have contracts on the tape, and no others.
    public static Universe ofTape(Instruments instruments) {
        var codes = venuesOf(instruments);
        return universe("tape", codes.isEmpty() ? DERIVATIVE_VENUES.stream() : codes.stream());
    }

    private static Universe universe(String name, Stream<String> codes) {
        return new Universe(name, PUBLISHED, codes.map(Venue::new).toList());
    }

    private static Set<String> venuesOf(Instruments instruments) {
        var codes = new TreeSet<String>();
        for (var instrument : instruments.all()) {
            boolean trades = instrument.kind() != InstrumentKind.COMPOSITE;
            boolean wide = instrument.isWholeMarket();
            if (trades && instrument.kind() != InstrumentKind.SPOT && !wide) {
                codes.add(instrument.venue().code());
            }
        }
        return codes;
    }
}
