package spillway.venues.protocol;

/// What a message of a book is to the book so far.
public enum Verdict {
    /// The next one.
    APPLIES,
    /// Part of the book already.
    STALE,
    /// Something between them is missing.
    BROKEN
}
