package spillway.margin.tiers;

/// Which rule a refused tier table breaks.
public enum TierRule {
    /// The file or one of its fields could not be read.
    READABLE,
    /// Tiers join without gap or overlap.
    JOINED,
    /// Rates lie in 0 to 1, never fall, and are covered by initial margin.
    RATES,
    /// Leverage is at least 1 and never rises.
    LEVERAGE,
    /// Deductions follow `c_k = c_(k−1) + floor_k × (m_k − m_(k−1))`.
    RECURSION
}
