package spillway.signals.reset;

/// One of the five questions behind a verdict.
public enum Component {
    /// Has funding come back to its normal size?
    FUNDING("funding"),
    /// Was open interest, in coin, closed, and has it stayed closed?
    OPEN_INTEREST("openInterest"),
    /// Do derivatives trade less against spot than before?
    DOMINANCE("dominance"),
    /// Did spot hold: as much volume as before, and buyers after the low?
    SPOT("spot"),
    /// Has the book come back?
    BOOK("book");

    private final String key;

    Component(String key) {
        this.key = key;
    }

    /// The name in JSON.
    public String key() {
        return key;
    }
}
