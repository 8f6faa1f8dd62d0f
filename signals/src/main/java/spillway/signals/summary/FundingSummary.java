package spillway.signals.summary;

/// What funding did, as a fraction per funding interval: smallest, largest and last over the closes
/// of the intervals. Not over the highs and lows inside them: a running estimate flickers, and only
/// what stands at the end of an hour is comparable between sources.
///
/// @param min smallest close, the first if several
/// @param max largest close, the first if several
/// @param last close of the last interval
public record FundingSummary(Figure min, Figure max, Figure last) {
    /// @param bars not empty
    static FundingSummary of(Bars bars) {
        Bar min = bars.bars().getFirst();
        Bar max = min;
        for (var bar : bars.bars()) {
            min = bar.close().compareTo(min.close()) < 0 ? bar : min;
            max = bar.close().compareTo(max.close()) > 0 ? bar : max;
        }
        return new FundingSummary(
                bars.close(min), bars.close(max), bars.close(bars.bars().getLast()));
    }
}
