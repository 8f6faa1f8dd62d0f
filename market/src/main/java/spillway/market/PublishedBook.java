package spillway.market;

/// A book as far as it is published.
public interface PublishedBook {
    /// Replaces the book.
    void replace(BookLevels levels);

    /// Sets each level to its size; 0 removes it.
    void apply(BookLevels levels);

    /// Fills `levels` with the best `count` of each side, best first.
    void top(int count, BookLevels levels);
}
