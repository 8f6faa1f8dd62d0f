package spillway.signals.levels;

import java.util.Optional;
import java.util.OptionalDouble;
import spillway.market.TimeWindow;

/// How wildly a price moved: the realised volatility of the wildest 24 hours, beside what is
/// normal. An estimate, annualised: the root of the sum of squared log returns of a day's closes,
/// times the root of 365.
///
/// @param peak of the wildest 24 hours; empty where no 24 hours have the closes
/// @param peakWindow those 24 hours
/// @param normal median over the 24 hours that end at each bar of the thirty days before
/// @param daysBefore how much of those thirty days is behind `normal`
/// @param multiple `peak / normal`
/// @param reason what is empty, and why; empty text where nothing is
public record Volatility(
        OptionalDouble peak,
        Optional<TimeWindow> peakWindow,
        OptionalDouble normal,
        double daysBefore,
        OptionalDouble multiple,
        String reason) {}
