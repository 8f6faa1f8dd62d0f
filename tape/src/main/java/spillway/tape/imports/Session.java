package spillway.tape.imports;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import spillway.market.Coin;
import spillway.market.Decimal;
import spillway.market.Instrument;
import spillway.market.InstrumentKind;
import spillway.market.Venue;

/// What the files of one command share: their instruments, what was learned of leading zeros, and
/// coverage.
final class Session {
    /// More symbols than any venue lists; a file that brings more has another column there.
    private static final int MOST_SUBJECTS = 100_000;

    final Mapping mapping;
    final ImportOptions options;
    final ImportTarget target;
    final CoverageLedger coverage;
    private final Map<String, Subject> subjects = new HashMap<>();
    private final Map<String, Map<Subject, Long>> firstValueNs = new HashMap<>();

    Session(Mapping mapping, ImportOptions options, ImportTarget target) {
        this.mapping = mapping;
        this.options = options;
        this.target = target;
        coverage = CoverageLedger.ofSession(mapping.coverage, mapping.time.stepNs());
    }

    /// The source under which aggregates are stored.
    String source() {
        return options.source().orElse(mapping.source);
    }

    /// The subject of a symbol at a venue.
    ///
    /// @throws IllegalArgumentException if the symbol cannot be one
    @Nullable Subject subject(Venue venue, String symbol) {
        String key = venue.code() + "\n" + symbol;
        Subject known = subjects.get(key);
        if (known != null) {
            return known;
        }
        Instrument instrument = mapping.subject.instrument(venue, symbol);
        return instrument == null ? null : subject(key, instrument);
    }

    /// The aggregate over all of a venue.
    Subject venueTotal(Venue venue) {
        String key = venue.code() + "\n";
        Subject known = subjects.get(key);
        return known != null ? known : subject(key, Instrument.venueTotal(venue));
    }

    /// The subject of a coin that a person or a file's name gave, not a symbol.
    Subject composite(Venue venue, Coin coin) {
        String key = venue.code() + "\n\n" + coin.symbol();
        Subject known = subjects.get(key);
        return known != null ? known : subject(key, Instrument.composite(venue, coin));
    }

    /// The subject that the name of a column gives.
    Subject ofColumn(Venue venue, String symbol, String coin, String quote) {
        String key = venue.code() + "\n" + symbol + "\n" + coin + "\n" + quote;
        Subject known = subjects.get(key);
        if (known != null) {
            return known;
        }
        var instrument =
                new Instrument(
                        venue,
                        symbol,
                        new Coin(coin),
                        quote,
                        InstrumentKind.COMPOSITE,
                        spillway.market.Contract.LINEAR,
                        Decimal.ONE,
                        1,
                        0,
                        0,
                        0);
        return subject(key, instrument);
    }

    private Subject subject(String key, Instrument instrument) {
        if (subjects.size() >= MOST_SUBJECTS) {
            throw new IllegalArgumentException(
                    "at most " + MOST_SUBJECTS + " symbols; is this the column of symbols?");
        }
        var made = new Subject(instrument, target.instruments());
        subjects.put(key, made);
        return made;
    }

    /// Notes that a group had a value other than 0.
    void learnValue(String group, Subject subject, long timeNs) {
        firstValueNs.computeIfAbsent(group, _ -> new HashMap<>()).merge(subject, timeNs, Math::min);
    }

    /// Whether a 0 of the group stands before its first other value.
    boolean isLeading(String group, Subject subject, long timeNs) {
        var first = firstValueNs.getOrDefault(group, Map.of()).get(subject);
        return first == null || timeNs < first;
    }
}
