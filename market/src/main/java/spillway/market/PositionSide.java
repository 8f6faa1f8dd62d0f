package spillway.market;

/// Which way a position faces.
public enum PositionSide {
    LONG,
    SHORT
}
