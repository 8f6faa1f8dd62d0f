package spillway.signals.surges;

import java.util.OptionalLong;
import spillway.market.Coin;

/// Tells how much was open, for the floor of a coin that has no history yet.
@FunctionalInterface
public interface OpenInterestAt {
    /// Nobody knows.
    OpenInterestAt UNKNOWN = (_, _) -> OptionalLong.empty();

    /// Open interest of `coin` at `timeNs`, one side, in micro-dollars.
    OptionalLong microUsd(Coin coin, long timeNs);
}
