package spillway.margin.rules;

/// How well a rule is known.
public enum Evidence {
    /// Documented by the venue and reproduced by calculation.
    EXACT,
    /// Documented by the venue; not checkable by a number.
    DOCUMENTED,
    /// Told by others.
    SECOND_HAND,
    /// Our reading of what is documented.
    INFERRED,
    /// Not known: a parameter with a stated default.
    UNKNOWN
}
