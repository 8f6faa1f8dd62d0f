package spillway.margin.tiers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import spillway.market.Venue;

/// Tier tables by venue, symbol and date.
public final class TierBook {
    private static final List<String> BUILT_IN =
            List.of(
                    "binance-usdm",
                    "binance-coinm",
                    "bybit",
                    "okx",
                    "bitmex",
                    "deribit",
                    "hyperliquid",
                    "dydx-v4");

    private final List<TierTable> tables;

    private TierBook(List<TierTable> tables) {
        this.tables = tables.stream().sorted(Comparator.comparing(TierTable::seen)).toList();
    }

    /// How a table's date stands to the day that was asked for.
    public enum Fit {
        /// Seen on or before that day: the latest such.
        IN_FORCE,
        /// First seen after that day; nothing older is known.
        EARLIEST_KNOWN
    }

    /// A table and how well its date fits.
    public record Match(TierTable table, Fit fit) {}

    /// The tables that come with Spillway: the main instruments, each with source and date.
    public static TierBook builtIn() {
        var tables = new ArrayList<TierTable>();
        for (String name : BUILT_IN) {
            var assembly = new TierAssembly(name);
            new TierToml(name + ".toml", assembly)
                    .read(resource("/spillway/margin/tiers/" + name + ".toml"));
            TierImport read = assembly.result();
            if (!read.isClean()) {
                throw new IllegalStateException("built-in tiers: " + read.problems());
            }
            tables.addAll(read.tables());
        }
        return new TierBook(tables);
    }

    static String resource(String path) {
        try (InputStream in = TierBook.class.getResourceAsStream(path)) {
            return new String(
                    Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A book of these tables alone.
    public static TierBook of(List<TierTable> tables) {
        return new TierBook(tables);
    }

    /// This book with further tables, which win over older ones of the same date.
    public TierBook with(List<TierTable> more) {
        var all = new ArrayList<>(tables);
        all.addAll(more);
        return new TierBook(all);
    }

    /// Every table, by date.
    public List<TierTable> tables() {
        return tables;
    }

    /// The table that was in force on `date`: the latest one seen by then, or failing that the
    /// earliest one known.
    public Optional<Match> find(Venue venue, String symbol, LocalDate date) {
        Optional<Match> found = Optional.empty();
        for (TierTable table : tables) {
            if (!table.venue().equals(venue) || !table.symbol().equals(symbol)) {
                continue;
            }
            if (!table.seen().isAfter(date)) {
                found = Optional.of(new Match(table, Fit.IN_FORCE));
            } else if (found.isEmpty()) {
                return Optional.of(new Match(table, Fit.EARLIEST_KNOWN));
            }
        }
        return found;
    }

    /// The symbols of a venue that this book knows.
    public List<String> symbols(Venue venue) {
        return tables.stream()
                .filter(table -> table.venue().equals(venue))
                .map(TierTable::symbol)
                .distinct()
                .sorted()
                .toList();
    }
}
