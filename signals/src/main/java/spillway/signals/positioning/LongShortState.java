package spillway.signals.positioning;

import spillway.market.Instrument;
import spillway.market.RatioPopulation;

/// Longs per short among some heads. Every contract has as much long as short: it speaks of heads
/// or of some traders' positions, not of money.
///
/// @param instrument which
/// @param population whose
/// @param ratio longs per short
/// @param timeNs when it was said
public record LongShortState(
        Instrument instrument, RatioPopulation population, double ratio, long timeNs) {}
