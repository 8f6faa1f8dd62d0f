package spillway.emulator.market;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/// The prices of all coins, step by step: the script, a move of the whole market, and a move of
/// each coin's own.
final class PriceWorld {
    /// Standard deviation of the market's move in an hour of calm; up to four times that under
    /// stress.
    private static final double MARKET_MOVE = 0.003;

    private static final double STRESSED = 3;

    /// Over how many seconds a coin's speed is averaged.
    private static final double SPEED_SECONDS = 8;

    private final FallScript script;
    private final SplittableRandom random;
    private final double stepSeconds;
    private final Map<String, Walk> walks = new HashMap<>();
    private double marketLog;
    private long steps;

    private static final class Walk {
        final ScriptedCoin coin;
        double ownLog;
        double log;
        double speed;

        Walk(ScriptedCoin coin) {
            this.coin = coin;
        }
    }

    PriceWorld(FallScript script, long seed, double stepSeconds) {
        this.script = script;
        this.stepSeconds = stepSeconds;
        random = new SplittableRandom(seed);
        for (ScriptedCoin coin : ScriptedCoin.ALL) {
            walks.put(coin.symbol(), new Walk(coin));
        }
    }

    /// Moves on to step `wanted`; the past does not come back.
    void advanceTo(long wanted) {
        while (steps < wanted) {
            step();
        }
    }

    private void step() {
        steps++;
        double seconds = steps * stepSeconds;
        double root = StrictMath.sqrt(stepSeconds / 3_600);
        double move = MARKET_MOVE * (1 + STRESSED * script.stress(seconds)) * root;
        marketLog += move * random.nextGaussian();
        double drift = script.drift(seconds);
        // In the order of the list, so that the same seed gives each coin the same move.
        for (ScriptedCoin coin : ScriptedCoin.ALL) {
            Walk walk = walks.get(coin.symbol());
            if (walk == null) {
                continue;
            }
            walk.ownLog += coin.ownMove() * root * random.nextGaussian();
            double log = coin.beta() * (drift + marketLog) + walk.ownLog;
            double weight = Math.min(1, stepSeconds / SPEED_SECONDS);
            walk.speed += weight * ((log - walk.log) / stepSeconds - walk.speed);
            walk.log = log;
        }
    }

    private Walk walk(String coin) {
        Walk walk = walks.get(coin);
        if (walk == null) {
            throw new IllegalArgumentException("no coin " + coin + " in the scripted market");
        }
        return walk;
    }

    /// Dollars for a coin.
    double price(String coin) {
        Walk walk = walk(coin);
        return walk.coin.priceUsd() * StrictMath.exp(walk.log);
    }

    /// How fast a coin moves lately: part of its price in a second.
    double speed(String coin) {
        return walk(coin).speed;
    }
}
