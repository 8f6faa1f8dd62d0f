package spillway.margin;

import spillway.market.PositionSide;

/// The first tick, seen from the mark price against the position, at which it is liquidated: by
/// doubling steps and then halving, on the same whole-number evaluation that decides in operation.
///
/// Within one tier the decision changes once. Only a flat schedule by value can change it more than
/// once, where a falling value drops into a cheaper tier; there the search goes tier by tier.
record TickSearch(
        MarginTerms terms, PositionSide side, long lots, long entryValue, long collateral) {
    /// Beyond it a price is not searched for: the doubling stays within a `long`.
    private static final long HIGHEST_TICKS = Long.MAX_VALUE / 4;

    long from(long markTicks) {
        if (liquidatedAt(markTicks)) {
            return markTicks;
        }
        if (isNeverLiquidated()) {
            return MarginTerms.NEVER;
        }
        if (terms.rule().basis() == MarginBasis.MARK_PRICE
                && terms.requirement() instanceof FlatTiers flat
                && flat.jumpsWithPrice()
                && terms.contract().gainsWithValue(side)) {
            return tierByTier(markTicks);
        }
        return gallop(markTicks);
    }

    private boolean liquidatedAt(long ticks) {
        return terms.isLiquidated(side, lots, entryValue, collateral, ticks);
    }

    /// A leg that gains with value loses at most its entry value, at value zero, where a
    /// requirement on mark price is zero too.
    private boolean isNeverLiquidated() {
        if (!terms.contract().gainsWithValue(side)) {
            return false;
        }
        long left = Math.subtractExact(collateral, entryValue);
        long required =
                switch (terms.rule().basis()) {
                    case MARK_PRICE -> 0;
                    case ENTRY_PRICE -> terms.requirement().roundedUp(lots, entryValue);
                };
        return switch (terms.rule().trigger()) {
            case BELOW -> left >= required;
            case AT_OR_BELOW -> left > required;
        };
    }

    private long gallop(long safe) {
        long near = safe;
        while (true) {
            long far = side == PositionSide.LONG ? near / 2 : near * 2;
            if (far < 1 || far > HIGHEST_TICKS) {
                return MarginTerms.NEVER;
            }
            if (liquidatedAt(far)) {
                return bisect(near, far);
            }
            near = far;
        }
    }

    private long bisect(long safe, long liquidated) {
        long near = safe;
        long far = liquidated;
        while (Math.abs(far - near) > 1) {
            long middle = near + (far - near) / 2;
            if (liquidatedAt(middle)) {
                far = middle;
            } else {
                near = middle;
            }
        }
        return far;
    }

    private long tierByTier(long markTicks) {
        long step = side == PositionSide.LONG ? -1 : 1;
        long near = markTicks;
        while (true) {
            long last = lastOfTier(near);
            if (last == MarginTerms.NEVER) {
                return gallop(near);
            }
            if (liquidatedAt(last)) {
                return bisect(near, last);
            }
            near = last + step;
            if (liquidatedAt(near)) {
                return near;
            }
        }
    }

    private int tierAt(long ticks) {
        return terms.requirement().tierOf(lots, terms.contract().value(lots, ticks));
    }

    /// The last tick in the direction of loss that is in the same tier; [MarginTerms#NEVER] for the
    /// lowest tier, which has no end.
    private long lastOfTier(long ticks) {
        int tier = tierAt(ticks);
        if (tier == 0) {
            return MarginTerms.NEVER;
        }
        long near = ticks;
        long far = side == PositionSide.LONG ? near / 2 : near * 2;
        while (far >= 1 && far <= HIGHEST_TICKS && tierAt(far) == tier) {
            near = far;
            far = side == PositionSide.LONG ? near / 2 : near * 2;
        }
        if (far < 1 || far > HIGHEST_TICKS) {
            return MarginTerms.NEVER;
        }
        while (Math.abs(far - near) > 1) {
            long middle = near + (far - near) / 2;
            if (tierAt(middle) == tier) {
                near = middle;
            } else {
                far = middle;
            }
        }
        return near;
    }
}
