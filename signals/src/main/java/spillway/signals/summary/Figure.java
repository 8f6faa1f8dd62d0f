package spillway.signals.summary;

import spillway.market.Decimal;
import spillway.market.TimeWindow;

/// One exact number with what makes it worth something.
///
/// @param value in the unit of its place
/// @param when it held: a moment `[t, t)` where the moment is known, else the interval whose value
///   it is; an hourly close belongs to the hour that it closes, and is named by that hour's start
/// @param source who says so: a venue with its symbol, or an aggregator
/// @param kind how it came about
public record Figure(Decimal value, TimeWindow when, String source, FigureKind kind) {}
