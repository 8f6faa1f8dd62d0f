package spillway.exchange.account;

import spillway.margin.MarginTerms;
import spillway.market.PositionSide;

/// The first tick at which a single position is liquidated: guessed by Newton's method and then
/// proved by the whole-number evaluation that decides. Where the guess cannot be proved, the search
/// of [MarginTerms#liquidationTicks] answers.
final class LiquidationTick {
    /// Guesses; a marginal schedule of a dozen tiers needs at most five.
    private static final int GUESSES = 8;

    private LiquidationTick() {}

    /// Searches from a price at which the position is not liquidated.
    ///
    /// @return [MarginTerms#NEVER] if no price liquidates it
    static long of(
            MarginTerms terms,
            PositionSide side,
            long lots,
            long entryValue,
            long backing,
            long markTicks) {
        double direction = side == PositionSide.LONG ? 1 : -1;
        double bend = terms.contract().isInverse() ? -1 : 1;
        long far = 4 * markTicks;
        long ticks = markTicks;
        for (int i = 0; i < GUESSES; i++) {
            double value = terms.contract().value(lots, ticks);
            double requirement = terms.requirement(lots, entryValue, ticks);
            double equity = terms.equity(side, lots, entryValue, backing, ticks);
            double slope = (direction * value - bend * requirement) / ticks;
            double step = (equity - requirement) / slope;
            long next = Math.clamp(Math.round(ticks - step), 1, far);
            if (Math.abs(next - ticks) <= 1) {
                long found = prove(terms, side, lots, entryValue, backing, ticks);
                if (found != 0) {
                    return found;
                }
            }
            if (next == ticks) {
                break;
            }
            ticks = next;
        }
        return terms.liquidationTicks(side, lots, entryValue, backing, markTicks);
    }

    /// The tick near `ticks` that is liquidated while its neighbour on the safe side is not; 0 if
    /// there is none. Margin has one crossing, so that one is the first.
    private static long prove(
            MarginTerms terms,
            PositionSide side,
            long lots,
            long entryValue,
            long backing,
            long ticks) {
        int safe = side == PositionSide.LONG ? 1 : -1;
        boolean isSafe = !terms.isLiquidated(side, lots, entryValue, backing, ticks);
        long at = ticks;
        for (int i = 0; i < 3; i++) {
            long next = isSafe ? at - safe : at + safe;
            if (next < 1) {
                return 0;
            }
            boolean nextSafe = !terms.isLiquidated(side, lots, entryValue, backing, next);
            if (nextSafe != isSafe) {
                return isSafe ? next : at;
            }
            at = next;
        }
        return 0;
    }
}
