package spillway.signals.reset;

/// What a component says at a checkpoint: a [Check], or why there is none.
sealed interface Answer {
    /// It could be computed.
    ///
    /// @param check what was found
    record Computed(Check check) implements Answer {}

    /// It could not.
    ///
    /// @param reason what is missing, of whom, since when
    record NotComputed(String reason) implements Answer {}
}
