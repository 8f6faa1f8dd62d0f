package spillway.margin.tiers;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import spillway.market.Venue;

/// What a file of tiers does not say itself: whose they are and when they held.
///
/// @param venue used for tables without a venue
/// @param seen used for tables without a date
public record TierFileLabel(Optional<Venue> venue, Optional<LocalDate> seen) {
    /// Nothing known beyond the file.
    public static final TierFileLabel NONE = new TierFileLabel(Optional.empty(), Optional.empty());

    private static final Pattern NAME =
            Pattern.compile("(?<venue>[a-z0-9-]+)_.*?(?<date>\\d{4}-\\d{2}-\\d{2})?\\.[a-z]+");

    /// What the name of a file says, where this label says nothing:
    /// `binance-usdm_all-symbols_2026-02-05.json`.
    TierFileLabel orNameOf(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        if (!name.matches()) {
            return this;
        }
        return new TierFileLabel(
                venue.or(() -> Optional.of(new Venue(name.group("venue")))),
                seen.or(() ->
                        Optional.ofNullable(name.group("date")).flatMap(TierFileLabel::date)));
    }

    /// The date that `text` begins with: `2025-12-29 12:08:40+00:00`.
    static Optional<LocalDate> date(String text) {
        if (text.length() < 10) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text.substring(0, 10)));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
