package spillway.app.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import spillway.market.Coin;
import spillway.market.Decimal;
import spillway.market.Instrument;
import spillway.market.InstrumentKind;
import spillway.market.Instruments;
import spillway.market.SelectiveSink;
import spillway.market.TakerSide;

/// Candles of each coin, of the prices of one instrument: its *source*. A mixture of venues would
/// be nobody's price.
///
/// The source is the first instrument of which a trade was heard, a contract with leverage before
/// spot; until there is a trade, the first of which a mark price was heard. It changes when it has
/// been silent for a minute while another speaks. Used by one thread.
final class Candles implements SelectiveSink {
    /// Coins that have candles, in order of first price: some 160 kB each.
    static final int MOST_COINS = 200;

    /// Liquid contracts trade every few seconds.
    private static final long SILENT_NS = 60_000_000_000L;

    /// The candles of one coin, and who is their source.
    private static final class Kept {
        final Coin coin;
        final Map<CandleInterval, CandleSeries> series = new EnumMap<>(CandleInterval.class);
        int source = NOBODY;
        int rank = Integer.MAX_VALUE;
        long heardNs = Long.MIN_VALUE;
        String name = "";
        boolean changed;

        Kept(Coin coin) {
            this.coin = coin;
            for (var interval : CandleInterval.ALL) {
                series.put(interval, new CandleSeries());
            }
        }
    }

    private static final int NOBODY = -1;
    private static final int TRADES_OF_CONTRACT = 0;
    private static final int TRADES_OF_SPOT = 1;
    private static final int MARKS = 2;

    private final Instruments instruments;
    private final SortedMap<String, Kept> byCoin = new TreeMap<>();

    /// By instrument; those without candles stay null.
    private @Nullable Kept[] byCode = new Kept[0];

    private boolean[] known = new boolean[0];

    Candles(Instruments instruments) {
        this.instruments = instruments;
    }

    @Override
    public void trade(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long priceMantissa,
            long quantityMantissa,
            TakerSide takerSide,
            long venueId) {
        Kept kept = kept(instrument);
        if (kept != null) {
            Instrument of = instruments.get(instrument);
            int rank = of.kind() == InstrumentKind.SPOT ? TRADES_OF_SPOT : TRADES_OF_CONTRACT;
            add(kept, instrument, of, rank, venueTimeNs, priceMantissa);
        }
    }

    @Override
    public void markPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        Kept kept = kept(instrument);
        if (kept != null) {
            add(kept, instrument, instruments.get(instrument), MARKS, venueTimeNs, priceMantissa);
        }
    }

    private static void add(
            Kept kept, int code, Instrument of, int rank, long venueTimeNs, long priceMantissa) {
        if (kept.source != code || kept.rank != rank) {
            boolean silent =
                    kept.heardNs != Long.MIN_VALUE && venueTimeNs - kept.heardNs > SILENT_NS;
            if (rank >= kept.rank && !silent) {
                return;
            }
            kept.source = code;
            kept.rank = rank;
            kept.name = of + (rank == MARKS ? ", mark price" : ", trades");
        }
        kept.heardNs = Math.max(kept.heardNs, venueTimeNs);
        kept.changed = true;
        double price = Decimal.toDouble(priceMantissa, of.priceScale()) / of.coinsPerUnit();
        for (var interval : CandleInterval.ALL) {
            CandleSeries series = kept.series.get(interval);
            if (series != null) {
                series.add(interval.startSeconds(venueTimeNs), price);
            }
        }
    }

    private @Nullable Kept kept(int code) {
        if (code >= known.length) {
            int size = Math.max(code + 1, instruments.size());
            known = Arrays.copyOf(known, size);
            byCode = Arrays.copyOf(byCode, size);
        }
        if (!known[code]) {
            known[code] = true;
            byCode[code] = learn(instruments.get(code));
        }
        return byCode[code];
    }

    private @Nullable Kept learn(Instrument instrument) {
        boolean hasPrice =
                switch (instrument.kind()) {
                    case PERPETUAL, FUTURE, SPOT -> true;
                    case OPTION, COMPOSITE -> false;
                };
        String coin = instrument.coin().symbol();
        if (!hasPrice || (byCoin.size() == MOST_COINS && !byCoin.containsKey(coin))) {
            return null;
        }
        return byCoin.computeIfAbsent(coin, _ -> new Kept(instrument.coin()));
    }

    /// The coins of which a price was heard, by symbol.
    List<Coin> coins() {
        var coins = new ArrayList<Coin>();
        for (var kept : byCoin.values()) {
            if (kept.source != NOBODY) {
                coins.add(kept.coin);
            }
        }
        return coins;
    }

    /// The last `limit` candles of a coin; none where it has none.
    CoinCandles of(Coin coin, CandleInterval interval, int limit) {
        Kept kept = byCoin.get(coin.symbol());
        CandleSeries series = kept == null ? null : kept.series.get(interval);
        return kept == null || series == null
                ? new CoinCandles(coin, interval, "", List.of())
                : new CoinCandles(coin, interval, kept.name, series.last(limit));
    }

    /// The candles that are new or changed since this was asked last.
    List<CandleChange> changes() {
        var changes = new ArrayList<CandleChange>();
        for (var kept : byCoin.values()) {
            if (kept.changed) {
                kept.changed = false;
                for (var entry : kept.series.entrySet()) {
                    for (var candle : entry.getValue().changes()) {
                        changes.add(new CandleChange(kept.coin, kept.name, entry.getKey(), candle));
                    }
                }
            }
        }
        return changes;
    }
}
