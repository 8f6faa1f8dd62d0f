package spillway.tape.imports;

import java.util.Optional;
import spillway.market.Coin;
import spillway.market.Venue;

/// What a person adds to a mapping for one import.
///
/// @param coin of files that do not name one
/// @param symbol the venue's name of the instrument, of files that do not name one
/// @param venue instead of the mapping's
/// @param source who reports the aggregates, instead of the mapping's
/// @param listener hears how far the import is
/// @param problemsKept rejected rows described one by one, for each file; the rest are counted
public record ImportOptions(
        Optional<Coin> coin,
        Optional<String> symbol,
        Optional<Venue> venue,
        Optional<String> source,
        ImportListener listener,
        int problemsKept) {
    private static final int PROBLEMS_KEPT = 10;

    public ImportOptions {
        if (problemsKept < 0) {
            throw new IllegalArgumentException("problemsKept must be >= 0, was " + problemsKept);
        }
    }

    /// Nothing beyond the mapping, and nobody listening.
    public static ImportOptions none() {
        return new ImportOptions(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                (_, _, _) -> {},
                PROBLEMS_KEPT);
    }

    public ImportOptions withCoin(String coinSymbol) {
        return new ImportOptions(
                Optional.of(new Coin(coinSymbol)), symbol, venue, source, listener, problemsKept);
    }

    public ImportOptions withSymbol(String venueSymbol) {
        return new ImportOptions(
                coin, Optional.of(venueSymbol), venue, source, listener, problemsKept);
    }

    public ImportOptions withVenue(String venueCode) {
        return new ImportOptions(
                coin, symbol, Optional.of(new Venue(venueCode)), source, listener, problemsKept);
    }

    public ImportOptions withSource(String reporter) {
        return new ImportOptions(
                coin, symbol, venue, Optional.of(reporter), listener, problemsKept);
    }

    public ImportOptions withListener(ImportListener newListener) {
        return new ImportOptions(coin, symbol, venue, source, newListener, problemsKept);
    }

    public ImportOptions withProblemsKept(int kept) {
        return new ImportOptions(coin, symbol, venue, source, listener, kept);
    }
}
