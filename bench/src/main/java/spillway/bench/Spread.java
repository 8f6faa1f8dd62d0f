package spillway.bench;

import java.util.Arrays;

/// What repeated measurements of one thing came to.
///
/// @param median the middle one, or the mean of the two middle ones
/// @param min the least
/// @param max the greatest
/// @param samples how many there were, at least 1
record Spread(double median, double min, double max, int samples) {
    static Spread of(double... samples) {
        if (samples.length == 0) {
            throw new IllegalArgumentException("a spread needs at least one sample, found none");
        }
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median =
                sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1], sorted.length);
    }
}
