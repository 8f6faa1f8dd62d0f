package spillway.venues.serving;

/// What a stream carries, and so which events of the market make its messages.
public enum StreamKind {
    /// Trades, one by one.
    TRADES,
    /// Trades, one by one, and those off the book that reduced a winning position.
    ALL_TRADES,
    /// Best bid and ask.
    QUOTES,
    /// Changes of a book, behind a whole one where the venue sends it first.
    BOOK_CHANGES,
    /// The best levels of a book, whole each time.
    BOOK_TOPS,
    LIQUIDATIONS,
    /// The mark price with all that the venue tells in the same message.
    MARKS,
    /// The index price by itself.
    INDEX,
    /// The funding rate by itself.
    FUNDING,
    /// Open interest by itself.
    OPEN_INTEREST,
    /// The catalogue.
    INSTRUMENTS
}
