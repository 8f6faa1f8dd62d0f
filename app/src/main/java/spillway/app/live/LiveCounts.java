package spillway.app.live;

/// How far a run is, for a line of progress.
///
/// @param nowNs the run's clock
/// @param events since the run began
/// @param eventsPerSecond of the machine's time, lately
/// @param liquidations since the run began
/// @param microUsd their value
public record LiveCounts(
        long nowNs, long events, double eventsPerSecond, long liquidations, long microUsd) {
    static final LiveCounts NONE = new LiveCounts(0, 0, 0, 0, 0);
}
