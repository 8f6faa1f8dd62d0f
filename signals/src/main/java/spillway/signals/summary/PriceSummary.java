package spillway.signals.summary;

/// What a coin's price did, in USD per coin.
///
/// @param open first of the first interval
/// @param high highest, with its time
/// @param low lowest, with its time
/// @param close last of the last interval
public record PriceSummary(Figure open, Figure high, Figure low, Figure close) {
    /// @param bars not empty
    static PriceSummary of(Bars bars) {
        Bar first = bars.bars().getFirst();
        Bar high = first;
        Bar low = first;
        for (var bar : bars.bars()) {
            high = bar.high().compareTo(high.high()) > 0 ? bar : high;
            low = bar.low().compareTo(low.low()) < 0 ? bar : low;
        }
        return new PriceSummary(
                new Figure(first.open(), first.interval(), bars.source(), bars.kind()),
                new Figure(high.high(), high.highWhen(), bars.source(), bars.kind()),
                new Figure(low.low(), low.lowWhen(), bars.source(), bars.kind()),
                bars.close(bars.bars().getLast()));
    }
}
