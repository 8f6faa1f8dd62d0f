package spillway.bench;

/// One thing that `spillway bench` can measure. To add one, implement this and register it in
/// [Benchmarks#ALL].
interface Benchmark {
    /// What it is called on the command line: lower case, hyphens.
    String name();

    /// One line for the list.
    String description();

    /// Measures and says what was found. What the variants compute must be compared on the way: a
    /// fast wrong answer is no figure.
    ///
    /// @throws Exception if something could not be measured, or variants that must agree do not
    void run(Options options, Findings out) throws Exception;
}
